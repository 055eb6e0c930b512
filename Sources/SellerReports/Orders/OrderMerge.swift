import AccountHealth

/// Joins the orders of several files: by account, marketplace and order number.
///
/// Where files know a field of an order the higher kind of file holds, then the newer update, then the later file,
/// with a note. A field that one file alone knows is taken from it. So the order of the files matters for the last
/// of these rules alone.
struct OrderMerge {
  private var tables: [FileOrders.Key: OrderTable] = [:]
  private var fields: [FileOrders.Key: OrderFields] = [:]
  /// Orders of which two files with equal say differ; complete after `finish`.
  private(set) var disagreements = 0

  mutating func add(_ file: FileOrders, fields: OrderFields) {
    for (key, table) in file.tables {
      self.fields[key, default: []].formUnion(fields)
      if let held = tables[key] { held.join(table) } else { tables[key] = table }
    }
  }

  /// Accounts ascending by name and marketplace, their orders by purchase and number; nothing is left here.
  mutating func finish() -> [Account] {
    var accounts: [Account] = []
    for key in tables.keys.sorted(by: { ($0.account, $0.marketplace) < ($1.account, $1.marketplace) }) {
      guard let table = tables.removeValue(forKey: key) else { continue }
      accounts.append(
        Account(
          name: key.account, marketplace: key.marketplace,
          orders: table.finish(disagreements: &disagreements), fields: fields[key] ?? []))
    }
    let named = Dictionary(grouping: accounts.indices.filter { !accounts[$0].name.isEmpty }) {
      accounts[$0].name
    }
    for places in named.values where places.count > 1 {
      for place in places { accounts[place].sharesName = true }
    }
    return accounts
  }
}
