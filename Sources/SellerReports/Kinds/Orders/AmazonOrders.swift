import AccountHealth

/// Amazon's all-orders report, one row per item.
///
/// It has no ship-by, no time of confirmation and no canceller. So it brings volume and channels, but no late
/// shipment rate and no cancellation rate. Its status says that an order was shipped by its last update, or
/// not yet.
struct AmazonOrders: OrderFormat {
  static let columns =
    [
      "amazon-order-id", "purchase-date", "last-updated-date", "order-status", "fulfillment-channel",
      "sales-channel", "item-status", "quantity", "currency", "item-price", "sku", "ship-service-level",
    ] + AddressColumns.names
  static let kind = "Amazon all-orders report"
  static let rank: UInt8 = 1

  let fields: OrderFields
  private let id, purchased, updated, status, channel, sales, item, quantity, currency, price, sku,
    service: Int?
  private let address: AddressColumns
  private var elsewhere = 0
  /// Rows of the seller's whose status is not understood, and the first such word.
  private var unread: (rows: Int, word: String) = (0, "")

  init(_ header: Header, file: String) throws(ReportError) {
    for name in ["amazon-order-id", "purchase-date"] where !header.has(name) {
      throw ReportError(
        file, line: header.line,
        "\(name): found the columns \(header.shown), expected one named \(name). Download the report again, unchanged.",
        .empty)
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
    service = header["ship-service-level"]
    address = AddressColumns(header)
    fields = [
      header.has("fulfillment-channel") ? .channel : [], header.has("order-status") ? .dispatched : [],
    ]
  }

  var notes: [String] {
    var notes = elsewhere == 0 ? [] : [RowReader.leftOut(elsewhere: elsewhere)]
    if unread.rows > 0 {
      notes.append(
        "\(unread.rows) \(unread.rows == 1 ? "row has an order-status" : "rows have an order-status") that is not understood, such as \(unread.word): whether these orders were shipped or cancelled is undecided. Download the report in English."
      )
    }
    return notes
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
    let word = row.label(status)
    let state = state(word, order.channel)
    var answers = answers(state, row, &order, changed)
    // What waits for its payment has no deadline yet.
    if ["pending", "pendingavailability"].contains(word?.lowercased()) { answers.insert(.shipBy) }
    let units = row.units(quantity, "quantity")
    order.units = units ?? 1
    if order.cancelled == nil {
      switch row.label(item).flatMap(Self.status) {
      case .cancelled:
        // Out of an order that continues. By whom is not said.
        order.units = 0
        order.undecided.insert(.cancelledItem)
      case .open where word.map { Self.mayBeInPart($0, state) } ?? false:
        known.insert(.openItem)
        order.shippedBy = nil
        answers.insert(.shipped)
      case .open, .shipped, nil: break
      }
    }
    if units != nil { known.insert(.units) }
    if row.open.contains(.units), order.units > 0 { known.insert(.strangeUnits) }
    order.amount = row.amount(price, "item-price")
    order.currency = row.label(currency)
    order.sku = row.label(sku)
    order.service = row.label(service).flatMap(Order.Service.init)
    order.region = address.region(row)
    return ParsedOrder(
      order: order, account: "", marketplace: head.marketplace,
      updated: row.seconds(updated, "last-updated-date") ?? 0, changed: changed, known: known,
      answers: answers.union(.channel), item: order.sku ?? "")
  }

  /// The meaning of a status such as `Shipped`, `Shipped - Delivered to Buyer` or `PartiallyShipped`, in the
  /// languages of the stores.
  private static func status(_ text: String) -> OrderStatus? {
    let word = text.lowercased()
    if word.hasPrefix("cancel") { return .cancelled }
    if word.hasPrefix("shipped") { return .shipped }
    let open = ["pending", "unshipped", "partially", "shipping", "unfulfillable"]
    if open.contains(where: word.hasPrefix) { return .open }
    let head = text.range(of: " - ").map { String(text[..<$0.lowerBound]) } ?? text
    return Words.statuses.value(of: head)
  }

  /// Whether an order of this status may have been shipped in part. Its items are on their way together where
  /// the status says what became of them.
  private static func mayBeInPart(_ status: String, _ state: OrderStatus?) -> Bool {
    let word = status.lowercased()
    return state == .shipped
      ? !word.contains(" - ") : word.hasPrefix("partially") || word.hasPrefix("shipping")
  }

  /// The state of the order by its status; `nil` if it is not understood.
  private mutating func state(_ status: String?, _ channel: Order.Channel) -> OrderStatus? {
    guard let status, !status.isEmpty else { return nil }
    if let state = Self.status(status) { return state }
    if channel == .seller {
      if unread.rows == 0 { unread.word = ReportFault.cell(status) }
      unread.rows += 1
    }
    return nil
  }

  /// What a status answers of shipment and cancellation.
  private func answers(
    _ state: OrderStatus?, _ row: RowReader, _ order: inout Order, _ changed: Day?
  ) -> OrderFields {
    switch state {
    case .cancelled:
      // The report dates a cancellation by the last change and does not say who cancelled.
      order.cancelled = changed ?? order.purchased
      return [.cancelled, .shipped, .dispatched]
    case .shipped:
      // A confirmation is a change, so it is not after the last one. A last change at the moment of purchase
      // is not a confirmation.
      let (bought, last) = (
        row.seconds(purchased, "purchase-date"), row.seconds(updated, "last-updated-date")
      )
      if let bought, let last, last > bought { order.shippedBy = changed }
      return [.cancelled, .cancelledBy, .dispatched]
    case .open: return [.cancelled, .cancelledBy, .shipped, .dispatched]
    case nil: return []
    }
  }
}
