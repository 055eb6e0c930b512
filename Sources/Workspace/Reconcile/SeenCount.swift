import AccountHealth
import SellerReports

/// A window as the marketplace counted it on an evening: in a report, or read off the page by the seller.
public struct SeenCount: Sendable, Hashable {
  public var metric: Metric
  /// The evening on which it was shown.
  public var day: Day
  /// The days that it covers; `nil` if it does not say.
  public var window: DayRange?
  public var count: WindowCount
  /// The base name of the report, or the option.
  public var source: String
  /// Whether both numbers are the marketplace's, and none was computed from a rounded rate.
  public var isExact: Bool

  public init(
    metric: Metric, day: Day, window: DayRange? = nil, count: WindowCount, source: String,
    isExact: Bool = true
  ) {
    (self.metric, self.day, self.window) = (metric, day, window)
    (self.count, self.source, self.isExact) = (count, source, isExact)
  }

  /// Whether both are of one rate, evening and window, as far as they say, and give different numbers.
  public func contradicts(_ other: SeenCount) -> Bool {
    guard metric == other.metric, day == other.day, count != other.count else { return false }
    return window == nil || other.window == nil || window == other.window
  }

  /// The rule that counts the same days in a reading of `rule`.
  func rule(_ rule: MetricRule, _ reading: RuleReading) -> MetricRule {
    var own = reading.applied(to: rule)
    if let window, window.last <= day {
      (own.youngest, own.oldest) = (day - window.last, day - window.first)
    }
    return own
  }
}

extension PerformanceReport {
  /// Its counts of enforced rates, if it has a day.
  var seenCounts: [SeenCount] {
    guard let asOf else { return [] }
    return entries.filter(\.isEnforced).map { entry in
      SeenCount(
        metric: entry.metric, day: asOf, window: entry.window, count: entry.count, source: file,
        isExact: !entry.isInferred)
    }
  }
}
