import AccountHealth

/// Amazon's all-orders report, one row an item, raw tabs.
///
/// It has neither ship-by, nor the time of confirmation, nor who cancelled, so it brings volume and channels but
/// no late shipment and no cancellation rate.
struct AmazonOrders: OrderFormat {
  static let columns = [
    "amazon-order-id", "purchase-date", "last-updated-date", "order-status", "fulfillment-channel",
    "sales-channel", "item-status", "quantity", "currency", "item-price", "sku",
  ]
  static let kind = "Amazon all-orders report"
  static let rank: UInt8 = 1

  let fields: OrderFields
  private let id, purchased, updated, status, channel, sales, item, quantity, currency, price, sku: Int?
  private var elsewhere = 0

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["amazon-order-id", "purchase-date"] where !header.has(name) {
      throw ReportError(
        file, line: header.line,
        "\(name): found the columns \(header.shown), expected one named \(name). Download the report again, unchanged."
      )
    }
    id = header["amazon-order-id"]
    purchased = header["purchase-date"]
    updated = header["last-updated-date"]
    status = header["order-status"]
    channel = header["fulfillment-channel"]
    sales = header["sales-channel"]
    item = header["item-status"]
    quantity = header["quantity"]
    currency = header["currency"]
    price = header["item-price"]
    sku = header["sku"]
    fields = header.has("fulfillment-channel") ? [.channel] : []
  }

  var notes: [String] {
    elsewhere == 0 ? [] : [RowReader.leftOut(elsewhere: elsewhere)]
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    guard let head = try row.amazonHead(sales, id, "amazon-order-id", purchased, &elsewhere) else {
      return nil
    }
    let marketplace = head.marketplace
    var order = head.order
    var known: ParsedOrder.Known = []
    if let name = row.label(channel)?.lowercased() {
      order.channel = name.hasPrefix("amazon") || name == "afn" ? .amazon : .seller
      known.insert(.channel)
    }
    let changed = try row.day(updated, "last-updated-date")
    // The report dates a cancellation by its last change and does not say by whom: never counted.
    let isCancelled = row.label(status)?.lowercased().hasPrefix("cancel") ?? false
    if isCancelled { order.cancelled = changed ?? order.purchased }
    let units = try row.count(quantity, "quantity")
    order.units = units ?? 1
    // An item that was cancelled out of an order that goes on.
    if !isCancelled, row.label(item)?.lowercased().hasPrefix("cancel") ?? false { order.units = 0 }
    if units != nil { known.insert(.units) }
    order.amount = try row.amount(price, "item-price")
    order.currency = row.label(currency)
    order.sku = row.label(sku)
    return ParsedOrder(
      order: order, account: "", marketplace: marketplace,
      updated: try row.seconds(updated, "last-updated-date") ?? 0, known: known)
  }
}
