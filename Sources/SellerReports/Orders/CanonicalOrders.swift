import AccountHealth

/// Canonical orders.csv: one row an order or an item, header required, any column order.
struct CanonicalOrders: OrderFormat {
  static let columns = [
    "order_id", "purchased_at", "account", "marketplace", "channel", "ship_by", "shipped_at", "deliver_by",
    "delivered_at", "tracking", "cancelled_at", "cancelled_by", "defect", "defect_at", "units", "amount",
    "currency", "sku", "category", "updated_at",
  ]
  static let delimiter = UInt8(ascii: ",")
  static let quotes = true
  static let kind = "orders.csv"
  /// The seller's own words go before Amazon's lists, which know less.
  static let rank = 2

  let fields: OrderFields
  private let place: [Int?]

  private enum Cell: Int {
    case id, purchased, account, marketplace, channel, shipBy, shipped, deliverBy, delivered, tracking,
      cancelled
    case cancelledBy, defect, defectRecorded, units, amount, currency, sku, category, updated
  }

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["order_id", "purchased_at"] where !header.has(name) {
      throw ReportError(
        file, line: 1,
        "\(name): found the columns \(header.shown), expected one named \(name). Add it, or name it so in the header."
      )
    }
    place = Self.columns.map { header[$0] }
    var fields: OrderFields = []
    let known: [(String, OrderFields)] = [
      ("channel", .channel), ("ship_by", .shipBy), ("shipped_at", .shipped), ("deliver_by", .deliverBy),
      ("delivered_at", .delivered), ("tracking", .tracking), ("cancelled_at", .cancelled),
      ("cancelled_by", .cancelledBy), ("defect", .defect),
    ]
    for (name, field) in known where header.has(name) { fields.insert(field) }
    self.fields = fields
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    let id = try row.required(place[Cell.id.rawValue], "order_id")
    let marketplace = try row.marketplace(place[Cell.marketplace.rawValue], "marketplace")
    guard let purchased = try row.day(place[Cell.purchased.rawValue], "purchased_at", marketplace) else {
      throw CellFault(
        column: place[Cell.purchased.rawValue] ?? 0, field: "purchased_at", found: "nothing",
        expected: "a day such as 2026-01-31", remedy: "Row left out: an order needs the day it was placed.")
    }
    var order = Order(id: id, purchased: purchased)
    order.channel =
      try row.choice(place[Cell.channel.rawValue], "channel", ["seller": .seller, "amazon": .amazon])
      ?? .seller
    order.shipBy = try row.day(place[Cell.shipBy.rawValue], "ship_by", marketplace)
    order.shipped = try row.day(place[Cell.shipped.rawValue], "shipped_at", marketplace)
    order.deliverBy = try row.day(place[Cell.deliverBy.rawValue], "deliver_by", marketplace)
    order.delivered = try row.day(place[Cell.delivered.rawValue], "delivered_at", marketplace)
    order.tracking = try row.choice(
      place[Cell.tracking.rawValue], "tracking",
      ["valid": .valid, "invalid": .invalid, "none": Order.Tracking.none])
    order.cancelled = try row.day(place[Cell.cancelled.rawValue], "cancelled_at", marketplace)
    order.cancelledBy = try row.choice(
      place[Cell.cancelledBy.rawValue], "cancelled_by",
      ["seller": .seller, "buyer": .buyer, "amazon": .amazon])
    order.defect = try row.choice(
      place[Cell.defect.rawValue], "defect",
      ["negative_feedback": .negativeFeedback, "a_to_z_claim": .aToZClaim, "chargeback": .chargeback])
    order.defectRecorded = try row.day(place[Cell.defectRecorded.rawValue], "defect_at", marketplace)
    if order.defect != nil, order.defectRecorded == nil {
      throw CellFault(
        column: place[Cell.defectRecorded.rawValue] ?? place[Cell.defect.rawValue] ?? 0, field: "defect_at",
        found: "nothing", expected: "the day the defect was recorded",
        remedy: "Row left out: a defect without its day cannot be counted on any.")
    }
    if order.defect == nil { order.defectRecorded = nil }
    order.units = try row.count(place[Cell.units.rawValue], "units") ?? 1
    order.amount = try row.amount(place[Cell.amount.rawValue], "amount")
    order.currency = row.label(place[Cell.currency.rawValue])
    order.sku = row.label(place[Cell.sku.rawValue])
    order.category = row.label(place[Cell.category.rawValue])
    return ParsedOrder(
      order: order, account: row.label(place[Cell.account.rawValue]) ?? "", marketplace: marketplace,
      updated: try row.day(place[Cell.updated.rawValue], "updated_at", marketplace).map { Int64($0.number) }
        ?? 0)
  }
}
