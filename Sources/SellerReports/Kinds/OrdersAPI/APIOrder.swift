import AccountHealth

/// One order as the Orders API describes it, version 0 or 2026-01-01. Keys that are missing were not asked
/// for, so that they say nothing.
struct APIOrder {
  /// What an answer says, and of what.
  struct Told {
    /// Fields that the answer was asked for.
    var fields: OrderFields = []
    /// Those that hold for this order: an empty one did not happen.
    var answers: OrderFields = []
    var known: ParsedOrder.Known = []
  }

  /// Where an order stands, by any of the words of the two versions.
  private enum State { case open, shipped, cancelled }

  private let value: JSONValue
  private let clock: DayParser
  let purchased: Day?
  /// The day of its last change; whatever it says happened by then.
  let changed: Day?
  /// Seconds since 1970 of that change, 0 where it is not said.
  let updated: UInt32

  init(_ value: JSONValue, clock: DayParser) {
    self.value = value
    self.clock = clock
    purchased = Self.day((value["purchasedate"] ?? value["createdtime"])?.text, clock)
    let time = (value["lastupdatedate"] ?? value["lastupdatedtime"])?.text
    changed = Self.day(time, clock)
    updated = time.flatMap(Self.seconds) ?? 0
  }

  /// Fills `order`, whose number and day of purchase are set.
  func fill(_ order: inout Order) -> Told {
    var told = Told()
    money(&order)
    let items = value["orderitems"]?.items ?? []
    units(items, &order, &told)
    order.sku = items.lazy.compactMap { ($0["sellersku"] ?? $0["product"]?["sellersku"])?.text }.first
    let fulfillment = value["fulfillment"]
    let service =
      value["shipmentservicelevelcategory"] ?? fulfillment?["fulfillmentservicelevel"]
      ?? value["shipservicelevel"]
    order.service = service?.text.flatMap(Order.Service.init)
    order.region = region
    if let word = (value["fulfillmentchannel"] ?? fulfillment?["fulfilledby"])?.text?.uppercased() {
      let channel = Words.channels.value(of: word)
      order.channel = channel ?? .seller
      told.known.insert(channel == nil ? .strangeChannel : .channel)
      told.fields.insert(.channel)
    } else if fulfillment == nil, (value["packages"]?.items ?? []).isEmpty {
      // It was not asked for: Amazon may ship the order.
      told.known.insert(.strangeChannel)
    }
    order.shipBy = day(value["latestshipdate"] ?? fulfillment?["shipbywindow"]?["latestdatetime"])
    order.deliverBy = day(value["latestdeliverydate"] ?? fulfillment?["deliverbywindow"]?["latestdatetime"])
    if order.shipBy != nil { told.fields.insert(.shipBy) }
    if order.deliverBy != nil { told.fields.insert(.deliverBy) }
    told.answers.formUnion([.channel, .shipBy, .deliverBy])
    let state = Self.state((value["orderstatus"] ?? fulfillment?["fulfillmentstatus"])?.text)
    let last = changed.map { max($0, order.purchased) }
    if state != nil { told.fields.insert(.cancelled) }
    switch state {
    case .open: told.answers.formUnion([.cancelled, .cancelledBy, .shipped])
    case .shipped:
      order.shippedBy = last
      told.answers.formUnion([.cancelled, .cancelledBy])
      // A shipped order had deadlines; without them they were not asked for.
      if order.shipBy == nil { told.answers.remove(.shipBy) }
      if order.deliverBy == nil { told.answers.remove(.deliverBy) }
    case .cancelled:
      // Dated by the last change, which may be later.
      order.cancelled = last ?? order.purchased
      told.answers.formUnion([.cancelled, .shipped])
    case nil: break
    }
    packages(&order, state, last, &told)
    cancellation(items, &order, state, last, &told)
    return told
  }

