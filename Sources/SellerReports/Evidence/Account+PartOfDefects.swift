import AccountHealth

/// Files that have only some kinds of defects, such as the feedback report alone.
extension Account {
  /// Counts the order defect rates if the known defects alone put one of them off target. Whether the other
  /// orders have a defect stays open then. Else they are not counted, as they could only be too low.
  ///
  /// - Parameters:
  ///   - rules: Those of the order defect rates.
  ///   - files: Those that have defects.
  /// - Returns: What the user should know; `nil` without such files.
  /// - Complexity: O(orders).
  mutating func countPartOfDefects(_ rules: [MetricRule], _ files: [FieldSource]) -> String? {
    guard !fields.contains(.defect), let evening = lastActivity else { return nil }
    let known = orders.count { $0.defect != nil }
    guard known > 0 else { return nil }
    let counts = rules.map { ($0, MetricStatus(orders: orders, rule: $0, asOf: evening).count) }
      .filter { $0.1.ordersAtBest > 0 }
    guard !counts.isEmpty else { return nil }
    let have =
      "\(known) \(known == 1 ? "order has" : "orders have") a negative rating or a claim. These files have only a part of the defects"
    let least = counts.map { rule, count in
      (rule.metric == .orderDefectAmazon ? "of orders that Amazon ships " : "")
        + "at least \(count.bad) of \(count.ordersAtBest)"
    }.joined(separator: ", ")
    guard counts.contains(where: { rule, count in rule.state(of: count.best).isOffTarget }) else {
      return "\(have), so the order defect rate is not shown; it is \(least) on \(evening)."
    }
    fields.insert(.defect)
    sources += files
    for place in orders.indices where orders[place].defect == nil { orders[place].undecided.insert(.defect) }
    return
      "\(have), and these alone put the order defect rate off target: \(least) on \(evening). Whether other orders have a defect is not known."
  }
}
