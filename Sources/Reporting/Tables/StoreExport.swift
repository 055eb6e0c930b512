import AccountHealth
import SellerReports

/// The files of `store --export`: everything in forms that need no Headroom to be read.
public enum StoreExport {
  public static let names = ["orders.csv", "snapshots.csv"]

  private static let ordersAtOnce = 10_000

  public static func write(_ accounts: [Account], _ reports: [PerformanceReport], to folder: OutputFolder)
    throws(OutputError)
  {
    let orders = try folder.file(names[0])
    let fields = accounts.reduce(into: OrderFields()) { $0.formUnion($1.fields) }
    try orders.append(OrdersFile.header(fields))
    for account in accounts {
      var rest = account.orders[...]
      while !rest.isEmpty {
        try orders.append(
          OrdersFile.rows(rest.prefix(ordersAtOnce), of: account, fields: fields))
        rest = rest.dropFirst(ordersAtOnce)
      }
    }
    let snapshots = try folder.file(names[1])
    try snapshots.append(columns.header)
    try snapshots.append(columns.csv(reports.flatMap { report in report.entries.map { (report, $0) } }))
  }

  static let columns: Columns<(report: PerformanceReport, entry: PerformanceReport.Entry)> = [
    Column("marketplace") { .text($0.report.marketplace) },
    Column("as_of") { Cell($0.report.asOf) },
    Column("account_status") { .text($0.report.accountStatus) },
    Column("rating") { Cell($0.report.rating?.score) },
    Column("metric") { .word($0.entry.metric.rawValue) },
    Column("first_day") { Cell($0.entry.window?.first) },
    Column("last_day") { Cell($0.entry.window?.last) },
    Column("orders") { .count($0.entry.count.orders) },
    Column("bad") { .count($0.entry.count.bad) },
    Column("target") { Cell($0.entry.target?.value) },
    Column("status") { .text($0.entry.status) },
  ]
}
