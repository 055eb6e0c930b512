/// What is still open about an order for one rate, as seen on one evening.
public enum Standing: String, Sendable, Hashable, CaseIterable {
  /// It is in the window of no later evening, or is not counted as far as is known.
  case outside
  /// Its outcome is known; it only leaves by age.
  case settled
  /// It is placed and neither shipped nor cancelled: it may still be late, be cancelled, or begin to count.
  case pending
  /// It is on its way or with the buyer: a claim, a bad rating or a late delivery may still come.
  case maturing
}

extension MetricRule {
  /// The standing of `order` for this rate on the evening of `day`, by what was known then.
  ///
  /// | metric | settled | pending | maturing |
  /// |---|---|---|---|
  /// | late shipment | shipped, cancelled, past ship-by or without one | unshipped, up to ship-by | – |
  /// | cancellation | shipped or cancelled | unshipped | – |
  /// | order defect | defect recorded | unshipped | shipped or delivered or cancelled, no defect yet |
  /// | on-time delivery | delivered, or the promised day is over | unshipped | shipped, promised day ahead |
  /// | valid tracking | shipped | unshipped | – |
  ///
  /// An order that is unshipped past its ship-by day is settled as late, although a later cancellation would
  /// take it out again. A cancelled order without a defect is maturing, because claims on it still count. An
  /// order cancelled while unshipped is outside on-time delivery and tracking, which count only shipped
  /// orders.
  public func standing(of order: Order, on day: Day) -> Standing {
    guard order.channel == metric.channel, let known = order.asKnown(on: day),
      let membership = memberDay(of: known),
      membership + oldest > day
    else { return .outside }
    let isOpen = known.isOpen(on: day)
    switch metric {
    case .lateShipment30, .lateShipment10:
      guard let shipBy = known.shipBy else { return .settled }
      return isOpen && day <= shipBy ? .pending : .settled
    case .cancellation:
      return isOpen ? .pending : .settled
    case .orderDefect, .orderDefectAmazon:
      if known.defect != nil { return .settled }
      return isOpen && known.delivered == nil ? .pending : .maturing
    case .onTimeDelivery, .validTracking:
      guard let shipped = known.shipped ?? known.shippedBy else { return isOpen ? .pending : .outside }
      if metric == .validTracking { return .settled }
      if let cancelled = known.cancelled, cancelled <= shipped { return .outside }
      return known.delivered == nil && day < membership ? .maturing : .settled
    }
  }
}
