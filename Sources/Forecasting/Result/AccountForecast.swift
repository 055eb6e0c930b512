import AccountHealth

/// The forecasts of one account.
public struct AccountForecast: Sendable {
  public var account: String
  public var marketplace: String
  public var asOf: Day
  /// In the order of `Metric.allCases`.
  public var metrics: [MetricForecast]

  public init(account: String, marketplace: String, asOf: Day, metrics: [MetricForecast]) {
    self.account = account
    self.marketplace = marketplace
    self.asOf = asOf
    self.metrics = metrics
  }
}
