import AccountHealth
import Decisions
import Forecasting
import Testing

@testable import Workspace

@Suite("Which limit, which day, which account")
struct JoinedStateTests {
  private let files: SellerFiles
  private let last = SellerFiles.first + 119
  private static let run = Workspace.Run(paths: 256, seed: 5, threads: 2)

  init() throws { files = try SellerFiles() }

  private func limit(_ paths: [String], _ settings: Settings = .init()) throws -> Ratio? {
    try Workspace(reading: paths, under: settings).status().accounts[0].status[.lateShipment30]?.rule
      .displayedLimit
  }

  @Test("A user's limit wins over a report's, and that over the rules'")
  func limits() throws {
    let orders = try files.orders()
    let report = try files.report(bad: 3, orders: 60, target: "0.05", until: last)
    let rules = try files.file(
      "rules.yaml",
      """
      format: 1
      base: built-in
      name: mine
      version: "1"
      effective: 2026-01-01
      metrics:
        late_shipment_rate_30d: {limit: 0.02}
      """)
    var settings = Settings()
    #expect(try limit([orders]) == Ratio(4, 100))
    settings.rules = try Sourced(SmallFile(path: rules))
    #expect(try limit([orders], settings) == Ratio(2, 100))
    #expect(try limit([orders, report], settings) == Ratio(5, 100))
    settings.limits = [.init(metric: .lateShipment30, limit: Ratio(3, 10))]
    settings.limits.append(.init(metric: .lateShipment30, limit: Ratio(1, 10)))
    #expect(try limit([orders, report], settings) == Ratio(1, 10))
  }

  /// Rules about amazon.de only.
  private func germanRules() throws -> Settings {
    let rules = try files.file(
      "german.yaml",
      """
      format: 1
      base: built-in
      name: mine
      version: "1"
      effective: 2026-01-01
      marketplaces:
        amazon.de:
          time_zone: Europe/Berlin
          assumed: true
          basis: "Taken over."
          metrics:
            late_shipment_rate_30d: {limit: 0.02}
      """)
    var settings = Settings()
    settings.rules = try Sourced(SmallFile(path: rules))
    return settings
  }

