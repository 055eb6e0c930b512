import AccountHealth
import Testing

@testable import Decisions
@testable import Simulation

/// What to do first, on rankings whose figures are made up.
@Suite("What to do first")
struct ActionChoiceTests {
  private static let horizon = 90
  private static let paths = 10_000

  /// Days that an action adds to each rate that is off target today, and to their sum, on every future, and
  /// the futures in which it keeps a rate on target.
  private struct Days {
    var returning: [Metric: Double] = [:]
    var sum = 0.0
    /// Futures of 10,000 in which the rate goes off target only without the action.
    var spared: [Metric: Int] = [:]
  }

  /// - Parameter change: Days, of which a tenth is one day in a tenth of the futures.
  private static func count(_ change: Double) -> PairedCount {
    var count = PairedCount(canDiffer: true)
    let tenths = Int((change * 10).rounded())
    // One future in two has a day more or fewer, so that there is an error.
    let after = (0..<paths).map { path in
      Int32(50 + (tenths + 10 * 10 + path / 2 % 10) / 10 - 10 + (path % 2 == 0 ? 1 : -1))
    }
    count.count([Int32](repeating: 50, count: paths), after, paths)
    return count
  }

  private static func exposure(_ name: String, _ change: Double) -> PairedExposure {
    var exposure = PairedExposure(name: name, horizon: horizon, canDiffer: true)
    for span in exposure.daysOff.indices { exposure.daysOff[span] = count(change) }
    return exposure
  }

  private static func tally(_ days: Days) -> PairedTally {
    let spared = days.spared.map { metric, number in
      var passage = PairedPassage(name: metric.rawValue, horizon: horizon, canDiffer: true)
      let first = (0..<paths).map { Int32($0 < abs(number) ? 5 : 0) }
      let none = [Int32](repeating: 0, count: paths)
      if number >= 0 { passage.count(first, none, paths) } else { passage.count(none, first, paths) }
      return passage
    }
    return PairedTally(
      metrics: spared, any: PairedPassage(name: "any", horizon: horizon, canDiffer: true),
      exposure: exposure("all", days.sum),
      returns: days.returning.sorted { $0.key.rawValue < $1.key.rawValue }.map {
        exposure($0.key.rawValue, $0.value)
      }, deactivation: [], pathsByTenth: [], sparedByTenth: [], changedByTenth: [])
  }

  private static func row(
    _ name: String?, _ fall: Double, error: Double = 0.001, price: Price? = nil, condition: String = "",
    rate: Double? = 1, days: Days? = nil, spread: Double = 0, helps: Double = 1
  ) -> ActionRanking.Row {
    let action = name.map { name in
      var action = Action(metadata: Metadata(name: name, title: name), cause: name, effects: [])
      action.condition = condition
      return action
    }
    return ActionRanking.Row(
      action: action, fall: Estimate(value: fall, standardError: name == nil ? 0 : error), best: 0,
      helps: helps, price: price, rate: rate, chanceOfNone: 0, paths: paths, tally: days.map(tally),
      spread: spread)
  }

  private static func ranking(_ rows: [ActionRanking.Row], returning: [Metric] = []) throws -> ActionRanking {
    var ranking = ActionRanking(
      account: "a", asOf: try #require(Day(iso: "2026-11-19")), horizon: horizon,
      objective: .deactivation(.central), confidence: 0.95, indifference: 0.0025,
      baseline: Estimate(value: 0.2, standardError: 0.002), verdict: .undecided([]),
      rows: rows + [row(nil, 0)], tornado: [])
    ranking.returning = returning
    return ranking
  }

  private static func usd(_ range: ClosedRange<Double>) -> Price { Price(usd: range) }
  private static func own(_ range: ClosedRange<Double>) -> Price { Price(usd: 0...0, own: range) }

