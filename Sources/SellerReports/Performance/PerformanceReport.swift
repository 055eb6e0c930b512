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

  /// A metric of which the report has the rate and no counts.
  public struct RateEntry: Sendable, Hashable, Codable {
    public var metric: Metric
    public var window: DayRange?
    public var status: String
    public var target: Ratio?
    public var rate: ReportedShare
    public var isInclusive = false
  }

  /// The score for policy compliance.
  public struct Rating: Sendable, Hashable, Codable {
    /// 0…1000; nil for accounts whose report has only the word.
    public var score: Int?
    /// GREAT, GOOD, AT_RISK, … as the report words it.
    public var status: String
    /// A score that cannot be meant, as the report has it.
    public var oddScore: String?

    public init(score: Int?, status: String, oddScore: String? = nil) {
      self.score = score
      self.status = status
      self.oddScore = oddScore
    }

    /// Whether its word and its score are on different sides of 200, from which on an account is healthy.
    public var contradictsItself: Bool {
      guard let score else { return false }
      switch status.uppercased().filter(\.isLetter) {
      case "GREAT", "GOOD", "HEALTHY", "EXCELLENT", "NORMAL", "GREEN": return score < 200
      case "ATRISK", "CRITICAL", "UNHEALTHY", "DEACTIVATED", "BAD", "POOR", "YELLOW", "RED":
        return score >= 200
      default: return false
      }
    }
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
  /// Rates without counts, in the order of `Metric.allCases`.
  public var rates: [RateEntry] = []
  public var rating: Rating?
  /// Ascending by name.
  public var policies: [PolicyCount] = []
  public var warnings: [Warning] = []
  /// Whether the file could not be read, so that nothing of it is known but its name.
  public var isUnread = false

  /// A report that could not be read.
  public static func unread(_ file: String) -> PerformanceReport {
    var report = PerformanceReport(marketplace: "", file: file, accountStatus: "", entries: [])
    report.isUnread = true
    return report
  }

  public subscript(metric: Metric) -> Entry? { entries.first { $0.metric == metric } }

  /// The day on which the report was made, which is the end of the late shipment windows. Without these it is
  /// the latest end of any window plus the days by which that window lags.
  public var asOf: Day? {
    if let late = (self[.lateShipment30] ?? self[.lateShipment10])?.window { return late.last }
    let lags: [Metric: Int] = [
      .cancellation: 1, .orderDefect: 15, .orderDefectAmazon: 15, .onTimeDelivery: 8, .validTracking: 10,
    ]
    if let late = rates.first(where: { $0.metric == .lateShipment30 || $0.metric == .lateShipment10 })?.window
    {
      return late.last
    }
    let ends =
      entries.compactMap { entry in
        entry.window.map { $0.last + (entry.isEnforced ? lags[entry.metric] ?? 0 : 10) }
      } + rates.compactMap { rate in rate.window.map { $0.last + (lags[rate.metric] ?? 0) } }
    return ends.max()
  }

  /// The rule by which this report judges, completed by `base`; nil if the report does not have the metric.
  public func rule(for metric: Metric, base: MetricRule) -> MetricRule? {
    guard let asOf else { return nil }
    if let entry = self[metric] {
      guard entry.isEnforced else { return nil }
      return rule(base, asOf, target: entry.target, entry.window, isInclusive: entry.isInclusive)
    }
    guard let rate = rates.first(where: { $0.metric == metric }) else { return nil }
    return rule(base, asOf, target: rate.target, rate.window, isInclusive: rate.isInclusive)
  }

  private func rule(
    _ base: MetricRule, _ asOf: Day, target: Ratio?, _ window: DayRange?, isInclusive: Bool
  ) -> MetricRule? {
    let limit = target ?? base.displayedLimit
    guard limit.isLimit else { return nil }
    var rule = base.replacing(displayedLimit: limit)
    if let window, window.last <= asOf {
      (rule.youngest, rule.oldest) = (asOf - window.last, asOf - window.first)
    }
    rule.isLimitMet = target == nil ? base.isLimitMet : isInclusive
    return rule
  }
}

extension PerformanceReport {
  /// A report that was kept, also by a version of this program that did not know all of its parts.
  public init(from decoder: any Decoder) throws {
    let kept = try decoder.container(keyedBy: CodingKeys.self)
    marketplace = try kept.decode(String.self, forKey: .marketplace)
    file = try kept.decode(String.self, forKey: .file)
    accountStatus = try kept.decode(String.self, forKey: .accountStatus)
    entries = try kept.decode([Entry].self, forKey: .entries)
    rates = try kept.decodeIfPresent([RateEntry].self, forKey: .rates) ?? []
    rating = try kept.decodeIfPresent(Rating.self, forKey: .rating)
    policies = try kept.decode([PolicyCount].self, forKey: .policies)
    warnings = try kept.decode([Warning].self, forKey: .warnings)
    isUnread = try kept.decodeIfPresent(Bool.self, forKey: .isUnread) ?? false
  }
}
