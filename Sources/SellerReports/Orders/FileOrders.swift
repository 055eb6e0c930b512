import AccountHealth

/// The orders of one file, item rows grouped, before they meet those of other files.
struct FileOrders {
  struct Key: Hashable {
    var account: String
    var marketplace: String
  }

  private(set) var tables: [Key: OrderTable] = [:]
  /// Rows of one order that say different things of it.
  private(set) var conflicts = 0
  private let rank: UInt8
  private let file: UInt16
  /// Most rows are of the account of the row before.
  private var last: (key: Key, table: OrderTable)?

  /// - Parameter file: Its number among those that are read.
  init(rank: UInt8, file: Int) {
    self.rank = rank
    self.file = UInt16(clamping: file)
  }

  /// One row: an order, or one more item of an order that is there.
  mutating func add(_ row: ParsedOrder) {
    let version = OrderVersion(
      order: row.order, mark: .init(updated: row.updated, known: row.known, rank: rank, file: file))
    if table(row.account, row.marketplace).add(version) { conflicts += 1 }
  }

  private mutating func table(_ account: String, _ marketplace: String) -> OrderTable {
    if let last, last.key.account == account, last.key.marketplace == marketplace { return last.table }
    let key = Key(account: account, marketplace: marketplace)
    let table = tables[key] ?? OrderTable()
    tables[key] = table
    last = (key, table)
    return table
  }

  var orders: Int { tables.values.reduce(0) { $0 + $1.orders.count } }
}
