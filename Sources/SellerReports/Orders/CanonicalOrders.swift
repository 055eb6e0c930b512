import AccountHealth

/// Canonical orders.csv: one row an order or an item, header required, any column order.
struct CanonicalOrders: OrderFormat {
  static let columns = OrdersColumn.allCases.map(\.name)
  static let kind = "orders.csv"
  /// The seller's own words go before Amazon's lists, which know less.
  static let rank: UInt8 = 2

  let fields: OrderFields
  private let place: [Int?]
  /// Rows that say who cancelled but not when.
  private var undated = 0

  init(_ header: Header, file: String) throws(ReportError) {
    for name in OrdersColumn.required.map(\.name) where !header.has(name) {
      throw ReportError(
        file, line: header.line,
        "\(name): found the columns \(header.shown), expected one named \(name). Add it, or name it so in the header."
      )
    }
    place = Self.columns.map { header[$0] }
    var fields: OrderFields = []
    for column in OrdersColumn.allCases where header.has(column.name) { fields.insert(column.field) }
    self.fields = fields
  }

  private static let channels = Words(Order.Channel.allCases.map { ($0.word, $0) })
  private static let trackings = Words(Order.Tracking.allCases.map { ($0.word, $0) })
  private static let cancellers = Words(Order.Canceller.allCases.map { ($0.word, $0) })
  private static let defects = Words(Order.Defect.allCases.map { ($0.word, $0) })

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
      id: try row.required(cell(.id), name(.id)), purchased: try purchased(row))
    let channel = try row.choice(cell(.channel), name(.channel), Self.channels)
    order.channel = channel ?? .seller
    order.shipBy = try row.day(cell(.shipBy), name(.shipBy))
    order.shipped = try row.day(cell(.shipped), name(.shipped))
    order.deliverBy = try row.day(cell(.deliverBy), name(.deliverBy))
    order.delivered = try row.day(cell(.delivered), name(.delivered))
    order.tracking = try row.choice(cell(.tracking), name(.tracking), Self.trackings)
    order.cancelled = try row.day(cell(.cancelled), name(.cancelled))
    order.cancelledBy = try row.choice(cell(.cancelledBy), name(.cancelledBy), Self.cancellers)
    order.defect = try row.choice(cell(.defect), name(.defect), Self.defects)
    order.defectRecorded = try row.day(cell(.defectRecorded), name(.defectRecorded))
    if order.defect == nil {
      order.defectRecorded = nil
    } else if order.defectRecorded == nil {
      throw CellFault(
        column: cell(.defectRecorded) ?? cell(.defect) ?? 0, field: name(.defectRecorded),
        found: "nothing", expected: "the day the defect was recorded",
        remedy: "Row left out: a defect without its day cannot be counted on any.")
    }
    let units = try row.count(cell(.units), name(.units))
    order.units = units ?? 1
    order.amount = try row.amount(cell(.amount), name(.amount))
    order.currency = row.label(cell(.currency))
    order.sku = row.label(cell(.sku))
    order.category = row.label(cell(.category))
    let updated = try row.seconds(cell(.updated), name(.updated)) ?? 0
    if order.cancelledBy != nil, order.cancelled == nil { undated += 1 }
    var known: ParsedOrder.Known = []
    if channel != nil { known.insert(.channel) }
    if units != nil { known.insert(.units) }
    return ParsedOrder(
      order: order, account: account, marketplace: marketplace, updated: updated, known: known)
  }

  private func cell(_ column: OrdersColumn) -> Int? { place[column.rawValue] }

  private func name(_ column: OrdersColumn) -> String { column.name }

  private func purchased(_ row: RowReader) throws(CellFault) -> Day {
    if let day = try row.day(cell(.purchased), name(.purchased)) { return day }
    throw CellFault(
      column: cell(.purchased) ?? 0, field: name(.purchased), found: "nothing",
      expected: "a day such as 2026-01-31", remedy: "Row left out: an order needs the day it was placed.")
  }
}
