import AccountHealth

/// The forecasts of one account, and what could not be forecast.
public struct AccountForecast: Sendable {
  public var account: String
  public var marketplace: String
  public var asOf: Day
  /// In the order of `Metric.allCases`.
  public var metrics: [MetricForecast]
  /// One sentence each, such as a metric whose data are missing and the file that would bring them.
  public var notes: [String]

  public init(account: String, marketplace: String, asOf: Day, metrics: [MetricForecast], notes: [String]) {
    self.account = account
    self.marketplace = marketplace
    self.asOf = asOf
    self.metrics = metrics
    self.notes = notes
  }
}
