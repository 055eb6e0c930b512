import AccountHealth
import Forecasting
import Simulation

/// One object an account, with the fields of breach.csv.
public enum ForecastJSON {
  private struct Chance: Encodable {
    var days: Int
    var p: Double
    var se: Double
  }

  private struct Metric: Encodable {
    var metric: String
    var method: String
    var fromCounts: Bool
    var youngestAge: Int
    var oldestAge: Int
    var limit: Double
    var orders: Int
    var bad: Int
    var rate: Double?
    var state: String
    var headroom: Int?
    var breach: [Chance]
    var likeliestFirstDay: String?
    var firstQ10: String?
    var firstQ50: String?
    var firstQ90: String?
    var recoveryQ50: Int?
  }

  private struct Account: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var seed: UInt64
    var paths: Int
    var metrics: [Metric]
    var notForecast: [String]
  }

  /// One line of JSON.
  public static func line(_ forecast: AccountForecast, seed: UInt64, paths: Int) throws -> String {
    let account = Account(
      account: forecast.account, marketplace: forecast.marketplace, asOf: "\(forecast.asOf)", seed: seed,
      paths: paths, metrics: forecast.metrics.map(object), notForecast: forecast.notes)
    return try JSONText.line(account)
  }

  private static func object(_ metric: MetricForecast) -> Metric {
    Metric(
      metric: metric.metric.rawValue, method: metric.method.rawValue, fromCounts: metric.isFromCounts,
      youngestAge: metric.rule.youngest, oldestAge: metric.rule.oldest,
      limit: metric.rule.displayedLimit.value, orders: metric.current.orders, bad: metric.current.bad,
      rate: metric.rule.displayedRate(of: metric.current), state: metric.state.rawValue,
      headroom: metric.headroom,
      breach: ForecastFiles.horizons.compactMap { days in
        metric.breachProbability(within: days).map {
          Chance(days: days, p: $0.value, se: $0.standardError)
        }
      },
      likeliestFirstDay: metric.likeliestFirstDay.map { "\($0)" },
      firstQ10: metric.firstPassage.q10.map { "\($0)" }, firstQ50: metric.firstPassage.q50.map { "\($0)" },
      firstQ90: metric.firstPassage.q90.map { "\($0)" }, recoveryQ50: metric.medianRecovery)
  }
}
