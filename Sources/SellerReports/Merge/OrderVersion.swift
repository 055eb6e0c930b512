import AccountHealth

/// What one row of a file says about an order, and how it ranks against other rows.
struct OrderVersion: Equatable {
  /// 16 bytes.
  struct Mark: Equatable {
    /// The newer update wins; 0 if the file does not say.
    var updated: UInt32
    /// A hash of the text that distinguishes items; 0 for a row about the whole order.
    var item: UInt32
    /// The number of the file among those that were read.
    var file: UInt16
    /// Fields that it answers.
    var answers: OrderFields
    var known: ParsedOrder.Known
    var rank: UInt8
  }

  var order: Order
  var mark: Mark

  init(order: Order, mark: Mark) {
    self.order = order
    self.mark = mark
  }

  init(_ row: ParsedOrder, rank: UInt8, file: Int) {
    order = row.order
    mark = Mark(
      updated: row.updated, item: Self.hash(row.item), file: UInt16(clamping: file), answers: row.answers,
      known: row.known, rank: rank)
  }

  /// FNV-1a (Fowler, Noll and Vo), never 0 for text.
  private static func hash(_ text: String) -> UInt32 {
    if text.isEmpty { return 0 }
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return max(hash, 1)
  }

  /// Overwrites each field that `other` knows. Returns whether a known value was changed.
  mutating func take(_ other: OrderVersion) -> Bool {
    var changed = order.takeKnown(of: other.order)
    if order.purchased != other.order.purchased { changed = true }
    order.purchased = other.order.purchased
    if other.mark.known.contains(.channel) {
      if mark.known.contains(.channel), order.channel != other.order.channel { changed = true }
      order.channel = other.order.channel
    }
    if other.mark.known.contains(.units) { order.units = other.order.units }
    mark.known.formUnion(other.mark.known)
    if order.defectRecorded != nil { mark.known.remove(.undatedDefect) }
    mark.answers.formUnion(other.mark.answers)
    (mark.updated, mark.file) = (max(mark.updated, other.mark.updated), other.mark.file)
    return changed
  }
}

extension OrderVersion {
  /// Makes fields unknown.
  mutating func forget(_ fields: OrderFields) {
    mark.answers.subtract(fields)
    if fields.contains(.shipBy) { order.shipBy = nil }
    if fields.contains(.deliverBy) { order.deliverBy = nil }
    if fields.contains(.shipped) { (order.shipped, order.shippedBy) = (nil, nil) }
    if fields.contains(.delivered) { order.delivered = nil }
    if fields.contains(.cancelled) { order.cancelled = nil }
    if fields.contains(.cancelledBy) { order.cancelledBy = nil }
    if fields.contains(.tracking) { order.tracking = nil }
  }
}

extension Order {
  /// The facts that both state, and state differently.
  func differences(from other: Order) -> OrderFields {
    var fields = OrderFields()
    func differ<Value: Equatable>(_ one: Value?, _ two: Value?, _ field: OrderFields) {
      if let one, let two, one != two { fields.insert(field) }
    }
    differ(shipBy, other.shipBy, .shipBy)
    differ(shipped, other.shipped, .shipped)
    differ(deliverBy, other.deliverBy, .deliverBy)
    differ(delivered, other.delivered, .delivered)
    differ(cancelled, other.cancelled, .cancelled)
    differ(cancelledBy, other.cancelledBy, .cancelledBy)
    differ(tracking, other.tracking, .tracking)
    return fields
  }

  /// Overwrites each field that `other` knows. Returns whether a known day or kind was changed.
  fileprivate mutating func takeKnown(of other: Order) -> Bool {
    var changed = false
    var known = OrderFields()
    func take<Value: Equatable>(_ field: inout Value?, _ value: Value?, _ name: OrderFields = []) {
      guard let value else { return }
      if let old = field, old != value { changed = true }
      field = value
      known.insert(name)
    }
    take(&shipBy, other.shipBy)
    take(&shipped, other.shipped, .shipped)
    take(&deliverBy, other.deliverBy)
    take(&delivered, other.delivered, .delivered)
    take(&tracking, other.tracking, .tracking)
    take(&cancelled, other.cancelled)
    take(&cancelledBy, other.cancelledBy, .cancelledBy)
    assumed = assumed.subtracting(known).union(other.assumed.intersection(known))
    if let day = other.shippedBy { shippedBy = min(shippedBy ?? day, day) }
    itemCancelled = other.itemCancelled ?? itemCancelled
    if other.defect != nil {
      take(&defect, other.defect)
      defectRecorded = other.defectRecorded ?? defectRecorded
    }
    take(&currency, other.currency)
    sku = other.sku ?? sku
    category = other.category ?? category
    amount = other.amount ?? amount
    return changed
  }
}
