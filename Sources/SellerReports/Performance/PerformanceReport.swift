import AccountHealth

/// One marketplace of Amazon's seller performance report: Amazon's own counts, windows and targets, the
/// account status and the Account Health Rating.
public struct PerformanceReport: Sendable, Hashable, Codable {
  /// One metric as the report has it.
  public struct Entry: Sendable, Hashable, Codable {
    public var metric: Metric
    /// The days that it covers; nil if the report does not say.
    public var window: DayRange?
    /// The report's word: GOOD, BAD, NONE, …
    public var status: String
    /// As the report has it: the good share for on-time delivery and tracking.
    public var target: Ratio?
    public var count: WindowCount
    /// False for the older on-time delivery rate by shipments, which is shown but is never a rule.
    public var isEnforced = true
    /// Whether one of the two counts was computed from the rate, which the report rounds.
    public var isInferred = false
    /// Whether the target itself is on target: its condition is LESS_THAN_OR_EQUAL or GREATER_THAN_OR_EQUAL.
    public var isInclusive = false
  }

  /// The score for policy compliance.
  public struct Rating: Sendable, Hashable, Codable {
    /// 0…1000; nil for accounts whose report has only the word.
    public var score: Int?
    /// GREAT, GOOD, AT_RISK, … as the report words it.
    public var status: String
  }

  /// One kind of policy violation. Reports hold totals, never the listings.
  public struct PolicyCount: Sendable, Hashable, Codable {
    /// The key of the report, such as `listingPolicyViolations`.
    public var name: String
    /// nil if the report has only the status.
    public var count: Int?
    public var status: String
  }

  /// A warning, such as `spammingSellerMessaging` with BAD.
  public struct Warning: Sendable, Hashable, Codable {
    public var name: String
    public var status: String
  }

  public var marketplace: String
  /// The base name of its file.
  public var file = ""
  /// The report's word: NORMAL, AT_RISK, DEACTIVATED, …; empty if it does not say.
  public var accountStatus: String
  /// In the order of `Metric.allCases`.
  public var entries: [Entry]
  public var rating: Rating?
  /// Ascending by name.
  public var policies: [PolicyCount] = []
  public var warnings: [Warning] = []

  public subscript(metric: Metric) -> Entry? { entries.first { $0.metric == metric } }

  /// The day on which the report was made, which is the end of the late shipment windows. Without these it is
  /// the latest end of any window plus the days by which that window lags.
  public var asOf: Day? {
    if let late = (self[.lateShipment30] ?? self[.lateShipment10])?.window { return late.last }
    let lags: [Metric: Int] = [
      .cancellation: 1, .orderDefect: 15, .orderDefectAmazon: 15, .onTimeDelivery: 8, .validTracking: 10,
    ]
    return entries.compactMap { entry in
      entry.window.map { $0.last + (entry.isEnforced ? lags[entry.metric] ?? 0 : 10) }
    }.max()
  }

  /// The rule by which this report judges, completed by `base`; nil if the report does not have the metric.
  public func rule(for metric: Metric, base: MetricRule) -> MetricRule? {
    guard let entry = self[metric], entry.isEnforced, let asOf else { return nil }
    let target = entry.target ?? base.displayedLimit
    guard target.isLimit else { return nil }
    var rule = base.replacing(displayedLimit: target)
    if let window = entry.window, window.last <= asOf {
      (rule.youngest, rule.oldest) = (asOf - window.last, asOf - window.first)
    }
    rule.isLimitMet = entry.target == nil ? base.isLimitMet : entry.isInclusive
    return rule
  }
}
