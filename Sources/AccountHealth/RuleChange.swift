/// What one mapping of a rule file says about one metric. What it does not name is unchanged.
public struct RuleChange: Sendable, Hashable {
  public var youngest: Int?
  public var oldest: Int?
  /// The limit as it is displayed: the good share for on-time delivery and tracking.
  public var displayedLimit: Ratio?
  public var minimumOrders: Int?
  public var counted: MetricRule.Counted?
  public var reading: RuleReading?
  public var sources: String?
  public var confidence: String?

  public init() {}

  /// The rule with this change. Requires that the ages form a window.
  public func applied(to rule: MetricRule) -> MetricRule {
    var changed = MetricRule(
      metric: rule.metric, youngest: youngest ?? rule.youngest, oldest: oldest ?? rule.oldest,
      limit: rule.limit, minimumOrders: minimumOrders ?? rule.minimumOrders,
      counted: counted ?? rule.counted)
    changed.isLimitMet = rule.isLimitMet && displayedLimit == nil
    changed.reading = reading ?? rule.reading
    return displayedLimit.map(changed.replacing(displayedLimit:)) ?? changed
  }

  /// This change, completed by the older one where it says nothing.
  func over(_ older: RuleChange) -> RuleChange {
    var result = older
    result.youngest = youngest ?? older.youngest
    result.oldest = oldest ?? older.oldest
    result.displayedLimit = displayedLimit ?? older.displayedLimit
    result.minimumOrders = minimumOrders ?? older.minimumOrders
    result.counted = counted ?? older.counted
    result.reading = reading ?? older.reading
    result.sources = sources ?? older.sources
    result.confidence = confidence ?? older.confidence
    return result
  }
}
