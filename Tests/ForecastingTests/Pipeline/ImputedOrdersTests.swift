import AccountHealth
import Glibc
import Simulation
import TestSupport
import Testing

@testable import Forecasting
@testable import Probability

/// Orders drawn for a window of which only two numbers are known.
struct ImputedOrdersTests {
  private static let asOf = Day(number: 20_780)

  private static let windows: [(MetricRule, WindowCount)] = [
    (rule(.lateShipment30, 0, 29), WindowCount(orders: 812, bad: 19)),
    (rule(.lateShipment10, 0, 9), WindowCount(orders: 40, bad: 0)),
    (rule(.cancellation, 1, 7), WindowCount(orders: 63, bad: 9)),
    (rule(.orderDefect, 15, 74), WindowCount(orders: 3316, bad: 27)),
    (rule(.orderDefectAmazon, 15, 74), WindowCount(orders: 5, bad: 5)),
    (rule(.onTimeDelivery, 8, 21), WindowCount(orders: 828, bad: 49)),
    (rule(.validTracking, 10, 39), WindowCount(orders: 1, bad: 1)),
  ]

  private static func rule(_ metric: Metric, _ youngest: Int, _ oldest: Int) -> MetricRule {
    MetricRule(metric: metric, youngest: youngest, oldest: oldest, limit: Ratio(4, 100))
  }

  private func orders(_ rule: MetricRule, _ count: WindowCount, draw: Int) -> [Order] {
    var imputed = ImputedOrders(rule, count, .standard, asOf: Self.asOf, draw: draw, seed: 5)
    return imputed.orders()
  }

  @Test(
    "Every draw has exactly the counts of the window, and nothing is known of later days", arguments: 0..<7)
  func exact(number: Int) {
    let (rule, count) = Self.windows[number]
    for draw in 0..<20 {
      let orders = orders(rule, count, draw: draw)
      #expect(rule.count(of: orders, on: Self.asOf) == count, "draw \(draw)")
      #expect(orders.allSatisfy { $0.asKnown(on: Self.asOf) == $0 })
    }
  }

  @Test(
    "With the counts of 10 and of 30 days each draw has both, and leaves the window when they say",
    arguments: [(bad: 0, orders: 200), (9, 200), (19, 200), (19, 60), (0, 0), (9, 802)])
  func late(bad: Int, orders: Int) throws {
    let (long, short) = (Self.windows[0], Self.rule(.lateShipment10, 0, 9))
    let reported: [Metric: ReportedRate] = [
      .lateShipment30: ReportedRate(long.1),
      .lateShipment10: ReportedRate(WindowCount(orders: orders, bad: bad)),
    ]
    for rule in [long.0, short] {
      let counts = try #require(LateCounts(rule, [long.0, short], reported))
      #expect(counts.own == reported[rule.metric]?.count && counts.whole.rule == long.0)
      for draw in 0..<10 {
        var imputed = ImputedOrders(
          counts.whole.rule, counts.whole.count, newest: counts.newest, .standard, asOf: Self.asOf,
          draw: draw, seed: 5)
        let drawn = imputed.orders()
        #expect(long.0.count(of: drawn, on: Self.asOf) == long.1, "draw \(draw)")
        #expect(short.count(of: drawn, on: Self.asOf) == counts.newest?.count, "draw \(draw)")
        // After 20 days exactly the late ones of the last 10 are left, and those still open today.
        let known = drawn.filter { $0.shipped != nil }
        #expect(long.0.count(of: known, on: Self.asOf + 20).bad <= bad)
      }
    }
  }

  @Test("Many late orders in the newest 10 days make those that follow late more often than none does")
  func newest() {
    let long = Self.windows[0]
    /// The share of the orders that are due today and still open, in each draw: those that will be late.
    func shares(_ bad: Int) -> [Double] {
      (0..<120).map { draw in
        var imputed = ImputedOrders(
          long.0, long.1, newest: .init(days: 10, count: WindowCount(orders: 200, bad: bad)), .standard,
          asOf: Self.asOf, draw: draw, seed: 5)
        let due = imputed.orders().filter { $0.purchased == Self.asOf - Priors.standard.usualHandling }
        return Double(due.count { $0.shipped == nil }) / Double(max(due.count, 1))
      }
    }
    let (many, none) = (shares(19), shares(0))
    func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
    func squareError(_ values: [Double]) -> Double {
      let centre = mean(values)
      return values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
        / Double(values.count * (values.count - 1))
    }
    let error = (squareError(many) + squareError(none)).squareRoot()
    #expect(mean(many) - mean(none) > 4 * error, "\(mean(many)) and \(mean(none)) ± \(error)")
  }

