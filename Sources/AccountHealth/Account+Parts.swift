extension Account {
  /// The orders of each part, in the order of `parts`; an order of none of them is in all. Empty for an
  /// account whose files are of one account.
  ///
  /// - Complexity: O(orders · parts).
  var ordersOfParts: [[Order]] {
    guard parts.count > 1 else { return [] }
    let known = parts.reduce(into: Set<String>()) { $0.formUnion($1.orders) }
    return parts.map { part in
      orders.filter { part.orders.contains($0.id) || !known.contains($0.id) }
    }
  }

  /// Whether several parts have orders in a rate's window, so that it may be the sum of several accounts.
  ///
  /// - Complexity: O(orders · parts), or O(1) for an account whose files are of one account.
  public func isDivided(in rule: MetricRule, on day: Day) -> Bool {
    ordersOfParts.count { rule.count(of: $0, on: day).orders > 0 } > 1
  }
}
