import AccountHealth
import SellerReports

/// The files of `store --export`: everything in forms that need no Headroom to be read, and that an import
/// reads back.
public enum StoreExport {
  public static let names = ["orders.csv", "snapshots.csv"]
  /// Those that are written where the store has any.
  public static let furtherNames = [SettlementsFile.name, ViolationsFile.name, "stock-….csv"]

  private static let ordersAtOnce = 10_000

  /// - Parameters:
  ///   - book: What the store holds.
  ///   - reports: All of the marketplace's counts, the older ones too.
  ///   - folder: Where the files are written.
  public static func write(_ book: OrderBook, _ reports: [PerformanceReport], to folder: OutputFolder)
    throws(OutputError)
  {
    let accounts = book.accounts
    let orders = try folder.file(names[0])
    let file = JoinedOrdersFile(accounts)
    try orders.append(file.header)
    for account in accounts {
      var rest = account.orders[...]
      while !rest.isEmpty {
        try orders.append(file.rows(rest.prefix(ordersAtOnce), of: account))
        rest = rest.dropFirst(ordersAtOnce)
      }
    }
    try folder.file(names[1]).append(SnapshotsFile.text(reports))
    if !book.settlements.isEmpty {
      try folder.file(SettlementsFile.name).append(SettlementsFile.text(book.settlements))
    }
    if !book.violations.isEmpty {
      try folder.file(ViolationsFile.name).append(ViolationsFile.text(book.violations.flatMap(\.violations)))
    }
    for report in book.stock {
      try folder.file(StockFile.name(report.kind)).append(StockFile.text(report))
    }
  }
}
