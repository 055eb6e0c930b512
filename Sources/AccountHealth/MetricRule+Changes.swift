extension MetricRule {
  /// The rule with another limit, stated as it is displayed: the good share for on-time delivery and
  /// tracking.
  public func replacing(displayedLimit: Ratio) -> MetricRule {
    var result = self
    result.limit = metric.isGoodShare ? displayedLimit.complement : displayedLimit
    return result
  }

  /// The rule that a performance report states: its window as ages on the day of the report.
  ///
  /// - Parameters:
  ///   - metric: The rate that the rule judges.
  ///   - window: First and last day of the report's window.
  ///   - asOf: The day on which the report was made.
  ///   - target: As stated in the report: a good share for on-time delivery and tracking.
  ///   - minimumOrders: Reports do not state it; pass that of the rule set.
  ///   - counted: Reports do not state it either.
  /// - Returns: `nil` if the window ends after `asOf`, or the target is not between 0 and 1.
  public init?(
    metric: Metric, window: DayRange, asOf: Day, target: Ratio, minimumOrders: Int = 1,
    counted: Counted = .orders
  ) {
    let limit = metric.isGoodShare ? target.complement : target
    guard window.last <= asOf, limit.isLimit else { return nil }
    self.init(
      metric: metric, youngest: asOf - window.last, oldest: asOf - window.first, limit: limit,
      minimumOrders: minimumOrders, counted: counted)
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
