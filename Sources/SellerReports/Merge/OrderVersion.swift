import AccountHealth

/// What one row of a file says about an order, and how it ranks against other rows.
struct OrderVersion: Equatable {
  /// 16 bytes.
  struct Mark: Equatable {
    /// The newer update wins; 0 if the file does not say.
    var updated: UInt32
    /// A hash of the text that distinguishes items; 0 for a row about the whole order.
    var item: UInt32
    /// The number of the file among those that were read.
    var file: UInt16
    /// Fields that it answers.
    var answers: OrderFields
    var known: ParsedOrder.Known
    var rank: UInt8
  }

  var order: Order
  var mark: Mark

  init(order: Order, mark: Mark) {
    self.order = order
    self.mark = mark
  }

  init(_ row: ParsedOrder, rank: UInt8, file: Int) {
    order = row.order
    mark = Mark(
      updated: row.updated, item: Self.hash(row.item), file: UInt16(clamping: file), answers: row.answers,
      known: row.known, rank: rank)
  }

  /// FNV-1a (Fowler, Noll and Vo), never 0 for text.
  private static func hash(_ text: String) -> UInt32 {
    if text.isEmpty { return 0 }
    var hash: UInt32 = 2_166_136_261
    for byte in text.utf8 { hash = (hash ^ UInt32(byte)) &* 16_777_619 }
    return max(hash, 1)
  }

  /// Overwrites each field that `other` knows. Returns whether a known value was changed.
  mutating func take(_ other: OrderVersion) -> Bool {
    var changed = order.takeKnown(of: other.order)
    if takePurchase(of: other) { changed = true }
    if other.mark.known.contains(.channel) {
      if mark.known.contains(.channel), order.channel != other.order.channel { changed = true }
      order.channel = other.order.channel
    }
    if other.knowsUnits || !knowsUnits && other.order.furtherUnits > 0 {
      (order.units, order.furtherUnits) = (other.order.units, other.order.furtherUnits)
    }
    unite(other.mark.known)
    if !other.mark.known.contains(.openItem) { mark.known.remove(.openItem) }
    mark.answers.formUnion(other.mark.answers)
    (mark.updated, mark.file) = (max(mark.updated, other.mark.updated), other.mark.file)
    return changed
  }
}

extension OrderVersion {
  /// Whether its units are those of a file.
  private var knowsUnits: Bool { mark.known.contains(.units) && order.furtherUnits == 0 }

  /// Takes the day of purchase of another row if it has one. Returns whether both have one, and differ.
  mutating func takePurchase(of other: OrderVersion) -> Bool {
    let purchases = (order.purchased, other.order.purchased)
    switch (hasPurchase, other.hasPurchase) {
    case (true, true), (false, true): order.purchased = purchases.1
    case (true, false): break
    // Each of them is the last day that it can have been.
    case (false, false): order.purchased = min(purchases.0, purchases.1)
    }
    return hasPurchase && other.hasPurchase && purchases.0 != purchases.1
  }

  /// Adds what another row of the order says of the fields that every order has.
  mutating func unite(_ known: ParsedOrder.Known) {
    let lacksPurchase = mark.known.intersection(known).contains(.strangePurchase)
    let isUncertain = mark.known.intersection(known).contains(.strangeNumber)
    mark.known.formUnion(known)
    if !lacksPurchase { mark.known.remove(.strangePurchase) }
    if !isUncertain { mark.known.remove(.strangeNumber) }
    if order.defectRecorded != nil { mark.known.remove(.undatedDefect) }
  }

  var hasPurchase: Bool { !mark.known.contains(.strangePurchase) }

  /// Takes a version that is neither newer nor older: the earlier day of purchase stays, and of two numbers
  /// of units the order has one or the other. Returns whether these differ.
  mutating func takeEqual(_ other: OrderVersion) -> Bool {
    let purchased = [self, other].filter(\.hasPurchase).map(\.order.purchased)
    let known = [self, other].filter { $0.mark.known.contains(.units) }.map(\.order)
    let differs =
      purchased.count > 1 && purchased[0] != purchased[1]
      || known.count > 1 && (known[0].units, known[0].furtherUnits) != (known[1].units, known[1].furtherUnits)
    let (fewest, most) = (known.map(\.units).min(), known.map { $0.units + $0.furtherUnits }.max())
    _ = take(other)
    if let first = purchased.min() { order.purchased = first }
    if known.count > 1, let fewest, let most { (order.units, order.furtherUnits) = (fewest, most - fewest) }
    return differs
  }

  /// Gives a row whose units cannot be read the range that they are in.
  ///
  /// - Parameter most: The most units of one row.
  mutating func openUnits(most: Int) {
    guard mark.known.contains(.strangeUnits), !mark.known.contains(.units) else { return }
    order.furtherUnits = max(order.furtherUnits, most - order.units)
  }

  /// Removes a defect that a newer file of the same kind does not list any more, such as a claim that was
  /// denied or a feedback that was removed.
  mutating func takeBackDefect() {
    (order.defect, order.defectRecorded) = (nil, nil)
    mark.known.remove(.undatedDefect)
  }

  /// A newer version has the order cancelled and not shipped: it never was.
  mutating func takeBackShipment() { (order.shipped, order.shippedBy) = (nil, nil) }

  /// Makes fields unknown. A channel that is not known may be either.
  mutating func forget(_ fields: OrderFields) {
    mark.answers.subtract(fields)
    if fields.contains(.namedChannel) {
      mark.known.remove(.channel)
      mark.known.insert(.strangeChannel)
    }
    if fields.contains(.shipBy) { order.shipBy = nil }
    if fields.contains(.deliverBy) { order.deliverBy = nil }
    if fields.contains(.shipped) { (order.shipped, order.shippedBy) = (nil, nil) }
    if fields.contains(.delivered) { order.delivered = nil }
    if fields.contains(.cancelled) { order.cancelled = nil }
    if fields.contains(.cancelledBy) { order.cancelledBy = nil }
    if fields.contains(.tracking) { order.tracking = nil }
  }

