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
  /// The evening of `ownCount`, if the orders end before that of the marketplace's count.
  public var ownDay: Day?
  /// The marketplace's own rate, if its report has no counts behind it.
  public var reportedShare: ReportedShare?
  /// The counts of parts that may each be an account of its own; empty for a rate of one account.
  public var parts: [PartCount] = []
  /// Days of the window that no file covers; `nil` if the files cover all of it.
  public var unseen: UnseenDays?
  /// What the files lack of the account's orders; `nil` if they are not known to lack any.
  public var lacking: LackingOrders?
  /// The evening of an earlier count of the marketplace's that has more bad orders than the files explain;
  /// those that may be left are among the undecided ones. `nil` without any.
  public var unexplainedOn: Day?
  /// The column that leaves the rate open, as it is not filled.
  public var emptied: EmptiedColumn?
  /// Orders that may count against the seller because no file says what became of them. If units are counted,
  /// also further units that bad orders may have.
  public var possiblyMore: Int { count.mostBad - count.bad }

  public var metric: Metric { rule.metric }
  /// By the counts, unless the marketplace's own rate is off target. Without counts it is that of this rate.
  public var state: WindowCount.State {
    guard let reportedShare, case let reported = rule.state(of: reportedShare) else {
      return countedState
    }
    if isReportedAlone { return reported }
    let counted = countedState
    return reported.isOffTarget && !counted.isOffTarget ? reported : counted
  }
  /// By the counts: undecided if it is not the same in each part and in all of them together. A part of the
  /// orders says of no rate that it is on target.
  private var countedState: WindowCount.State {
    let whole = rule.state(of: count)
    if lacking != nil, whole == .met { return .undecided }
    guard !parts.isEmpty else { return whole }
    let states = Set(parts.map { rule.state(of: $0.count) }).subtracting([.none])
    return states.subtracting([whole]).isEmpty && !(states.isEmpty && whole != .none) ? whole : .undecided
  }
  /// Whether only the marketplace's own rate is known, and no count.
  public var isReportedAlone: Bool { reportedShare != nil && count.orders == 0 && count.unplaced == 0 }
  /// How many more bad orders it can take and stay on target; `nil` if the state is `none`, or by the
  /// marketplace's own rate only. Where parts may be accounts of their own, that of the part with the least.
  public var headroom: Int? {
    guard let headroom = rule.headroom(of: count) else { return nil }
    guard state == countedState else { return nil }
    return parts.compactMap { rule.headroom(of: $0.count) }.reduce(headroom, min)
  }

  /// Whether the rate is on target only if what the files do not show is as it is assumed to be: by their own
  /// count, with more assumed orders than it has room for bad ones.
  public var isMetByAssumption: Bool {
    guard state == .met, ownCount == nil, let headroom else { return false }
    return evidence.assumed > headroom
  }

  /// - Complexity: O(orders).
  public init(orders: some Collection<Order>, rule: MetricRule, asOf: Day) {
    self.init(
      RateHistory(orders: orders, rule: rule, days: Self.days(to: asOf)),
      EvidenceCount(orders: orders, rule: rule, on: asOf))
  }

  /// The same of an account, whose withdrawn defects counted until they were.
  public init(_ account: Account, rule: MetricRule, asOf: Day) {
    self.init(
      RateHistory(account, rule: rule, days: Self.days(to: asOf)),
      EvidenceCount(orders: account.orders, rule: rule, on: asOf))
  }

  private static func days(to asOf: Day) -> DayRange { DayRange(asOf - 28, asOf) }

  private init(_ history: RateHistory, _ evidence: EvidenceCount) {
    let asOf = history.days.last
    rule = history.rule
    self.asOf = asOf
    count = history[asOf]
    trend = stride(from: 28, through: 0, by: -2).map { Point(day: asOf - $0, count: history[asOf - $0]) }
    self.evidence = evidence
  }
}
