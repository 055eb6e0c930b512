import AccountHealth

/// What one file says of an order, and how much its word counts against that of other files.
struct OrderVersion {
  struct Mark {
    /// Newer wins; 0 where the file does not say.
    var updated: Int64
    var known: ParsedOrder.Known
    var rank: UInt8
    /// Number of the file among those that were read.
    var file: UInt16
  }

  var order: Order
  var mark: Mark

  /// Overwrites each field by what `other` knows. Returns whether something known was changed.
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
    return changed
  }

  /// Takes in another row of the same order in the same file: units and amounts of one currency add up, the first
  /// defect stays, the rest is of the order; the newer row holds, or the later one.
  ///
  /// - Returns: Whether rows of one age disagree.
  mutating func addItem(_ other: OrderVersion) -> Bool {
    let first = order
    let units = mark.known.union(other.mark.known).contains(.units) ? first.units + other.order.units : 1
    let isOlder = other.mark.updated < mark.updated
    let isTie = other.mark.updated == mark.updated
    var disagrees: Bool
    if isOlder {
      var row = other
      disagrees = row.take(self)
      order = row.order
      mark.known.formUnion(other.mark.known)
    } else {
      disagrees = take(other)
      mark.updated = other.mark.updated
    }
    order.units = units
    if let currency = first.currency, let next = other.order.currency, currency != next {
      // Money of two currencies has no sum: the first stands, and the rows disagree.
      (order.amount, order.currency, disagrees) = (first.amount, currency, true)
    } else {
      order.amount = Self.sum(first.amount, other.order.amount)
    }
    // The items of an order differ in sku and category by nature; the first stands for the order.
    order.sku = first.sku ?? other.order.sku
    order.category = first.category ?? other.order.category
    if let defect = first.defectRecorded, let next = other.order.defectRecorded {
      (order.defect, order.defectRecorded) =
        defect <= next ? (first.defect, defect) : (other.order.defect, next)
    }
    return disagrees && isTie
  }

  private static func sum(_ one: Double?, _ other: Double?) -> Double? {
    guard let one else { return other }
    return other.map { ((one + $0) * 100).rounded() / 100 } ?? one
  }
}

extension Order {
  /// Overwrites each field by what `other` knows. Returns whether a known day or kind was changed.
  fileprivate mutating func takeKnown(of other: Order) -> Bool {
    var changed = false
    func take<Value: Equatable>(_ field: inout Value?, _ value: Value?) {
      guard let value else { return }
      if let old = field, old != value { changed = true }
      field = value
    }
    take(&shipBy, other.shipBy)
    take(&shipped, other.shipped)
    take(&deliverBy, other.deliverBy)
    take(&delivered, other.delivered)
    take(&tracking, other.tracking)
    take(&cancelled, other.cancelled)
    take(&cancelledBy, other.cancelledBy)
    if other.defect != nil {
      take(&defect, other.defect)
      take(&defectRecorded, other.defectRecorded)
    }
    take(&currency, other.currency)
    sku = other.sku ?? sku
    category = other.category ?? category
    amount = other.amount ?? amount
    return changed
  }
}

/// The orders of one account in one marketplace, by number. A class, so that it is filled and emptied in place.
final class OrderTable {
  private(set) var orders: [Order] = []
  private var marks: [OrderVersion.Mark] = []
  private var index = OrderIndex()
  /// What further files say of an order, by its place.
  private var others: [Int: [OrderVersion]] = [:]

  /// One row: an order, or one more item of an order that is there. Returns whether it disagrees with an earlier row.
  func add(_ row: OrderVersion) -> Bool {
    guard let place = index.placeOrNote(row.order.id, in: orders) else {
      append(row)
      return false
    }
    var version = OrderVersion(order: orders[place], mark: marks[place])
    let disagrees = version.addItem(row)
    (orders[place], marks[place]) = (version.order, version.mark)
    return disagrees
  }

  /// The orders of another file; what they say is weighed in `finish`.
  func join(_ table: OrderTable) {
    for (order, mark) in zip(table.orders, table.marks) {
      let version = OrderVersion(order: order, mark: mark)
      if let place = index.placeOrNote(order.id, in: orders) {
        others[place, default: []].append(version)
      } else {
        append(version)
      }
    }
  }

  private func append(_ version: OrderVersion) {
    orders.append(version.order)
    marks.append(version.mark)
  }

  /// The orders by purchase and number; the table is empty afterwards.
  ///
  /// Of each field the known value holds whose file has the highest rank, then the newest update, then comes last.
  ///
  /// - Parameter disagreements: Raised by the orders of which two files with equal say differ.
  func finish(disagreements: inout Int) -> [Order] {
    for (place, versions) in others {
      let ascending = ([OrderVersion(order: orders[place], mark: marks[place])] + versions).sorted {
        ($0.mark.rank, $0.mark.updated, $0.mark.file) < ($1.mark.rank, $1.mark.updated, $1.mark.file)
      }
      guard var result = ascending.first else { continue }
      var disagrees = false
      for (older, newer) in zip(ascending, ascending.dropFirst()) {
        let isTie = (older.mark.rank, older.mark.updated) == (newer.mark.rank, newer.mark.updated)
        if result.take(newer), isTie { disagrees = true }
      }
      orders[place] = result.order
      if disagrees { disagreements += 1 }
    }
    (others, marks, index) = ([:], [], OrderIndex())
    var sorted: [Order] = []
    swap(&sorted, &orders)
    sorted.sort { ($0.purchased, $0.id) < ($1.purchased, $1.id) }
    return sorted
  }
}
