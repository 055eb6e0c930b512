/// How one metric is judged: its window and its limit. Data, never a constant in code.
public struct MetricRule: Sendable, Hashable {
  public var metric: Metric
  /// The window as a closed range of ages in days, 0 being the evaluation day itself.
  public var youngest: Int
  public var oldest: Int
  /// The share of *bad* orders that must not be reached, also for good-share metrics (1 − target).
  public var limit: Ratio
  /// Below this many orders, or units where units are counted, the state is `none`.
  public var minimumOrders: Int
  public var counted: Counted

  /// What one order adds to a count.
  public enum Counted: String, Sendable, Hashable, CaseIterable {
    /// One, whatever it holds.
    case orders
    /// Its units; an order whose units are not known adds 1.
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

  /// What `order` adds to a count, ≥ 1.
  @inlinable public func weight(of order: Order) -> Int {
    counted == .units ? min(max(1, order.units), Self.mostUnits) : 1
  }

  /// More units in one order are a slip of a cell.
  @usableFromInline static let mostUnits = 1_000_000

  /// The limit as people and files say it: the good share for on-time delivery and tracking.
  public var displayedLimit: Ratio { metric.isGoodShare ? limit.complement : limit }

  public func state(of count: WindowCount) -> WindowCount.State {
    count.state(below: limit, minimumOrders: minimumOrders)
  }

  public func headroom(of count: WindowCount) -> Int? {
    count.headroom(below: limit, minimumOrders: minimumOrders)
  }

  /// The rate as files say it, 0…1, good share where that is the custom; `nil` without orders.
  public func displayedRate(of count: WindowCount) -> Double? {
    guard count.orders > 0 else { return nil }
    let bad = Double(count.bad) / Double(count.orders)
    return metric.isGoodShare ? Double(count.orders - count.bad) / Double(count.orders) : bad
  }
}
