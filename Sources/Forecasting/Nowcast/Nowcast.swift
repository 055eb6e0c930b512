import AccountHealth

/// Where one rate of today's window ends once every order now in it has its outcome.
///
/// Defects of these orders still to be recorded, shipments still to be late, cancellations still to come; no order
/// enters or leaves. Its law is computed, not simulated. On-time delivery and tracking count shipped orders from their
/// promised day on, when their fate is known, so theirs are complete; an order that ships later joins a later window.
public struct Nowcast: Sendable, Hashable {
  public let rule: MetricRule
  /// As the evening shows it.
  public let visible: WindowCount
  /// P(k more bad orders), k = 0…; adds to 1. Those that the next day shows whatever happens are among them.
  public let further: [Double]

  init(rule: MetricRule, visible: WindowCount, further: [Double]) {
    self.rule = rule
    self.visible = visible
    self.further = further
  }

  public var isComplete: Bool { further.count <= 1 }

  /// The window with so many more bad orders that P(at most as many) ≥ `q`, the fewest such.
  ///
  /// - Parameter q: Inside 0…1.
  public func completed(_ q: Double) -> WindowCount {
    var sum = 0.0
    for (more, chance) in further.enumerated() {
      sum += chance
      if sum >= q { return WindowCount(orders: visible.orders, bad: visible.bad + more) }
    }
    return WindowCount(orders: visible.orders, bad: visible.bad + max(0, further.count - 1))
  }

  /// The rate as files say it; `nil` without orders. For a good share the 5 % quantile has the most bad orders.
  public func completedRate(_ q: Double) -> Double? {
    rule.displayedRate(of: completed(rule.metric.isGoodShare ? 1 - q : q))
  }

  /// P(off target with these orders complete), in exact integers but for the law's own rounding.
  public var chanceOffTarget: Double {
    further.enumerated().reduce(0) { sum, entry in
      let count = WindowCount(orders: visible.orders, bad: visible.bad + entry.offset)
      return rule.state(of: count).isOffTarget ? sum + entry.element : sum
    }
  }
}
