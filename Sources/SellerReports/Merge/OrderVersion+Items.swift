import AccountHealth

extension OrderVersion {
  /// Adds another item of the same order. An order is as late as its latest item, and continues while one
  /// item does.
  ///
  /// Amounts of one currency add up, and so do the units of the items that were not cancelled out of the
  /// order. An item that the seller or Amazon cancelled out of an order that continues counts for itself. The
  /// first defect stays.
  ///
  /// - Returns: Whether the rows disagree about the order as a whole.
  mutating func addItem(_ other: OrderVersion) -> Bool {
    var disagrees = takePurchase(of: other)
    if other.mark.known.contains(.channel) {
      if mark.known.contains(.channel), order.channel != other.order.channel { disagrees = true }
      order.channel = other.order.channel
    }
    (order.units, order.furtherUnits) = units(with: other)
    if !addMoney(other.order) { disagrees = true }
    let answers = (mark.answers, other.mark.answers)
    addCancellation(other)
    addShipment(other)
    addDelivery(other)
    order.tracking = Self.worse(order.tracking, other.order.tracking)
    addDefect(other)
    // A request that is about one item says nothing about the others.
    order.exempt.formIntersection(other.order.exempt)
    order.undecided.formUnion(other.order.undecided)
    // The items of an order naturally differ in sku and category; the first represents the order.
    order.sku = order.sku ?? other.order.sku
    order.category = order.category ?? other.order.category
    order.service = order.service ?? other.order.service
    order.region = order.region ?? other.order.region
    order.carrier = order.carrier ?? other.order.carrier
    unite(other.mark.known)
    mark.answers = answers.0.intersection(answers.1)
    mark.updated = max(mark.updated, other.mark.updated)
    return disagrees
  }

  /// Takes another row of the same item by its name in the same file that says the same, but for facts
  /// that only one of them has: an older state of the item, or an item of its own that waits. Which it is
  /// cannot be told, so what only one has is left open where it would be good.
  ///
  /// - Returns: `false` for any other row.
  mutating func takeState(_ other: OrderVersion) -> Bool {
    let (own, theirs) = (facts, other.facts)
    guard mark.item != 0, order.amount != nil, own != theirs, isSameItem(other),
      own.isSubset(of: theirs) || theirs.isSubset(of: own),
      order.cancelled == nil, other.order.cancelled == nil
    else { return false }
    let open = own.symmetricDifference(theirs)
    let further = max(order.units, other.order.units)
    if own.isSubset(of: theirs) {
      let (answers, known) = (mark.answers, mark.known)
      (order, mark) = (other.order, other.mark)
      mark.answers.formUnion(answers)
      unite(known)
    }
    if mark.known.contains(.units) { order.furtherUnits += further }
    let isShippedLate = order.shipBy.flatMap { due in order.shipped.map { $0 > due } } ?? false
    let isDeliveredLate = order.deliverBy.flatMap { due in order.delivered.map { $0 > due } } ?? false
    var forgotten = open.intersection([.shipped, .delivered])
    if isShippedLate { forgotten.remove(.shipped) }
    if isDeliveredLate { forgotten.remove(.delivered) }
    forget(forgotten)
    return true
  }

  /// The facts that a row has.
  private var facts: OrderFields {
    var facts: OrderFields = []
    if order.shipped != nil { facts.insert(.shipped) }
    if order.delivered != nil { facts.insert(.delivered) }
    return facts
  }

  /// Whether two rows are alike in all that stays the same while an order is handled.
  private func isSameItem(_ other: OrderVersion) -> Bool {
    let (one, two) = (order, other.order)
    func agree<Value: Equatable>(_ fact: KeyPath<Order, Value?>) -> Bool {
      guard let first = one[keyPath: fact], let second = two[keyPath: fact] else { return true }
      return first == second
    }
    return one.purchased == two.purchased && one.units == two.units && one.sku == two.sku
      && one.amount == two.amount && agree(\.shipBy) && agree(\.deliverBy) && agree(\.shipped)
      && agree(\.delivered) && mark.updated == other.mark.updated
  }

  private func units(with other: OrderVersion) -> (units: Int, further: Int) {
    let known = mark.known.union(other.mark.known)
    guard known.contains(.units) || known.contains(.strangeUnits) else { return (1, 0) }
    guard (order.cancelled == nil) != (other.order.cancelled == nil), !saysNothing, !other.saysNothing else {
      return (order.units + other.order.units, order.furtherUnits + other.order.furtherUnits)
    }
    let rest = order.cancelled == nil ? order : other.order
    return (rest.units, rest.furtherUnits)
  }

