import AccountHealth

/// The counts from which the orders of a rate without orders are drawn: its own, or for late shipments that
/// of 30 days with that of 10 days in it, so that both rates stand on the same orders.
///
/// How many of the late orders of 30 days are of the last 10 says when they leave the window, and whether
/// the rate rises.
struct LateCounts {
  /// The count of the rate itself.
  let own: WindowCount
  /// The longest window that is known.
  let whole: (rule: MetricRule, count: WindowCount)
  /// A shorter window within it.
  let newest: ImputedOrders.Newest?

  /// - Parameters:
  ///   - rule: The rate.
  ///   - rules: The rates of which only counts are known.
  ///   - reported: Their counts.
  /// - Returns: `nil` without a count of the rate. Counts that exclude each other stand each for itself.
  init?(_ rule: MetricRule, _ rules: [MetricRule], _ reported: [Metric: ReportedRate]) {
    guard let own = reported[rule.metric]?.count else { return nil }
    self.own = own
    guard [.lateShipment10, .lateShipment30].contains(rule.metric),
      let long = rules.first(where: { $0.metric == .lateShipment30 }),
      let short = rules.first(where: { $0.metric == .lateShipment10 }),
      let outer = reported[.lateShipment30]?.count, let inner = reported[.lateShipment10]?.count,
      long.youngest == short.youngest, short.oldest < long.oldest, inner.bad <= outer.bad,
      inner.orders - inner.bad <= outer.orders - outer.bad
    else {
      (whole, newest) = ((rule, own), nil)
      return
    }
    whole = (long, outer)
    newest = .init(days: short.oldest - short.youngest + 1, count: inner)
  }
}
