/// One order as the seller's files tell it, all times cut to days of the marketplace's time zone.
///
/// Nothing of the buyer is here: no name, address, e-mail, phone or comment is ever kept.
public struct Order: Sendable, Hashable {
  public enum Channel: UInt8, Sendable, Hashable, CaseIterable { case seller, amazon }
  public enum Canceller: UInt8, Sendable, Hashable, CaseIterable { case seller, buyer, amazon }
  public enum Tracking: UInt8, Sendable, Hashable, CaseIterable { case valid, invalid, none }
  public enum Defect: UInt8, Sendable, Hashable, CaseIterable {
    case negativeFeedback, aToZClaim, chargeback
  }

  public var id: String
  public var purchased: Day
  public var channel: Channel
  /// The last day on which confirming the shipment is still in time.
  public var shipBy: Day?
  public var shipped: Day?
  /// The promised delivery day.
  public var deliverBy: Day?
  public var delivered: Day?
  public var tracking: Tracking?
  public var cancelled: Day?
  /// `nil` with `cancelled` set: nobody known, never counted against the seller.
  public var cancelledBy: Canceller?
  public var defect: Defect?
  /// The day the first defect was recorded; set exactly when `defect` is.
  public var defectRecorded: Day?
  public var units: Int
  /// Money in `currency`, whole order.
  public var amount: Double?
  public var currency: String?
  public var sku: String?
  public var category: String?

  public init(id: String, purchased: Day, channel: Channel = .seller) {
    self.id = id
    self.purchased = purchased
    self.channel = channel
    units = 1
  }
}
