import AccountHealth

/// Why the marketplace may count an order that the files do not, or the other way round. The raw value
/// appears in files.
public enum DifferenceReason: String, Sendable, Hashable, CaseIterable {
  // Bad at the marketplace only.
  /// No file says what became of it.
  case undecided
  /// A later list does not have its defect any more; the marketplace may count it nevertheless.
  case withdrawn
  /// The event happened, and a file says that it does not count.
  case exempt
  /// The buyer cancelled it by the files.
  case cancelledByBuyer = "cancelled_by_buyer"
  /// The fact is dated within two days after the evening.
  case recordedLater = "recorded_later"
  /// It was confirmed or delivered on its last day, which may be the next one by the hour.
  case lastDay = "last_day"

  // Either way.
  /// It is in the window in another reading of the rule only.
  case otherMembership = "other_membership_day"
  /// It counts in the rate of the other channel.
  case otherChannel = "other_channel"

  // Bad in the files only.
  /// The fact is of the evening or of the day before.
  case notYetSeen = "not_yet_seen_by_amazon"
  /// A claim on an order that was shipped in time with valid tracking may be a protected one.
  case protectedClaim = "protected_claim"
  /// A negative rating may have been removed or struck through.
  case removedFeedback = "removed_by_amazon"
  /// A chargeback for fraud does not count.
  case fraudChargeback = "fraud_chargeback"
  /// The seller cancelled it, perhaps by the buyer's wish.
  case buyersWish = "cancelled_by_the_buyers_wish"
  /// No file has the confirmation or delivery, and the marketplace may.
  case unseenEvent = "event_not_in_files"
  /// It was confirmed or delivered one day late, which may be in time by the hour.
  case oneDayLate = "one_day_late"
  /// None of these.
  case other

  /// The chance that one such order is the one counted differently, before any counts are compared. None of
  /// these is measured: they are judged, and only say which orders to look at first.
  var chance: Double {
    switch self {
    case .undecided, .withdrawn, .recordedLater, .notYetSeen: 0.3
    case .otherMembership: 0.2
    case .protectedClaim, .unseenEvent: 0.15
    case .exempt: 0.1
    case .cancelledByBuyer, .removedFeedback, .fraudChargeback, .buyersWish, .oneDayLate: 0.05
    case .otherChannel: 0.02
    case .other: 0.01
    case .lastDay: 0.002
    }
  }
}

extension DifferenceReason {
  /// Whether the files come to count such an order themselves, or leave it open: what the marketplace counted
  /// before them needs no further orders on a later evening.
  var isCountedLater: Bool {
    switch self {
    case .undecided, .recordedLater, .otherMembership: true
    default: false
    }
  }
}

/// An order that may explain a difference.
struct DifferenceCandidate: Sendable, Hashable {
  var order: String
  var purchased: Day
  var reason: DifferenceReason
  /// What it adds to a count.
  var weight: Int
}

extension DifferenceCandidate {
  /// Orders that were placed this many days before are in no window.
  private static let farthest = 200

  /// Those that may be bad at the marketplace, and are not in the files.
  ///
  /// - Parameters:
  ///   - rule: In the reading that is used, with the window of the evening.
  ///   - others: The same in the other readings.
  /// - Complexity: O(orders · readings).
  static func missing(_ account: Account, _ rule: MetricRule, others: [MetricRule], on day: Day) -> [Self] {
    account.orders.compactMap { order in
      guard order.purchased <= day, day - order.purchased <= farthest else { return nil }
      let own = rule.contribution(of: order)
      guard own.bad?.contains(day) != true, let known = order.asKnown(on: day) else { return nil }
      func candidate(_ reason: DifferenceReason) -> Self {
        Self(order: order.id, purchased: order.purchased, reason: reason, weight: own.weight)
      }
      let isIn = own.orders?.contains(day) == true
      if own.undecided?.contains(day) == true { return candidate(.undecided) }
      if isIn, let gone = account.withdrawnDefects[order.id], gone.day <= day, order.defect == nil,
        rule.metric == .orderDefect || rule.metric == .orderDefectAmazon
      {
        // Until it was withdrawn the orders count it too.
        return gone.gone <= day ? candidate(.withdrawn) : nil
      }
      if isIn, !rule.metric.isOfDeadline, let bad = own.bad?.first, bad > day, bad - day <= 2 {
        return candidate(.recordedLater)
      }
      if others.contains(where: { $0.contribution(of: order).bad?.contains(day) == true }) {
        return candidate(.otherMembership)
      }
      if order.channel != rule.metric.channel {
        var other = order
        other.channel = rule.metric.channel
        return rule.contribution(of: other).bad?.contains(day) == true ? candidate(.otherChannel) : nil
      }
      guard isIn else { return nil }
      if rule.isExempt(known) { return candidate(.exempt) }
      switch rule.metric {
      case .cancellation:
        return known.cancelledBy == .buyer && known.cancelledUnshipped != nil
          ? candidate(.cancelledByBuyer) : nil
      case .lateShipment30, .lateShipment10:
        return known.shipped != nil && known.shipped == known.shipBy ? candidate(.lastDay) : nil
      case .onTimeDelivery:
        return known.delivered != nil && known.delivered == known.deliverBy ? candidate(.lastDay) : nil
      case .orderDefect, .orderDefectAmazon, .validTracking: return nil
      }
    }
  }

