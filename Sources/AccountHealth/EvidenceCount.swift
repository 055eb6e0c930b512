/// How the facts of the orders in one window are known. The parts add up to the orders of the window.
public struct EvidenceCount: Sendable, Hashable {
  /// A file states the fact.
  public var observed = 0
  /// The fact follows beyond doubt from facts that files state.
  public var proven = 0
  /// The fact is assumed.
  public var assumed = 0
  /// No file states the fact or its opposite.
  public var undecided = 0

  public init() {}

  /// - Complexity: O(orders).
  public init(orders: some Sequence<Order>, rule: MetricRule, on day: Day) {
    let field = OrderFields.deciding(rule.metric)
    for order in orders {
      let count = rule.contribution(of: order).count(on: day)
      guard count.orders > 0 else { continue }
      if count.isRange {
        undecided += count.orders
      } else if order.assumed.contains(field) {
        assumed += count.orders
      } else if order.proven.contains(field) {
        proven += count.orders
      } else {
        observed += count.orders
      }
    }
  }
}
