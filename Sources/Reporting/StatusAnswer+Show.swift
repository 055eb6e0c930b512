import AccountHealth
import SellerReports
import Workspace

extension StatusTable {
  public init(_ answer: StatusAnswer) {
    self.init(
      answer.accounts.map(\.status), answer.accounts.map(\.nowcast),
      reported: answer.reported.flatMap(ReportedFigure.all), standings: answer.reported.map(\.standing))
  }
}

extension StatusCSV {
  public static func text(_ answer: StatusAnswer) -> String {
    text(answer.accounts.map(\.status), answer.accounts.map(\.nowcast))
  }
}

extension StatusJSON {
  public static func text(_ answer: StatusAnswer) throws -> String {
    try text(answer.accounts.map(\.status), answer.accounts.map(\.nowcast))
  }
}

extension HistoryFile {
  public func append(_ answer: StatusAnswer) throws(OutputError) {
    for account in answer.accounts {
      for metric in account.status.metrics {
        guard let history = account.history(metric.rule) else { continue }
        try append(history, account: account.status.account)
      }
    }
  }
}

extension ReportedFigure {
  /// As the table shows them.
  fileprivate static func all(_ report: PerformanceReport) -> [ReportedFigure] {
    guard let asOf = report.asOf else { return [] }
    return report.entries.map {
      ReportedFigure(
        marketplace: report.marketplace, metric: $0.metric, asOf: asOf, count: $0.count, status: $0.status)
    }
  }
}
