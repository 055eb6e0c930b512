import AccountHealth
import Forecasting
import Simulation
import TestSupport
import Testing

@testable import Decisions

/// What pays, on accounts made for the tests.
struct MoneyRankingTests {
  /// An action that removes most defects at a cost.
  private func action(_ name: String, odds: Double, usd: ClosedRange<Double>) -> Action {
    Action(
      metadata: Metadata(name: name, title: name), cause: name,
      effects: [
        Effect(
          .defect, .odds, EffectQuantiles(p10: odds * 0.9, p50: odds, p90: min(1, odds * 1.1)),
          reachesPending: true)
      ], costs: [Cost(.once, usd: usd)])
  }

  private func ranker(
    _ objective: Objective, books: Books = Books(), threads: Int = 2, usdRate: Double? = nil,
    currency: String? = nil
  ) -> ActionRanker {
    var account = SmallAccount.make(.init(defect: 0.012))
    if let currency {
      account = Account(
        name: "small", marketplace: "amazon.de",
        orders: account.orders.map { order in
          var order = order
          order.currency = currency
          return order
        }, fields: account.fields)
    }
    var ranker = ActionRanker(
      SmallAccount.task(account), ForecastRequest(horizon: 45, paths: 6144, seed: 3, threads: threads),
      priors: .standard, Enforcement.builtIn.with(books), objective)
    (ranker.books, ranker.usdRate) = (books, usdRate)
    return ranker
  }

