extension MetricRule {
  /// The rule with another limit, stated as it is displayed: the good share for on-time delivery and
  /// tracking.
  public func replacing(displayedLimit: Ratio) -> MetricRule {
    var result = self
    result.limit = metric.isGoodShare ? displayedLimit.complement : displayedLimit
    // A new limit is not to be reached.
    result.isLimitMet = false
    return result
  }

  /// The days of the window on the evening of `day`.
  public func window(on day: Day) -> DayRange { DayRange(day - oldest, day - youngest) }
}

extension Sequence<MetricRule> {
  /// The same metrics, each with the rule of `newer` if that has one. So the rules of a performance report
  /// replace those of the rule set.
  public func replacing(with newer: [MetricRule]) -> [MetricRule] {
    map { rule in newer.last { $0.metric == rule.metric } ?? rule }
  }

  /// The same rules with these limits; a good share for on-time delivery and tracking.
  public func applying(limits: [Metric: Ratio]) -> [MetricRule] {
    map { rule in limits[rule.metric].map(rule.replacing(displayedLimit:)) ?? rule }
  }
}

extension Ratio {
  /// Whether it is above 0 and below 1, as the limit of a rate must be.
  public var isLimit: Bool { numerator > 0 && numerator < denominator }

  /// The decimal with at most 9 digits after the point whose nearest double is `value`; a report's JSON
  /// number `0.025` means 25/1000. `nil` unless `value` is the double of such a decimal, 0…1,000,000.
  public init?(decimal value: Double) {
    guard value >= 0, value <= 1_000_000 else { return nil }
    let scaled = (value * 1e9).rounded()
    guard scaled / 1e9 == value else { return nil }
    self.init(Int(scaled), 1_000_000_000)
  }
}
