import AccountHealth

extension Subject {
  /// The rates that both the orders and the report count, with different counts or on different evenings.
  ///
  /// - Complexity: O(orders · rules) with a report of these days, else O(1).
  func findDisagreements() -> [Disagreement] {
    guard let account, let day = reportDay else { return [] }
    return orderRules.compactMap { rule in
      guard let amazon = counts[rule.metric] else { return nil }
      let evening = account.lastDay(of: rule.metric).map { min($0, day) } ?? day
      let orders = rule.count(of: account.orders.lazy.compactMap { $0.asKnown(on: evening) }, on: evening)
      guard evening < day || orders != amazon else { return nil }
      return Disagreement(metric: rule.metric, day: day, amazon: amazon, orders: orders, ordersDay: evening)
    }
  }
}
