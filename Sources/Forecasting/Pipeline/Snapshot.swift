import AccountHealth

/// One channel of an account as it was known at the end of a day: nothing recorded later is in it.
struct Snapshot: Sendable {
  let asOf: Day
  let horizon: Int
  let channel: Order.Channel
  /// As known on `asOf`, ascending by purchase day.
  let orders: [Order]
  /// Whether some order of this channel has a day of delivery.
  let knowsDelivery: Bool
  /// The days on which the seller changed something about a rate, as logged.
  let changes: LoggedDays
  /// Orders per day from the first purchase (at least 30 days back) to `asOf`.
  let volume: [Int]

  init(
    _ account: Account, channel: Order.Channel, asOf: Day, horizon: Int, changes: LoggedDays = [:]
  ) {
    self.asOf = asOf
    self.horizon = horizon
    self.channel = channel
    self.changes = changes
    orders = Self.known(account.orders, channel, asOf)
    knowsDelivery = orders.contains { $0.delivered != nil }
    let first = min(orders.first?.purchased ?? asOf, asOf - 29)
    var counts = [Int](repeating: 0, count: asOf - first + 1)
    for order in orders { counts[order.purchased - first] += 1 }
    volume = counts
  }

  /// The orders of a channel as known on a day; the array itself if all are of the channel and nothing was
  /// recorded later, so that a large account is not copied.
  private static func known(_ orders: [Order], _ channel: Order.Channel, _ asOf: Day) -> [Order] {
    let isSame = orders.indices.allSatisfy { orders[$0].channel == channel && orders[$0].isKnown(on: asOf) }
    if isSame { return orders }
    var known: [Order] = []
    // Grown step by step, a large copy would be there twice.
    known.reserveCapacity(orders.indices.count { orders[$0].channel == channel })
    for index in orders.indices where orders[index].channel == channel {
      if let order = orders[index].asKnown(on: asOf) { known.append(order) }
    }
    return known
  }

  /// What `orders` contribute to the window of `rule` on days 1…horizon if nothing more is recorded. Unknown
  /// numbers of units are at their worse end.
  func settled(_ rule: MetricRule, _ orders: some Sequence<Order>) -> (orders: [Int], bad: [Int]) {
    let history = RateHistory(orders: orders, rule: rule, days: DayRange(asOf + 1, asOf + horizon))
    let counts = history.counts.map(\.withWorstUnits)
    return (counts.map(\.orders), counts.map(\.bad))
  }

  /// A day as the simulation numbers it: 0 is `asOf`.
  func index(_ day: Day) -> Int { day - asOf }

  /// The seller's own recent orders, whose lags stand for those of the orders to come: all orders of the last
  /// 60 days, and at least the last 30 orders.
  var recent: ArraySlice<Order> {
    let from = orders.firstIndex { $0.purchased > asOf - 60 } ?? orders.count
    return orders[min(from, max(0, orders.count - 30))...]
  }
}
