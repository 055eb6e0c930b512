extension WindowCount {
  /// A count whose smallest and largest rate are no smaller and no larger than those of all `counts`: any of
  /// them may be the right one.
  ///
  /// - Parameter counts: At least one, each with orders.
  static func covering(_ counts: [WindowCount]) -> WindowCount {
    func isBelow(_ one: WindowCount, _ other: WindowCount) -> Bool {
      let (left, right) = (
        one.bad.multipliedFullWidth(by: other.orders), other.bad.multipliedFullWidth(by: one.orders)
      )
      return left < right
    }
    guard let best = counts.map(\.best).min(by: isBelow), let worst = counts.map(\.worst).max(by: isBelow)
    else { return WindowCount(orders: 0, bad: 0) }
    let orders = min(best.orders, worst.orders)
    let bad = min(best.bad, worst.bad, orders)
    return WindowCount(
      orders: orders, bad: bad, undecided: min(max(best.bad, worst.bad), orders) - bad,
      unplaced: max(best.orders, worst.orders) - orders)
  }
}

extension MetricStatus {
  /// Divides a rate among the parts of its account: unless the state is the same in each and in their sum,
  /// the count becomes a range with all of them in it.
  ///
  /// The rate of several parts together lies between the smallest and the largest of theirs, whichever of
  /// them belong together.
  ///
  /// - Parameter parts: The same rate of each part, with the files of the part.
  mutating func divide(among parts: [(files: [String], status: MetricStatus)]) {
    let filled = parts.filter { $0.status.count.orders > 0 }
    guard filled.count > 1 else { return }
    self.parts = filled.map { PartCount(files: $0.files, count: $0.status.count) }
    if state == .undecided { count = .covering([count] + filled.map(\.status.count)) }
    for place in trend.indices {
      let counts = parts.map { $0.status.trend[place].count }.filter { $0.orders > 0 }
      guard counts.count > 1 else { continue }
      let all = [trend[place].count] + counts
      if Set(all.map(rule.state)).subtracting([.none]).count > 1 { trend[place].count = .covering(all) }
    }
  }
}
