import AccountHealth
import Forecasting
import SellerReports

/// `status --format csv`; the completed rate's quantiles are empty where there are no orders.
public enum StatusCSV {
  public static let header =
    "account,metric,as_of,orders,bad,rate,limit,state,headroom,"
    + "completed_q05,completed_q50,completed_q95,bad_low,bad_high,evidence,sources\n"

  /// `nowcasts` are of the same accounts.
  public static func text(_ statuses: [AccountStatus], _ nowcasts: [AccountNowcast]) -> String {
    var text = header
    for (status, nowcast) in zip(statuses, nowcasts) {
      for metric in status.metrics {
        // One number would claim to know what the files leave open.
        let isOpen = metric.state == .undecided
        text += CSVText.row(
          [
            CSVText.cell(status.account), metric.metric.rawValue, "\(metric.asOf)", "\(metric.count.orders)",
            isOpen ? "" : "\(metric.count.bad)",
            isOpen ? "" : CSVText.number(metric.rule.displayedRate(of: metric.count)),
            CSVText.number(metric.rule.displayedLimit.value, digits: 9), metric.state.rawValue,
            isOpen ? "" : CSVText.count(metric.headroom),
          ] + [0.05, 0.5, 0.95].map { CSVText.number(nowcast[metric.metric]?.completedRate($0)) } + [
            "\(metric.count.bad)", "\(metric.count.mostBad)", kind(metric),
            CSVText.cell(metric.sources.map(\.file).joined(separator: "; ")),
          ])
      }
    }
    return text
  }

  /// The weakest kind of fact that the count rests on.
  private static func kind(_ metric: MetricStatus) -> String {
    if metric.ownCount != nil { return "reported" }
    let evidence = metric.evidence
    if evidence.undecided > 0 { return "undecided" }
    if evidence.assumed > 0 { return "assumed" }
    return evidence.proven > 0 ? "proven" : "observed"
  }
}
