import AccountHealth

/// Amazon's order reports of shipping data, one row per item: all orders
/// (`GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING`) or those not yet confirmed
/// (`GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING`), both of seller-fulfilled orders.
///
/// They bring the ship-by day, the promised delivery day and whether the buyer asked to cancel, but neither
/// the confirmation nor the canceller. So there is no late shipment rate without a file that has
/// `shipped_at`.
struct AmazonShippingOrders: OrderFormat {
  static let columns =
    [
      "order-id", "order-item-id", "purchase-date", "promise-date", "latest-ship-date",
      "latest-delivery-date", "sales-channel", "quantity-purchased", "currency", "item-price", "sku",
      "is-buyer-requested-cancellation", "reporting-date", "ship-service-level",
    ] + AddressColumns.names
  static let kind = "Amazon order report"
  /// The all-orders report ranks higher, because it dates its changes and receives them for longer.
  static let rank: UInt8 = 0

  let fields: OrderFields
  private let id, item, purchased, promise, shipBy, deliverBy, sales, quantity, currency, price, sku,
    request, service: Int?
  private let address: AddressColumns
  /// The moment of a report that lists only orders not yet confirmed.
  private let reported: Int?
  private(set) var waiting: [String: ReportDate] = [:]
  /// Whether it lists only orders not yet confirmed.
  private let isOfUnshipped: Bool
  private var elsewhere = 0
  private var requested = 0
  /// Orders whose deadlines have lost their time.
  private var daysOnly = 0

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["order-id", "purchase-date"] where !header.has(name) {
      throw ReportError(
        file, line: header.line,
        "\(name): found the columns \(header.shown), expected one named \(name). Download the report again with this column.",
        .empty)
    }
    id = header["order-id"]
    item = header["order-item-id"]
    purchased = header["purchase-date"]
    promise = header["promise-date"]
    shipBy = header["latest-ship-date"]
    deliverBy = header["latest-delivery-date"]
    sales = header["sales-channel"]
    quantity = header["quantity-purchased"]
    currency = header["currency"]
    price = header["item-price"]
    sku = header["sku"]
    service = header["ship-service-level"]
    address = AddressColumns(header)
    request = header["is-buyer-requested-cancellation"]
    reported = header["reporting-date"]
    isOfUnshipped = header.has("quantity-to-ship", "days-past-promise")
    var fields: OrderFields = []
    if shipBy != nil || promise != nil { fields.insert(.shipBy) }
    if deliverBy != nil { fields.insert(.deliverBy) }
    self.fields = fields
  }

  var notes: [String] {
    var notes: [String] = []
    if elsewhere > 0 {
      notes.append(RowReader.leftOut(elsewhere: elsewhere))
    }
    if requested > 0 {
      notes.append("\(requested) rows say that the buyer asked to cancel; if cancelled, they do not count.")
    }
    if daysOnly > 0 {
      notes.append(
        "\(daysOnly) \(daysOnly == 1 ? "row has" : "rows have") days without times, and Amazon writes times of UTC, which end a day of the store on the next one. So a deadline may be the day before, and whether an order confirmed or delivered on the written day was late is not known. Download the report again, and open it in no spreadsheet."
      )
    }
    if isOfUnshipped {
      notes.append(
        "lists only orders not yet confirmed, so rates and volume need another file. "
          + "Add the all-orders report or orders.csv.")
    } else if !fields.contains(.shipBy) {
      notes.append(
        "has no latest-ship-date. Select the date columns in Seller Central and download it again.")
    }
    return notes
  }

  func column(of day: OrderDay) -> (place: Int, name: String)? {
    switch day {
    case .purchased: purchased.map { ($0, "purchase-date") }
    case .shipBy: shipBy.map { ($0, "latest-ship-date") } ?? promise.map { ($0, "promise-date") }
    case .deliverBy: deliverBy.map { ($0, "latest-delivery-date") }
    default: nil
    }
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    guard
      let head = try row.amazonHead(
        sales, currency: currency, id, "order-id", purchased, &elsewhere, deadline: shipBy)
    else { return nil }
    var order = head.order
    let promised = row.day(promise, "promise-date", .shipBy)
    order.shipBy = row.day(shipBy, "latest-ship-date", .shipBy) ?? promised
    order.deliverBy = row.day(deliverBy, "latest-delivery-date", .deliverBy)
    if row.doubtDeadlines(&order, shipBy: shipBy ?? promise, deliverBy: deliverBy, purchased: purchased) {
      daysOnly += 1
    }
    if row.choice(request, "is-buyer-requested-cancellation", .flags) ?? false {
      order.cancelledBy = .buyer
      order.exempt.insert(.cancelledBy)
      requested += 1
    }
    let units = row.units(quantity, "quantity-purchased")
    order.units = units ?? 1
    order.amount = row.amount(price, "item-price")
    order.currency = row.label(currency)
    order.sku = row.label(sku)
    order.service = row.label(service).flatMap(Order.Service.init)
    order.region = address.region(row)
    if isOfUnshipped, let time = row.text(reported).flatMap({ ReportDate($0) }) { waiting[order.id] = time }
    // Only seller-fulfilled orders are in it.
    var answers = fields.union(.channel)
    // Every order has deadlines, so an empty one is not known.
    if order.shipBy == nil { answers.remove(.shipBy) }
    if order.deliverBy == nil { answers.remove(.deliverBy) }
    // It waits for its shipment, neither confirmed nor cancelled by the evening of the report.
    if isOfUnshipped { answers.formUnion([.shipped, .cancelled]) }
    return ParsedOrder(
      order: order, account: "", marketplace: head.marketplace,
      known: units != nil ? .units : row.open.contains(.units) ? .strangeUnits : [],
      answers: answers.subtracting(row.open), item: row.text(item) ?? order.sku ?? "")
  }
}
