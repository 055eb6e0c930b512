extension Order {
  /// The order as its files would have described it on the evening of `day`: every later fact removed.
  ///
  /// The deadlines `shipBy` and `deliverBy` are known at purchase. The bound `shippedBy` has no day of its
  /// own. Nor has `tracking`, which is known once the order is shipped. If a cancellation is removed, so is
  /// `cancelledBy`, which stays without a day; if a defect is removed, so is its kind. A kind without a day
  /// is not a fact and is removed too.
  ///
  /// - Returns: `nil` for an order purchased later.
  public func asKnown(on day: Day) -> Order? {
    guard purchased <= day else { return nil }
    func isUnknown(_ fact: Day?) -> Bool { fact.map { $0 > day } ?? true }
    var known = self
    if isUnknown(shipped) { known.shipped = nil }
    if isUnknown(itemCancelled) { known.itemCancelled = nil }
    if known.shipped == nil, known.shippedBy == nil, !undecided.contains(.shipped) { known.tracking = nil }
    // The files know everything up to that evening.
    if let knownThrough, knownThrough >= day { known.knownThrough = nil }
    if isUnknown(delivered) { known.delivered = nil }
    if let cancelled {
      if cancelled > day { (known.cancelled, known.cancelledBy) = (nil, nil) }
    } else if shipped != nil {
      // A cancellation without a day says nothing about an order that was shipped.
      known.cancelledBy = nil
    }
    if isUnknown(defectRecorded) {
      known.defect = nil
      known.defectRecorded = nil
    }
    return known
  }

  /// Whether `asKnown(on:)` changes nothing.
  public func isKnown(on day: Day) -> Bool {
    func isPast(_ fact: Day?) -> Bool { fact.map { $0 <= day } ?? true }
    guard purchased <= day, isPast(shipped), isPast(itemCancelled), isPast(delivered), isPast(cancelled),
      isPast(defectRecorded), knownThrough.map({ $0 < day }) ?? true
    else { return false }
    // Facts that an order without their day cannot have.
    return (tracking == nil || shipped != nil || shippedBy != nil || undecided.contains(.shipped))
      && (cancelledBy == nil || cancelled != nil || shipped == nil)
      && (defect == nil || defectRecorded != nil)
  }
}
