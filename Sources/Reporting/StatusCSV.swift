import AccountHealth

/// `status --format csv`.
public enum StatusCSV {
  public static let header = "account,metric,as_of,orders,bad,rate,limit,state,headroom\n"

  public static func text(_ statuses: [AccountStatus]) -> String {
    var text = header
    for status in statuses {
      for metric in status.metrics {
        text += CSVText.row([
          CSVText.text(status.account), metric.metric.rawValue, "\(metric.asOf)", "\(metric.count.orders)",
          "\(metric.count.bad)", CSVText.number(metric.rule.displayedRate(of: metric.count)),
          CSVText.number(metric.rule.displayedLimit.value, digits: 9), metric.state.rawValue,
          CSVText.count(metric.headroom),
        ])
      }
    }
    return text
  }
}
