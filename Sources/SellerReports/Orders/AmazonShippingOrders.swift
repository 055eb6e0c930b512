import AccountHealth

/// Amazon's order reports of shipping data, one row an item, raw tabs: all orders
/// (`GET_FLAT_FILE_ORDER_REPORT_DATA_SHIPPING`) or those not yet confirmed
/// (`GET_FLAT_FILE_ACTIONABLE_ORDER_DATA_SHIPPING`), both of seller-fulfilled orders (AMAZON.md §4.4).
///
/// They bring the ship-by and the promised delivery day and whether the buyer asked to cancel, but neither the
/// confirmation nor who cancelled: no late shipment rate without a file that has `shipped_at`.
struct AmazonShippingOrders: OrderFormat {
  static let columns = [
    "order-id", "purchase-date", "promise-date", "latest-ship-date", "latest-delivery-date", "sales-channel",
    "quantity-purchased", "currency", "item-price", "sku", "is-buyer-requested-cancellation",
  ]
  static let kind = "Amazon order report"
  /// The all-orders report dates its changes and is told of them longer.
  static let rank: UInt8 = 0

  let fields: OrderFields
  private let id, purchased, promise, shipBy, deliverBy, sales, quantity, currency, price, sku, request: Int?
  /// It lists orders not yet confirmed alone.
  private let isOfUnshipped: Bool
  private var elsewhere = 0
  private var requested = 0

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["order-id", "purchase-date"] where !header.has(name) {
      throw ReportError(
        file, line: header.line,
        "\(name): found the columns \(header.shown), expected one named \(name). Download the report again with this column."
      )
    }
    id = header["order-id"]
    purchased = header["purchase-date"]
    promise = header["promise-date"]
    shipBy = header["latest-ship-date"]
    deliverBy = header["latest-delivery-date"]
    sales = header["sales-channel"]
    quantity = header["quantity-purchased"]
    currency = header["currency"]
    price = header["item-price"]
    sku = header["sku"]
    request = header["is-buyer-requested-cancellation"]
    isOfUnshipped = header.has("quantity-to-ship") || header.has("days-past-promise")
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
    if isOfUnshipped {
      notes.append(
        "lists orders not yet confirmed alone, so rates and volume need another file. "
          + "Add the all-orders report or orders.csv.")
    } else if !fields.contains(.shipBy) {
      notes.append(
        "has no latest-ship-date. Select the date columns in Seller Central and download it again.")
    }
    return notes
  }

  private static let flags = Words<Bool>([("false", false), ("true", true)])

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    guard let head = try row.amazonHead(sales, id, "order-id", purchased, &elsewhere) else { return nil }
    let marketplace = head.marketplace
    var order = head.order
    let promised = try row.day(promise, "promise-date")
    order.shipBy = try row.day(shipBy, "latest-ship-date") ?? promised
    order.deliverBy = try row.day(deliverBy, "latest-delivery-date")
    if try row.choice(request, "is-buyer-requested-cancellation", Self.flags) ?? false {
      order.cancelledBy = .buyer
      requested += 1
    }
    let units = try row.count(quantity, "quantity-purchased")
    order.units = units ?? 1
    order.amount = try row.amount(price, "item-price")
    order.currency = row.label(currency)
    order.sku = row.label(sku)
    return ParsedOrder(
      order: order, account: "", marketplace: marketplace, updated: 0, known: units == nil ? [] : .units)
  }
}
