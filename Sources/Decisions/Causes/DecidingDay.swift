import AccountHealth

/// The day of an order that decides whether it is bad.
public enum DecidingDay: String, Sendable, Hashable {
  case purchase
  case shipBy = "ship_by"
  case promised
  case shipped

  /// That of a rate.
  init(_ metric: Metric) {
    switch metric {
    case .lateShipment30, .lateShipment10: self = .shipBy
    case .cancellation, .orderDefect, .orderDefectAmazon: self = .purchase
    case .onTimeDelivery: self = .promised
    case .validTracking: self = .shipped
    }
  }

  /// The day of an order; that of its purchase where the files do not have it.
  public func day(of order: Order) -> Day {
    switch self {
    case .shipBy: order.shipBy ?? order.purchased
    case .purchase: order.purchased
    case .promised: order.deliverBy ?? order.purchased
    case .shipped: order.shipped ?? order.shippedBy ?? order.purchased
    }
  }
}
