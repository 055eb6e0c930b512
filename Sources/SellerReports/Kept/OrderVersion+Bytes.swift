import AccountHealth

/// The values of an order's row that are written; all others are absent or usual.
private struct Present: OptionSet {
  let rawValue: UInt32

  static let updated = Present(rawValue: 1 << 0)
  static let item = Present(rawValue: 1 << 1)
  static let amazon = Present(rawValue: 1 << 2)
  static let units = Present(rawValue: 1 << 3)
  static let shipBy = Present(rawValue: 1 << 4)
  static let shipped = Present(rawValue: 1 << 5)
  static let deliverBy = Present(rawValue: 1 << 6)
  static let delivered = Present(rawValue: 1 << 7)
  static let tracking = Present(rawValue: 1 << 8)
  static let cancelled = Present(rawValue: 1 << 9)
  static let cancelledBy = Present(rawValue: 1 << 10)
  static let defect = Present(rawValue: 1 << 11)
  static let defectRecorded = Present(rawValue: 1 << 12)
  static let amount = Present(rawValue: 1 << 13)
  static let currency = Present(rawValue: 1 << 14)
  static let sku = Present(rawValue: 1 << 15)
  static let category = Present(rawValue: 1 << 16)
  static let shippedBy = Present(rawValue: 1 << 17)
  static let itemCancelled = Present(rawValue: 1 << 18)
  static let knownThrough = Present(rawValue: 1 << 19)
  static let undecided = Present(rawValue: 1 << 20)
  static let proven = Present(rawValue: 1 << 21)
  static let assumed = Present(rawValue: 1 << 22)
  static let exempt = Present(rawValue: 1 << 23)
  /// A mark of the row, without a value.
  static let openItem = Present(rawValue: 1 << 24)
  static let service = Present(rawValue: 1 << 25)
  static let region = Present(rawValue: 1 << 26)
  static let carrier = Present(rawValue: 1 << 27)

  init(rawValue: UInt32) { self.rawValue = rawValue }

  init(_ version: OrderVersion) {
    let (order, mark) = (version.order, version.mark)
    var set = Present()
    func note(_ part: Present, _ isPresent: Bool) { if isPresent { set.insert(part) } }
    note(.updated, mark.updated != 0)
    note(.item, mark.item != 0)
    note(.amazon, order.channel == .amazon)
    note(.units, order.units != 1)
    note(.shipBy, order.shipBy != nil)
    note(.shipped, order.shipped != nil)
    note(.deliverBy, order.deliverBy != nil)
    note(.delivered, order.delivered != nil)
    note(.tracking, order.tracking != nil)
    note(.cancelled, order.cancelled != nil)
    note(.cancelledBy, order.cancelledBy != nil)
    note(.defect, order.defect != nil)
    note(.defectRecorded, order.defectRecorded != nil)
    note(.amount, order.amount != nil)
    note(.currency, order.currency != nil)
    note(.sku, order.sku != nil)
    note(.category, order.category != nil)
    note(.shippedBy, order.shippedBy != nil)
    note(.itemCancelled, order.itemCancelled != nil)
    note(.knownThrough, order.knownThrough != nil)
    note(.undecided, !order.undecided.isEmpty)
    note(.proven, !order.proven.isEmpty)
    note(.assumed, !order.assumed.isEmpty)
    note(.exempt, !order.exempt.isEmpty)
    note(.openItem, mark.known.contains(.openItem))
    note(.service, order.service != nil)
    note(.region, order.region != nil)
    note(.carrier, order.carrier != nil)
    self = set
  }
}

