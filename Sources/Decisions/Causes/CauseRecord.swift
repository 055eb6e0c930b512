import AccountHealth

/// One order of a study, as known on its evening.
struct CauseRecord {
  var isBad: Bool
  /// The day that decides whether the order is bad.
  var decided: Day
  var order: Order

  /// The orders of one rate that were in its window on the evening or on one of the `reach` before it, and
  /// whose outcome is known.
  ///
  /// - Complexity: O(orders).
  static func all(_ orders: [Order], _ rule: MetricRule, _ clock: DecidingDay, asOf: Day, reach: Int)
    -> [CauseRecord]
  {
    var records: [CauseRecord] = []
    for index in orders.indices {
      let contribution = rule.contribution(of: orders[index])
      guard let counted = contribution.orders, counted.first <= asOf, counted.last >= asOf - reach else {
        continue
      }
      let evening = min(asOf, counted.last)
      guard !contribution.count(on: evening).isRange, let order = orders[index].asKnown(on: asOf) else {
        continue
      }
      // While an order may still be confirmed in time, only one in time is known to be so.
      if clock == .shipBy, clock.day(of: order) >= asOf { continue }
      let isBad = contribution.bad?.contains(evening) ?? false
      records.append(CauseRecord(isBad: isBad, decided: clock.day(of: order), order: order))
    }
    return records.sorted { ($0.decided, $0.order.id) < ($1.decided, $1.order.id) }
  }
}
