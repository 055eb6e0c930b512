import AccountHealth

/// The days on which something was changed that may have moved each rate, as the seller logged them.
public typealias LoggedDays = [LoggedRate: Set<Day>]

/// A rate of the orders of one channel.
public struct LoggedRate: Sendable, Hashable {
  public var rate: StudiedRate
  public var channel: Order.Channel

  public init(_ rate: StudiedRate, _ channel: Order.Channel) { (self.rate, self.channel) = (rate, channel) }
}

/// What a change to the operation may have changed. The raw values appear on the command line and in files.
public enum StudiedRate: String, Sendable, Hashable, CaseIterable {
  case lateShipment = "late_shipment"
  case lateDelivery = "late_delivery"
  case cancellation
  case tracking
  case defects
  /// The number of orders, not a rate: its effect is a factor on the mean of a day.
  case orders

  /// Whether more of it is worse.
  public var isBad: Bool { self != .orders }

  /// The channels whose orders it can count: dispatch and delivery of others are not the seller's.
  public var channels: [Order.Channel] {
    self == .defects || self == .orders ? [.seller, .amazon] : [.seller]
  }

  /// The rate by the marketplace's names; `nil` for the orders.
  public func metric(of channel: Order.Channel) -> Metric? {
    switch self {
    case .lateShipment: .lateShipment30
    case .lateDelivery: .onTimeDelivery
    case .cancellation: .cancellation
    case .tracking: .validTracking
    case .defects: channel == .seller ? .orderDefect : .orderDefectAmazon
    case .orders: nil
    }
  }
}
