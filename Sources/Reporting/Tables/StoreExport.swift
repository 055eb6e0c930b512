import AccountHealth
import SellerReports

/// The files of `store --export`: everything in forms that need no Headroom to be read, and that an import
/// reads back.
public enum StoreExport {
  public static let names = ["orders.csv", "snapshots.csv"]

  private static let ordersAtOnce = 10_000

  public static func write(_ accounts: [Account], _ reports: [PerformanceReport], to folder: OutputFolder)
    throws(OutputError)
  {
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
  }
}
