import AccountHealth

extension Account {
  /// The same account with everything recorded after `asOf` drawn anew: later orders come or go, and every
  /// field of a known order that was not on file by then has another value or none. Its units are known from
  /// the purchase on.
  func scrambled(after asOf: Day, using generator: inout some RandomNumberGenerator) -> Account {
    func later() -> Day? {
      generator.next() % 3 == 0 ? nil : asOf + 1 + Int(generator.next() % 60)
    }
    func isKnown(_ day: Day?) -> Bool { day.map { $0 <= asOf } ?? false }
    var result = self
    result.orders = orders.compactMap { order in
      guard order.purchased <= asOf else {
        guard generator.next() % 2 == 0 else { return nil }
        var order = order
        (order.shipBy, order.deliverBy) = (later(), later())
        (order.shipped, order.delivered, order.units) = (later(), later(), 9)
        return order
      }
      var order = order
      if !isKnown(order.shipped) {
        order.shipped = later()
        order.tracking = Order.Tracking.none
      }
      if !isKnown(order.delivered) { order.delivered = later() }
      if !isKnown(order.cancelled) {
        order.cancelled = later()
        order.cancelledBy = order.cancelled == nil ? nil : .amazon
      }
      if !isKnown(order.defectRecorded) {
        order.defectRecorded = later()
        order.defect = order.defectRecorded == nil ? nil : .chargeback
      }
      return order
    }
    return result
  }
}