  @Test("What adds days off target is no first choice, over all rates or for one of them, and is named")
  func harmful() throws {
    func choice(_ days: Days) throws -> ActionRanking.Choice {
      let helpful = Days(returning: [.lateShipment10: -3], sum: -3)
      return try #require(
        try Self.ranking(
          [Self.row("big", 0.2, days: days), Self.row("small", 0.1, days: helpful)],
          returning: [.lateShipment10]
        ).choice)
    }
    for days in [Days(sum: 2), Days(returning: [.lateShipment10: 2], sum: -4)] {
      let found = try choice(days)
      #expect(found.first?.name == "small" && found.most.name == "small" && found.harmful?.name == "big")
    }
    let fine = try choice(Days(returning: [.lateShipment10: -1], sum: -1))
    #expect(fine.first?.name == "big" && fine.harmful == nil)
    // Who looks at the table sees it above the choice, also where the two cannot be told apart.
    let near = try #require(
      try Self.ranking([
        Self.row("harmful", 0.101, days: Days(sum: 2)), Self.row("small", 0.1, days: Days(sum: -3)),
      ]).choice)
    #expect(near.first?.name == "small" && near.harmful?.name == "harmful")
  }

  @Test("Where nothing harmless helps, what surely does more but adds days off target is still named")
  func harmfulAlone() throws {
    let choice = try #require(
      try Self.ranking([
        Self.row("harmful", 0.2, days: Days(sum: 2)), Self.row("nothing much", 0, days: Days(sum: 0)),
      ]).choice)
    #expect(choice.first == nil && choice.harmful?.name == "harmful")
    let unsure = try #require(
      try Self.ranking([Self.row("harmful", 0.002, error: 0.01, days: Days(sum: 2), helps: 0.55)]).choice)
    #expect(unsure.first == nil && unsure.harmful == nil)
  }

  @Test("Less than half a day more for one rate is too little to count against an action")
  func halfADay() {
    var row = Self.row("a", 0.1, days: Days(returning: [.lateShipment10: 0.4], sum: -1))
    #expect(row.tally?.returns[0].daysOff.last?.change.value == 0.4)
    #expect(row.worsened.isEmpty && row.isHarmless)
    row = Self.row("a", 0.1, days: Days(returning: [.lateShipment10: 1], sum: -1))
    #expect(row.worsened == ["late_shipment_rate_10d"] && !row.isHarmless && !row.addsDaysOff)
  }

  @Test("A cheaper one comes first if it cannot be told apart and does at least half as much")
  func cheaper() throws {
    func first(_ fall: Double, error: Double, price: Price?, spread: Double = 0) throws -> String? {
      try Self.ranking([
        Self.row("dear", 0.1, error: error, price: Self.usd(500...900), spread: spread),
        Self.row("cheap", fall, error: error, price: price, spread: spread),
      ]).choice?.first?.name
    }
    #expect(try first(0.06, error: 0.015, price: Self.usd(10...20)) == "cheap")
    let wide = try [0.051, 0.049].map {
      try first($0, error: 0.001, price: Self.usd(10...20), spread: 0.04)
    }
    #expect(wide == ["cheap", "dear"], "half as much, and less")
    #expect(try first(0.06, error: 0.01, price: Self.usd(10...20)) == "dear", "told apart")
    #expect(try first(0.06, error: 0.015, price: Self.usd(10...1000)) == "dear", "dearer at worst")
    #expect(try first(0.06, error: 0.015, price: Self.usd(10...600)) == "cheap", "costs share their luck")
    #expect(try first(0.06, error: 0.015, price: nil) == "dear", "no known cost")
    #expect(try first(0.09, error: 0.04, price: Self.usd(10...20)) == nil, "neither surely helps")
  }

  @Test("Below the smallest difference that matters two are as good, however sure the difference is")
  func indifference() throws {
    func asGood(_ fall: Double) throws -> [String]? {
      try Self.ranking([Self.row("one", 0.1, error: 1e-5), Self.row("two", fall, error: 1e-5)])
        .choice?.asGood.map(\.name)
    }
    #expect(try asGood(0.0976) == ["two"] && asGood(0.0974) == [])
  }

  @Test("Of several cheaper ones the one that does most comes first, unless another is surely cheaper still")
  func several() throws {
    func first(_ middle: Price) throws -> String? {
      try Self.ranking([
        Self.row("dear", 0.1, error: 0.02, price: Self.usd(500...900)),
        Self.row("middle", 0.09, error: 0.02, price: middle),
        Self.row("cheap", 0.08, error: 0.02, price: Self.usd(10...20)),
      ]).choice?.first?.name
    }
    #expect(try first(Self.usd(100...200)) == "cheap")
    #expect(try first(Self.usd(5...30)) == "middle")
  }

  @Test("Costs in two currencies are compared only at a known rate")
  func currencies() throws {
    func first(rate: Double?) throws -> String? {
      try Self.ranking([
        Self.row("dear", 0.1, error: 0.02, price: Self.own(3700...3700), rate: rate),
        Self.row("cheap", 0.09, error: 0.02, price: Self.usd(10...20), rate: rate),
      ]).choice?.first?.name
    }
    #expect(try first(rate: nil) == "dear" && first(rate: 8) == "cheap" && first(rate: 300) == "dear")
  }

  @Test("A cheaper one with a condition is not put before one without; the best without one stands beside it")
  func conditions() throws {
    func choice(_ dear: String, _ cheap: String) throws -> ActionRanking.Choice {
      try #require(
        try Self.ranking([
          Self.row("dear", 0.1, error: 0.02, price: Self.usd(500...900), condition: dear),
          Self.row("cheap", 0.09, error: 0.02, price: Self.usd(10...20), condition: cheap),
          Self.row("plain", 0.07, error: 0.001, price: Self.usd(2000...3000)),
        ]).choice)
    }
    let without = try choice("", "a record")
    #expect(without.first?.name == "dear" && without.unconditional == nil)
    let both = try choice("a rating", "a record")
    #expect(both.first?.name == "cheap" && both.unconditional?.name == "plain")
  }

  @Test("Three errors make an action sure; over effects too it may be no better than doing nothing")
  func sure() throws {
    let none = try #require(try Self.ranking([Self.row("a", 0.1, error: 0.04)]).choice)
    #expect(none.first == nil && none.most.action == nil && none.asGood.map(\.name) == ["a"])
    #expect(none.mayBeNothing)
    var lucky = Self.row("a", 0.1, error: 0.03)
    #expect(try #require(try Self.ranking([lucky]).choice).mayBeNothing == false)
    lucky.helps = 0.94
    let found = try #require(try Self.ranking([lucky]).choice)
    #expect(found.first?.name == "a" && found.mayBeNothing)
    #expect(try abs(#require(found.chanceOfNothing) - 0.06) < 1e-12)
  }

  @Test("Where no action surely moves the chance, the days off target decide")
  func byDays() throws {
    let choice = try #require(
      try Self.ranking(
        [
          Self.row("chance", 0.002, days: Days(returning: [.lateShipment30: 0], sum: 0)),
          Self.row("days", -0.001, days: Days(returning: [.lateShipment30: -4], sum: -4)),
        ], returning: [.lateShipment30]
      ).choice)
    #expect(choice.first?.name == "days" && choice.isByDays && !choice.mayBeNothing)
  }

  @Test("For one rate: the first if it improves the rate, else the best that does and makes nothing worse")
  func forOneRate() throws {
    let spares = Days(sum: -1, spared: [.cancellation: 900])
    let ranking = try Self.ranking([
      Self.row("best", 0.2, days: Days(sum: -5, spared: [.orderDefect: 900])),
      Self.row("riskier", -0.05, days: spares),
      Self.row("slower", 0.15, days: Days(sum: 2, spared: [.cancellation: 2000])),
      Self.row("able", 0.1, days: spares), Self.row("weaker", 0.05, days: spares),
      Self.row("worse", 0.12, days: Days(sum: -1, spared: [.cancellation: -900])),
    ])
    #expect(ranking.first(for: .orderDefect)?.name == "best")
    #expect(ranking.first(for: .cancellation)?.name == "able")
    #expect(ranking.first(for: .cancellation) { $0.name != "able" }?.name == "weaker")
    #expect(ranking.first(for: .cancellation) { ["riskier", "slower"].contains($0.name) } == nil)
    #expect(ranking.first(for: .validTracking) == nil)
    // The first of all stays the first for a rate that it improves, though another would be without the rest.
    let conditional = try Self.ranking([
      Self.row("dear", 0.1, error: 0.02, price: Self.usd(500...900), condition: "a rating"),
      Self.row("other", 0.09, error: 0.02, days: spares),
      Self.row("cheap", 0.08, error: 0.02, price: Self.usd(10...20), condition: "a record", days: spares),
    ])
    #expect(conditional.choice?.first?.name == "cheap")
    #expect(conditional.first(for: .cancellation)?.name == "cheap")
    // Where none of them surely moves the objective, the one that improves the rate most.
    let idle = try Self.ranking([
      Self.row("much", 0.0001, days: Days(sum: 0, spared: [.cancellation: 900])),
      Self.row("little", 0.0002, days: Days(sum: 0, spared: [.cancellation: 300])),
    ])
    #expect(idle.first(for: .cancellation)?.name == "much")
  }

  /// A ranking by money of actions with what they save, its error and their cost.
  private static func byMoney(
    _ actions: [(name: String, saved: Double, error: Double, cost: Double)], days: [String: Days] = [:]
  ) throws -> ActionRanking {
    var ranking = try Self.ranking(
      actions.map { action in
        var made = Self.row(action.name, 0.1, price: usd(action.cost...action.cost), days: days[action.name])
        made.money = ActionRanking.Money(
          saved: Estimate(value: action.saved, standardError: action.error), cost: action.cost...action.cost,
          net: Estimate(value: action.saved - action.cost, standardError: action.error))
        return made
      })
    ranking.objective = .money(.central)
    ranking.lossFrame = .init(
      setting: .central, expected: Estimate(value: 9000, standardError: 100), each: 8000, hasUSD: true)
    return ranking
  }

  @Test("By money nothing but money decides: what spares days off target at a loss is no first choice")
  func moneyAlone() throws {
    let spared = ["dear": Days(returning: [.lateShipment30: -9], sum: -9)]
    let ranking = try Self.byMoney([("dear", 30, 10, 1700)], days: spared)
    let choice = try #require(ranking.choice)
    #expect(choice.first == nil && choice.most.action == nil && choice.asGood.isEmpty)
    let money = try #require(ranking.moneyChoice)
    #expect(money.best.action == nil && money.perhaps == nil && money.nearest?.name == "dear")
    #expect(money.asGood.isEmpty)
    // By the chance of a deactivation the same action may still be the first.
    var other = ranking
    other.objective = .deactivation(.central)
    #expect(other.choice?.first?.name == "dear")
  }

  @Test(
    "What brings most on average but is not told apart from nothing is named, and is neither best nor left out"
  )
  func perhaps() throws {
    let ranking = try Self.byMoney([("free", 82, 30, 0), ("less", 40, 30, 0), ("dear", 100, 30, 500)])
    let money = try #require(ranking.moneyChoice)
    #expect(ranking.choice?.first == nil && ranking.choice?.asGood.map(\.name) == ["free", "less"])
    #expect(money.best.action == nil && money.perhaps?.name == "free")
    #expect(money.asGood.map(\.name) == ["free", "less"])
    // Once it is sure, the choice and what pays are the same.
    let sure = try Self.byMoney([("free", 92, 30, 0)])
    #expect(sure.choice?.first?.name == "free" && sure.moneyChoice?.best.name == "free")
    #expect(sure.moneyChoice?.perhaps == nil)
  }

  @Test("One definition of what pays: three errors above 0, above 0, or not")
  func payoff() {
    func payoff(_ net: Double, _ error: Double) -> Payoff {
      Payoff(Estimate(value: net, standardError: error))
    }
    #expect(payoff(31, 10) == .surely && payoff(30, 10) == .perhaps && payoff(1, 10) == .perhaps)
    #expect(payoff(0, 10) == .no && payoff(-31, 10) == .no && payoff(0, 0) == .no && payoff(1, 0) == .surely)
    var row = Self.row("a", 0.1)
    row.savedBySetting = [
      .low: Estimate(value: 90, standardError: 10), .high: Estimate(value: 200, standardError: 10),
    ]
    #expect(row.payoff(.low, cost: 100) == .no && row.payoff(.low, cost: 70) == .perhaps)
    #expect(row.payoff(.high, cost: 100) == .surely && row.payoff(.central, cost: 0) == nil)
  }

  @Test("By money the net decides: what it saves less the middle of its cost, and no cheaper one comes first")
  func money() throws {
    func priced(_ name: String, saved: [Double], cost: ClosedRange<Double>) -> ActionRanking.Row {
      var row = Self.row(name, 0.1, price: Self.usd(cost))
      let mean = saved.reduce(0, +) / Double(saved.count)
      let net = mean - (cost.lowerBound + cost.upperBound) / 2
      row.money = ActionRanking.Money(
        saved: Estimate(value: mean, standardError: 5), cost: cost,
        net: Estimate(value: net, standardError: 5))
      row.savedMeans = saved
      return row
    }
    let luck = [-400.0, 300, 500, -100, -300]
    func choice(_ cost: ClosedRange<Double>) throws -> ActionRanking.Choice {
      var ranking = try Self.ranking([
        priced("more", saved: luck.map { 2000 + $0 }, cost: 500...700),
        priced("less", saved: luck.map { 1500 + $0 }, cost: cost),
      ])
      ranking.objective = .money(.central)
      ranking.lossFrame = .init(
        setting: .central, expected: Estimate(value: 9000, standardError: 100), each: 8000, hasUSD: true)
      return try #require(ranking.choice)
    }
    // 1,400 against 1,350: apart by the shared futures, and by more than 20, what 0.0025 of a loss is.
    let apart = try choice(150...150)
    #expect(apart.first?.name == "more" && apart.asGood.map(\.name) == ["less"], "the cost has a range")
    let sure = try choice(100...300)
    #expect(sure.first?.name == "more" && sure.asGood.isEmpty, "both ranges share their luck")
    // A ranking by the chance takes the cheaper of the two; by money the cost is in the net already.
    #expect(!apart.isCheaper)
  }

  @Test("What does less than half is not as good, however wide the effects are")
  func half() throws {
    let rows = [
      Self.row("most", 0.1, error: 0.001, spread: 0.06), Self.row("more", 0.055, error: 0.001, spread: 0.04),
      Self.row("less", 0.045, error: 0.001, spread: 0.04),
    ]
    let choice = try #require(try Self.ranking(rows).choice)
    #expect(choice.most.name == "most" && choice.asGood.map(\.name) == ["more"])
  }
}