  @Test("Counts of 10 and 30 days that exclude each other stand each for itself; so does a single one")
  func apart() throws {
    let (long, short) = (Self.windows[0], Self.rule(.lateShipment10, 0, 9))
    func newest(_ bad: Int, _ orders: Int, _ rules: [MetricRule]) -> ImputedOrders.Newest? {
      let counts = LateCounts(
        short, rules,
        [
          .lateShipment30: ReportedRate(long.1),
          .lateShipment10: ReportedRate(WindowCount(orders: orders, bad: bad)),
        ])
      return counts?.newest
    }
    let both = [long.0, short]
    #expect(newest(20, 200, both) == nil && newest(5, 900, both) == nil && newest(5, 200, [short]) == nil)
    #expect(newest(19, 812, both) != nil)
    #expect(LateCounts(short, both, [:]) == nil)
  }

  @Test("A count of units stands for orders of one unit and of several")
  func units() {
    let rule = MetricRule(
      metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10), counted: .units)
    let count = WindowCount(orders: 828, bad: 49)
    var several = 0
    for draw in 0..<20 {
      let orders = orders(rule, count, draw: draw)
      #expect(rule.count(of: orders, on: Self.asOf) == count, "draw \(draw)")
      several += orders.count { $0.units > 1 }
    }
    // About 9 % of the orders, of which there are some 750 a window and as many younger ones.
    #expect(several > 20 * 60 && several < 20 * 300)
  }

  @Test("Draws differ in when the bad orders leave the window, and one draw is always the same")
  func draws() {
    let (rule, count) = Self.windows[0]
    let leaving = (0..<20).map { draw in
      // Open orders become late if nothing more is known of them, so they are left out.
      rule.count(of: orders(rule, count, draw: draw).filter { $0.shipped != nil }, on: Self.asOf + 15).bad
    }
    // Half of the bad orders on the mean, with the spread of a draw or more.
    let mean = Double(leaving.reduce(0, +)) / 20
    #expect(mean > 4 && mean < 14 && Set(leaving).count > 4)
    #expect(orders(rule, count, draw: 3) == orders(rule, count, draw: 3))
  }

  /// A seller drawn from the prior of on-time delivery, with so many promises a day: the count of the window,
  /// the share of late ones in the seven days after it, and that share in some draws which know the count.
  private static func seller(_ index: Int, perDay: Int, draws: Int) -> (
    count: WindowCount, truth: Double, drawn: [Double], place: UInt64
  ) {
    let rule = rule(.onTimeDelivery, 8, 21)
    let prior = Priors.standard.rate(of: .onTimeDelivery)
    var generator = Philox4x32(seed: 71, path: UInt32(index))
    let drift = prior.drifts[generator.index(prior.drifts.map(\.weight))]
    let level = generator.level(prior)
    var (deviation, step) = (drift.sd * generator.normal(), 0.0)
    let bad = (0..<21).map { _ -> Int in
      deviation = drift.ar1 * deviation + drift.innovationSD * generator.normal()
      if generator.happens(chance: drift.dailyChange) { step = RateFilter.changeSD * generator.normal() }
      let log = level + deviation + step
      return (0..<perDay).reduce(0) { sum, _ in sum + (generator.happens(log) ? 1 : 0) }
    }
    let count = WindowCount(orders: 14 * perDay, bad: bad[..<14].reduce(0, +))
    let drawn = (0..<draws).map { draw -> Double in
      var imputed = ImputedOrders(rule, count, .standard, asOf: asOf, draw: draw, seed: UInt64(900 + index))
      let after = imputed.orders().filter { order in
        order.deliverBy.map { $0 >= asOf - 7 && $0 < asOf } ?? false
      }
      let late = after.count { order in
        order.deliverBy.flatMap { promised in order.delivered.map { $0 > promised } } ?? true
      }
      return Double(late) / Double(max(after.count, 1))
    }
    return (count, Double(bad[14...].reduce(0, +)) / Double(7 * perDay), drawn, generator.next())
  }

  @Test("Given only the count of a window, the days after it fall evenly among the draws")
  func younger() {
    let ranks = concurrentMap(200, threads: 2) { index in
      let seller = Self.seller(index, perDay: 20, draws: 9)
      let ties = seller.drawn.count { $0 == seller.truth }
      return seller.drawn.count { $0 < seller.truth } + Int(unitInterval(seller.place) * Double(ties + 1))
    }
    var tallies = [Int](repeating: 0, count: 5)
    for rank in ranks { tallies[rank / 2] += 1 }
    let distance = tallies.reduce(0.0) { $0 + pow(Double($1) - 40, 2) / 40 }
    // Chi-square with 4 degrees of freedom is above 18.5 once in a thousand.
    #expect(distance < 18.5, "\(tallies)")
  }

  @Test("A window of few orders without a late one is followed by as many as in the draws")
  func clean() {
    let differences = concurrentMap(3000, threads: 2) { index -> Double? in
      let seller = Self.seller(index, perDay: 2, draws: 4)
      guard seller.count.bad == 0 else { return nil }
      return seller.drawn.reduce(0, +) / 4 - seller.truth
    }.compactMap { $0 }
    let mean = differences.reduce(0, +) / Double(differences.count)
    let variance =
      differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(differences.count - 1)
    #expect(differences.count > 500)
    expect(mean, near: 0, standardError: (variance / Double(differences.count)).squareRoot())
  }

  @Test(
    "The forecast starts at the counts, is the same for any number of threads, and its chance is not certain")
  func forecast() throws {
    let rules = Self.windows.map(\.0)
    let counts = Dictionary(uniqueKeysWithValues: Self.windows.map { ($0.0.metric, $0.1) })
    func made(_ threads: Int) throws -> AccountForecast {
      var request = ForecastRequest(horizon: 30, paths: 1600, seed: 4, threads: threads)
      request.paths = 1600
      return try Forecaster(request).forecast(
        Account(name: "a", marketplace: "amazon.com", orders: [], fields: []), rules: rules, asOf: Self.asOf,
        reported: counts.mapValues { ReportedRate($0) })
    }
    let (one, two) = (try made(1), try made(2))
    #expect(one.metrics.count == 7)
    for (first, second) in zip(one.metrics, two.metrics) {
      #expect(first.days.map(\.breachedBy) == second.days.map(\.breachedBy))
      #expect(first.current == counts[first.metric] && first.isFromCounts)
    }
    // 2.3 % against a limit of 4 %: neither impossible nor certain within a month.
    let late = try #require(one.metrics.first { $0.metric == .lateShipment30 })
    let chance = try #require(late.breachProbability(within: 30)).value
    #expect(chance > 0.01 && chance < 0.9)
  }

  @Test("The error of a chance from counts alone is what other draws of the orders make of it")
  func error() throws {
    let (rule, count) = Self.windows[0]
    let chances = try (0..<12).map { seed in
      let request = ForecastRequest(horizon: 30, paths: 3200, seed: UInt64(100 + seed), threads: 2)
      let forecast = try Forecaster(request).forecast(
        Account(name: "a", marketplace: "amazon.com", orders: [], fields: []), rules: [rule],
        asOf: Self.asOf, reported: [rule.metric: ReportedRate(count)])
      return try #require(forecast.metrics[0].breachProbability(within: 30))
    }
    let mean = chances.reduce(0) { $0 + $1.value } / 12
    let spread = (chances.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 11).squareRoot()
    let said = chances.reduce(0) { $0 + $1.standardError } / 12
    // The square of the spread of 12 is within 0.28 to 2.2 times its expectation in 99 of 100 cases.
    #expect(spread > 0.5 * said && spread < 1.55 * said, "\(spread) where \(said) was said")
    // The futures alone would make it a fifth of that.
    #expect(said > 2 * Estimate(hits: Int(mean * 3200), paths: 3200).standardError)
  }
}