  /// Where it goes, if the answer was asked for an address. Only country, state and postal code are read.
  private var region: Order.Region? {
    let address = value["shippingaddress"] ?? value["recipient"]?["deliveryaddress"]
    guard let country = address?["countrycode"]?.text else { return nil }
    return Order.Region(
      country: country, state: address?["stateorregion"]?.text, postalCode: address?["postalcode"]?.text)
  }

  // MARK: Items

  private func units(_ items: [JSONValue], _ order: inout Order, _ told: inout Told) {
    let ordered = items.filter { !Self.isCancelled($0) }.compactMap { $0["quantityordered"]?.count }
    let counted = [value["numberofitemsshipped"], value["numberofitemsunshipped"]].compactMap { $0?.count }
    guard !ordered.isEmpty || !counted.isEmpty else { return }
    order.units = min((ordered.isEmpty ? counted : ordered).reduce(0, +), 1_000_000_000)
    told.known.insert(.units)
  }

  private func money(_ order: inout Order) {
    let total = value["ordertotal"] ?? value["proceeds"]?["grandtotal"]
    order.amount = total?["amount"]?.number.flatMap { abs($0) < 1e12 ? $0 : nil }
    order.currency = total?["currencycode"]?.text.flatMap { $0.utf8.count <= 8 ? $0 : nil }
  }

  private static func isCancelled(_ item: JSONValue) -> Bool {
    item["cancellation"]?["cancellationexecution"] != nil
  }

  /// Whether nothing is left of an item of an order that was not cancelled as a whole.
  private static func isDropped(_ item: JSONValue, _ state: State?) -> Bool {
    if item["quantityordered"]?.count == 0 { return true }
    guard state == .shipped else { return false }
    let second = item["fulfillment"] ?? item
    return item["quantityshipped"]?.count == 0
      || second["quantityfulfilled"]?.count == 0 && second["quantityunfulfilled"]?.count == 0
  }

  /// Who cancelled. The buyer's request goes first: Amazon does not count what the buyer asked for.
  private func cancellation(
    _ items: [JSONValue], _ order: inout Order, _ state: State?, _ last: Day?, _ told: inout Told
  ) {
    let asked = items.contains { $0["cancellation"] != nil || $0["buyerrequestedcancel"] != nil }
    if asked { told.fields.insert(.cancelledBy) }
    let cancellers = items.compactMap(Self.canceller)
    guard state == .cancelled else {
      // Answers of the first version, and old ones of the second, do not say by whom an item was cancelled.
      if items.contains(where: { Self.canceller($0) == nil && Self.isDropped($0, state) }) {
        order.undecided.insert(.cancelledItem)
      }
      guard cancellers.contains(where: { $0 != .buyer }) else { return }
      let day = [last, order.shipped].compactMap(\.self).min() ?? order.purchased
      order.itemCancelled = max(day, order.purchased)
      return
    }
    order.cancelledBy = [.seller, .amazon, .buyer].first(where: cancellers.contains)
    guard order.cancelledBy != nil else { return }
    told.answers.insert(.cancelledBy)
    // What the buyer asked for does not count, whoever then clicked.
    if order.cancelledBy == .buyer, items.allSatisfy(Self.isRequested) { order.exempt.insert(.cancelledBy) }
    // Amazon also cancels what is not paid.
    if order.cancelledBy == .amazon { order.assumed.insert(.cancelledBy) }
  }

  /// Whether the buyer asked to cancel the item.
  private static func isRequested(_ item: JSONValue) -> Bool {
    let request = item["cancellation"]?["cancellationrequest"]
    return request?["requester"]?.text?.uppercased() == "BUYER"
      || request != nil && request?["requester"] == nil
      || item["buyerrequestedcancel"]?["isbuyerrequestedcancel"]?.flag == true
  }

  private static func canceller(_ item: JSONValue) -> Order.Canceller? {
    let isRequested = isRequested(item)
    switch item["cancellation"]?["cancellationexecution"]?["cancelledby"]?.text?.uppercased() {
    case "MERCHANT", "SELLER": return isRequested ? .buyer : .seller
    case "AMAZON": return isRequested ? .buyer : .amazon
    case "BUYER", "CUSTOMER": return .buyer
    default: return isRequested ? .buyer : nil
    }
  }

