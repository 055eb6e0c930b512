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
  /// How the facts of the window's orders are known.
  public var evidence: EvidenceCount
  /// The files that bring its facts.
  public var sources: [FieldSource] = []
  /// The count of the orders, if `count` is the marketplace's own; `nil` if `count` itself comes from the
  /// orders.
  public var ownCount: WindowCount?
  /// Orders that may count against the seller because no file says what became of them.
  public var possiblyMore: Int { count.undecided }

  public var metric: Metric { rule.metric }
  public var state: WindowCount.State { rule.state(of: count) }
  /// How many more bad orders it can take and stay on target; `nil` if the state is `none`.
  public var headroom: Int? { rule.headroom(of: count) }

  /// - Complexity: O(orders).
  public init(orders: some Collection<Order>, rule: MetricRule, asOf: Day) {
    let days = DayRange(asOf - 28, asOf)
    let history = RateHistory(orders: orders, rule: rule, days: days)
    self.rule = rule
    self.asOf = asOf
    count = history[asOf]
    trend = stride(from: 28, through: 0, by: -2).map { Point(day: asOf - $0, count: history[asOf - $0]) }
    evidence = EvidenceCount(orders: orders, rule: rule, on: asOf)
  }
}
