import AccountHealth

/// Amazon's all-orders report, one row per item.
///
/// It has no ship-by, no time of confirmation and no canceller. So it brings volume and channels, but no late
/// shipment rate and no cancellation rate. Its status says that an order was shipped by its last update, or
/// not yet.
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
        "\(name): found the columns \(header.shown), expected one named \(name). Download the report again, unchanged.",
        isUseless: true)
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

  func column(of day: OrderDay) -> (place: Int, name: String)? {
    switch day {
    case .purchased: purchased.map { ($0, "purchase-date") }
    case .cancelled: updated.map { ($0, "last-updated-date") }
    default: nil
    }
  }

  mutating func order(_ row: RowReader) throws(CellFault) -> ParsedOrder? {
    guard
      let head = try row.amazonHead(sales, currency: currency, id, "amazon-order-id", purchased, &elsewhere)
    else {
      return nil
    }
    var order = head.order
    var known: ParsedOrder.Known = []
    if let name = row.label(channel)?.lowercased() {
      let sender: Order.Channel? =
        name.hasPrefix("amazon") || name == "afn"
        ? .amazon
        : name == "merchant" || name == "mfn"
          ? .seller : row.choice(channel, "fulfillment-channel", .channels, .channel)
      order.channel = sender ?? .seller
      known.insert(sender == nil ? .strangeChannel : .channel)
    } else if channel == nil || row.isUntold(channel) {
      known.insert(.strangeChannel)
    }
    let changed = row.day(updated, "last-updated-date").map { max($0, order.purchased) }
    let answers = state(row, &order, changed)
    let units = row.units(quantity, "quantity")
    order.units = units ?? 1
    // An item was cancelled out of an order that continues.
    if order.cancelled == nil, row.label(item)?.lowercased().hasPrefix("cancel") ?? false {
      order.units = 0
      // By whom it was cancelled is not said.
      order.undecided.insert(.cancelledItem)
    }
    if units != nil { known.insert(.units) }
    if row.open.contains(.units), order.units > 0 { known.insert(.strangeUnits) }
    order.amount = row.amount(price, "item-price")
    order.currency = row.label(currency)
    order.sku = row.label(sku)
    return ParsedOrder(
      order: order, account: "", marketplace: head.marketplace,
      updated: row.seconds(updated, "last-updated-date") ?? 0, changed: changed, known: known,
      answers: answers.union(.channel), item: order.sku ?? "")
  }

  /// What the status says of shipment and cancellation, as `Shipped`, `Shipped - Delivered to Buyer`,
  /// `PartiallyShipped`.
  private func state(_ row: RowReader, _ order: inout Order, _ changed: Day?) -> OrderFields {
    guard let status = row.label(status)?.lowercased() else { return [] }
    if status.hasPrefix("cancel") {
      // The report dates a cancellation by the last change and does not say who cancelled.
      order.cancelled = changed ?? order.purchased
      return [.cancelled, .shipped]
    }
    if status.hasPrefix("shipped") {
      // A confirmation is a change, so it is not after the last one. A last change at the moment of purchase
      // is not a confirmation.
      let (bought, last) = (
        row.seconds(purchased, "purchase-date"), row.seconds(updated, "last-updated-date")
      )
      if let bought, let last, last > bought { order.shippedBy = changed }
      return [.cancelled, .cancelledBy]
    }
    if ["pending", "unshipped", "partially", "shipping", "unfulfillable"].contains(where: status.hasPrefix) {
      return [.cancelled, .cancelledBy, .shipped]
    }
    return []
  }
}
