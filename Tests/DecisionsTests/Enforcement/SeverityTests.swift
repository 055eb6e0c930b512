import AccountHealth
import Testing

@testable import Decisions

@Suite struct SeverityTests {
  private func rule(_ metric: Metric) -> SeverityRule {
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    guard let rule = rules.first(where: { $0.metric == metric }),
      let severity = Enforcement.builtIn.severityRule(for: rule)
    else { preconditionFailure("every metric has a rule and a group") }
    return severity
  }

  private func severity(_ metric: Metric, _ bad: Int, _ orders: Int) -> Severity? {
    rule(metric).severity(of: WindowCount(orders: orders, bad: bad))
  }

  @Test("The ends of small, mild and severe, exact on both sides")
  func ends() {
    // Late shipment, 4 %: beyond the limit above 4, mild up to and including 8.
    #expect(severity(.lateShipment30, 4, 100) == nil)
    #expect(severity(.lateShipment30, 3, 100) == nil)
    #expect(severity(.lateShipment30, 5, 100) == .mild)
    #expect(severity(.lateShipment30, 8, 100) == .mild)
    #expect(severity(.lateShipment30, 9, 100) == .severe)
    #expect(severity(.lateShipment30, 8_000_001, 100_000_000) == .severe)
    #expect(severity(.lateShipment30, 8_000_000, 100_000_000) == .mild)
    // At most two bad orders are small, whatever the rate.
    #expect(severity(.lateShipment30, 2, 2) == .small)
    #expect(severity(.lateShipment30, 3, 3) == .severe)
    #expect(severity(.lateShipment30, 0, 0) == nil)
    // On-time delivery: 85 % is mild, below severe; fewer than 20 orders have no state at all.
    #expect(severity(.onTimeDelivery, 15, 100) == .mild)
    #expect(severity(.onTimeDelivery, 16, 100) == .severe)
    #expect(severity(.onTimeDelivery, 10, 100) == nil)
    #expect(severity(.onTimeDelivery, 19, 19) == nil)
    // Valid tracking: 90 % is mild.
    #expect(severity(.validTracking, 10, 100) == .mild)
    #expect(severity(.validTracking, 11, 100) == .severe)
  }

  @Test("Without the rule's minimum, few units are small")
  func units() {
    var rule = rule(.onTimeDelivery)
    rule.rule.minimumOrders = 1
    #expect(rule.severity(of: WindowCount(orders: 19, bad: 19)) == .small)
    #expect(rule.severity(of: WindowCount(orders: 20, bad: 20)) == .severe)
  }

  @Test("Every metric belongs to one group; the two late shipment windows are judged as one")
  func groups() {
    let file = Enforcement.builtIn
    #expect(
      file.groups.flatMap(\.metrics).sorted { $0.rawValue < $1.rawValue }
        == Metric.allCases.sorted { $0.rawValue < $1.rawValue })
    #expect(file.group(of: .lateShipment10)?.metrics == [.lateShipment30, .lateShipment10])
    #expect(file.group(of: .onTimeDelivery)?.factor == Assumption(low: 0.5, central: 1, high: 1.5))
  }
}