  /// The facts that both state, and state differently.
  func differences(from other: OrderVersion) -> OrderFields {
    var fields = order.differences(from: other.order)
    if mark.known.contains(.channel), other.mark.known.contains(.channel),
      order.channel != other.order.channel
    {
      fields.insert(.namedChannel)
    }
    return fields
  }

  /// What two kinds of file cannot both be right about: the channel, an order that one of them calls shipped
  /// and the other cancelled or shipped in part, and one that was late by one of them and in time by the
  /// other.
  func contradictions(with other: OrderVersion) -> OrderFields {
    var fields = differences(from: other).intersection(.namedChannel)
    for (one, two) in [(order, other.order), (other.order, order)]
    where one.shipped != nil && one.cancelled == nil && two.cancelled != nil && two.shipped == nil {
      fields.formUnion([.shipped, .cancelled])
    }
    // One of them has the first shipment of an order of which an item waits.
    for (one, two) in [(self, other), (other, self)]
    where one.order.shipped != nil && two.order.shipped == nil && two.mark.known.contains(.openItem) {
      fields.insert(.shipped)
    }
    if let own = order.shipped, let theirs = other.order.shipped,
      let shipBy = order.shipBy ?? other.order.shipBy, (own > shipBy) != (theirs > shipBy)
    {
      fields.insert(.shipped)
    }
    return fields
  }

  /// The fields of which it has a value.
  var stated: OrderFields {
    var fields = order.differences(from: nil)
    if mark.known.contains(.channel) { fields.insert(.namedChannel) }
    return fields
  }

  /// Orders two rows by what they say only, so that the place of their files decides nothing.
  func precedes(_ other: OrderVersion) -> Bool {
    func numbers(_ version: OrderVersion) -> [Int] {
      let order = version.order
      // The later purchase comes first, so that the earlier one stays; the larger number of units stays.
      return [-Int(order.purchased.number), order.units, version.mark.known.contains(.units) ? 1 : 0]
        + [
          order.shipBy, order.shipped, order.shippedBy, order.deliverBy, order.delivered, order.cancelled,
          order.itemCancelled, order.defectRecorded,
        ].map { $0.map { Int($0.number) } ?? Int.min }
        + [
          Int(order.channel.rawValue), order.defect.map { Int($0.rawValue) } ?? -1,
          order.tracking.map { Int($0.rawValue) } ?? -1, order.cancelledBy.map { Int($0.rawValue) } ?? -1,
          order.service.map { Int($0.rawValue) } ?? -1, order.carrier.map { Int($0.rawValue) } ?? -1,
          Int(version.mark.answers.rawValue), Int(version.mark.known.rawValue), Int(version.mark.item),
        ]
    }
    let (own, theirs) = (numbers(self), numbers(other))
    if own != theirs { return own.lexicographicallyPrecedes(theirs) }
    func texts(_ order: Order) -> [String] {
      [
        order.sku ?? "", order.category ?? "", order.currency ?? "", order.amount.map { "\($0)" } ?? "",
        order.region?.code ?? "",
      ]
    }
    return texts(order).lexicographicallyPrecedes(texts(other.order))
  }
}

extension Order {
  /// The facts that both state, and state differently; without another, those that this one states.
  fileprivate func differences(from other: Order?) -> OrderFields {
    var fields = OrderFields()
    func differ<Value: Equatable>(_ fact: KeyPath<Order, Value?>, _ field: OrderFields) {
      guard let own = self[keyPath: fact] else { return }
      guard let other else { return fields.formUnion(field) }
      if let theirs = other[keyPath: fact], own != theirs { fields.insert(field) }
    }
    differ(\.shipBy, .shipBy)
    differ(\.shipped, .shipped)
    differ(\.deliverBy, .deliverBy)
    differ(\.delivered, .delivered)
    differ(\.cancelled, .cancelled)
    differ(\.cancelledBy, .cancelledBy)
    differ(\.tracking, .tracking)
    return fields
  }

  /// Overwrites each field that `other` knows. Returns whether a known day or kind was changed.
  fileprivate mutating func takeKnown(of other: Order) -> Bool {
    var changed = false
    var known = OrderFields()
    func take<Value: Equatable>(_ field: inout Value?, _ value: Value?, _ name: OrderFields = []) {
      guard let value else { return }
      if let old = field, old != value { changed = true }
      field = value
      known.insert(name)
    }
    take(&shipBy, other.shipBy, .shipBy)
    take(&shipped, other.shipped, .shipped)
    take(&deliverBy, other.deliverBy, .deliverBy)
    take(&delivered, other.delivered, .delivered)
    take(&tracking, other.tracking, .tracking)
    take(&cancelled, other.cancelled)
    take(&cancelledBy, other.cancelledBy, .cancelledBy)
    assumed = assumed.subtracting(known).union(other.assumed.intersection(known))
    exempt.formUnion(other.exempt)
    undecided.formUnion(other.undecided)
    if let day = other.shippedBy { shippedBy = min(shippedBy ?? day, day) }
    itemCancelled = other.itemCancelled ?? itemCancelled
    if other.defect != nil {
      take(&defect, other.defect)
      defectRecorded = other.defectRecorded ?? defectRecorded
    }
    take(&currency, other.currency)
    sku = other.sku ?? sku
    category = other.category ?? category
    service = other.service ?? service
    region = other.region ?? region
    carrier = other.carrier ?? carrier
    amount = other.amount ?? amount
    return changed
  }
}
