import AccountHealth

/// What it means if a list of everything that counts does not name an order.
struct ListVerdict: Sendable, Hashable {
  /// How well a fact is known that follows from a list.
  enum Strength: Sendable, Hashable { case proven, assumed }

  /// How far the whole list is trusted; `nil` if absence says nothing.
  var strength: Strength?
  /// The evening it was downloaded.
  var evening: Day
  /// The rule of its rate, whose window it lists.
  var rule: MetricRule
  /// The last day of purchase, or promised day, of which absence says something; `nil` for all of them.
  var until: Day?
  /// Days after which the page has settled; Amazon says up to 72 hours.
  static let settling = 3
  /// An unconfirmed order is cancelled seven business days after its ship-by day, so after this many days it
  /// is in no list of late orders.
  static let autoCancelled = 11

  /// Whether `order`, which the list does not name, is fine, and how well that is known.
  ///
  /// It must be in the window of the list by every date that may place it there, the event must have been
  /// possible, and the page must have settled.
  func isFine(_ order: Order) -> Strength? {
    guard let strength, order.channel == rule.metric.channel, isCovered(order) else { return nil }
    if let until, member(order).map({ $0 > until }) ?? true { return nil }
    switch rule.metric {
    case .lateShipment30, .lateShipment10:
      guard let shipBy = order.shipBy, shipBy + Self.settling <= evening else { return nil }
      if order.isDispatched { return strength }
      return order.undecided.contains(.shipped) && shipBy + Self.autoCancelled <= evening ? .assumed : nil
    case .cancellation:
      return order.purchased < evening ? strength : nil
    case .orderDefect, .orderDefectAmazon:
      return strength
    case .onTimeDelivery, .validTracking:
      return order.isDispatched ? strength : order.undecided.contains(.shipped) ? .assumed : nil
    }
  }

  /// The day that places an order in the list.
  func member(_ order: Order) -> Day? {
    rule.metric.membership == .promisedDelivery ? order.deliverBy : order.purchased
  }

  /// Whether the order is in the window of the list.
  private func isCovered(_ order: Order) -> Bool {
    let window = rule.window(on: evening)
    switch rule.metric.membership {
    case .promisedDelivery: return order.deliverBy.map(window.contains) ?? false
    case .purchase:
      guard window.contains(order.purchased) else { return false }
      guard rule.metric == .lateShipment30 || rule.metric == .lateShipment10 else { return true }
      return order.shipBy.map { window.contains($0) && $0 < evening } ?? false
    }
  }
}

extension Order {
  /// Whether its shipment was confirmed, on any day.
  fileprivate var isDispatched: Bool { shipped != nil || shippedBy != nil }
}
