import AccountHealth

/// What one file says about one order that other files list. It has no data of the buyer.
struct OrderEvidence: Sendable, Hashable {
  /// A defect, with the day on which it was recorded if the file has one.
  struct Defect: Sendable, Hashable {
    var kind: Order.Defect
    var day: Day?
  }

  /// The days on which the shipment may have been confirmed.
  var confirmed: DaySpan?
  /// The day to assume if no other evidence narrows `confirmed` down.
  var likelyConfirmed: Day?
  /// It was confirmed after its ship-by day, or not at all.
  var isLate = false
  var shipBy: Day?
  var deliverBy: Day?
  var delivered: Day?
  /// It was delivered after the promised day, or not at all.
  var isDeliveredLate: Bool?
  var tracking: Order.Tracking?
  /// The seller cancelled it or one of its items, or Amazon did because it was not shipped.
  var isCancelledBySeller = false
  var defects: [Defect] = []
  /// Whether it is in a list of defects and does not say which it has, nor that it has none.
  var leavesDefectOpen = false
  var units: Int?
  /// Whether the units of a row cannot be read.
  var missesUnits = false
  /// Units delivered late.
  var lateUnits = 0
  /// False if the event happened but does not count, as the file says.
  var counts = true
  /// The latest day on which money of the order was released.
  var released: Day?
  var channel: Order.Channel?
  /// Who carries it, or its first parcel.
  var carrier: Order.Carrier?
  var money: [ClaimMoney] = []
  /// Whether a parcel has no day of shipment, or of delivery: the days of the others do not say that it is in
  /// time.
  var lacksShipment = false
  var lacksDelivery = false

  /// Adds another row of the same order in the same file.
  mutating func add(_ other: OrderEvidence) {
    if let span = other.confirmed {
      // Several rows of one order are its parts, and it is confirmed with the last of them.
      if let own = confirmed, let first = own.first, let next = span.first {
        if next > first { confirmed = span }
      } else {
        confirmed = confirmed.map { $0.intersection(span) ?? $0 } ?? span
      }
    }
    likelyConfirmed = [likelyConfirmed, other.likelyConfirmed].compactMap(\.self).max()
    isLate = isLate || other.isLate
    shipBy = [shipBy, other.shipBy].compactMap(\.self).min()
    deliverBy = [deliverBy, other.deliverBy].compactMap(\.self).min()
    if isDeliveredLate == true && delivered == nil || other.isDeliveredLate == true && other.delivered == nil
    {
      delivered = nil
    } else {
      delivered = [delivered, other.delivered].compactMap(\.self).max()
    }
    if let late = other.isDeliveredLate { isDeliveredLate = (isDeliveredLate ?? false) || late }
    if let next = other.tracking, tracking == nil || tracking == .valid { tracking = next }
    isCancelledBySeller = isCancelledBySeller || other.isCancelledBySeller
    for defect in other.defects where !defects.contains(defect) { defects.append(defect) }
    leavesDefectOpen = defects.isEmpty && (leavesDefectOpen || other.leavesDefectOpen)
    units = units.map { $0 + (other.units ?? 0) } ?? other.units
    missesUnits = missesUnits || other.missesUnits
    lateUnits += other.lateUnits
    counts = counts || other.counts
    released = [released, other.released].compactMap(\.self).max()
    channel = channel ?? other.channel
    carrier = carrier ?? other.carrier
    money += other.money
    lacksShipment = lacksShipment || other.lacksShipment
    lacksDelivery = lacksDelivery || other.lacksDelivery
  }
}
