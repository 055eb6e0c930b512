extension MetricRule {
  /// The rule with a limit as people say it: the good share for on-time delivery and tracking.
  public func replacing(displayedLimit: Ratio) -> MetricRule {
    var result = self
    result.limit = metric.isGoodShare ? displayedLimit.complement : displayedLimit
    return result
  }

  /// The rule a performance report states: its window as days seen from the day of the report.
  ///
  /// - Parameters:
  ///   - metric: The rate it is of.
  ///   - window: First and last day of the report's window.
  ///   - asOf: The day the report was made.
  ///   - target: As the report says it: a good share for on-time delivery and tracking.
  ///   - minimumOrders: Reports do not state it; pass that of the rule set.
  ///   - counted: Reports do not state it either.
  /// - Returns: `nil` where the window ends after `asOf`, or the target is not between 0 and 1.
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
  /// The same metrics, each by the rule of `newer` where that has one, as a performance report replaces
  /// the rule set's.
  public func replacing(with newer: [MetricRule]) -> [MetricRule] {
    map { rule in newer.last { $0.metric == rule.metric } ?? rule }
  }

  /// The same rules with these limits; a good share for on-time delivery and tracking.
  public func applying(limits: [Metric: Ratio]) -> [MetricRule] {
    map { rule in limits[rule.metric].map(rule.replacing(displayedLimit:)) ?? rule }
  }
}

extension Ratio {
  /// Above 0 and below 1, as the limit of a rate has to be.
  public var isLimit: Bool { numerator > 0 && numerator < denominator }

  /// The decimal of at most 9 digits after the point that `value` is nearest to, as a report's JSON number
  /// `0.025` means 25/1000; `nil` unless `value` is the double of such a decimal, 0…1,000,000.
  public init?(decimal value: Double) {
    guard value >= 0, value <= 1_000_000 else { return nil }
    let scaled = (value * 1e9).rounded()
    guard scaled / 1e9 == value else { return nil }
    self.init(Int(scaled), 1_000_000_000)
  }
}
