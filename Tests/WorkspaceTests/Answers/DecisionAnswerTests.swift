import AccountHealth
import Decisions
import Forecasting
import Simulation
import Testing

@testable import Workspace

@Suite("Questions about decisions")
struct DecisionAnswerTests {
  private let files: SellerFiles
  private let workspace: Workspace
  private static let run = Workspace.Run(paths: 512, seed: 3, threads: 2)

  init() throws {
    files = try SellerFiles()
    var settings = Settings()
    settings.limits = [.init(metric: .lateShipment30, limit: Ratio(15, 100))]
    workspace = try Workspace(reading: [files.orders()], under: settings)
  }

  private func question(_ change: WhatIfQuestion.Change) -> WhatIfQuestion {
    var question = WhatIfQuestion(change)
    question.horizon = 20
    question.run = Self.run
    return question
  }

  @Test("A factor of 1 changes nothing; one of 0 leaves only what is late already")
  func factors() async throws {
    for factor in [1.0, 0] {
      let setting = ScenarioSetting(.lateShipment, factor: factor)
      let answer = try await workspace.whatIf(question(.of([setting], actions: [], from: nil)))
      let change = try #require(answer.forecast.change(of: .lateShipment30, within: 20)?.value)
      #expect(factor == 1 ? change == 0 : change < 0)
      #expect(answer.forecast.name == "late_shipment=x\(Int(factor))")
      #expect(answer.enforcement.isBuiltIn)
    }
  }

