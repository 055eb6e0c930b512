/// The seller-fulfilled orders that wait for their confirmation, as known on one evening.
public struct ShipmentsDue: Sendable, Hashable {
  /// An order that is neither shipped nor cancelled.
  public struct Item: Sendable, Hashable {
    public var id: String
    public var shipBy: Day
    public var purchased: Day
  }

  public var asOf: Day
  /// Their ship-by day is before `asOf`, so they already count as late. Oldest deadline first.
  public var overdue: [Item] = []
  /// They are late from tomorrow on unless they are confirmed today.
  public var today: [Item] = []
  public var tomorrow: [Item] = []

  /// - Complexity: O(orders).
  public init(orders: some Sequence<Order>, asOf day: Day) {
    asOf = day
    for order in orders
    where order.channel == .seller && order.purchased <= day && order.isOpen(on: day)
      && !order.undecided.contains(.shipped) && order.knownThrough.map({ $0 >= day }) ?? true
    {
      guard let shipBy = order.shipBy, shipBy <= day + 1 else { continue }
      let item = Item(id: order.id, shipBy: shipBy, purchased: order.purchased)
      if shipBy < day {
        overdue.append(item)
      } else if shipBy == day {
        today.append(item)
      } else {
        tomorrow.append(item)
      }
    }
    overdue.sort { ($0.shipBy, $0.id) < ($1.shipBy, $1.id) }
    today.sort { $0.id < $1.id }
    tomorrow.sort { $0.id < $1.id }
  }
}
