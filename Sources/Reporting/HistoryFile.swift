import AccountHealth
import SellerReports

/// history.csv: the rates of past evenings as they were known then.
public final class HistoryFile {
  public static let header = "account,metric,date,orders,bad,rate\n"
  private let file: OutputFile

  public init(folder: OutputFolder) throws(OutputError) {
    file = try folder.file("history.csv")
    try file.append(Self.header)
  }

  public func append(_ history: RateHistory, account: String) throws(OutputError) {
    var rows = ""
    let name = CSVText.cell(account)
    for (index, count) in history.counts.enumerated() {
      rows += CSVText.row([
        name, history.rule.metric.rawValue, "\(history.days.first + index)", "\(count.orders)",
        "\(count.bad)",
        CSVText.number(history.rule.displayedRate(of: count)),
      ])
    }
    try file.append(rows)
  }
}
