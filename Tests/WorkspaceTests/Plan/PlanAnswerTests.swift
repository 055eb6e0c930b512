import AccountHealth
import Decisions
import Forecasting
import Simulation
import Testing

@testable import Workspace

@Suite("Plans of action")
struct PlanAnswerTests {
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  private func question(_ change: (inout PlanQuestion) -> Void = { _ in }) -> PlanQuestion {
    var question = PlanQuestion()
    (question.horizon, question.run) = (40, Workspace.Run(paths: 256, seed: 3, threads: 2))
    change(&question)
    return question
  }

  /// Every ninth order ships two days late, which is above the limit of 4 %.
  private func late(_ change: (inout Settings) -> Void = { _ in }) throws -> Workspace {
    var settings = Settings()
    change(&settings)
    return try Workspace(reading: [files.orders()], under: settings)
  }

  @Test("The rate that is furthest beyond its limit, its orders, and since when it is off target")
  func offTarget() async throws {
    let workspace = try late()
    let answer = try await workspace.plan(question())
    #expect(answer.choice.metric == .lateShipment30 || answer.choice.metric == .lateShipment10)
    #expect(answer.choice.reason == .offTarget && answer.choice.alsoOff.count == 1)
    #expect(answer.basis == .orders)
    let status = try #require(answer.status)
    #expect(answer.orders.count == status.count.bad && status.count.bad > 0)
    #expect(answer.orders.allSatisfy { $0.fact == .confirmedLate(days: 2) && $0.leaves > status.asOf })
    let since = try #require(answer.since)
    let history = try #require(
      try workspace.status().accounts.first?.history(status.rule, days: 400))
    #expect(!status.rule.state(of: history[since]).isOffTarget == false)
    if since > history.days.first { #expect(!status.rule.state(of: history[since - 1]).isOffTarget) }
    // Every ninth order is no kind of order.
    #expect(try #require(answer.causes).findings.isEmpty)
    #expect(answer.outlook?.metric == answer.choice.metric && answer.plannedOutlook == nil)
    #expect(answer.appeals == nil && answer.done.isEmpty && answer.planned.isEmpty)
  }

  @Test("The 30-day window counts more than one late order of five in 10 days")
  func tinyWindow() async throws {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<205 {
      // Ten orders a day, then one every other day, of which the first is late.
      let day = SellerFiles.first + (number < 200 ? number / 10 : 20 + 2 * (number - 200))
      let isLate = number < 200 ? number % 8 == 0 : number == 201
      text += "o-\(number),\(day),\(day + 1),\(day + (isLate ? 2 : 1))\n"
    }
    let workspace = try Workspace(reading: [try files.file("ten.csv", text)])
    let answer = try await workspace.plan(question())
    #expect(answer.choice.metric == .lateShipment30 && answer.choice.alsoOff == [.lateShipment10])
  }

