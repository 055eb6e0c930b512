/// One order as the seller's files describe it, all times cut to days of the marketplace's time zone.
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
  /// The day the shipment was confirmed. Empty: see `undecided`, `shippedBy` and `knownThrough`.
  public var shipped: Day?
  /// Shipment was confirmed on or before this day, though `shipped` is not known.
  public var shippedBy: Day?
  /// The promised delivery day.
  public var deliverBy: Day?
  public var delivered: Day?
  public var tracking: Tracking?
  public var cancelled: Day?
  /// `nil` with `cancelled` set: nobody known, never counted against the seller.
  public var cancelledBy: Canceller?
  /// The first day on which the seller, or Amazon for want of shipment, cancelled an item of an order that goes on.
  public var itemCancelled: Day?
  public var defect: Defect?
  /// The day the first defect was recorded; set exactly when `defect` is.
  public var defectRecorded: Day?
  /// Fields that no file answers for this order: that they are empty does not mean that nothing happened.
  public var undecided: OrderFields = []
  /// Fields whose value follows from other facts beyond doubt, such as a complete list without this order.
  public var proven: OrderFields = []
  /// Fields whose value is taken to be so, such as from a list that may be incomplete.
  public var assumed: OrderFields = []
  /// Fields whose value would count against the seller, though Amazon says that it does not for this order.
  public var exempt: OrderFields = []
  /// The last evening that the files listing this order know of. An empty `shipped`, `delivered` or `cancelled` says
  /// nothing of later days. `nil`: they know as much as the evening it is judged by.
  public var knownThrough: Day?
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
