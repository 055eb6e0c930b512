import AccountHealth

/// Files that have only some kinds of defects, such as the feedback report alone.
extension Account {
  /// Counts the order defect rate if the known defects alone put it off target. Whether the other orders have
  /// a defect stays open then. Else the rate is not counted, as it could only be too low.
  ///
  /// - Parameters:
  ///   - rule: That of the order defect rate.
  ///   - files: Those that have defects.
  /// - Returns: What the user should know; `nil` without such files.
  /// - Complexity: O(orders).
  mutating func countPartOfDefects(_ rule: MetricRule?, _ files: [FieldSource]) -> String? {
    guard !fields.contains(.defect), let rule, let evening = lastActivity else { return nil }
    let known = orders.count { $0.defect != nil }
    guard known > 0 else { return nil }
    let least = MetricStatus(orders: orders, rule: rule, asOf: evening).count
    let have =
      "\(known) \(known == 1 ? "order has" : "orders have") a negative rating or a claim. These files have only a part of the defects"
    guard rule.state(of: least.best).isOffTarget else {
      return
        "\(have), so the order defect rate is not shown; it is at least \(least.bad) of \(least.ordersAtBest) on \(evening)."
    }
    fields.insert(.defect)
    sources += files
    for place in orders.indices where orders[place].defect == nil { orders[place].undecided.insert(.defect) }
    return
      "\(have), and these alone put the order defect rate off target: at least \(least.bad) of \(least.ordersAtBest) on \(evening). Whether other orders have a defect is not known."
  }
}
