import AccountHealth

/// Orders of a payments file from before the days that the order files begin with.
///
/// Each of them was confirmed and charged, so it was an order. If the order files begin inside the window of
/// a rate, they lack these, and a count without them could say that a target is met that is not. What the
/// payments do not say of them is undecided.
struct EarlierOrders {
  let file: JoinedFile
  let account: Account
  /// The fields that some file fills.
  let fields: OrderFields

  /// No window reaches further back.
  private static let longest = 80
  /// An order that was placed on the first day is confirmed by then.
  private static let usualWait = 3
  /// Nothing is concluded from fewer.
  private static let fewest = 8

  /// - Returns: By number; none unless most orders of the file that the order files could have are in them.
  /// - Complexity: O(orders + rows).
  var orders: [Order] {
    guard file.file.isBooking, let first = account.orders.lazy.map(\.purchased).min(),
      let last = account.lastActivity
    else { return [] }
    let known = Set(account.orders.lazy.map(\.id))
    var (shared, strange) = (0, 0)
    var missing: [(id: String, day: Day, channel: Order.Channel?)] = []
    for (id, fact) in file.facts {
      guard let day = fact.likelyConfirmed, OrderNumber.form(id) == .amazon else { continue }
      if known.contains(id) {
        shared += 1
      } else if day >= first + Self.usualWait {
        strange += day <= last ? 1 : 0
      } else if day >= last - Self.longest {
        missing.append((id, day, fact.channel))
      }
    }
    guard shared >= Self.fewest, shared >= strange else { return [] }
    return missing.sorted { $0.id < $1.id }.map { missing in
      var order = Order(
        id: missing.id, purchased: min(missing.day, first - 1), channel: missing.channel ?? .seller)
      order.undecided = fields.subtracting([.cancelled, .cancelledBy, .channel])
      if missing.channel == nil, fields.contains(.channel) { order.undecided.insert(.namedChannel) }
      return order
    }
  }
}
