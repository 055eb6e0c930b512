import AccountHealth
import Testing

@Suite struct MetricRuleChangesTests {
  private static let asOf = Day(number: 20_000)

  @Test("A rule's window by day, and a new limit, which is not to be reached")
  func changes() {
    var rule = MetricRule(metric: .onTimeDelivery, youngest: 10, oldest: 39, limit: Ratio(1, 10))
    #expect(rule.window(on: Self.asOf) == DayRange(Self.asOf - 39, Self.asOf - 10))
    rule.isLimitMet = true
    let changed = rule.replacing(displayedLimit: Ratio(97, 100))
    #expect(changed.limit == Ratio(3, 100) && changed.displayedLimit == Ratio(97, 100))
    #expect(!changed.isLimitMet)
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
