import AccountHealth

/// What a performance report says about one metric, shown beside the count of the orders.
public struct ReportedFigure: Sendable, Hashable {
  public var marketplace: String
  public var metric: Metric
  public var asOf: Day
  public var count: WindowCount
  /// The report's word.
  public var status: String

  public init(marketplace: String, metric: Metric, asOf: Day, count: WindowCount, status: String) {
    self.marketplace = marketplace
    self.metric = metric
    self.asOf = asOf
    self.count = count
    self.status = status
  }
}
