/// A rate as the marketplace's report has it, without the counts behind it.
public struct ReportedShare: Sendable, Hashable, Codable {
  /// The number in the report.
  public var written: Double
  /// The rate, 0…1: the good share for on-time delivery and tracking. `nil` if the number may be a share or a
  /// percentage.
  public var share: Double?

  public init(written: Double, share: Double?) {
    self.written = written
    self.share = share
  }
}

extension MetricRule {
  /// How a rate without counts compares with the limit; `undecided` if it is not known what its number means.
  public func state(of reported: ReportedShare) -> WindowCount.State {
    guard let share = reported.share else { return .undecided }
    let limit = displayedLimit.value
    if share == limit { return isLimitMet ? .met : .atLimit }
    return (share < limit) != metric.isGoodShare ? .met : .breached
  }
}
