import AccountHealth
import Testing

@Suite(.serialized) struct RateHistoryTests {
  private static let rules = RuleSet.builtIn.rules(for: "amazon.com")

  @Test("Every day equals a plain count, from an array or any sequence", arguments: Metric.allCases)
  func plain(metric: Metric) throws {
    let rule = try #require(Self.rules.first { $0.metric == metric })
    let orders = Order.randoms(800, in: 60, seed: 11)
    // Ranges that begin before, end within and lie after everything.
    for (first, last) in [(19_990, 20_200), (20_030, 20_045), (20_033, 20_033), (20_400, 20_410)] {
      let days = DayRange(Day(number: first), Day(number: last))
      let history = RateHistory(orders: orders, rule: rule, days: days)
      #expect(history == RateHistory(orders: orders.lazy.map { $0 }, rule: rule, days: days))
      #expect(history.counts.count == days.count)
      for day in days.days { #expect(history[day] == rule.count(of: orders, on: day), "\(day)") }
    }
  }

  @Test("400 days of 1,000,000 orders take less than a second a metric")
  func speed() {
    var orders = Order.randoms(1_000_000, in: 400, seed: 3)
    // As long as Amazon's, so that an order copied on the way would show.
    for index in orders.indices { orders[index].id = "900-0000001-\(1_000_000 + index)" }
    let days = DayRange(Day(number: 20_000), Day(number: 20_399))
    let clock = ContinuousClock()
    var total = Duration.zero
    for rule in Self.rules {
      let time = clock.measure { _ = RateHistory(orders: orders, rule: rule, days: days) }
      total += time
      #expect(time < .seconds(1), "\(rule.metric.rawValue)")
    }
    print("400 days, 1,000,000 orders, \(Self.rules.count) metrics: \(total)")
  }
}
