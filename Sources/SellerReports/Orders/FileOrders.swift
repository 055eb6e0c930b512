import AccountHealth

/// The orders of one file, item rows grouped, before they meet those of other files.
struct FileOrders {
  struct Key: Hashable {
    var account: String
    var marketplace: String
  }

  struct Entry {
    var order: Order
    /// Newer wins where two files know a field; 0 where the file does not say.
    var updated: Int64
  }

  private(set) var accounts: [Key: [Entry]] = [:]
  private var places: [Key: [String: Int]] = [:]
  private(set) var rows = 0
  /// Rows of one order that say different things of it.
  private(set) var conflicts = 0

  /// One row: an order, or one more item of an order that is there.
  mutating func add(_ order: Order, to key: Key, updated: Int64) {
    rows += 1
    if let place = places[key]?[order.id] {
      if accounts[key]?[place].order.addItems(of: order) ?? false { conflicts += 1 }
    } else {
      places[key, default: [:]][order.id] = accounts[key, default: []].count
      accounts[key, default: []].append(Entry(order: order, updated: updated))
    }
  }

  var orders: Int { accounts.values.reduce(0) { $0 + $1.count } }
}

extension Order {
  /// Takes in another row of the same order in the same file: units and amounts add up, the rest is of the order.
  ///
  /// - Returns: Whether the rows disagree; the later row holds.
  mutating func addItems(of other: Order) -> Bool {
    let (units, amount) = (units + other.units, Self.sum(self.amount, other.amount))
    let item = (sku, category)
    let disagrees = takeKnown(of: other)
    (self.units, self.amount) = (units, amount)
    // The items of an order differ in sku and category by nature; the first stands for the order.
    (sku, category) = (item.0 ?? sku, item.1 ?? category)
    return disagrees
  }

  /// Overwrites each field by what `other` knows. Returns whether a known day or kind was changed.
  @discardableResult
  mutating func takeKnown(of other: Order) -> Bool {
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
    take(&defect, other.defect)
    take(&defectRecorded, other.defectRecorded)
    take(&currency, other.currency)
    sku = other.sku ?? sku
    category = other.category ?? category
    amount = other.amount ?? amount
    return changed
  }

  private static func sum(_ one: Double?, _ other: Double?) -> Double? {
    guard let one else { return other }
    return other.map { ((one + $0) * 100).rounded() / 100 } ?? one
  }
}
