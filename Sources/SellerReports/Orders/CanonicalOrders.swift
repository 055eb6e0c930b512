import AccountHealth

/// Canonical orders.csv: one row per order or item, header required, any column order.
struct CanonicalOrders: OrderFormat {
  static let columns = Cell.allCases.flatMap(\.names)
  static let kind = "orders.csv"
  /// The seller's own file wins over Amazon's lists, which know less.
  static let rank: UInt8 = 2

  private enum Cell: Int, CaseIterable {
    case id, purchased, account, marketplace, channel, shipBy, shipped, deliverBy, delivered, tracking,
      cancelled
    case cancelledBy, defect, defectRecorded, units, amount, currency, sku, category, updated

    /// Its name, then its other known names.
    var names: [String] {
      switch self {
      // If both are there, Amazon's number is the one that other files know.
      case .id: ["order_id", "amazon_order_id", "order_number", "order_no"]
      case .purchased: ["purchased_at", "purchase_date", "order_date", "ordered_at"]
      case .account: ["account"]
      case .marketplace: ["marketplace", "sales_channel"]
      case .channel: ["channel", "fulfillment_channel", "fulfilment_channel", "fulfillment", "fulfilled_by"]
      case .shipBy: ["ship_by", "ship_by_date", "latest_ship_date", "expected_ship_date", "promise_date"]
      case .shipped:
        ["shipped_at", "ship_date", "shipped_date", "ship_confirm_date", "ship_confirmation_date"]
      case .deliverBy: ["deliver_by", "deliver_by_date", "latest_delivery_date", "promised_delivery_date"]
      case .delivered: ["delivered_at", "delivery_date", "delivered_date", "actual_delivery_date"]
      case .tracking: ["tracking"]
      case .cancelled:
        ["cancelled_at", "canceled_at", "cancellation_date", "cancelled_date", "canceled_date"]
      case .cancelledBy: ["cancelled_by", "canceled_by"]
      case .defect: ["defect", "defect_type"]
      case .defectRecorded: ["defect_at", "defect_date"]
      case .units: ["units", "quantity", "qty", "quantity_purchased"]
      case .amount: ["amount", "item_price"]
      case .currency: ["currency", "currency_code"]
      case .sku: ["sku", "seller_sku", "merchant_sku"]
      case .category: ["category", "product_category"]
      case .updated: ["updated_at", "last_updated_date", "updated"]
      }
    }

    var name: String { names[0] }

    /// The field that an order lacks if the file has no such column.
    var field: OrderFields {
      switch self {
      case .channel: .channel
      case .shipBy: .shipBy
      case .shipped: .shipped
      case .deliverBy: .deliverBy
      case .delivered: .delivered
      case .tracking: .tracking
      case .cancelled: .cancelled
      case .cancelledBy: .cancelledBy
      case .defect: .defect
      default: []
      }
    }
  }

  /// The fields of the header's columns.
  private let columnFields: OrderFields
  private let place: [Int?]
  /// The names in the header, for messages.
  private let names: [String]
  /// Rows that say who cancelled but not when.
  private var undated = 0
  /// The number of tracking cells that contain a parcel's number, and of those that contain a word.
  private var trackingNumbers = 0
  private var trackingWords = 0

  init(_ header: Header, file: String) throws(ReportError) {
    let cells = Cell.allCases
    let place = cells.map { header[$0.names] }
    for cell in [Cell.id, .purchased] where place[cell.rawValue] == nil {
      throw ReportError(
        file, line: header.line,
        "\(cell.name): found the columns \(header.shown), expected one named \(cell.name). Add it, or name it so in the header.",
        isUseless: true)
    }
    self.place = place
    names = cells.map { cell in place[cell.rawValue].map { ReportFault.plain(header.names[$0]) } ?? cell.name
    }
    columnFields = cells.reduce(into: []) { if place[$1.rawValue] != nil { $0.formUnion($1.field) } }
  }

  /// The fields that the file fills. A column with only parcel numbers does not say whether tracking is
  /// valid.
  var fields: OrderFields {
    trackingNumbers > 0 && trackingWords == 0 ? columnFields.subtracting(.tracking) : columnFields
  }

  var notes: [String] {
    var notes: [String] = []
    if undated > 0 {
      notes.append(
        "\(undated) rows have \(name(.cancelledBy)) without \(name(.cancelled)); whether they were cancelled is not known."
      )
    }
    if trackingNumbers > 0 {
      notes.append(
        "\(trackingNumbers) cells of \(name(.tracking)) hold the number of a parcel; whether it is valid is not known. "
          + "Write valid, invalid or none.")
    }
    return notes
  }

  func column(of day: OrderDay) -> (place: Int, name: String)? {
    let cell: Cell =
      switch day {
      case .purchased: .purchased
      case .shipBy: .shipBy
      case .shipped: .shipped
      case .deliverBy: .deliverBy
      case .delivered: .delivered
      case .cancelled: .cancelled
      case .defectRecorded: .defectRecorded
      }
    return place[cell.rawValue].map { ($0, name(cell)) }
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    let account = row.label(at(.account)) ?? ""
    let marketplace = row.marketplace(at(.marketplace))
    guard row.keeps(account, marketplace) else { return nil }
    var order = Order(
      id: try row.number(at(.id), name(.id)),
      purchased: try row.requiredDay(at(.purchased), name(.purchased), example: "2026-01-31"))
    let channel = row.choice(at(.channel), name(.channel), .channels, .channel)
    order.channel = channel ?? .seller
    order.shipBy = day(row, .shipBy)
    order.shipped = day(row, .shipped)
    order.deliverBy = day(row, .deliverBy)
    order.delivered = day(row, .delivered)
    order.tracking = tracking(row)
    order.cancelled = day(row, .cancelled)
    order.cancelledBy = row.choice(at(.cancelledBy), name(.cancelledBy), .cancellers, .cancelledBy)
    var known: ParsedOrder.Known = channel == nil ? [] : .channel
    order.defect = row.choice(at(.defect), name(.defect), .defects, .defect) ?? nil
    if order.defect != nil {
      order.defectRecorded = row.day(at(.defectRecorded), name(.defectRecorded))
      if order.defectRecorded == nil { known.insert(.undatedDefect) }
    }
    let units = row.count(at(.units), name(.units))
    order.units = units ?? 1
    if units != nil { known.insert(.units) }
    order.amount = row.amount(at(.amount), name(.amount))
    order.currency = row.label(at(.currency))
    order.sku = row.label(at(.sku))
    order.category = row.label(at(.category))
    var answers = columnFields.subtracting(row.unknown)
    if order.cancelledBy != nil, order.cancelled == nil {
      undated += 1
      answers.remove(.cancelled)
    }
    return ParsedOrder(
      order: order, account: account, marketplace: marketplace,
      updated: row.seconds(at(.updated), name(.updated)) ?? 0, known: known, answers: answers,
      item: order.sku ?? "")
  }

  private func at(_ cell: Cell) -> Int? { place[cell.rawValue] }
  private func name(_ cell: Cell) -> String { names[cell.rawValue] }

  private func day(_ row: RowReader, _ cell: Cell) -> Day? { row.day(at(cell), name(cell), cell.field) }

  /// Reads a word, or the number of a parcel, which does not say whether it is valid.
  private mutating func tracking(_ row: RowReader) -> Order.Tracking? {
    if row.isParcelNumber(at(.tracking)) {
      trackingNumbers += 1
      row.leaveOpen(.tracking)
      return nil
    }
    let word = row.choice(at(.tracking), name(.tracking), .trackings, .tracking)
    if word != nil { trackingWords += 1 }
    return word
  }
}
