import AccountHealth

/// An order that counts against the seller on the evening of a plan.
public struct PlanOrder: Sendable, Hashable {
  /// Why it counts.
  public enum Fact: Sendable, Hashable {
    /// Confirmed so many days after ship-by.
    case confirmedLate(days: Int)
    /// Not confirmed so many days after ship-by.
    case unconfirmed(days: Int)
    /// Cancelled by the seller, or by Amazon because it was not shipped.
    case cancelled(Order.Canceller?)
    case defect(Order.Defect)
    /// Delivered so many days after the promised one.
    case deliveredLate(days: Int)
    /// Not delivered so many days after the promised one, as far as the files say.
    case undelivered(days: Int)
    /// Shipped with tracking of this kind; `nil` if there is none in the files.
    case untracked(Order.Tracking?)

    /// Whether a file has the event itself, and not only lacks another.
    var isSeen: Bool {
      switch self {
      case .unconfirmed, .undelivered, .untracked(nil): false
      case .confirmedLate, .cancelled, .defect, .deliveredLate, .untracked: true
      }
    }
  }

  public var id: String
  public var placed: Day
  /// The day by which it was due: ship-by, or the promised day.
  public var due: Day?
  /// The day on which it happened: confirmed, cancelled, delivered, or the defect recorded.
  public var happened: Day?
  public var fact: Fact
  public var sku: String?
  public var category: String?
  /// The first evening on which it is too old for the window.
  public var leaves: Day
  /// The findings of the plan that it belongs to, from 1.
  public var findings: [Int] = []

  /// - Returns: `nil` for an order that does not count against the seller on `evening`.
  init?(_ order: Order, rule: MetricRule, on evening: Day) {
    let contribution = rule.contribution(of: order)
    guard contribution.count(on: evening).bad > 0, let counted = contribution.orders,
      let known = order.asKnown(on: evening)
    else { return nil }
    id = known.id
    placed = known.purchased
    sku = known.sku
    category = known.category
    leaves = counted.last + 1
    switch rule.metric {
    case .lateShipment30, .lateShipment10:
      (due, happened) = (known.shipBy, known.shipped)
      let days = { (day: Day) in known.shipBy.map { day - $0 } ?? 0 }
      fact = known.shipped.map { .confirmedLate(days: days($0)) } ?? .unconfirmed(days: days(evening))
    case .cancellation:
      (due, happened) = (known.shipBy, known.countedCancellation)
      fact = .cancelled(known.cancelledBy)
    case .orderDefect, .orderDefectAmazon:
      (due, happened) = (known.deliverBy, known.defectRecorded)
      fact = .defect(known.defect ?? .aToZClaim)
    case .onTimeDelivery:
      (due, happened) = (known.deliverBy, known.delivered)
      let days = { (day: Day) in known.deliverBy.map { day - $0 } ?? 0 }
      fact = known.delivered.map { .deliveredLate(days: days($0)) } ?? .undelivered(days: days(evening))
    case .validTracking:
      (due, happened) = (known.deliverBy, known.shipped)
      fact = .untracked(known.tracking)
    }
  }
}
