extension MetricRule {
  /// The evenings on which `order` counts in this rate, as known on each of them (DESIGN §3).
  ///
  /// - Complexity: O(1).
  public func contribution(of order: Order) -> Contribution {
    guard order.channel == metric.channel else { return .none }
    return switch metric {
    case .lateShipment30, .lateShipment10: lateShipment(order)
    case .cancellation: cancellation(order)
    case .orderDefect, .orderDefectAmazon: orderDefect(order)
    case .onTimeDelivery: onTimeDelivery(order)
    case .validTracking: validTracking(order)
    }
  }

  /// Where all of `orders` stand together on one evening.
  ///
  /// - Complexity: O(orders); for many days use `RateHistory`.
  public func count(of orders: some Sequence<Order>, on day: Day) -> WindowCount {
    var result = WindowCount(orders: 0, bad: 0)
    for order in orders {
      let one = contribution(of: order).count(on: day)
      result.orders += one.orders
      result.bad += one.bad
    }
    return result
  }

  /// The evenings whose window holds an order of this membership day and that are not before `start`.
  private func window(of membership: Day, from start: Day) -> DayRange? {
    DayRange(from: max(membership + youngest, start), through: membership + oldest)
  }

  /// Late from the day after ship-by on, unless confirmed by then. A cancellation while unshipped ends
  /// it, also where the order is shipped later all the same.
  private func lateShipment(_ order: Order) -> Contribution {
    guard let window = window(of: order.purchased, from: order.purchased) else { return .none }
    guard let shipBy = order.shipBy, order.shipped.map({ $0 > shipBy }) ?? true else {
      return Contribution(orders: window, bad: nil)
    }
    var last = window.last
    if let cancelled = order.cancelledUnshipped { last = min(last, cancelled - 1) }
    return Contribution(
      orders: window, bad: DayRange(from: max(window.first, shipBy + 1), through: last))
  }

  /// Bad from the day of a cancellation by seller or Amazon on, if that day is before the ship day.
  private func cancellation(_ order: Order) -> Contribution {
    guard let window = window(of: order.purchased, from: order.purchased) else { return .none }
    guard let cancelled = order.cancelledUnshipped,
      order.cancelledBy == .seller || order.cancelledBy == .amazon
    else { return Contribution(orders: window, bad: nil) }
    return Contribution(
      orders: window, bad: DayRange(from: max(window.first, cancelled), through: window.last))
  }

  /// Bad from the day the first defect was recorded on.
  private func orderDefect(_ order: Order) -> Contribution {
    guard let window = window(of: order.purchased, from: order.purchased) else { return .none }
    guard order.defect != nil, let recorded = order.defectRecorded else {
      return Contribution(orders: window, bad: nil)
    }
    return Contribution(
      orders: window, bad: DayRange(from: max(window.first, recorded), through: window.last))
  }

  /// Counted from the ship day on, unless cancelled by then; bad from the day after the promised one on,
  /// unless delivered by it.
  private func onTimeDelivery(_ order: Order) -> Contribution {
    guard let deliverBy = order.deliverBy, let shipped = order.shipped,
      order.cancelled.map({ $0 > shipped }) ?? true,
      let window = window(of: deliverBy, from: max(shipped, order.purchased))
    else { return .none }
    guard order.delivered.map({ $0 > deliverBy }) ?? true else {
      return Contribution(orders: window, bad: nil)
    }
    return Contribution(
      orders: window, bad: DayRange(from: max(window.first, deliverBy + 1), through: window.last))
  }

  /// Counted from the ship day on; bad unless tracking is known to be valid.
  private func validTracking(_ order: Order) -> Contribution {
    guard let deliverBy = order.deliverBy, let shipped = order.shipped,
      let window = window(of: deliverBy, from: max(shipped, order.purchased))
    else { return .none }
    return Contribution(orders: window, bad: order.tracking == .valid ? nil : window)
  }
}

extension Order {
  /// The day it was cancelled, if that is before the day it was shipped or it never was.
  @inlinable public var cancelledUnshipped: Day? {
    guard let cancelled else { return nil }
    guard let shipped else { return cancelled }
    return cancelled < shipped ? cancelled : nil
  }
}