  // MARK: Packages

  /// A package's creation is nearest to the confirmation; its hand-over to the carrier may be later.
  private func packages(
    _ order: inout Order, _ state: State?, _ last: Day?, _ told: inout Told
  ) {
    guard order.channel == .seller, let node = value["packages"], case .list(let all) = node else { return }
    told.fields.formUnion([.shipped, .tracking])
    let packages = all.filter { !Self.status($0).contains("CANCELLED") }
    order.carrier = packages.lazy.compactMap { $0["carrier"]?.text.flatMap(Order.Carrier.init) }.first
    guard state == .shipped, !packages.isEmpty else { return }
    let days = packages.compactMap { day($0["createdtime"] ?? $0["shiptime"]) }
    if days.count == packages.count, let latest = days.max() {
      order.shipped = max(latest, order.purchased)
      order.assumed.insert(.shipped)
    }
    tracking(packages, &order)
    if packages.allSatisfy({ Self.status($0).contains("DELIVERED") }) {
      // The day is not said; by its last change the order had been delivered. Where that was no later than
      // the shipment, a delivery is no change.
      guard let last, let deliverBy = order.deliverBy, last <= deliverBy,
        let shipped = order.shipped, last > shipped
      else { return }
      told.fields.insert(.delivered)
      order.delivered = last
      order.assumed.insert(.delivered)
    }
  }

  private func tracking(_ packages: [JSONValue], _ order: inout Order) {
    // A package without a number may have one that the answer does not hold.
    if packages.allSatisfy({ $0["trackingnumber"]?.text != nil && Self.wasScanned($0) }) {
      order.tracking = .valid
      order.assumed.insert(.tracking)
    }
  }

  /// Words of its status and its detailed status, in capitals.
  private static func status(_ package: JSONValue) -> Set<String> {
    let node = package["packagestatus"]
    let words = [node?["status"], node?["detailedstatus"], node].compactMap { $0?.text?.uppercased() }
    return Set(words.map { $0 == "LABEL_CANCELLED" ? "CANCELLED" : $0 })
  }

  /// Whether the carrier has had it. `SHIPPED` alone is what the seller confirmed.
  private static func wasScanned(_ package: JSONValue) -> Bool {
    let words = status(package)
    return !words.isDisjoint(with: [
      "IN_TRANSIT", "DELIVERED", "UNDELIVERABLE", "PICKED_UP", "DROPPED_OFF", "AT_ORIGIN_FC",
      "AT_DESTINATION_FC", "OUT_FOR_DELIVERY", "REJECTED_BY_BUYER", "RETURNING_TO_SELLER",
      "RETURNED_TO_SELLER",
    ])
  }

  // MARK: Words and times

  private static func state(_ word: String?) -> State? {
    guard let word else { return nil }
    let letters = word.uppercased().filter(\.isLetter)
    if letters.hasPrefix("CANCEL") { return .cancelled }
    if letters.hasPrefix("SHIPPED") || letters == "INVOICEUNCONFIRMED" { return .shipped }
    let open = ["PENDING", "UNSHIPPED", "PARTIALLYSHIPPED", "UNFULFILLABLE", "PENDINGAVAILABILITY"]
    return open.contains(letters) ? .open : nil
  }

  private func day(_ value: JSONValue?) -> Day? { Self.day(value?.text, clock) }

  private static func day(_ text: String?, _ clock: DayParser) -> Day? {
    guard let text, text.utf8.count <= 40 else { return nil }
    let day = Array(text.utf8).withUnsafeBufferPointer { clock.day($0) }
    return day.flatMap { RowReader.plausible.contains($0) ? $0 : nil }
  }

  private static func seconds(_ text: String) -> UInt32? {
    guard text.utf8.count <= 40 else { return nil }
    return Array(text.utf8).withUnsafeBufferPointer { WrittenTime($0) }.map { UInt32(clamping: $0.seconds) }
  }
}
