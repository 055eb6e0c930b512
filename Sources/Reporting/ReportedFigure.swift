import AccountHealth

/// What a performance report says of one metric, to be shown beside what the orders say.
public struct ReportedFigure: Sendable, Hashable {
  public var marketplace: String
  public var metric: Metric
  public var asOf: Day
  public var count: WindowCount
  /// As the report words it.
  public var status: String

  public init(marketplace: String, metric: Metric, asOf: Day, count: WindowCount, status: String) {
    self.marketplace = marketplace
    self.metric = metric
    self.asOf = asOf
    self.count = count
    self.status = status
  }
}