  @Test(
    "Rules about one marketplace that is not that of the orders, or not of their currency, are remarked on")
  func rulesElsewhere() throws {
    var settings = try germanRules()
    func orders(_ columns: String, _ cells: String) throws -> String {
      let lines = SellerFiles.orders().split(separator: "\n")
      return try files.file(
        "\(cells).csv",
        ([lines[0] + ",\(columns)"] + lines.dropFirst().map { $0 + ",\(cells)" }).joined(separator: "\n")
          + "\n"
      )
    }
    func remarks(_ paths: [String]) throws -> [Remark] {
      try Workspace(reading: paths, under: settings).status().remarks
    }
    let all = Remark.rulesOfOtherMarketplace(rules: "amazon.de", others: ["amazon.com"], all: true)
    let american = try orders("marketplace", "amazon.com")
    #expect(try remarks([american]) == [all])
    #expect(try Workspace(reading: [american], under: settings).forecast().remarks == [all])
    // Rows that name no marketplace belong to that of the rules; their currency says otherwise.
    let dollars = try orders("currency", "USD")
    #expect(
      try remarks([dollars]) == [.otherCurrency(rules: "amazon.de", currency: "EUR", found: "USD")])
    #expect(try remarks([orders("currency", "EUR")]) == [])
    #expect(try remarks([orders("marketplace", "amazon.de")]) == [])
    // Counts alone, and a report alone, say it too.
    settings.marketplace = "amazon.com"
    let counts = try Workspace(counts: [.lateShipment30: WindowCount(orders: 812, bad: 19)], under: settings)
    #expect(try counts.forecast().remarks == [all])
    settings.marketplace = nil
    let report = try files.report(bad: 3, orders: 60, target: "0.05", until: last)
    #expect(try Workspace(reading: [report], under: settings).forecast().remarks == [all])
    settings.rules = .builtIn
    #expect(try remarks([dollars]) == [])
  }

  @Test("A report names no account: among several accounts of its marketplace it is nobody's, and it is said")
  func reportOfSeveral() throws {
    let (one, other) = (try files.orders(account: "acme"), try files.orders(account: "bolt"))
    let report = try files.report(bad: 0, orders: 600, target: "0.05", until: last + 1)
    let both = try Workspace(reading: [one, other, report])
    for account in try both.status().accounts {
      // Every ninth of 2 orders a day, of 30 days of ship-by; the limit is that of the rules.
      let late = try #require(account.status[.lateShipment30])
      #expect(late.count.orders < 100 && late.count.bad > 4 && late.rule.displayedLimit.value == 0.04)
      #expect(late.state == .breached && late.ownCount == nil)
    }
    #expect(
      both.remarks.contains {
        if case .ofReader(let note) = $0 {
          note.contains("names no account, and there are 2 accounts")
        } else {
          false
        }
      })
    #expect(try limit([one, report])?.value == 0.05)
  }

  @Test("The evening is the requested one, or the last on which anything happened")
  func asOf() throws {
    let orders = try files.orders()
    // The last order is shipped on the day after its purchase, the one before it two days later.
    #expect(try Workspace(reading: [orders]).asOf == last + 1)
    var settings = Settings()
    settings.asOf = SellerFiles.first + 50
    #expect(try Workspace(reading: [orders], under: settings).asOf == SellerFiles.first + 50)
    settings.asOf = SellerFiles.first - 1
    let refusal = #expect(throws: Refusal.self) { try Workspace(reading: [orders], under: settings) }
    #expect(
      refusal?.reason == .asOfBeforeFirstOrder(SellerFiles.first - 1, first: SellerFiles.first)
        && refusal?.field == .asOf)
  }

  @Test("A report without orders is judged by Amazon's counts, on its own day")
  func reportOnly() throws {
    let report = try files.report(bad: 3, orders: 60, target: "0.06", until: last)
    let answer = try Workspace(reading: [report]).status()
    let status = try #require(answer.accounts.first?.status)
    #expect(status.account == "amazon.com" && status.asOf == last && status.metrics.count == 1)
    #expect(status[.lateShipment30]?.count == WindowCount(orders: 60, bad: 3))
    #expect(status[.lateShipment30]?.rule.limit == Ratio(6, 100))
    #expect(answer.missing.isEmpty && answer.remarks.isEmpty)
  }

  @Test("Amazon's count beside that of the orders is a remark, with both counts")
  func remarks() throws {
    let paths = [
      try files.orders(), try files.report(bad: 3, orders: 61, target: "0.04", until: last),
    ]
    let answer = try Workspace(reading: paths).status()
    #expect(answer.remarks.contains(.reportOfOtherDay(report: last, asOf: last + 1)))
    let counted = try #require(answer.accounts[0].status[.lateShipment30]?.count)
    #expect(
      answer.remarks.contains(
        .reported(
          .lateShipment30, amazon: WindowCount(orders: 61, bad: 3), status: "GOOD", orders: counted)))
  }

  @Test(
    "Where both count, the answer stands on Amazon's count of the same evening, and the orders' stays beside it"
  )
  func reportedCount() async throws {
    // The last order is shipped on the evening after the last purchase, 4 of them late in the window.
    let orders = try files.orders(days: 118)
    let own = try #require(try Workspace(reading: [orders]).status().accounts[0].status[.lateShipment30])
    let evening = own.asOf
    let report = try files.report(
      bad: own.count.bad + 2, orders: own.count.orders + 1, target: "0.25", until: evening)
    let workspace = try Workspace(reading: [orders, report])
    let metric = try #require(try workspace.status().accounts[0].status[.lateShipment30])
    #expect(metric.count == WindowCount(orders: own.count.orders + 1, bad: own.count.bad + 2))
    #expect(metric.ownCount == own.count)
    for try await account in try workspace.forecast(.init(horizon: 10, run: Self.run)).accounts {
      let forecast = try #require(account.forecast.metrics.first { $0.metric == .lateShipment30 })
      #expect(forecast.current == metric.count && !forecast.isFromCounts)
      let days = try #require(account.forecast.metrics.first { $0.metric == .lateShipment10 })
      #expect(days.current != metric.count)
    }
  }

  @Test("A report that the orders cover in part decides the rate for every question, also for the ranking")
  func partialOrders() async throws {
    let orders = try files.orders(days: 20)
    let evening = try Workspace(reading: [orders]).asOf
    let report = try files.report(bad: 70, orders: 600, target: "0.04", until: evening)
    let workspace = try Workspace(reading: [orders, report])
    for try await account in try workspace.forecast(.init(horizon: 10, run: Self.run)).accounts {
      let forecast = try #require(account.forecast.metrics.first { $0.metric == .lateShipment30 })
      #expect(forecast.isFromCounts && forecast.current == WindowCount(orders: 600, bad: 70))
      #expect(forecast.breachProbability(within: 10)?.value == 1)
    }
    var question = WhatIfQuestion(
      .of([ScenarioSetting(.lateShipment, factor: 0.5)], actions: [], from: nil))
    (question.horizon, question.run) = (10, Self.run)
    let answer = try await workspace.whatIf(question)
    #expect(answer.forecast.change(of: .lateShipment30, within: 10) != nil)
    var rank = RankQuestion()
    (rank.horizon, rank.run, rank.objective) = (10, Self.run, .breach(.lateShipment30, days: 10))
    // It is off target already.
    await #expect(throws: Refusal.self) { try await workspace.rank(rank) }
    rank.objective = .deactivation(.central)
    let ranking = try await workspace.rank(rank).ranking
    #expect(ranking.returning.contains(.lateShipment30))
  }

  @Test("Orders that contradict Amazon's count are an error with both counts, not a forecast")
  func conflict() async throws {
    // A month of late shipment days, as where another day stands in the column.
    var text = SellerFiles.orders(days: 100)
    for number in 200..<260 {
      let day = SellerFiles.first + number / 2
      text += "acme-\(number),acme,\(day),\(day + 1),\(day + 3)\n"
    }
    let orders = try files.file("late.csv", text)
    let own = try #require(try Workspace(reading: [orders]).status().accounts[0].status[.lateShipment30])
    let report = try files.report(bad: 3, orders: 60, target: "0.04", until: own.asOf)
    let workspace = try Workspace(reading: [orders, report])
    let found = Disagreement(
      metric: .lateShipment30, day: own.asOf, amazon: WindowCount(orders: 60, bad: 3), orders: own.count)
    #expect(found.kind == .ordersHaveMoreBad)
    let refusal = #expect(throws: Refusal.self) { try workspace.forecast(.init(horizon: 10)) }
    #expect(refusal?.reason == .conflict(found))
    let rank = await #expect(throws: Refusal.self) { try await workspace.rank() }
    #expect(rank?.reason == .conflict(found))
    // The status still shows both.
    let metric = try #require(try workspace.status().accounts[0].status[.lateShipment30])
    #expect(metric.count.bad == 3 && metric.ownCount == own.count)
    // A check judges the other rates, and never passes this one.
    var question = CheckQuestion(today: own.asOf)
    (question.run, question.explains) = (Self.run, false)
    question.policy = CheckPolicy(
      warning: [Assertion("any.room >= 1"), Assertion("late_shipment_rate_30d.off_target == false")]
        .compactMap(\.self), critical: [])
    // By Amazon's own count it is off target, which is no open question.
    let off = try await workspace.check(question).findings.filter { $0.metric == .lateShipment30 }
    #expect(off.count == 2 && off.allSatisfy { $0.level == .warning && $0.obstacle == nil })
    let fewer = try files.report(bad: 1, orders: 60, target: "0.04", until: own.asOf)
    let check = try await Workspace(reading: [orders, fewer]).check(question)
    let mine = check.findings.filter { $0.metric == .lateShipment30 }
    // A status does not call met what the orders exclude.
    let shown = try #require(
      try Workspace(reading: [orders, fewer]).status().accounts[0].status[.lateShipment30])
    #expect(shown.state == .undecided && shown.count.bad == 1)
    // As many of Amazon's 60 orders as give the rate of the files.
    let most = Double(60 * own.count.mostBad) / Double(own.count.ordersAtWorst)
    #expect(shown.count.mostBad == min(60, max(own.count.mostBad, Int(most.rounded(.up)))))
    let open = Disagreement(
      metric: .lateShipment30, day: own.asOf, amazon: WindowCount(orders: 60, bad: 1), orders: own.count)
    #expect(mine.count == 2 && mine.allSatisfy { $0.level == .unknown && $0.obstacle == .conflict(open) })
    let other = try #require(check.findings.first { $0.metric == .lateShipment10 })
    #expect(other.level != .unknown && other.value != nil)
    #expect(check.level == max(other.level, .unknown))
    #expect(check.forecasts[0].metrics.map(\.metric) == [.lateShipment10], "nothing of it is kept")
  }

  @Test("A count that only the report has stands on the report's day")
  func reportDay() throws {
    let text = SellerFiles.orders(days: 100).split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).prefix(3).joined(separator: ",")
    }
    let orders = try files.file("bare.csv", text.joined(separator: "\n") + "\n")
    let evening = SellerFiles.first + 99
    var settings = Settings()
    settings.asOf = evening
    let report = try files.report(bad: 3, orders: 60, target: "0.04", until: evening - 2)
    let status = try Workspace(reading: [orders, report], under: settings).status().accounts[0].status
    #expect(status.asOf == evening && status[.lateShipment30]?.asOf == evening - 2)
    #expect(status[.lateShipment30]?.count == WindowCount(orders: 60, bad: 3))
  }

  @Test(
    "Which counts contradict a report",
    arguments: [
      (
        WindowCount(orders: 288, bad: 15), WindowCount(orders: 288, bad: 246),
        Disagreement.Kind.ordersHaveMoreBad
      ),
      (WindowCount(orders: 288, bad: 15), WindowCount(orders: 576, bad: 30), .ordersAreMore),
      (WindowCount(orders: 288, bad: 15), WindowCount(orders: 95, bad: 3), .ordersHaveLess),
      (WindowCount(orders: 288, bad: 15), WindowCount(orders: 288, bad: 2), .ordersHaveLess),
      (WindowCount(orders: 288, bad: 15), WindowCount(orders: 290, bad: 17), .small),
      (WindowCount(orders: 288, bad: 15), WindowCount(orders: 288, bad: 2, undecided: 20), .small),
      (WindowCount(orders: 12, bad: 1), WindowCount(orders: 20, bad: 9), .small),
    ])
  func kinds(amazon: WindowCount, orders: WindowCount, kind: Disagreement.Kind) {
    let day = SellerFiles.first
    #expect(
      Disagreement(metric: .lateShipment30, day: day, amazon: amazon, orders: orders).kind == kind)
  }

  @Test("Files with faults are refused only on request, and the faults come along")
  func strict() throws {
    let path = try files.file("x.csv", SellerFiles.orders() + "bad,acme,31/31/2026,,\n")
    #expect(try Workspace(reading: [path]).faults.count == 1)
    var settings = Settings()
    settings.isStrict = true
    let refusal = #expect(throws: Refusal.self) { try Workspace(reading: [path], under: settings) }
    #expect(refusal?.reason == .notStrict && refusal?.faults.listed.first?.field == "purchased_at")
    let bad = try files.file("y.csv", "order_id,purchased_at\n1,31/31/2026\n")
    let none = #expect(throws: Refusal.self) { try Workspace(reading: [bad]) }
    #expect(none?.reason == .noUsableRow && none?.faults.count == 1)
  }

  @Test("A marketplace that the rules do not name is refused, and those that they name are listed")
  func marketplace() throws {
    var settings = Settings()
    settings.marketplace = "amazon.fra"
    let refusal = #expect(throws: Refusal.self) {
      try Workspace(counts: [.cancellation: WindowCount(orders: 200, bad: 1)], under: settings)
    }
    #expect(refusal?.field == .marketplace)
    #expect(
      refusal?.reason
        == .unknownMarketplace("amazon.fra", known: Settings().rules.value.marketplaceNames))
  }

  @Test("What files lack is one item for all rates that lack the same")
  func missing() throws {
    let answer = try Workspace(reading: [files.orders()]).status()
    let cancellation = answer.missing.compactMap { item -> [String]? in
      if case .rates([.cancellation], let columns, _) = item { columns } else { nil }
    }
    #expect(cancellation == [["cancelled_at", "cancelled_by"]])
    let path = try files.file("none.csv", "order_id,purchased_at\n1,2026-01-01\n")
    let refusal = #expect(throws: Refusal.self) { try Workspace(reading: [path]).status() }
    guard case .noRate(let missing) = refusal?.reason else {
      Issue.record("\(String(describing: refusal))")
      return
    }
    let late = missing.contains { item in
      if case .rates([.lateShipment30, .lateShipment10], ["ship_by", "shipped_at"], _) = item {
        true
      } else {
        false
      }
    }
    #expect(late)
  }

  @Test("A report that counts no order hides no rate that the orders find off target")
  func emptyReport() throws {
    let files = try SellerFiles()
    let day = SellerFiles.first + 119
    let report = try files.report(bad: 0, orders: 0, target: "0.04", until: day)
    let paths = [try files.orders(), report]
    let rate = try #require(try Workspace(reading: paths).status().accounts.first?.status[.lateShipment30])
    #expect(rate.state == .undecided && rate.count.orders > 0, "\(rate.count)")
  }
}