  @Test("Cheap help pays, dear help does not, and both sentences have their own best")
  func pays() throws {
    let ranking = try #require(
      try ranker(.money(.high)).rank([
        action("cheap", odds: 0.5, usd: 1...2), action("dear", odds: 0.2, usd: 90_000...110_000),
      ]))
    let frame = try #require(ranking.lossFrame)
    let cheap = try #require(ranking.rows.first { $0.name == "cheap" }?.money)
    let dear = try #require(ranking.rows.first { $0.name == "dear" }?.money)
    #expect(try #require(ranking.moneyChoice).best.name == "cheap")
    // By money the first is what leaves most, and every setting of the enforcement has its saving.
    #expect(try #require(ranking.choice).first?.name == "cheap")
    let settings = try #require(ranking.rows.first { $0.name == "cheap" }).savedBySetting
    #expect(Set(settings.keys) == Set(RiskSetting.allCases))
    #expect((settings[.low]?.value ?? 1) < (settings[.high]?.value ?? 0))
    #expect(ranking.rows.map(\.name) == ["cheap", "do_nothing", "dear"])
    // By hand: what it saves, less the middle of the cost.
    #expect(cheap.net == Estimate(value: cheap.saved.value - 1.5, standardError: cheap.saved.standardError))
    #expect(dear.net?.value == dear.saved.value - 100_000)
    // A beaten action gets fewer paths, so the two are compared within their errors.
    let error = dear.saved.standardError + cheap.saved.standardError
    #expect(dear.saved.value > cheap.saved.value - 4 * error)
    #expect(dear.saved.value < frame.expected.value + 4 * error)
    #expect((cheap.worth ?? 0) > 0.95 && dear.worth == 0, "\(cheap) \(dear)")
    // It pays only where a deactivation is avoided or comes later, so more rarely than one comes.
    let nothing = try #require(ranking.rows.first { $0.action == nil })
    let hit = try #require(nothing.tally?["high"]).baselineProbability(by: 45).value
    #expect((cheap.paying?.value ?? 1) > 0 && (cheap.paying?.value ?? 1) < hit)
    #expect(dear.paying.map { $0.value < 0.01 } ?? false)
    #expect(nothing.money?.saved == Estimate(value: 0, standardError: 0))
    #expect(abs(ranking.rows.compactMap(\.money?.best).reduce(0, +) - 1) < 1e-9)
    #expect(frame.hasUSD && frame.each > 0)
  }

  @Test("Where nothing is worth its cost, doing nothing pays most")
  func nothing() throws {
    let ranking = try #require(
      try ranker(.deactivation(.central)).rank([action("dear", odds: 0.2, usd: 90_000...110_000)]))
    let choice = try #require(ranking.moneyChoice)
    #expect(choice.best.action == nil && choice.mayBeNothing && choice.nearest?.name == "dear")
    #expect(try #require(ranking.choice).most.name == "dear")
  }

  @Test("A margin twice as high loses more; the saving is that of the same paths")
  func margin() throws {
    func saved(_ margin: Double) throws -> Double {
      var books = Books()
      (books.margin, books.balance, books.help) = (margin, 0, 0)
      let ranking = try #require(
        try ranker(.deactivation(.central), books: books).rank([action("cheap", odds: 0.5, usd: 1...2)]))
      return try #require(ranking.rows.first { $0.name == "cheap" }?.money).saved.value
    }
    // Only the margin is left of the loss, and it is proportional.
    #expect(abs(try saved(0.4) - 2 * saved(0.2)) < 1e-6 * abs(try saved(0.4)))
  }

  @Test("Any number of threads gives the same amounts")
  func threads() throws {
    func rows(_ threads: Int) throws -> [ActionRanking.Money?] {
      try #require(
        try ranker(.money(.high), threads: threads).rank(
          Array(ActionCatalogue.builtIn.actions.prefix(8)), mostActions: 2)
      ).rows.map(\.money)
    }
    #expect(try rows(1) == rows(3))
  }

  @Test("Costs in USD are not compared with losses in euros unless a rate says how")
  func currencies() throws {
    let free = action("free", odds: 0.5, usd: 0...0)
    let plain = try #require(
      try ranker(.deactivation(.central), currency: "EUR").rank([
        action("cheap", odds: 0.5, usd: 1...2), free,
      ]))
    #expect(plain.moneyChoice == nil && plain.lossFrame?.hasUSD == false)
    let cheap = try #require(plain.rows.first { $0.name == "cheap" }?.money)
    #expect(cheap.net == nil && cheap.cost == nil && cheap.saved.value > 0)
    let rated = try #require(
      try ranker(.deactivation(.central), usdRate: 0.9, currency: "EUR").rank([
        action("cheap", odds: 0.5, usd: 1...2), free,
      ]))
    let other = try #require(rated.rows.first { $0.name == "cheap" }?.money)
    #expect(rated.moneyChoice != nil && other.cost == 0.9...1.8)
    // The assumed help of 1,000 USD is part of the losses only now.
    #expect(other.saved.value > cheap.saved.value)
  }

  @Test("The bundles of a ranking by money come by what they bring")
  func bundles() throws {
    let ranking = try #require(
      try ranker(.money(.central)).rank(
        [
          action("cheap", odds: 0.5, usd: 1...2), action("other", odds: 0.7, usd: 1...2),
          action("dear", odds: 0.2, usd: 90_000...110_000),
        ], mostActions: 2))
    let bundles = try #require(ranking.bundles).bundles
    let nets = bundles.compactMap(\.net?.value)
    #expect(nets.count == bundles.count && nets == nets.sorted(by: >))
    #expect(bundles.first.map { !$0.names.contains("dear") } ?? false)
  }

  @Test("The loss forecast adds up: parts and causes sum to the expected loss, and the settings are ordered")
  func forecast() throws {
    var books = Books()
    (books.margin, books.balance, books.stock, books.help) = (0.3, 1000, 500, 200)
    let request = ForecastRequest(horizon: 45, paths: 4096, seed: 3, threads: 2)
    let forecaster = try #require(
      try LossForecaster(
        SmallAccount.task(SmallAccount.make(.init(defect: 0.012))), request, priors: .standard,
        Enforcement.builtIn.with(books), books: books, usdRate: nil))
    let loss = try #require(try forecaster.forecast { _ in })
    for setting in loss.settings {
      let parts = setting.parts.reduce(0) { $0 + $1.loss.value }
      let causes = setting.causes.reduce(0) { $0 + $1.loss.value }
      #expect(abs(parts - setting.expected.value) < 1e-6 * max(1, setting.expected.value))
      #expect(abs(causes - setting.expected.value) < 1e-6 * max(1, setting.expected.value))
      let chances = setting.causes.reduce(0) { $0 + $1.chance.value }
      #expect(abs(chances - setting.chance.value) < 1e-9)
      #expect(setting.tail.value >= setting.valueAtRisk.value)
      #expect(setting.lost == setting.lost.sorted())
      #expect(setting.held.allSatisfy { $0 >= 0 && $0 <= 1000 })
    }
    let expected = loss.settings.map(\.expected.value)
    #expect(expected == expected.sorted())
    #expect(loss.settings.map(\.chance.value) == loss.settings.map(\.chance.value).sorted())
    // Every assumption that is swung moves the central figure between its ends, or not at all.
    #expect(loss.swings.contains { $0.assumption == "background" && $0.width > 0 })
    #expect(!loss.swings.contains { $0.assumption == "loss.margin" })
    // Days of a delay all at their 10 and 90 % points; a number without a range at its half and its double.
    func swing(_ name: String) throws -> LossForecast.Swing {
      try #require(loss.swings.first { $0.assumption == name }, "\(name)")
    }
    let drafting = try swing("drafting_days")
    // Longer drafting loses sales, and lets the rate recover before it is judged.
    #expect(drafting.low == "1" && drafting.high == "7" && drafting.width > 0)
    #expect(try swing("appeals.answer_days").width > 0)
    let causes = try swing("background_causes.fraud")
    #expect(causes.low == "0.025" && causes.high == "0.1" && causes.atLow.value < causes.atHigh.value)
    let again = try swing("reinstated.first_try_if_still_off_target")
    #expect(again.low == "0.35" && again.high == "1")
    // A wider small state and a wider mild one, each with a run of its own.
    let small = try swing("small.bad_at_most")
    #expect(small.low == "1" && small.high == "4" && small.atLow.value >= small.atHigh.value)
    let mild = try swing("metrics.mild_up_to")
    #expect(mild.low == "low" && mild.atLow.value > mild.atHigh.value)
    // What Amazon holds is stated here, so the share of sales that reaches the seller moves nothing.
    #expect(!loss.swings.contains { $0.assumption == "proceeds_share" })
    #expect(loss.swings.map(\.width) == loss.swings.map(\.width).sorted(by: >))
  }

  @Test("Every assumption of the enforcement file that can move a loss is among those that are swung")
  func everyAssumption() throws {
    var enforcement = Enforcement.builtIn
    let rules = try #require(enforcement.rating)
    let facts = AccountFacts(SmallAccount.task(SmallAccount.make(.init(defect: 0.012))))
    enforcement.violations = RatingForecast(
      rules, RatingRecord(facts, horizon: 5, violations: [], counted: nil, known: nil), seed: 1)
    var books = Books()
    (books.stockUnits, books.stockSales) = (10, 200)
    let names = Set(
      LossVariant.all(enforcement, books: books).flatMap { $0.name.split(separator: ".").map(String.init) })
    let text = try #require(String(validating: Enforcement.builtInBytes, as: UTF8.self))
    let specs = text.components(separatedBy: "\nspec:\n").last?.components(separatedBy: "\n  evidence:\n")
    let spec = try #require(specs?.first)
    let keys = spec.split(separator: "\n").filter { !$0.drop { $0 == " " }.hasPrefix("#") }.flatMap { line in
      line.matches(of: /([a-z_0-9]+):/).map { String($0.1) }
    }
    // Ends of a range, names, and what only says when cash and stock move, which is shown and loses nothing.
    let others: Set<String> = [
      "low", "central", "high", "p10", "p50", "p90", "ids", "cause", "severity", "share", "replaces",
      "order_performance", "policy", "fraud", "ordinary", "fourth_quarter", "fixed_cost",
      "removal_after_days",
      "removal_days",
    ]
    let missing = Set(keys).subtracting(others).filter { !names.contains($0) }
    #expect(missing.isEmpty, "\(missing.sorted())")
    #expect(Set(keys).isSuperset(of: others), "no name is left out that the file does not have")
    #expect(names.isSuperset(of: ["proceeds_share", "intellectual_property", "critical"]))
  }

  @Test("The share of sales that reaches the seller moves what is held where no balance is stated")
  func proceeds() throws {
    var books = Books()
    books.settled = .init(amount: 100, days: 10)
    let variant = try #require(
      LossVariant.all(.builtIn, books: books).first { $0.name == "proceeds_share" })
    var business = Loss.Business(sales: 100, proceeds: 85)
    business.balance = 950
    let low = variant.business(.low, business, books)
    #expect(abs(low.proceeds - 75) < 1e-9 && abs((low.balance ?? 0) - 850) < 1e-9)
    #expect(variant.words(.high, .builtIn) == "0.92")
    books.balance = 950
    #expect(!LossVariant.all(.builtIn, books: books).contains { $0.name == "proceeds_share" })
  }

  @Test("Every assumption that a loss uses has its values, source and grade; what the seller states is none")
  func evidence() throws {
    let day = try #require(Day(iso: "2026-11-19"))
    func groups(_ books: Books, currency: String = "USD", in marketplace: String = "amazon.com")
      -> [AssumedValues]
    {
      let (enforcement, fee) = Enforcement.builtIn.with(books).with(
        books.fees, in: marketplace, on: day, currency: currency)
      return AssumedValues.all(enforcement, books: books, fee)
    }
    func group(_ name: String, _ groups: [AssumedValues]) -> (values: String, group: AssumedValues)? {
      for group in groups {
        if let field = group.fields.first(where: { $0.name == name }) { return (field.values, group) }
      }
      return nil
    }
    let plain = groups(Books())
    let margin = try #require(group("loss.margin", plain))
    #expect(margin.values == "0.25 (0.15 to 0.4)" && margin.group.grade == EvidenceGrade("C→D"))
    let background = try #require(group("mild.notice", plain))
    #expect(background.group.source == Enforcement.builtIn.metadata.source)
    #expect(background.group.grade == EvidenceGrade("D"))
    #expect(group("proceeds_share", plain)?.values == "0.85 (0.75 to 0.92)")
    #expect(group("reinstated.if_still_off_target", plain)?.values == "2")
    #expect(group("drafting_days", plain)?.values == "3 (1 to 7)")
    #expect(group("loss.stock_lost", plain) == nil, "no stock is known")
    // What the seller states is no assumption; stock brings its own.
    var books = Books()
    (books.margin, books.balance, books.stockUnits) = (0.3, 900, 40)
    let own = groups(books)
    #expect(group("loss.margin", own) == nil && group("proceeds_share", own) == nil)
    #expect(group("loss.frozen_days", own) == nil && group("loss.stock_lost", own) != nil)
    let fee = try #require(group("loss.removal_fee", own))
    #expect(fee.values == "1.53 (0.84 to 3.95)" && fee.group.source == RemovalFees.builtIn.metadata.source)
    #expect(group("loss.removal_fee", groups(books, currency: "EUR", in: "amazon.de")) == nil)
    // The seller's own file of losses is the source of them all.
    books.assumptions = Enforcement.builtIn.loss
    #expect(try #require(group("loss.kept", groups(books))).group.source == nil)
    // Each name stands once.
    let names = own.flatMap { $0.fields.map(\.name) }
    #expect(Set(names).count == names.count)
  }

  @Test("A number without a range goes to its half and its double, within its bounds")
  func halves() throws {
    let all = LossVariant.all(.builtIn, books: Books())
    func ends<Value>(_ name: String, _ value: (Enforcement) -> Value) throws -> [Value] {
      let variant = try #require(all.first { $0.name == name }, "\(name)")
      return [variant.at(.low, .builtIn), variant.at(.high, .builtIn)].map(value)
    }
    #expect(try ends("small.bad_at_most") { $0.smallBad } == [1, 4])
    #expect(try ends("metrics.mild_up_to") { $0.groups[0].mildUpTo.value } == [1, 4])
    #expect(try ends("metrics.small_below_orders") { $0.groups.map(\.smallBelowOrders).max() } == [10, 40])
    #expect(try ends("reinstated.days") { $0.reinstated.days } == [45, 180])
    #expect(
      try ends("reinstated.first_try_if_still_off_target") { $0.reinstated.firstTryIfStillOffTarget } == [
        0.35, 1,
      ])
    #expect(try ends("appeals.answer_days") { $0.appeals[1].answerDays.p50 } == [2, 21])
    #expect(
      all.filter(\.movesGroups).map(\.name) == [
        "small.bad_at_most", "metrics.mild_up_to", "metrics.small_below_orders",
      ])
  }
}
