/// One order as the seller's files describe it. All times are cut to days of the marketplace's time zone.
///
/// It has no data of the buyer: no name, address, e-mail, phone or comment is ever kept. Of where it goes
/// only `region` is.
public struct Order: Sendable, Hashable {
  public enum Channel: UInt8, Sendable, Hashable, Codable, CaseIterable { case seller, amazon }
  public enum Canceller: UInt8, Sendable, Hashable, CaseIterable { case seller, buyer, amazon }
  public enum Tracking: UInt8, Sendable, Hashable, Codable, CaseIterable { case valid, invalid, none }
  public enum Defect: UInt8, Sendable, Hashable, Codable, CaseIterable {
    case negativeFeedback, aToZClaim, chargeback
  }

  /// How fast the buyer chose it to come, by the marketplace's names.
  public enum Service: UInt8, Sendable, Hashable, CaseIterable {
    case economy, standard, expedited, priority, secondDay, nextDay, sameDay, scheduled
  }

  // The order of the fields leaves few gaps: an order takes 136 bytes.

  public var id: String
  public var sku: String?
  public var category: String?
  public var currency: String?
  /// The units, or the fewest that it can have if `furtherUnits` is not 0.
  public var units: Int {
    get { Int(storedUnits) }
    set { storedUnits = Int32(clamping: newValue) }
  }
  /// How many more units it may have than `units`, because no file says how many; 0 if `units` is known.
  public var furtherUnits: Int {
    get { Int(storedFurtherUnits) }
    set { storedFurtherUnits = Int32(clamping: newValue) }
  }
  private var storedUnits: Int32 = 1
  private var storedFurtherUnits: Int32 = 0
  /// Where it goes; `nil` if no file says.
  public var region: Region? {
    get { Region(number: storedRoute >> 6) }
    set { storedRoute = (newValue?.number ?? 0) << 6 | storedRoute & 63 }
  }
  /// Who carries it, or its first parcel; `nil` if no file says.
  public var carrier: Carrier? {
    get { storedRoute & 63 == 0 ? nil : Carrier(rawValue: UInt8(storedRoute & 63) - 1) }
    set { storedRoute = storedRoute & ~63 | UInt16(newValue.map { $0.rawValue + 1 } ?? 0) }
  }
  /// The amount of the whole order, in `currency`.
  public var amount: Double?
  public var channel: Channel
  public var tracking: Tracking?
  /// If `cancelled` is set and this is `nil`, it is not known who cancelled, and the order never counts
  /// against the seller.
  public var cancelledBy: Canceller?
  public var defect: Defect?
  /// The ship service; `nil` if no file says.
  public var service: Service?
  /// Fields on which no file says anything for this order. If they are empty, something may have happened
  /// nevertheless.
  public var undecided: OrderFields = []
  /// Fields whose value follows beyond doubt from other facts, such as a complete list without this order.
  public var proven: OrderFields = []
  /// Fields whose value is assumed, such as from a list that may be incomplete.
  public var assumed: OrderFields = []
  /// Fields whose value would count against the seller, but Amazon says that it does not for this order.
  public var exempt: OrderFields = []
  /// The number of the region in the upper 10 bits, that of the carrier and 1 below; 0 for none.
  private var storedRoute: UInt16 = 0
  public var purchased: Day
  /// The last day on which a confirmation of the shipment is on time.
  @CompactDay public var shipBy: Day? = nil
  /// The day on which the shipment was confirmed. If it is `nil`, see `undecided`, `shippedBy` and
  /// `knownThrough`.
  @CompactDay public var shipped: Day? = nil
  /// A day on or before which the shipment was confirmed, if `shipped` is not known.
  @CompactDay public var shippedBy: Day? = nil
  /// The promised delivery day.
  @CompactDay public var deliverBy: Day? = nil
  @CompactDay public var delivered: Day? = nil
  @CompactDay public var cancelled: Day? = nil
  /// The first day on which the seller, or Amazon because of a missing shipment, cancelled an item of an
  /// order that otherwise continues.
  @CompactDay public var itemCancelled: Day? = nil
  /// The day on which the first defect was recorded; set exactly if `defect` is.
  @CompactDay public var defectRecorded: Day? = nil
  /// The last evening that the files with this order know of. An empty `shipped`, `delivered` or `cancelled`
  /// says nothing about later days. `nil` if they know everything up to the evening of the judgement.
  @CompactDay public var knownThrough: Day? = nil

  public init(id: String, purchased: Day, channel: Channel = .seller) {
    self.id = id
    self.purchased = purchased
    self.channel = channel
  }
}