  /// Those that are bad in the files, and may not be at the marketplace.
  static func surplus(_ account: Account, _ rule: MetricRule, others: [MetricRule], on day: Day) -> [Self] {
    account.orders.compactMap { order in
      guard order.purchased <= day, day - order.purchased <= farthest else { return nil }
      let own = rule.contribution(of: order)
      guard let bad = own.bad, bad.contains(day), let known = order.asKnown(on: day) else { return nil }
      let isElsewhere = others.contains { $0.contribution(of: order).bad?.contains(day) != true }
      let reason: DifferenceReason =
        if rule.firstBad(of: known).map({ day - $0 <= 1 }) ?? false { .notYetSeen } else if isElsewhere {
          .otherMembership
        } else {
          rule.doubt(about: known)
        }
      return Self(order: order.id, purchased: order.purchased, reason: reason, weight: own.weight)
    }
  }
}

extension DifferenceCandidate {
  /// Orders that the marketplace may count and the files do not, or the other way round, whether they are bad
  /// or good.
  ///
  /// - Parameter isMore: Whether the marketplace counts more orders.
  /// - Complexity: O(orders · readings).
  static func countedElsewhere(
    _ account: Account, _ rule: MetricRule, others: [MetricRule], isMore: Bool, on day: Day
  ) -> [(reason: DifferenceReason, orders: Int)] {
    var found: [DifferenceReason: Int] = [:]
    for order in account.orders where order.purchased <= day && day - order.purchased <= farthest {
      let own = rule.contribution(of: order)
      guard (own.orders?.contains(day) ?? false) != isMore else { continue }
      if !isMore, day - order.purchased <= 1 {
        found[.notYetSeen, default: 0] += own.weight
      } else if others.contains(where: {
        ($0.contribution(of: order).orders?.contains(day) ?? false) == isMore
      }) {
        found[.otherMembership, default: 0] += own.weight
      } else if isMore, order.channel != rule.metric.channel {
        var other = order
        other.channel = rule.metric.channel
        let counted = rule.contribution(of: other)
        if counted.orders?.contains(day) == true { found[.otherChannel, default: 0] += counted.weight }
      }
    }
    return found.map { ($0, $1) }.sorted {
      ($1.1, $0.0.rawValue) < ($0.1, $1.0.rawValue)
    }
  }
}

extension Metric {
  /// Whether an order is bad from the day after its deadline on, and on none before, whatever becomes of it.
  fileprivate var isOfDeadline: Bool {
    switch self {
    case .lateShipment30, .lateShipment10, .onTimeDelivery: true
    case .cancellation, .orderDefect, .orderDefectAmazon, .validTracking: false
    }
  }
}

extension MetricRule {
  /// Whether a file says that an event of the order does not count.
  fileprivate func isExempt(_ order: Order) -> Bool {
    switch metric {
    case .lateShipment30, .lateShipment10: order.exempt.contains(.shipped)
    case .cancellation: order.exempt.contains(.cancelledBy)
    case .orderDefect, .orderDefectAmazon: order.exempt.contains(.defect)
    case .onTimeDelivery: order.exempt.contains(.delivered)
    case .validTracking: order.exempt.contains(.tracking)
    }
  }

  /// The day from which on its fact is known, whatever the window.
  fileprivate func firstBad(of order: Order) -> Day? {
    let fate: OrderFate =
      switch metric {
      case .lateShipment30, .lateShipment10: order.lateShipment
      case .cancellation: order.sellerCancellation
      case .orderDefect, .orderDefectAmazon: order.orderDefect
      case .onTimeDelivery: order.lateDelivery
      case .validTracking: order.invalidTracking
      }
    if case .bad(let day) = fate { return day }
    return nil
  }

  /// The likeliest reason why the marketplace would not count a bad order.
  fileprivate func doubt(about order: Order) -> DifferenceReason {
    switch metric {
    case .lateShipment30, .lateShipment10:
      guard let shipBy = order.shipBy else { return .other }
      guard let shipped = order.shipped else { return .unseenEvent }
      return shipped == shipBy + 1 ? .oneDayLate : .other
    case .cancellation: return order.cancelledBy == .seller ? .buyersWish : .other
    case .orderDefect, .orderDefectAmazon:
      switch order.defect {
      case .aToZClaim:
        let isInTime = order.shipped.flatMap { day in order.shipBy.map { day <= $0 } } ?? false
        return isInTime && order.tracking == .valid ? .protectedClaim : .other
      case .negativeFeedback: return .removedFeedback
      case .chargeback: return .fraudChargeback
      case nil: return .other
      }
    case .onTimeDelivery:
      guard let deliverBy = order.deliverBy else { return .other }
      guard let delivered = order.delivered else { return .unseenEvent }
      return delivered == deliverBy + 1 ? .oneDayLate : .other
    case .validTracking: return order.tracking == nil ? .unseenEvent : .other
    }
  }
}
