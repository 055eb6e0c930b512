import AccountHealth
import Forecasting
import SellerReports

/// `status --format csv`; the completed rate's quantiles are empty where there are no orders.
public enum StatusCSV {
  public static let header =
    "account,metric,as_of,orders,bad,rate,limit,state,headroom,"
    + "completed_q05,completed_q50,completed_q95\n"

  /// `nowcasts` are of the same accounts.
  public static func text(_ statuses: [AccountStatus], _ nowcasts: [AccountNowcast]) -> String {
    var text = header
    for (status, nowcast) in zip(statuses, nowcasts) {
      for metric in status.metrics {
        text += CSVText.row(
          [
            CSVText.cell(status.account), metric.metric.rawValue, "\(metric.asOf)", "\(metric.count.orders)",
            "\(metric.count.bad)", CSVText.number(metric.rule.displayedRate(of: metric.count)),
            CSVText.number(metric.rule.displayedLimit.value, digits: 9), metric.state.rawValue,
            CSVText.count(metric.headroom),
          ] + [0.05, 0.5, 0.95].map { CSVText.number(nowcast[metric.metric]?.completedRate($0)) })
      }
    }
    return text
  }
}
