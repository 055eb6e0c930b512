import AccountHealth

/// Which days of files of evidence are believed: those that an order of that purchase can have, and that its
/// files reach.
struct FactDays {
  /// The last day that counts: what files of evidence say of later days is of an evening that the orders do
  /// not reach.
  let limit: Day?
  /// Days left out, as they lie far from their order's own, or behind the last day that counts.
  private(set) var far = 0
  private(set) var later = 0

  /// - Parameter reported: The day of Amazon's newest own count.
  init(_ account: Account, reported: Day?) { limit = Self.limit(account, reported: reported) }

  /// The evening of the orders, where so many come in that one more day would have brought some. With fewer
  /// of them two days would have; with still fewer there is no limit.
  private static func limit(_ account: Account, reported: Day?) -> Day? {
    guard let last = account.lastActivity else { return reported }
    let recent = account.orders.lazy.filter { $0.purchased <= last && last - $0.purchased < 28 }.count
    guard recent >= 28 else { return nil }
    return max(recent >= 28 * surely ? last : last + 1, reported ?? last)
  }

  /// Orders a day with which a day has none in 5 % of cases, by Poisson.
  private static let surely = 3

  /// The facts without days that no order of that purchase has, or that its files do not reach.
  mutating func kept(_ evidence: OrderEvidence, _ order: Order) -> OrderEvidence {
    var result = evidence
    result.shipBy = near(evidence.shipBy, order)
    result.deliverBy = near(evidence.deliverBy, order)
    result.delivered = happened(evidence.delivered, order)
    result.released = near(evidence.released, order)
    result.likelyConfirmed = happened(evidence.likelyConfirmed, order)
    if let span = evidence.confirmed {
      let (first, last) = (happened(span.first, order), happened(span.last, order))
      let isWhole = (first == nil) == (span.first == nil) && (last == nil) == (span.last == nil)
      result.confirmed = isWhole ? DaySpan(first: first, last: last) : nil
    }
    // One late parcel makes the order late, whatever becomes of the others.
    if result.lacksDelivery, let day = result.delivered,
      day <= result.deliverBy ?? order.deliverBy ?? Day(number: .max)
    {
      result.delivered = nil
    }
    if result.lacksShipment, let day = result.confirmed?.last ?? result.confirmed?.first,
      day <= result.shipBy ?? order.shipBy ?? Day(number: .max)
    {
      (result.confirmed, result.likelyConfirmed) = (nil, nil)
    }
    var isFar = false
    result.defects = evidence.defects.compactMap { defect in
      guard let day = defect.day else { return defect }
      guard let near = near(day, order) else {
        isFar = true
        return nil
      }
      return reached(near).map { OrderEvidence.Defect(kind: defect.kind, day: $0) }
    }
    // A mistyped day does not undo the defect; one of an evening that the orders do not reach is not there
    // yet.
    if isFar, result.defects.isEmpty { result.leavesDefectOpen = true }
    return result
  }

  /// A day up to two years behind the purchase. One or two days before it are those of another clock.
  private mutating func near(_ day: Day?, _ order: Order) -> Day? {
    guard let day else { return nil }
    guard day >= order.purchased - 2, day - order.purchased <= 730 else {
      far += 1
      return nil
    }
    return max(day, order.purchased)
  }

  private mutating func happened(_ day: Day?, _ order: Order) -> Day? {
    near(day, order).flatMap { reached($0) }
  }

  private mutating func reached(_ day: Day) -> Day? {
    if let limit, day > limit {
      later += 1
      return nil
    }
    return day
  }
}
