import AccountHealth

/// How far the day of a label stands for that of the confirmation.
extension OrderJudge {
  /// Fewer orders of which both days are known tell nothing.
  private static let fewestPairs = 8

  /// Leaves open as many of the orders of which only a label is known as may have been confirmed late
  /// nevertheless, by those of which both days are known.
  ///
  /// Among `n` orders with a label in time, `k` were confirmed late. So up to the share (k + 2 √k + 3) / n of
  /// the others may have been: the usual bound of a Poisson count at 95 %, the rule of three for k = 0. Which
  /// of them is not known; they are spread evenly over the days. Without such orders a label stays assumed.
  ///
  /// - Parameter orders: Those of the account, by purchase.
  /// - Complexity: O(orders).
  mutating func doubtLabels(of orders: inout [Order]) {
    let tables = files.filter { $0.file.isOfParcels }
    guard !tables.isEmpty else { return }
    let others = files.indices.filter(isOfShipment)
    var (known, late) = (0, 0)
    var open: [Int] = []
    for place in orders.indices {
      let order = orders[place]
      guard order.channel == .seller, let shipBy = order.shipBy,
        let label = tables.lazy.compactMap({ $0.facts[order.id]?.confirmed?.day }).first, label <= shipBy
      else { continue }
      let isConfirmed = others.contains { files[$0].facts[order.id]?.confirmed != nil }
      if order.assumed.contains(.shipped), !isConfirmed {
        if order.shipped.map({ $0 <= shipBy }) ?? false { open.append(place) }
      } else if let isLate = DaySpan(first: order.shipped, last: order.shipped ?? order.shippedBy).isLate(
        shipBy)
      {
        known += 1
        if isLate { late += 1 }
      }
    }
    guard known >= Self.fewestPairs, !open.isEmpty else { return }
    let share = min(1, (Double(late) + 2 * Double(late).squareRoot() + 3) / Double(known))
    var doubtful = 0
    for (index, place) in open.enumerated()
    where Int(Double(index + 1) * share) > Int(Double(index) * share) {
      orders[place].shippedBy = orders[place].shipBy.map { $0 + 1 }
      orders[place].shipped = nil
      orders[place].assumed.remove(.shipped)
      doubtful += 1
    }
    record.doubt(labels: open.count, doubtful: doubtful, known: known, late: late)
  }
}
