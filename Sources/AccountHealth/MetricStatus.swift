/// Where one metric of an account stands on the as-of evening.
public struct MetricStatus: Sendable, Hashable {
  /// One evening of the trend.
  public struct Point: Sendable, Hashable {
    public var day: Day
    public var count: WindowCount
  }

  public var rule: MetricRule
  public var asOf: Day
  public var count: WindowCount
  /// Counts of four weeks, two days apart: 28, 26, … and 0 days before `asOf`.
  public var trend: [Point]
  /// Orders not counted because it is not known who cancelled them: the rate may have up to as many more
  /// bad ones. 0 for every metric but cancellation.
  public var possiblyMore: Int

  public var metric: Metric { rule.metric }
  public var state: WindowCount.State { rule.state(of: count) }
  /// More bad orders it can take and stay on target; `nil` where the state is `none`.
  public var headroom: Int? { rule.headroom(of: count) }

  /// - Complexity: O(orders).
  public init(orders: some Collection<Order>, rule: MetricRule, asOf: Day) {
    let days = DayRange(asOf - 28, asOf)
    let history = RateHistory(orders: orders, rule: rule, days: days)
    self.rule = rule
    self.asOf = asOf
    count = history[asOf]
    trend = stride(from: 28, through: 0, by: -2).map { Point(day: asOf - $0, count: history[asOf - $0]) }
    possiblyMore =
      rule.metric == .cancellation
      ? orders.lazy.filter { rule.isOfUnknownCanceller($0, on: asOf) }.count : 0
  }
}

extension MetricRule {
  /// Whether `order` is in the window of `day`, cancelled before its ship day as known then, by nobody known.
  func isOfUnknownCanceller(_ order: Order, on day: Day) -> Bool {
    guard order.cancelledBy == nil, let cancelled = order.cancelledUnshipped, cancelled <= day else {
      return false
    }
    return contribution(of: order).orders?.contains(day) == true
  }
}
