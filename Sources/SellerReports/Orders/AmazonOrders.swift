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
  static let delimiter = UInt8(ascii: "\t")
  static let quotes = false
  static let kind = "Amazon all-orders report"
  static let rank = 1

  let fields: OrderFields
  private let id, purchased, updated, status, channel, sales, quantity, currency, price, sku: Int?

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["amazon-order-id", "purchase-date"] where !header.has(name) {
      throw ReportError(
        file, line: 1,
        "\(name): found the columns \(header.shown), expected one named \(name). Download the report again, unchanged."
      )
    }
    id = header["amazon-order-id"]
    purchased = header["purchase-date"]
    updated = header["last-updated-date"]
    status = header["order-status"]
    channel = header["fulfillment-channel"]
    sales = header["sales-channel"]
    quantity = header["quantity"]
    currency = header["currency"]
    price = header["item-price"]
    sku = header["sku"]
    fields = header.has("fulfillment-channel") ? [.channel] : []
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    let number = try row.required(id, "amazon-order-id")
    if let sales = row.label(sales), sales.lowercased().hasPrefix("non-amazon") { return nil }
    let marketplace = try row.marketplace(sales, "sales-channel")
    guard let day = try row.day(purchased, "purchase-date", marketplace) else {
      throw CellFault(
        column: purchased ?? 0, field: "purchase-date", found: "nothing",
        expected: "a time such as 2026-01-31T14:05:00+00:00",
        remedy: "Row left out: an order needs the day it was placed.")
    }
    var order = Order(id: number, purchased: day)
    if let name = row.label(channel)?.lowercased() {
      order.channel = name.hasPrefix("amazon") || name == "afn" ? .amazon : .seller
    }
    let changed = try row.day(updated, "last-updated-date", marketplace)
    // The report dates a cancellation by its last change and does not say by whom: never counted.
    if let status = row.label(status)?.lowercased(), status.hasPrefix("cancel") {
      order.cancelled = changed ?? day
    }
    order.units = try row.count(quantity, "quantity") ?? 1
    order.amount = try row.amount(price, "item-price")
    order.currency = row.label(currency)
    order.sku = row.label(sku)
    return ParsedOrder(
      order: order, account: "", marketplace: marketplace, updated: changed.map { Int64($0.number) } ?? 0)
  }
}
