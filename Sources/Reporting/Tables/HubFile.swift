import AccountHealth
import Forecasting
import Simulation

/// A forecast in the long format of forecast hubs, for packages that score forecasts: one row per number.
///
/// `target` is `rate METRIC` (output types `quantile` and `mean`) or `off_target_by METRIC` (output type
/// `pmf`; id `yes` means off target on that or an earlier day). Column names are those of hubverse.io.
public enum HubFile {
  /// One number of one evening.
  struct Number {
    var metric: MetricForecast
    var account: String
    /// Days after as-of, from 1.
    var horizon: Int
    var target: String
    var type: String
    var id: String
    var value: Double
  }

  static let columns: Columns<Number> = [
    Column("origin_date") { .date($0.metric.asOf) },
    Column("target") { .word("\($0.target) \($0.metric.metric.rawValue)") },
    Column("horizon") { .count($0.horizon) },
    Column("target_end_date") { .date($0.metric.asOf + $0.horizon) },
    Column("location") { .text($0.account) },
    Column("output_type") { .word($0.type) },
    Column("output_type_id") { .word($0.id) },
    Column("value") { Cell($0.value) },
  ]

  private static let levels = ["0.05", "0.25", "0.5", "0.75", "0.95"]

  public static var header: String { columns.header }

  public static func rows(_ forecast: AccountForecast) -> String {
    columns.csv(
      forecast.metrics.lazy.flatMap { metric in
        metric.days.indices.lazy.flatMap { numbers(metric, $0 + 1, account: forecast.account) }
      })
  }

  private static func numbers(_ metric: MetricForecast, _ horizon: Int, account: String) -> [Number] {
    let day = metric.days[horizon - 1]
    func number(_ target: String, _ type: String, _ id: String, _ value: Double) -> Number {
      Number(
        metric: metric, account: account, horizon: horizon, target: target, type: type, id: id, value: value)
    }
    var numbers = zip(levels, day.quantiles ?? []).map { number("rate", "quantile", $0, $1) }
    if let mean = day.mean { numbers.append(number("rate", "mean", "", mean)) }
    numbers.append(number("off_target_by", "pmf", "yes", day.breachedBy.value))
    numbers.append(number("off_target_by", "pmf", "no", 1 - day.breachedBy.value))
    return numbers
  }
}
