/// What became of an order in one respect, by the known facts. Each answer holds from a day on.
///
/// Only this file decides when an order is late, bad, open or complete. Rates, fits and remarks ask here.
public enum OrderFate: Sendable, Hashable {
  /// Nothing is known that counts against the seller.
  case good
  /// The order counts against the seller from the evening of this day on.
  case bad(from: Day)
  /// No file says. From the evening of this day on the order may or may not count against the seller.
  case undecided(from: Day)
}

extension Order {
  /// An order confirmed after ship-by, or not at all, is late from the day after ship-by on.
  ///
  /// An assumed ship-by day may be one day later: then a confirmation of that day may be late or not.
  ///
  /// A cancellation while unshipped ends it, see `cancelledUnshipped`. An order that is known to have no
  /// ship-by day is never late.
  public var lateShipment: OrderFate {
    if exempt.contains(.shipped) { return .good }
    guard let shipBy else {
      guard undecided.contains(.shipBy) else { return .good }
      // It is not before the purchase.
      return .undecided(from: purchased + 1)
    }
    let due = shipBy + 1
    if let shipped {
      if assumed.contains(.shipBy), shipped == due { return .undecided(from: due) }
      return shipped > shipBy ? .bad(from: due) : .good
    }
    if let shippedBy { return shippedBy > shipBy ? .undecided(from: due) : .good }
    if mayBeCancelledUnshipped { return .undecided(from: due) }
    return isAnswered(.shipped, until: due) ? .bad(from: due) : .undecided(from: due)
  }

  /// The order, or an item of it, was cancelled by the seller, or by Amazon because it was not shipped, on a
  /// day before it was shipped.
  public var sellerCancellation: OrderFate {
    let item = itemCancelled.map { OrderFate.bad(from: $0) }
    guard let cancelled = cancelledUnshipped else {
      if let item { return item }
      if undecided.contains(.cancelledItem) { return .undecided(from: purchased) }
      guard shipped == nil, shippedBy == nil else { return .good }
      if undecided.contains(.cancelled) { return .undecided(from: purchased) }
      guard let knownThrough else { return .good }
      return .undecided(from: knownThrough + 1)
    }
    if exempt.contains(.cancelledBy) { return item ?? .good }
    switch cancelledBy {
    case .seller, .amazon: return .bad(from: itemCancelled.map { min($0, cancelled) } ?? cancelled)
    case .buyer: return item ?? .good
    case nil: return item ?? .undecided(from: cancelled)
    }
  }

  /// At least one defect was recorded.
  public var orderDefect: OrderFate {
    if defect != nil, let defectRecorded { return .bad(from: defectRecorded) }
    return undecided.contains(.defect) ? .undecided(from: purchased) : .good
  }

  /// Not delivered by the end of the promised day. `good` without one. An assumed day may be one day later.
  public var lateDelivery: OrderFate {
    guard let deliverBy else { return .good }
    let due = deliverBy + 1
    if let delivered {
      if assumed.contains(.deliverBy), delivered == due { return .undecided(from: due) }
      return delivered > deliverBy ? .bad(from: due) : .good
    }
    return isAnswered(.delivered, until: due) ? .bad(from: due) : .undecided(from: due)
  }

  /// The first evening on which its delivery counts: it is shipped, and was not cancelled on or before its
  /// ship day.
  ///
  /// If it is not known whether an order was shipped, it counts from its purchase on.
  public var deliveryCounts: Day? {
    if let shipped { return cancelled.map { $0 > shipped } ?? true ? shipped : nil }
    if let shippedBy { return cancelled.map { $0 > shippedBy } ?? true ? shippedBy : nil }
    return undecided.contains(.shipped) && cancelled == nil ? purchased : nil
  }

  /// The first evening on which its tracking counts: it is shipped, or may have been.
  public var trackingCounts: Day? {
    shipped ?? shippedBy ?? (undecided.contains(.shipped) && cancelled == nil ? purchased : nil)
  }

  /// Shipped without tracking that is known to be valid.
  public var invalidTracking: OrderFate {
    if let tracking { return tracking == .valid ? .good : .bad(from: purchased) }
    return undecided.contains(.tracking) ? .undecided(from: purchased) : .bad(from: purchased)
  }

  /// The day it was cancelled, if that is before the day it was shipped or it never was.
  @inlinable public var cancelledUnshipped: Day? {
    guard let cancelled else { return nil }
    // A bound on the day of shipment does not say that it was shipped first.
    guard let shipped else { return cancelled }
    return cancelled < shipped ? cancelled : nil
  }

  /// Whether it was shipped or cancelled, and no file says which of the two. A delivery would say it.
  var mayBeCancelledUnshipped: Bool {
    shipped == nil && shippedBy == nil && cancelled == nil
      && (!undecided.isDisjoint(with: [.cancelled, .dispatched]) || cancelledBy != nil)
  }

  /// Whether no file says what became of it, and the days on which it was shipped and delivered only follow
  /// from lists that do not name it.
  var isEndUnknown: Bool {
    func isSeen(_ day: Day?, _ field: OrderFields) -> Bool {
      day != nil && !proven.union(assumed).contains(field)
    }
    return undecided.contains(.dispatched) && cancelled == nil && !isSeen(shipped ?? shippedBy, .shipped)
      && !isSeen(delivered, .delivered)
  }

  /// Neither shipped nor cancelled by the end of `evening`, as far as is known.
  public func isOpen(on evening: Day) -> Bool {
    !((shipped ?? shippedBy).map { $0 <= evening } ?? false) && !(cancelled.map { $0 <= evening } ?? false)
  }

  /// Whether its dispatch was late by the evening of `day`, and no cancellation while unshipped took it out.
  ///
  /// - Returns: `nil` without a ship-by day, or if no file says.
  public func isLate(by day: Day) -> Bool? {
    guard shipBy != nil else { return nil }
    switch lateShipment {
    case .good: return false
    case .bad: return !(cancelledUnshipped.map { $0 <= day } ?? false)
    case .undecided: return cancelledUnshipped.map { $0 <= day } ?? false ? false : nil
    }
  }

  /// Whether it was delivered after the promised day or not at all; `nil` if no file says.
  public var isDeliveredLate: Bool? {
    switch lateDelivery {
    case .good: false
    case .bad: true
    case .undecided: nil
    }
  }

  /// Whether files say if it was cancelled and by whom.
  public var isCancellationKnown: Bool {
    if case .undecided = sellerCancellation { false } else { true }
  }

  /// Whether files say if it has a defect.
  public var isDefectKnown: Bool { defect != nil || !undecided.contains(.defect) }

  /// Confirmed after its ship-by day.
  public var isShippedLate: Bool {
    guard let shipBy, let shipped else { return false }
    return shipped > shipBy
  }

  /// The first day of a cancellation that counts against the seller.
  public var countedCancellation: Day? {
    if case .bad(let day) = sellerCancellation { day } else { nil }
  }

  /// Whether an empty `field` means that the event did not happen by the evening of `day`.
  private func isAnswered(_ field: OrderFields, until day: Day) -> Bool {
    guard !undecided.contains(field) else { return false }
    return knownThrough.map { $0 >= day } ?? true
  }
}

extension OrderFields {
  /// The field whose value decides whether an order counts against the seller in this rate.
  static func deciding(_ metric: Metric) -> OrderFields {
    switch metric {
    case .lateShipment30, .lateShipment10: .shipped
    case .cancellation: .cancelledBy
    case .orderDefect, .orderDefectAmazon: .defect
    case .onTimeDelivery: .delivered
    case .validTracking: .tracking
    }
  }
}
