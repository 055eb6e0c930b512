import AccountHealth

/// Joins the orders of several files: by account, marketplace and order number.
///
/// Where two files know a field of an order the higher kind of file holds, then the newer update, then the later
/// row, with a note. A field that one file alone knows is taken from it.
struct OrderMerge {
  private struct Held {
    var order: Order
    var rank: Int
    var updated: Int64
  }

  private var accounts: [FileOrders.Key: (fields: OrderFields, orders: [Held], places: [String: Int])] = [:]
  private(set) var disagreements = 0

  mutating func add(_ file: FileOrders, fields: OrderFields, rank: Int) {
    for (key, entries) in file.accounts {
      guard var account = accounts.removeValue(forKey: key) else {
        accounts[key] = (fields, entries.map { Held(order: $0.order, rank: rank, updated: $0.updated) }, [:])
        continue
      }
      if account.places.isEmpty {
        for (place, held) in account.orders.enumerated() { account.places[held.order.id] = place }
      }
      account.fields.formUnion(fields)
      for entry in entries {
        if let place = account.places[entry.order.id] {
          join(entry, rank, into: &account.orders[place])
        } else {
          account.places[entry.order.id] = account.orders.count
          account.orders.append(Held(order: entry.order, rank: rank, updated: entry.updated))
        }
      }
      accounts[key] = account
    }
  }

  private mutating func join(_ entry: FileOrders.Entry, _ rank: Int, into held: inout Held) {
    let isNewer = (rank, entry.updated) >= (held.rank, held.updated)
    let isTie = (rank, entry.updated) == (held.rank, held.updated)
    if isNewer {
      var order = held.order
      order.purchased = entry.order.purchased
      order.channel = entry.order.channel
      order.units = entry.order.units
      let changed = order.takeKnown(of: entry.order)
      if isTie, changed { disagreements += 1 }
      held = Held(order: order, rank: rank, updated: entry.updated)
    } else {
      var order = entry.order
      order.purchased = held.order.purchased
      order.channel = held.order.channel
      order.units = held.order.units
      order.takeKnown(of: held.order)
      held.order = order
    }
  }

  /// Accounts ascending by name and marketplace, their orders by purchase and number.
  func joined() -> [Account] {
    accounts.keys.sorted { ($0.account, $0.marketplace) < ($1.account, $1.marketplace) }.compactMap { key in
      accounts[key].map { account in
        Account(
          name: key.account, marketplace: key.marketplace,
          orders: account.orders.map(\.order).sorted { ($0.purchased, $0.id) < ($1.purchased, $1.id) },
          fields: account.fields)
      }
    }
  }
}
