import AccountHealth
import Forecasting
import SellerReports

/// A forecast in the long format of forecast hubs, for packages that score forecasts: a row a number.
///
/// `target` is `rate METRIC` (output types `quantile` and `mean`) and `off_target_by METRIC` (output type `pmf`, id `yes`: off
/// target on that or an earlier day). Column names are those of hubverse.io.
public enum HubFile {
  public static let header =
    "origin_date,target,horizon,target_end_date,location,output_type,output_type_id,value\n"

  private static let levels = ["0.05", "0.25", "0.5", "0.75", "0.95"]

  public static func rows(_ forecast: AccountForecast) -> String {
    forecast.metrics.reduce(into: "") { text, metric in
      for (index, day) in metric.days.enumerated() {
        let date = metric.asOf + (index + 1)
        func add(_ target: String, _ type: String, _ id: String, _ value: Double?) {
          guard let value else { return }
          text += CSVText.row([
            "\(metric.asOf)", "\(target) \(metric.metric.rawValue)", "\(index + 1)", "\(date)",
            CSVText.cell(forecast.account), type, id, CSVText.number(value),
          ])
        }
        for (level, value) in zip(levels, day.quantiles ?? []) {
          add("rate", "quantile", level, value)
        }
        add("rate", "mean", "", day.mean)
        add("off_target_by", "pmf", "yes", day.breachedBy.value)
        add("off_target_by", "pmf", "no", 1 - day.breachedBy.value)
      }
    }
  }
}
