import AccountHealth
import Testing

@Suite struct MetricRuleChangesTests {
  private static let asOf = Day(number: 20_000)

  @Test("A report's window becomes ages, its target a share of bad orders")
  func report() throws {
    let late = try #require(
      MetricRule(
        metric: .lateShipment30, window: DayRange(Self.asOf - 29, Self.asOf), asOf: Self.asOf,
        target: Ratio(4, 100)))
    #expect(late == RuleSet.builtIn.rules(for: "amazon.com").first)
    let onTime = try #require(
      MetricRule(
        metric: .onTimeDelivery, window: DayRange(Self.asOf - 39, Self.asOf - 10), asOf: Self.asOf,
        target: Ratio(97, 100), minimumOrders: 20))
    #expect((onTime.youngest, onTime.oldest) == (10, 39))
    #expect(onTime.limit == Ratio(3, 100))
    #expect(onTime.displayedLimit == Ratio(97, 100))
    #expect(onTime.window(on: Self.asOf) == DayRange(Self.asOf - 39, Self.asOf - 10))
    let future = DayRange(Self.asOf - 3, Self.asOf + 1)
    #expect(MetricRule(metric: .cancellation, window: future, asOf: Self.asOf, target: Ratio(1, 40)) == nil)
    let window = DayRange(Self.asOf - 7, Self.asOf - 1)
    #expect(MetricRule(metric: .cancellation, window: window, asOf: Self.asOf, target: Ratio(0, 1)) == nil)
    #expect(MetricRule(metric: .validTracking, window: window, asOf: Self.asOf, target: Ratio(1, 1)) == nil)
  }

  @Test("Rules are replaced by metric, limits as they are displayed")
  func replacing() throws {
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    var newer = rules[2]
    newer.limit = Ratio(1, 100)
    #expect(rules.replacing(with: [newer])[2] == newer)
    #expect(rules.replacing(with: [newer]).map(\.metric) == Metric.allCases)
    let limited = rules.applying(limits: [.onTimeDelivery: Ratio(97, 100), .orderDefect: Ratio(5, 100)])
    #expect(limited[5].limit == Ratio(3, 100))
    #expect(limited[3].limit == Ratio(5, 100))
    #expect(limited[0] == rules[0])
  }

  @Test("A JSON number is the decimal it was written as")
  func decimal() {
    let known: [(Double, Ratio)] = [
      (0.025, Ratio(25, 1000)), (0.9, Ratio(9, 10)), (0.95, Ratio(19, 20)), (0.04, Ratio(1, 25)),
      (0, Ratio(0, 1)), (1, Ratio(1, 1)), (0.000_000_001, Ratio(1, 1_000_000_000)),
    ]
    for (value, expected) in known { #expect(Ratio(decimal: value) == expected) }
  }

  @Test("Other numbers are not such a decimal", arguments: [1.0 / 3, -0.1, .nan, .infinity, 1e300])
  func noDecimal(value: Double) { #expect(Ratio(decimal: value) == nil) }
}
