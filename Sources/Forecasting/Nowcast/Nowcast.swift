import AccountHealth

/// Where one rate of today's window ends once every order now in it has its outcome.
///
/// Defects of these orders may still be recorded, shipments may still be late, cancellations may still come;
/// no order enters or leaves. The distribution is computed, not simulated. On-time delivery and tracking
/// count shipped orders from their promised day on, when their fate is known, so these windows are complete.
/// An order that ships later joins a later window.
public struct Nowcast: Sendable, Hashable {
  public let rule: MetricRule
  /// The count that the evening shows.
  public let visible: WindowCount
  /// P(k more bad orders), k = 0…; adds to 1. It includes the orders that the next day shows whatever
  /// happens.
  public let further: [Double]

  init(rule: MetricRule, visible: WindowCount, further: [Double]) {
    self.rule = rule
    self.visible = visible
    self.further = further
  }

  public var isComplete: Bool { further.count <= 1 }

  /// The window with the fewest further bad orders k for which P(at most k) ≥ `q`.
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

  /// The rate as it stands in the files; `nil` without orders. For a good share the 5 % quantile has the most
  /// bad orders.
  public func completedRate(_ q: Double) -> Double? {
    rule.displayedRate(of: completed(rule.metric.isGoodShare ? 1 - q : q))
  }

  /// P(off target with these orders complete), decided in integers; only the distribution itself is rounded.
  public var chanceOffTarget: Double {
    further.enumerated().reduce(0) { sum, entry in
      let count = WindowCount(orders: visible.orders, bad: visible.bad + entry.offset)
      return rule.state(of: count).isOffTarget ? sum + entry.element : sum
    }
  }
}