  @Test("A question that cannot be answered is refused as data")
  func refusals() async throws {
    let asOf = workspace.asOf
    let unknown = await refusal(of: question(.of([], actions: ["magic"], from: nil)))
    #expect(unknown?.field == .action)
    #expect(unknown?.reason == .unknownAction("magic", known: ActionCatalogue.builtIn.names))
    let past = await refusal(of: question(.of([], actions: ["vacation"], from: asOf)))
    #expect(past?.reason == .notAhead(asOf, ahead: DayRange(asOf + 1, asOf + 20)))
    let other = await refusal(
      of: question(.of([ScenarioSetting(.cancellation, factor: 2)], actions: [], from: nil)))
    guard case .nothingToSet(let targets, _) = other?.reason else {
      Issue.record("\(String(describing: other))")
      return
    }
    #expect(targets == [.cancellation])
    let counts = try Workspace(counts: [.cancellation: WindowCount(orders: 200, bad: 1)])
    let late = await #expect(throws: Refusal.self) {
      var question = RankQuestion()
      question.objective = .breach(.lateShipment30, days: 30)
      return try await counts.rank(question)
    }
    guard case .missingRate(.lateShipment30, _) = late?.reason else {
      Issue.record("\(String(describing: late))")
      return
    }
    let several = try Workspace(
      reading: ["a", "b"].map { try files.orders(account: $0, days: 40) })
    let refusal = await #expect(throws: Refusal.self) { try await several.rank() }
    #expect(refusal?.field == .account)
  }

  @Test("An objective to keep a rate from going off target is refused where it is off target already")
  func alreadyOff() async throws {
    let off = try Workspace(counts: [
      .lateShipment30: WindowCount(orders: 812, bad: 49), .cancellation: WindowCount(orders: 200, bad: 1),
    ])
    func ask(_ metric: Metric) -> RankQuestion {
      var question = RankQuestion()
      question.catalogue = ActionCatalogue(Array(ActionCatalogue.builtIn.actions.prefix(1)))
      (question.horizon, question.run) = (20, Self.run)
      question.objective = .breach(metric, days: 20)
      return question
    }
    let refusal = await #expect(throws: Refusal.self) { try await off.rank(ask(.lateShipment30)) }
    #expect(refusal?.reason == .alreadyOffTarget(.lateShipment30) && refusal?.field == .objective)
    #expect(try await off.rank(ask(.cancellation)).ranking.rows.count == 2)
  }

  @Test("An action that a ranking does not evaluate is refused by a what-if in the same words")
  func notEvaluated() async throws {
    var question = RankQuestion()
    (question.horizon, question.run) = (20, Self.run)
    question.catalogue = ActionCatalogue(
      ActionCatalogue.builtIn.actions.filter { ["stock_sync", "extra_shift"].contains($0.name) })
    let rows = try await workspace.rank(question).ranking.rows
    let obstacle = try #require(rows.first { $0.name == "stock_sync" }?.obstacle)
    let refused = await refusal(
      of: self.question(.of([], actions: ["extra_shift", "stock_sync"], from: nil)))
    #expect(refused?.reason == .notEvaluated([.init(name: "stock_sync", obstacle: obstacle)]))
    // Automated handling time is offered in the US only.
    var settings = Settings()
    settings.marketplace = "amazon.de"
    let german = try Workspace(
      counts: [.lateShipment30: WindowCount(orders: 800, bad: 9)], under: settings)
    let abroad = await #expect(throws: Refusal.self) {
      try await german.whatIf(self.question(.of([], actions: ["auto_handling"], from: nil)))
    }
    #expect(
      abroad?.reason
        == .notEvaluated([.init(name: "auto_handling", obstacle: "only offered on amazon.com")]))
  }

  @Test("Orders without amounts have no loss in money; a ranking by risk says so and goes on")
  func noAmounts() async throws {
    var loss = LossQuestion()
    (loss.horizon, loss.run) = (20, Self.run)
    let asked = loss
    let refusal = await #expect(throws: Refusal.self) { try await workspace.loss(asked) }
    #expect(refusal?.reason == .noLoss(hasAssumptions: true))
    var rank = RankQuestion()
    (rank.horizon, rank.run) = (20, Self.run)
    rank.catalogue = ActionCatalogue(Array(ActionCatalogue.builtIn.actions.prefix(1)))
    #expect(try await workspace.rank(rank).ranking.lossFrame == nil)
    rank.objective = .money(.central)
    let money = rank
    let other = await #expect(throws: Refusal.self) { try await workspace.rank(money) }
    #expect(other?.reason == .noLoss(hasAssumptions: true))
  }

  private func refusal(of question: WhatIfQuestion) async -> Refusal? {
    await #expect(throws: Refusal.self) { try await workspace.whatIf(question) }
  }

  @Test("A ranking has a row per action and one for doing nothing, and names its assumptions")
  func rank() async throws {
    var question = RankQuestion()
    question.catalogue = ActionCatalogue(Array(ActionCatalogue.builtIn.actions.prefix(2)))
    question.horizon = 20
    question.run = Self.run
    question.objective = .breach(.lateShipment30, days: 20)
    let answer = try await workspace.rank(question)
    #expect(answer.ranking.rows.count == 3 && answer.assumptions.contains(.effectsOfActions(own: [])))
    let highlights = RankHighlights(answer.ranking)
    let (shown, idle) = (highlights.shown.map(\.name), highlights.idle.map(\.name))
    // Doing nothing always has a row; every action that was evaluated is in one of the two.
    #expect(answer.ranking.rows.map(\.name).filter(shown.contains) == shown)
    #expect(shown.contains(ActionRanking.doNothing) && Set(shown).isDisjoint(with: idle))
    #expect(shown.count + idle.count + highlights.blocked.reduce(0) { $0 + $1.rows.count } == 3)
    question.objective = .breach(.lateShipment30, days: 21)
    let far = question
    let refusal = await #expect(throws: Refusal.self) { try await workspace.rank(far) }
    #expect(refusal?.reason == .beyondHorizon(days: 21, horizon: 20))
    question.objective = .breach(.cancellation, days: 20)
    let other = question
    let missing = await #expect(throws: Refusal.self) { try await workspace.rank(other) }
    guard case .missingRate(.cancellation, .rates(_, let columns, _)) = missing?.reason else {
      Issue.record("\(String(describing: missing))")
      return
    }
    #expect(columns == ["cancelled_at", "cancelled_by"])
  }

  @Test("A goal that is reached as things are needs no change")
  func solve() async throws {
    var settings = Settings()
    settings.limits = [.init(metric: .lateShipment30, limit: Ratio(9, 10))]
    let easy = try Workspace(reading: [files.orders()], under: settings)
    var question = SolveQuestion(Goal(metric: .lateShipment30, days: 10, below: 0.5))
    question.run = Self.run
    #expect(try await easy.solve(question).answer.isReached)
  }

  @Test("The change of a rate between two evenings adds up")
  func explain() throws {
    let (from, to) = (SellerFiles.first + 60, SellerFiles.first + 90)
    let answer = try workspace.explain(
      ExplainQuestion(metric: .lateShipment30, from: from, to: to))
    let change = try #require(answer.accounts.first?.change)
    #expect(change.from == from && change.to == to && change.before.orders == 60)
    let refusal = #expect(throws: Refusal.self) {
      try workspace.explain(ExplainQuestion(metric: .lateShipment30, from: to, to: to))
    }
    #expect(refusal?.reason == .notBefore(to, second: to))
  }

  @Test("A ranking from counts runs every one of their sixteen draws, however few futures are asked for")
  func countsVersions() async throws {
    let counts = try Workspace(counts: [.lateShipment30: WindowCount(orders: 812, bad: 19)])
    var question = RankQuestion()
    question.catalogue = ActionCatalogue(Array(ActionCatalogue.builtIn.actions.prefix(1)))
    question.horizon = 10
    question.run = .init(paths: 100, seed: 3, threads: 2)
    let rows = try await counts.rank(question).ranking.rows
    // Each replication runs one draw, and replication r runs draw r modulo 16.
    for row in rows {
      #expect(row.paths >= AccountModels.defaultDraws * AlternativesSimulator.pathsPerReplication)
    }
    #expect(rows.count == 2 && AccountModels.defaultDraws == 16)
  }

  /// 120 orders that Amazon ships, two of them with a claim.
  private func byAmazon() throws -> Workspace {
    var text = "order_id,purchased_at,channel,ship_by,shipped_at,defect,defect_at\n"
    for number in 0..<120 {
      let day = SellerFiles.first + number
      text += "o\(number),\(day),amazon,\(day + 1),\(day + 1),"
      text += number % 60 == 1 ? "a_to_z_claim,\(day + 9)\n" : ",\n"
    }
    return try Workspace(reading: [files.file("fba.csv", text)])
  }

  @Test("Where Amazon ships every order, the seller's own rates do not apply, and nothing is ranked on them")
  func byAmazonOnly() async throws {
    let workspace = try byAmazon()
    let own: [Metric] = [.lateShipment30, .lateShipment10, .orderDefect]
    var question = RankQuestion()
    question.catalogue = ActionCatalogue(
      ActionCatalogue.builtIn.actions.filter {
        ["extra_shift", "vacation", "handling_plus_1", "move_to_fba", "feedback_removal", "aha_ready"]
          .contains($0.name)
      })
    (question.horizon, question.run) = (20, Self.run)
    let answer = try await workspace.rank(question)
    #expect(answer.inapplicable == own)
    let obstacles = answer.ranking.rows.filter { $0.obstacle != nil }.map(\.name).sorted()
    #expect(obstacles == ["extra_shift", "feedback_removal", "handling_plus_1", "move_to_fba", "vacation"])
    for row in answer.ranking.rows where row.obstacle != nil {
      #expect(
        row.obstacle
          == (row.name == "feedback_removal"
            ? "these files have no negative feedback" : "these files have no orders that the seller ships"))
    }
    let rates = answer.ranking.rows.compactMap { $0.tally?.metrics.map(\.name) }
    #expect(rates.allSatisfy { $0 == ["order_defect_rate_fba"] })
    func refused(_ change: WhatIfQuestion.Change) async -> Refusal? {
      await #expect(throws: Refusal.self) { try await workspace.whatIf(self.question(change)) }
    }
    let set = await refused(.of([ScenarioSetting(.lateShipment, factor: 0.5)], actions: [], from: nil))
    #expect(set?.reason == .inapplicableTargets([.lateShipment]))
    let action = await refused(.of([], actions: ["extra_shift"], from: nil))
    guard case .notEvaluated = action?.reason else {
      Issue.record("\(String(describing: action))")
      return
    }
    let whatIf = try await workspace.whatIf(
      self.question(.of([ScenarioSetting(.defect, factor: 0.5)], actions: [], from: nil)))
    #expect(
      whatIf.inapplicable == own && whatIf.forecast.baseline.metrics.map(\.metric) == [.orderDefectAmazon])
    let solve = await #expect(throws: Refusal.self) {
      try await workspace.solve(SolveQuestion(Goal(metric: .lateShipment30, days: 10, below: 0.5)))
    }
    #expect(solve?.reason == .inapplicableRate(.lateShipment30))
    question.objective = .breach(.lateShipment30, days: 20)
    let other = question
    let objective = await #expect(throws: Refusal.self) { try await workspace.rank(other) }
    #expect(objective?.reason == .inapplicableRate(.lateShipment30))
  }

  @Test(
    "The rating of Amazon's report decides a condition on it",
    arguments: [
      ("{\"ahrScore\":180,\"ahrStatus\":\"AT_RISK\"}", true, "a rating of 180 on 2026-04-30"),
      ("{\"ahrStatus\":\"AT_RISK\"}", true, "a rating from 100 to 199 on 2026-04-30"),
      ("{\"ahrScore\":249,\"ahrStatus\":\"GOOD\"}", true, "a rating of 249 on 2026-04-30"),
      (
        "{\"ahrScore\":250,\"ahrStatus\":\"GOOD\"}", false,
        "Amazon's report has a rating of 250 on 2026-04-30."
      ),
      // Good means 200 or more, which leaves 250 open.
      ("{\"ahrStatus\":\"GOOD\"}", false, "for six months."),
    ])
  func rating(_ rating: String, _ isBlocked: Bool, _ words: String) async throws {
    let report = try files.file(
      "v2.json",
      """
      {"accountStatuses":[],"performanceMetrics":[{"marketplaceId":"ATVPDKIKX0DER","accountHealthRating":\(rating),
       "lateShipmentRate":{"reportingDateRange":{"reportingDateFrom":"2026-04-01T00:00:00Z",
       "reportingDateTo":"2026-04-30T23:59:59Z"},"status":"GOOD","targetValue":0.04,
       "targetCondition":"LESS_THAN","orderCount":812,"lateShipmentCount":19,"rate":0}}]}
      """)
    let workspace = try Workspace(reading: [report])
    var question = RankQuestion()
    question.catalogue = ActionCatalogue(ActionCatalogue.builtIn.actions.filter { $0.name == "aha_ready" })
    (question.horizon, question.run) = (10, Self.run)
    let row = try #require(try await workspace.rank(question).ranking.rows.first { $0.action != nil })
    #expect((row.obstacle != nil) == isBlocked)
    #expect((row.obstacle ?? row.action?.condition ?? "").hasSuffix(words), "\(row)")
    let change = WhatIfQuestion.Change.of([], actions: ["aha_ready"], from: nil)
    if isBlocked {
      let refusal = await #expect(throws: Refusal.self) { try await workspace.whatIf(self.question(change)) }
      #expect(
        refusal?.reason == .notEvaluated([.init(name: "aha_ready", obstacle: try #require(row.obstacle))]))
    } else {
      #expect(try await workspace.whatIf(self.question(change)).actions == [try #require(row.action)])
    }
  }

  @Test("Where all orders of 180 days are known, Amazon's formula says that a rating is out of reach")
  func ratingByFormula() async throws {
    func obstacle(began: Day?) async throws -> String? {
      var settings = Settings()
      settings.began = began
      var question = RankQuestion()
      (question.horizon, question.run) = (30, Workspace.Run(paths: 256, seed: 1, threads: 2))
      question.catalogue = ActionCatalogue(
        try ["aha_ready", "handling_plus_2"].map { try #require(ActionCatalogue.builtIn[$0]) })
      let answer = try await Workspace(reading: [try files.orders()], under: settings).rank(question)
      return answer.ranking.rows.first { $0.name == "aha_ready" }?.obstacle
    }
    // The files begin less than 180 days ago: earlier orders may be missing, unless the account is as young.
    #expect(try await obstacle(began: nil) == nil)
    #expect(
      try await obstacle(began: SellerFiles.first)?.contains("Amazon's formula leaves at most 20") == true)
  }
}