  /// Amounts of two currencies have no sum, so the first stays. Returns whether there is a sum.
  private mutating func addMoney(_ other: Order) -> Bool {
    if let currency = order.currency, let next = other.currency, currency != next { return false }
    order.currency = order.currency ?? other.currency
    if let one = order.amount, let next = other.amount {
      order.amount = ((one + next) * 100).rounded() / 100
    } else {
      order.amount = order.amount ?? other.amount
    }
    return true
  }

  /// Whether the row has neither a deadline nor a fact; it then continues the row before it and says nothing
  /// about its item.
  private var saysNothing: Bool {
    order.shipBy == nil && order.deliverBy == nil && order.shipped == nil && order.shippedBy == nil
      && order.delivered == nil && order.cancelled == nil && order.itemCancelled == nil
  }

  private mutating func addCancellation(_ other: OrderVersion) {
    func counted(_ order: Order) -> Day? {
      order.cancelledBy == .seller || order.cancelledBy == .amazon ? order.cancelled : nil
    }
    let days = [order.itemCancelled, other.order.itemCancelled, counted(order), counted(other.order)]
    switch (order.cancelled, other.order.cancelled) {
    case (let one?, let next?):
      order.cancelled = max(one, next)
      order.itemCancelled = days.compactMap(\.self).min()
      if counted(order) == nil, let by = other.order.cancelledBy { order.cancelledBy = by }
    case (nil, nil):
      order.itemCancelled = days.compactMap(\.self).min()
      order.cancelledBy = order.cancelledBy ?? other.order.cancelledBy
    case (let one, let next):
      guard !saysNothing, !other.saysNothing else {
        (order.cancelled, order.cancelledBy) = (one ?? next, order.cancelledBy ?? other.order.cancelledBy)
        return
      }
      order.itemCancelled = days.compactMap(\.self).min()
      // The promise of the cancelled item says nothing about the rest.
      if one != nil {
        let rest = other.order
        (order.shipBy, order.shipped, order.shippedBy) = (rest.shipBy, rest.shipped, rest.shippedBy)
        (order.deliverBy, order.delivered, order.tracking) = (rest.deliverBy, rest.delivered, rest.tracking)
      }
      (order.cancelled, order.cancelledBy) = (nil, nil)
    }
  }

  /// How late an item is: days after its deadline, or `Int.max` while it is open; `nil` if it says nothing.
  private static func lateness(_ deadline: Day?, _ done: Day?, isOpen: Bool) -> Int? {
    if let done { return deadline.map { done - $0 } ?? Int.min }
    return isOpen ? Int.max : nil
  }

  private mutating func addShipment(_ other: OrderVersion) {
    func lateness(_ version: OrderVersion) -> Int? {
      let order = version.order
      return Self.lateness(
        order.shipBy, order.shipped ?? order.shippedBy,
        isOpen: version.mark.answers.contains(.shipped) && order.cancelled == nil
          && (version.mark.known.contains(.openItem) || (order.shipBy ?? order.deliverBy) != nil))
    }
    let (one, next) = (lateness(self), lateness(other))
    if let one, let next, one == Int.min || next == Int.min || one == next, one < Int.max, next < Int.max {
      order.shipBy = order.shipBy ?? other.order.shipBy
      order.shipped = [order.shipped, other.order.shipped].compactMap(\.self).max()
      order.shippedBy = [order.shippedBy, other.order.shippedBy].compactMap(\.self).max()
    } else if next != nil, one.map({ $0 < next! }) ?? true {
      order.shipBy = other.order.shipBy ?? order.shipBy
      (order.shipped, order.shippedBy) = (other.order.shipped, other.order.shippedBy)
    } else {
      order.shipBy = order.shipBy ?? other.order.shipBy
    }
  }

  private mutating func addDelivery(_ other: OrderVersion) {
    func lateness(_ version: OrderVersion) -> Int? {
      let order = version.order
      return Self.lateness(
        order.deliverBy, order.delivered,
        isOpen: version.mark.answers.contains(.delivered) && order.cancelled == nil && order.deliverBy != nil)
    }
    let (one, next) = (lateness(self), lateness(other))
    if let next, one.map({ $0 < next }) ?? true {
      order.deliverBy = other.order.deliverBy ?? order.deliverBy
      order.delivered = other.order.delivered
    } else {
      order.deliverBy = order.deliverBy ?? other.order.deliverBy
    }
  }

  private static func worse(_ one: Order.Tracking?, _ other: Order.Tracking?) -> Order.Tracking? {
    guard let one, let other else { return one ?? other }
    return one == .valid ? other : one
  }

  private mutating func addDefect(_ other: OrderVersion) {
    guard let defect = other.order.defect else { return }
    guard order.defect != nil, let recorded = order.defectRecorded else {
      (order.defect, order.defectRecorded) = (defect, other.order.defectRecorded)
      return
    }
    if let next = other.order.defectRecorded, next < recorded {
      (order.defect, order.defectRecorded) = (defect, next)
    }
  }
}