extension OrderVersion {
  /// Writes everything but the number of the order and of its file. Days count from the purchase.
  func write(to row: inout RowWriter) {
    let present = Present(self)
    row.number(UInt64(present.rawValue))
    row.number(UInt64(mark.answers.rawValue))
    row.byte(UInt8(truncatingIfNeeded: mark.known.rawValue))
    row.byte(mark.rank)
    row.signed(Int(order.purchased.number))
    if present.contains(.updated) { row.number(UInt64(mark.updated)) }
    if present.contains(.item) { row.number(UInt64(mark.item)) }
    if present.contains(.units) { row.signed(order.units) }
    func day(_ day: Day?) { if let day { row.signed(day - order.purchased) } }
    day(order.shipBy)
    day(order.shipped)
    day(order.deliverBy)
    day(order.delivered)
    if let tracking = order.tracking { row.byte(tracking.rawValue) }
    day(order.cancelled)
    if let canceller = order.cancelledBy { row.byte(canceller.rawValue) }
    if let defect = order.defect { row.byte(defect.rawValue) }
    day(order.defectRecorded)
    if let amount = order.amount { row.double(amount) }
    if let currency = order.currency { row.text(currency) }
    if let sku = order.sku { row.text(sku) }
    if let category = order.category { row.text(category) }
    day(order.shippedBy)
    day(order.itemCancelled)
    day(order.knownThrough)
    for (part, fields) in [
      (Present.undecided, order.undecided), (.proven, order.proven), (.assumed, order.assumed),
      (.exempt, order.exempt),
    ] where present.contains(part) { row.number(UInt64(fields.rawValue)) }
    if let service = order.service { row.byte(service.rawValue) }
    // By its code: the places of regions in their list may change.
    if let region = order.region { row.text(region.code) }
    if let carrier = order.carrier { row.byte(carrier.rawValue) }
  }

  /// - Parameters:
  ///   - id: The number of the order.
  ///   - file: The number of its file.
  init(id: String, file: UInt16, _ row: inout RowParser) throws(KeptDataError) {
    let present = Present(rawValue: try row.number(as: UInt32.self))
    let answers = OrderFields(rawValue: try row.number(as: UInt16.self))
    var known = ParsedOrder.Known(rawValue: UInt16(try row.byte()))
    if present.contains(.openItem) { known.insert(.openItem) }
    let rank = try row.byte()
    let purchased = Day(number: try row.signed())
    var order = Order(id: id, purchased: purchased, channel: present.contains(.amazon) ? .amazon : .seller)
    mark = Mark(
      updated: present.contains(.updated) ? try row.number(as: UInt32.self) : 0,
      item: present.contains(.item) ? try row.number(as: UInt32.self) : 0, file: file, answers: answers,
      known: known, rank: rank)
    if present.contains(.units) { order.units = try row.signed() }
    func day(_ part: Present) throws(KeptDataError) -> Day? {
      guard present.contains(part) else { return nil }
      return purchased + (try row.signed())
    }
    func word<Word: RawRepresentable>(_ part: Present, _: Word.Type) throws(KeptDataError) -> Word?
    where Word.RawValue == UInt8 {
      guard present.contains(part) else { return nil }
      guard let word = Word(rawValue: try row.byte()) else { throw KeptDataError() }
      return word
    }
    func fields(_ part: Present) throws(KeptDataError) -> OrderFields {
      present.contains(part) ? OrderFields(rawValue: try row.number(as: UInt16.self)) : []
    }
    order.shipBy = try day(.shipBy)
    order.shipped = try day(.shipped)
    order.deliverBy = try day(.deliverBy)
    order.delivered = try day(.delivered)
    order.tracking = try word(.tracking, Order.Tracking.self)
    order.cancelled = try day(.cancelled)
    order.cancelledBy = try word(.cancelledBy, Order.Canceller.self)
    order.defect = try word(.defect, Order.Defect.self)
    order.defectRecorded = try day(.defectRecorded)
    if present.contains(.amount) { order.amount = try row.double() }
    if present.contains(.currency) { order.currency = try row.text() }
    if present.contains(.sku) { order.sku = try row.text() }
    if present.contains(.category) { order.category = try row.text() }
    order.shippedBy = try day(.shippedBy)
    order.itemCancelled = try day(.itemCancelled)
    order.knownThrough = try day(.knownThrough)
    order.undecided = try fields(.undecided)
    order.proven = try fields(.proven)
    order.assumed = try fields(.assumed)
    order.exempt = try fields(.exempt)
    order.service = try word(.service, Order.Service.self)
    if present.contains(.region) { order.region = Order.Region(try row.text()) }
    order.carrier = try word(.carrier, Order.Carrier.self)
    self.order = order
  }
}
