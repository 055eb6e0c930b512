/// One way to count a rate where the marketplace's texts leave it open.
///
/// `Resources/rules.yaml` names what is open under `sources`: which day places a late shipment, whether today
/// is day 0 or 1 of a window, and what becomes of claims that were withdrawn. The raw value appears in files.
public enum RuleReading: String, Sendable, Hashable, CaseIterable {
  /// As the rule set has it.
  case asRuled = "as_ruled"
  /// An order belongs to the window by its ship-by day, not by its day of purchase.
  case byShipDay = "by_ship_day"
  /// An order that was cancelled while unshipped leaves the window on that day.
  case withoutCancelled = "without_cancelled"
  /// A defect that no later list has any more counts all the same.
  case withdrawnCount = "withdrawn_count"
  /// The window begins and ends one day later, so that its ages are lower by one.
  case oneDayLater = "one_day_later"
  /// The window of tracking begins at age 14, "two weeks", and not at 10.
  case twoWeeksBack = "two_weeks_back"

  /// The ways that are open for a rate, that of the rule set first.
  public static func candidates(for metric: Metric) -> [RuleReading] {
    switch metric {
    case .lateShipment30, .lateShipment10: [.asRuled, .byShipDay, .withoutCancelled]
    case .cancellation: [.asRuled, .oneDayLater]
    case .orderDefect, .orderDefectAmazon: [.asRuled, .withdrawnCount, .oneDayLater]
    case .onTimeDelivery: [.asRuled, .oneDayLater]
    case .validTracking: [.asRuled, .twoWeeksBack]
    }
  }

  /// Whether it only moves the window, so that it is a rule like any other.
  public var isOfWindow: Bool {
    switch self {
    case .asRuled, .oneDayLater, .twoWeeksBack: true
    case .byShipDay, .withoutCancelled, .withdrawnCount: false
    }
  }

  /// The rule read in this way.
  public func applied(to rule: MetricRule) -> MetricRule {
    var read = rule
    read.reading = self
    switch self {
    case .asRuled, .byShipDay, .withoutCancelled, .withdrawnCount: break
    case .oneDayLater where rule.youngest > 0:
      (read.youngest, read.oldest) = (rule.youngest - 1, rule.oldest - 1)
    case .oneDayLater: break
    case .twoWeeksBack:
      (read.youngest, read.oldest) = (14, 14 + rule.oldest - rule.youngest)
    }
    return read
  }
}

extension MetricRule {
  /// The day that places an order in the window; `nil` for one without a promised day.
  public func memberDay(of order: Order) -> Day? {
    switch metric.membership {
    case .promisedDelivery: order.deliverBy
    case .purchase: reading == .byShipDay ? order.shipBy ?? order.purchased : order.purchased
    }
  }
}
