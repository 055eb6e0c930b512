import Forecasting
import Simulation
import Workspace

/// One object per account, with the fields of breach.csv.
public enum ForecastJSON {
  private struct Account: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var seed: UInt64
    var paths: Int
    var metrics: [RowObject]
    var notForecast: [String]
  }

  /// The chance to be off target within some days.
  private static let chances: Columns<(days: Int, estimate: Estimate)> = [
    Column("days") { .count($0.days) },
    Column("p") { Cell($0.estimate.value) },
    Column("se") { Cell($0.estimate.standardError) },
    Column("tilted") { .flag($0.estimate.isTilted) },
  ]

  /// One line of JSON.
  public static func line(_ forecast: AccountForecast, missing: [Missing], seed: UInt64, paths: Int) throws
    -> String
  {
    try JSONText.line(
      Account(
        account: forecast.account, marketplace: forecast.marketplace, asOf: "\(forecast.asOf)", seed: seed,
        paths: paths, metrics: forecast.metrics.map(object), notForecast: missing.map(\.description)))
  }

  private static func object(_ metric: MetricForecast) -> RowObject {
    ForecastFiles.forecastRates.object(.init(metric: metric)).with(
      "breach",
      ForecastFiles.horizons.compactMap { days in
        metric.breachProbability(within: days).map { chances.object((days, $0)) }
      })
  }
}
