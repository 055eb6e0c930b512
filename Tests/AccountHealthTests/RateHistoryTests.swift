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

  @Test("Units that are read from a wrong column are added up as they are")
  func mistyped() throws {
    var rule = try #require(Self.rules.first { $0.metric == .lateShipment30 })
    rule.counted = .units
    let day = Day(number: 20_000)
    let orders = (0..<5000).map { number in
      var order = Order(id: "\(number)", purchased: day)
      (order.units, order.shipBy, order.shipped) = (999_999_999, day + 1, day + (number % 2 == 0 ? 1 : 3))
      return order
    }
    let history = RateHistory(orders: orders, rule: rule, days: DayRange(day, day + 5))
    #expect(history[day + 5] == WindowCount(orders: 5_000_000_000, bad: 2_500_000_000))
  }
}
