/// How one metric is judged: its window and its limit. Rules are data, never constants in code.
public struct MetricRule: Sendable, Hashable {
  public var metric: Metric
  /// The window as a closed range of ages in days, 0 being the evaluation day itself.
  public var youngest: Int
  public var oldest: Int
  /// The share of *bad* orders that must not be reached; 1 − target for good-share metrics.
  public var limit: Ratio
  /// Whether a rate exactly at the limit is on target, as some performance reports state.
  public var isLimitMet = false
  /// Below this many orders, or units if units are counted, the state is `none`.
  public var minimumOrders: Int
  public var counted: Counted
  /// How it is counted where the marketplace's texts leave it open.
  public var reading = RuleReading.asRuled

  /// The unit of the counts.
  public enum Counted: String, Sendable, Hashable, CaseIterable {
    /// An order adds 1, whatever it contains.
    case orders
    /// An order adds its units; 1 if no file has them, and a range if a file has them and they cannot be
    /// read.
    case units
  }

  public init(
    metric: Metric, youngest: Int, oldest: Int, limit: Ratio, minimumOrders: Int = 1,
    counted: Counted = .orders
  ) {
    precondition(youngest >= 0 && oldest >= youngest, "a window is a range of ages from 0 on")
    self.metric = metric
    self.youngest = youngest
    self.oldest = oldest
    self.limit = limit
    self.minimumOrders = minimumOrders
    self.counted = counted
  }

  /// What `order` adds to a count at least, ≥ 1.
  public func weight(of order: Order) -> Int {
    counted == .units ? min(max(1, order.units), Self.mostUnits) : 1
  }

  /// How much more than its weight `order` may add to a count, because its units are not known; ≥ 0.
  public func furtherWeight(of order: Order) -> Int {
    guard counted == .units, order.furtherUnits > 0 else { return 0 }
    return min(max(1, order.units + order.furtherUnits), Self.mostUnits) - weight(of: order)
  }

  /// More units in one order are taken for a mistyped cell.
  static let mostUnits = 1_000_000

  /// The limit as outputs and files show it: the good share for on-time delivery and tracking.
  public var displayedLimit: Ratio { metric.isGoodShare ? limit.complement : limit }

  public func state(of count: WindowCount) -> WindowCount.State {
    count.state(below: limit, isLimitMet: isLimitMet, minimumOrders: minimumOrders)
  }

  public func headroom(of count: WindowCount) -> Int? {
    count.headroom(below: limit, isLimitMet: isLimitMet, minimumOrders: minimumOrders)
  }

  /// The smallest and the largest rate as `displayedRate` shows it; `nil` without orders.
  public func displayedRates(of count: WindowCount) -> (low: Double, high: Double)? {
    let rates = [count.best, count.worst].compactMap(displayedRate)
    guard let low = rates.min(), let high = rates.max() else { return nil }
    return (low, high)
  }

  /// The rate as outputs and files show it, 0…1: the good share for on-time delivery and tracking. `nil`
  /// without orders.
  public func displayedRate(of count: WindowCount) -> Double? {
    guard count.orders > 0 else { return nil }
    let bad = Double(count.bad) / Double(count.orders)
    return metric.isGoodShare ? Double(count.orders - count.bad) / Double(count.orders) : bad
  }
}