  @Test("A kind of order that stands out is a root cause; the orders that are not of it are another")
  func rootCauses() async throws {
    var text = "order_id,purchased_at,ship_by,shipped_at,sku\n"
    for number in 0..<840 {
      let day = SellerFiles.first + number / 14
      let isLate = number % 7 == 3 ? number % 14 == 3 : number % 73 == 0
      text += "o-\(number),\(day),\(day + 1),\(day + (isLate ? 2 : 1)),S\(number % 7)\n"
    }
    let answer = try await Workspace(reading: [try files.file("kinds.csv", text)]).plan(
      question { $0.metric = .lateShipment30 })
    let cause = try #require(answer.rootCauses.first)
    let study = try #require(answer.causes)
    #expect(
      answer.rootCauses.count == 1 && cause.findings.map { study.findings[$0 - 1].trait } == [.sku("S3")])
    let own = answer.orders.filter { $0.sku == "S3" }
    #expect(cause.orders == own.count && own.count > 20)
    #expect(answer.otherOrders == answer.orders.count - own.count && answer.otherOrders > 0)
    #expect(own.allSatisfy { $0.rootCauses(of: answer) == [1] })
  }

  @Test("A rate that is asked for, and one that the files lack: no number is claimed")
  func asked() async throws {
    let asked = try await late().plan(question { $0.metric = .lateShipment10 })
    #expect(asked.choice.metric == .lateShipment10 && asked.choice.reason == .asked)
    let absent = try await late().plan(question { $0.metric = .orderDefect })
    #expect(absent.basis == .uncounted && absent.status == nil && absent.lacking != nil)
    #expect(absent.orders.isEmpty && absent.causes == nil && absent.outlook == nil)
  }

  /// The table has no column of shipments, so that each of its orders looks as if it was never sent.
  @Test("Beside Amazon's count, orders of which a file only lacks the shipment are not confessed to")
  func unseen() async throws {
    let (first, last) = (SellerFiles.first, SellerFiles.first + 59)
    func table(_ shipped: (Int) -> String) throws -> String {
      var text = "order_id,purchased_at,ship_by,shipped_at\n"
      for number in 0..<600 {
        let day = first + number / 10
        text += "o-\(number),\(day),\(day + 1),\(shipped(number))\n"
      }
      return try files.file("own.csv", text)
    }
    let report = try files.report(bad: 15, orders: 288, target: "0.04", until: last)
    let bare = try await Workspace(reading: [try table { _ in "" }, report]).plan(question())
    #expect(bare.basis == .reported && bare.status?.count.bad == 15)
    #expect(bare.orders.isEmpty)
    // Five that were sent late are facts, whatever became of the others.
    let known = try await Workspace(
      reading: [
        try table { (500..<505).contains($0) ? "\(first + $0 / 10 + 3)" : $0 % 2 == 0 ? "x" : "" }, report,
      ]
    ).plan(question { $0.metric = .lateShipment30 })
    #expect(known.basis == .reported && known.orders.count == 5, "\(known.orders.count) \(known.basis)")
    #expect(known.orders.allSatisfy { $0.fact == .confirmedLate(days: 2) })
    // Amazon may count more late orders than the file lacks shipments of: these are still no facts.
    let most = try files.report(bad: 300, orders: 310, target: "0.04", until: last)
    let lacking = try await Workspace(reading: [try table { _ in "" }, most]).plan(question())
    #expect(lacking.basis == .reported && lacking.status?.count.bad == 300)
    #expect(lacking.orders.isEmpty, "\(lacking.orders.count)")
  }

  @Test("A fall after a step that chance or the drift may have made is not cited; a clear one is")
  func citedFall() async throws {
    func answer(before: Int, since: Int) async throws -> PlanAnswer {
      var text = "order_id,purchased_at,ship_by,shipped_at\n"
      for number in 0..<1200 {
        let day = SellerFiles.first + number / 10
        let every = number < 1000 ? before : since
        text += "o-\(number),\(day),\(day + 1),\(day + (number % every == 3 ? 3 : 1))\n"
      }
      return try await Workspace(reading: [try files.file("fall.csv", text)]).plan(
        question {
          $0.metric = .lateShipment30
          $0.done = [.init(name: "extra_shift", day: SellerFiles.first + 100)]
        })
    }
    let (chance, clear) = (try await answer(before: 17, since: 19), try await answer(before: 4, since: 90))
    let (luck, step) = (try #require(chance.done.first), try #require(clear.done.first))
    #expect(luck.isLower == true && !luck.isShownToHelp)
    #expect(step.isLower == true && step.isShownToHelp)
  }

  @Test("An evening without any order is no day to promise")
  func emptyWindow() async throws {
    let answer = try await late().plan(question())
    var outlook = try #require(answer.outlook)
    for place in outlook.days.indices {
      outlook.days[place].offTarget = .init(value: 0, standardError: 0)
      outlook.days[place].quantiles = place < 12 ? nil : [0, 0, 0, 0, 0]
    }
    #expect(outlook.sureDay() == outlook.days[12].date)
  }

  @Test("A rating below 100 may be why an account is deactivated, and is told")
  func rating() async throws {
    func answer(_ rating: Int) async throws -> PlanAnswer {
      let report = try files.file(
        "v2.json",
        """
        {"accountStatuses":[{"marketplaceId":"ATVPDKIKX0DER","status":"DEACTIVATED"}],
         "performanceMetrics":[{"marketplaceId":"ATVPDKIKX0DER",
         "accountHealthRating":{"ahrScore":\(rating),"ahrStatus":"X"},
         "lateShipmentRate":{"reportingDateRange":{"reportingDateFrom":"2026-04-01T00:00:00Z",
         "reportingDateTo":"2026-04-30T23:59:59Z"},"status":"BAD","targetValue":0.04,
         "targetCondition":"LESS_THAN","orderCount":812,"lateShipmentCount":60,"rate":0.07}}]}
        """)
      return try await Workspace(reading: [report]).plan(question { $0.isAppeal = true })
    }
    let critical = try await answer(80)
    #expect(critical.criticalRating?.range == 80...80 && critical.deactivation != nil)
    #expect(try await answer(100).criticalRating == nil)
  }

  @Test("With nothing off target the one most at risk, and it says so")
  func atRisk() async throws {
    let workspace = try late {
      $0.limits = [
        .init(metric: .lateShipment30, limit: Ratio(15, 100)),
        .init(metric: .lateShipment10, limit: Ratio(30, 100)),
      ]
    }
    let answer = try await workspace.plan(question())
    guard case .atRisk(let chance, 30) = answer.choice.reason else {
      Issue.record("\(answer.choice.reason)")
      return
    }
    #expect(answer.choice.metric == .lateShipment30 && chance.value > 0)
    #expect(answer.since == nil && answer.outlook?.state == .met)
  }

  @Test("Done and planned actions, with the rates before and since and the forecast with what is planned")
  func steps() async throws {
    let workspace = try late()
    let asOf = workspace.asOf
    let answer = try await workspace.plan(
      question {
        $0.done = [.init(name: "auto_confirm", day: asOf - 20)]
        $0.planned = [.init(name: "handling_plus_2", day: asOf + 1)]
        $0.isAppeal = true
      })
    let done = try #require(answer.done.first)
    #expect(done.action.name == "auto_confirm" && done.day == asOf - 20)
    let rates = try #require(done.rates)
    #expect(rates.before.orders > rates.since.orders && rates.since.orders > 0)
    #expect(answer.planned.first?.obstacle == nil && answer.suggestions.isEmpty)
    #expect(answer.planned.first?.touchesRate == true)
    let insured = try await workspace.plan(
      question { $0.planned = [.init(name: "insurance", day: asOf + 1)] })
    #expect(insured.planned.isEmpty && insured.insurances.map(\.name) == ["insurance"])
    let (plain, planned) = (try #require(answer.outlook), try #require(answer.plannedOutlook))
    #expect(
      planned.days.reduce(0) { $0 + $1.offTarget.value } < plain.days.reduce(0) { $0 + $1.offTarget.value })
    #expect(answer.appeals?.enforcement.appeals.contains { $0.cause == "order_performance" } == true)
  }

  @Test("A day is named only if the rate is on target with the chance on every day from then on")
  func sureDay() async throws {
    let workspace = try late()
    let answer = try await workspace.plan(
      question { $0.planned = [.init(name: "handling_plus_2", day: workspace.asOf + 1)] })
    var named = 0
    for outlook in [answer.outlook, answer.plannedOutlook].compactMap({ $0 }) {
      let lowest = outlook.days.map { 1 - $0.offTarget.value - 2 * $0.offTarget.standardError }
      for chance in [-1, 0.01, 0.05, 0.1, 0.2, 0.4, 0.6, 0.8, 0.9, 0.99, 2] {
        let first = lowest.indices.first { start in lowest[start...].allSatisfy { $0 >= chance } }
        #expect(outlook.sureDay(chance) == first.map { outlook.days[$0].date }, "\(chance)")
        named += first.map { $0 > 0 ? 1 : 0 } ?? 0
      }
    }
    #expect(named > 0)
  }

  @Test("A pause prevents nothing after its end, and what did not help answers no cause")
  func lasting() async throws {
    let workspace = try late()
    let asOf = workspace.asOf
    func step(_ name: String) async throws -> PlanAnswer.PlannedStep? {
      try await workspace.plan(question { $0.planned = [.init(name: name, day: asOf + 1)] }).planned.first
    }
    let pause = try #require(try await step("vacation"))
    #expect(pause.touchesRate && !pause.prevents)
    let shift = try #require(try await step("extra_shift"))
    #expect(shift.touchesRate && shift.prevents)
    let action = try #require(ActionCatalogue.builtIn["extra_shift"])
    func share(_ bad: Int) -> Association.Share { .init(orders: 100, bad: bad) }
    for (since, answers) in [(4, true), (6, false)] {
      let step = PlanAnswer.DoneStep(
        action: action, day: asOf - 20, rates: (share(5), share(since)), touchesRate: true,
        isBeforeOrders: false)
      #expect(step.answersCause == answers)
    }
  }

  @Test("An action that cannot be evaluated here stays in the plan, without a forecast")
  func obstacle() async throws {
    let workspace = try late()
    let answer = try await workspace.plan(
      question { $0.planned = [.init(name: "quality_check", day: workspace.asOf + 3)] })
    #expect(answer.planned.first?.obstacle != nil && answer.plannedOutlook == nil)
    #expect(answer.outlook != nil)
  }

  @Test("Steps on a wrong day or without a name in the catalogue are refused as data")
  func refusals() async throws {
    let workspace = try late()
    let asOf = workspace.asOf
    func refusal(_ change: @escaping (inout PlanQuestion) -> Void) async -> Refusal? {
      await #expect(throws: Refusal.self) { try await workspace.plan(question(change)) }
    }
    let ahead = await refusal { $0.done = [.init(name: "auto_confirm", day: asOf + 1)] }
    #expect(ahead?.reason == .doneAhead("auto_confirm", asOf + 1, asOf: asOf) && ahead?.field == .done)
    let past = await refusal { $0.planned = [.init(name: "auto_confirm", day: asOf)] }
    #expect(
      past?.reason
        == .plannedNotAhead("auto_confirm", asOf, ahead: DayRange(asOf + 1, asOf + 40))
        && past?.field == .planned)
    let unknown = await refusal { $0.done = [.init(name: "magic", day: asOf)] }
    #expect(unknown?.field == .action)
    let both = await refusal {
      $0.done = [.init(name: "auto_confirm", day: asOf)]
      $0.planned = [.init(name: "auto_confirm", day: asOf + 2)]
    }
    #expect(both?.reason == .doneAndPlanned("auto_confirm"))
    // The letter would name what Amazon does not have there.
    var german = try #require(ActionCatalogue.builtIn["auto_confirm"])
    german.marketplaces = ["amazon.de"]
    let catalogue = ActionCatalogue([german])
    for isDone in [false, true] {
      let absent = await refusal {
        $0.catalogue = catalogue
        if isDone { $0.done = [.init(name: "auto_confirm", day: asOf)] }
        if !isDone { $0.planned = [.init(name: "auto_confirm", day: asOf + 2)] }
      }
      #expect(
        absent?.reason
          == .notEvaluated([.init(name: "auto_confirm", obstacle: "only offered on amazon.de")]))
    }
  }

  @Test("Only a report of counts: no order is known, and none is named")
  func counts() async throws {
    let day = SellerFiles.first + 119
    let report = try files.report(bad: 30, orders: 500, target: "0.04", until: day)
    let answer = try await Workspace(reading: [report]).plan(question())
    #expect(answer.basis == .counts && answer.orders.isEmpty && answer.causes == nil)
    #expect(answer.status?.count == WindowCount(orders: 500, bad: 30))
    #expect(answer.outlook?.isFromCounts == true && answer.outlook?.wayBack?.earliest == nil)
  }

  @Test("Orders whose fate no file says: the rate is a range, and nothing is compared")
  func undecided() async throws {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<120 {
      let day = SellerFiles.first + number / 2
      // Ship-by is not known of every third order.
      text += "o-\(number),\(day),\(number % 3 == 0 ? "" : "\(day + 1)"),\(day + 1)\n"
    }
    let answer = try await Workspace(reading: [try files.file("some.csv", text)]).plan(question())
    #expect(answer.basis == .undecided && answer.causes == nil && answer.outlook == nil)
    #expect(answer.choice.reason == .undecided)
  }

  @Test("Where Amazon ships every order, the plan is about its defects, and no other rate applies")
  func amazonOnly() async throws {
    var text = "order_id,purchased_at,channel,defect,defect_at\n"
    for number in 0..<800 {
      let day = SellerFiles.first + number / 10
      text += "o-\(number),\(day),amazon,\(number % 40 == 0 ? "a_to_z_claim,\(day + 9)" : ",")\n"
    }
    let workspace = try Workspace(reading: [try files.file("fba.csv", text)])
    let answer = try await workspace.plan(question())
    #expect(answer.choice.metric == .orderDefectAmazon && answer.basis == .orders)
    #expect(answer.orders.count == answer.status?.count.bad && !answer.orders.isEmpty)
    #expect(answer.orders.allSatisfy { $0.fact == .defect(.aToZClaim) })
    let refusal = await #expect(throws: Refusal.self) {
      try await workspace.plan(question { $0.metric = .lateShipment30 })
    }
    #expect(refusal?.reason == .inapplicableRate(.lateShipment30))
  }

  @Test("Several accounts are refused")
  func several() async throws {
    let both = [try files.orders(account: "one"), try files.orders(account: "two")]
    let refusal = await #expect(throws: Refusal.self) {
      try await Workspace(reading: both).plan(question())
    }
    #expect(refusal?.field == .account)
  }

  @Test("The same seed gives the same plan for any number of threads")
  func threads() async throws {
    let workspace = try late()
    let one = try await workspace.plan(question { $0.run.threads = 1 })
    let two = try await workspace.plan(question { $0.run.threads = 2 })
    #expect(one.outlook?.days.map(\.offTarget) == two.outlook?.days.map(\.offTarget))
    #expect(one.suggestions.map(\.action.name) == two.suggestions.map(\.action.name))
    #expect(!one.suggestions.isEmpty)
  }

  @Test("A crowded period of older orders is not the plan's")
  func earlierPeriod() async throws {
    // Ten orders a day for 60 days; days 20 to 24 are all late, and two in ten of the last ten days.
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<600 {
      let day = SellerFiles.first + number / 10
      let isLate = (20...24).contains(number / 10) || number / 10 >= 50 && number % 10 < 2
      text += "o-\(number),\(day),\(day + 1),\(day + (isLate ? 2 : 1))\n"
    }
    let workspace = try Workspace(reading: [try files.file("old.csv", text)])
    let answer = try await workspace.plan(question { $0.metric = .lateShipment10 })
    let causes = try #require(answer.causes)
    #expect(causes.findings.contains { $0.trait.kind == .period }, "the scan finds it")
    #expect(answer.period == nil)
    let earlier = try #require(answer.earlierPeriod)
    #expect(earlier.group.bad >= 40)
    // While the window had these orders it was.
    var settings = Settings()
    settings.asOf = SellerFiles.first + 27
    let then = try await Workspace(reading: [try files.file("old.csv", text)], under: settings).plan(
      question { $0.metric = .lateShipment10 })
    #expect(then.period != nil && then.earlierPeriod == nil)
  }

  @Test("A notice or a report of a deactivation is known to the plan, with its day")
  func deactivated() async throws {
    var settings = Settings()
    settings.asOf = SellerFiles.first + 119
    settings.notices = [Notice(id: 1, kind: .deactivation, received: SellerFiles.first + 110)]
    let noted = try await Workspace(reading: [files.orders()], under: settings).plan(question())
    #expect(noted.deactivation?.day == SellerFiles.first + 110 && noted.deactivation?.notice?.id == 1)
    settings.notices = []
    let open = try await Workspace(reading: [files.orders()], under: settings).plan(question())
    #expect(open.deactivation == nil)
  }

  @Test("An appeal about a rate that is on target has no cause, unless the notice names the rate")
  func onTarget() async throws {
    var settings = Settings()
    settings.asOf = SellerFiles.first + 119
    settings.limits = [
      .init(metric: .lateShipment30, limit: Ratio(1, 2)), .init(metric: .lateShipment10, limit: Ratio(1, 2)),
    ]
    let asked = question {
      $0.isAppeal = true
      $0.metric = .lateShipment30
    }
    #expect(try await Workspace(reading: [files.orders()], under: settings).plan(asked).isAppealWithoutCause)
    settings.notices = [
      Notice(id: 1, kind: .deactivation, received: settings.asOf!, metric: .lateShipment30)
    ]
    #expect(
      !(try await Workspace(reading: [files.orders()], under: settings).plan(asked).isAppealWithoutCause))
    settings.limits = []
    settings.notices = []
    #expect(
      !(try await Workspace(reading: [files.orders()], under: settings).plan(asked).isAppealWithoutCause))
  }

  @Test("An action that does next to nothing beside the best one is not suggested")
  func worthwhile() throws {
    let names = ["refund_first", "handling_plus_2", "hard_cap", "extra_shift"]
    let falls = [5.0, 1.0, 0.71, 1.25]
    let all = try zip(names, falls).map { name, fall in
      PlanAnswer.Suggestion(
        action: try #require(ActionCatalogue.builtIn[name]),
        effect: .daysOff(Estimate(value: fall, standardError: 0.1)))
    }
    #expect(PlanAnswer.Suggestion.worthwhile(all).map(\.action.name) == ["refund_first", "extra_shift"])
    #expect(PlanAnswer.Suggestion.worthwhile([]).isEmpty)
  }
}
