import AccountHealth

/// Canonical orders.csv: one row an order or an item, header required, any column order.
struct CanonicalOrders: OrderFormat {
  static let columns = [
    "order_id", "purchased_at", "account", "marketplace", "channel", "ship_by", "shipped_at", "deliver_by",
    "delivered_at", "tracking", "cancelled_at", "cancelled_by", "defect", "defect_at", "units", "amount",
    "currency", "sku", "category", "updated_at",
  ]
  static let kind = "orders.csv"
  /// The seller's own words go before Amazon's lists, which know less.
  static let rank: UInt8 = 2

  let fields: OrderFields
  private let place: [Int?]
  /// Rows that say who cancelled but not when.
  private var undated = 0

  private enum Cell: Int {
    case id, purchased, account, marketplace, channel, shipBy, shipped, deliverBy, delivered, tracking,
      cancelled
    case cancelledBy, defect, defectRecorded, units, amount, currency, sku, category, updated
  }

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["order_id", "purchased_at"] where !header.has(name) {
      throw ReportError(
        file, line: header.line,
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

  private static let channels = Words<Order.Channel>([("amazon", .amazon), ("seller", .seller)])
  private static let trackings = Words<Order.Tracking>([
    ("invalid", .invalid), ("none", Order.Tracking.none), ("valid", .valid),
  ])
  private static let cancellers = Words<Order.Canceller>([
    ("amazon", .amazon), ("buyer", .buyer), ("seller", .seller),
  ])
  private static let defects = Words<Order.Defect>([
    ("a_to_z_claim", .aToZClaim), ("chargeback", .chargeback), ("negative_feedback", .negativeFeedback),
  ])

  var notes: [String] {
    undated == 0
      ? []
      : ["\(undated) rows have cancelled_by without cancelled_at; their cancellations are not counted."]
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    let account = row.label(cell(.account)) ?? ""
    let marketplace = row.marketplace(cell(.marketplace))
    guard row.keeps(account, marketplace) else { return nil }
    var order = Order(
      id: try row.required(cell(.id), "order_id"), purchased: try purchased(row))
    let channel = try row.choice(cell(.channel), "channel", Self.channels)
    order.channel = channel ?? .seller
    order.shipBy = try row.day(cell(.shipBy), "ship_by")
    order.shipped = try row.day(cell(.shipped), "shipped_at")
    order.deliverBy = try row.day(cell(.deliverBy), "deliver_by")
    order.delivered = try row.day(cell(.delivered), "delivered_at")
    order.tracking = try row.choice(cell(.tracking), "tracking", Self.trackings)
    order.cancelled = try row.day(cell(.cancelled), "cancelled_at")
    order.cancelledBy = try row.choice(cell(.cancelledBy), "cancelled_by", Self.cancellers)
    order.defect = try row.choice(cell(.defect), "defect", Self.defects)
    order.defectRecorded = try row.day(cell(.defectRecorded), "defect_at")
    if order.defect == nil {
      order.defectRecorded = nil
    } else if order.defectRecorded == nil {
      throw CellFault(
        column: cell(.defectRecorded) ?? cell(.defect) ?? 0, field: "defect_at",
        found: "nothing", expected: "the day the defect was recorded",
        remedy: "Row left out: a defect without its day cannot be counted on any.")
    }
    let units = try row.count(cell(.units), "units")
    order.units = units ?? 1
    order.amount = try row.amount(cell(.amount), "amount")
    order.currency = row.label(cell(.currency))
    order.sku = row.label(cell(.sku))
    order.category = row.label(cell(.category))
    let updated = try row.seconds(cell(.updated), "updated_at") ?? 0
    if order.cancelledBy != nil, order.cancelled == nil { undated += 1 }
    var known: ParsedOrder.Known = []
    if channel != nil { known.insert(.channel) }
    if units != nil { known.insert(.units) }
    return ParsedOrder(
      order: order, account: account, marketplace: marketplace, updated: updated, known: known)
  }

  private func cell(_ cell: Cell) -> Int? { place[cell.rawValue] }

  private func purchased(_ row: RowReader) throws(CellFault) -> Day {
    if let day = try row.day(cell(.purchased), "purchased_at") { return day }
    throw CellFault(
      column: cell(.purchased) ?? 0, field: "purchased_at", found: "nothing",
      expected: "a day such as 2026-01-31", remedy: "Row left out: an order needs the day it was placed.")
  }
}
