/// An account-health rate. The raw value is its id in every file.
public enum Metric: String, Sendable, Hashable, Codable, CaseIterable {
  case lateShipment30 = "late_shipment_rate_30d"
  case lateShipment10 = "late_shipment_rate_10d"
  case cancellation = "cancellation_rate"
  case orderDefect = "order_defect_rate"
  case orderDefectAmazon = "order_defect_rate_fba"
  case onTimeDelivery = "on_time_delivery_rate"
  case validTracking = "valid_tracking_rate"

  /// The channel whose orders it counts.
  public var channel: Order.Channel { self == .orderDefectAmazon ? .amazon : .seller }

  /// Whether it is shown, limited and written as the share of good orders. Counts are always those of the bad
  /// ones.
  public var isGoodShare: Bool { self == .onTimeDelivery || self == .validTracking }

  /// The day that places an order in the window.
  public enum Membership: Sendable, Hashable { case purchase, promisedDelivery }
  public var membership: Membership { isGoodShare ? .promisedDelivery : .purchase }

  /// Its name in sentences and tables.
  public var title: String {
    switch self {
    case .lateShipment30: "Late shipment rate, 30 days"
    case .lateShipment10: "Late shipment rate, 10 days"
    case .cancellation: "Cancellation rate"
    case .orderDefect: "Order defect rate"
    case .orderDefectAmazon: "Order defect rate, FBA"
    case .onTimeDelivery: "On-time delivery rate"
    case .validTracking: "Valid tracking rate"
    }
  }
}
