import AccountHealth

/// One number that stands in one file for orders placed far apart, as where a shop's numbers begin again each
/// month, or a number or a day is mistyped.
///
/// Whether they are one order or several cannot be told, so each is one whose number is not known: it may
/// count or not.
struct ReusedNumber {
  /// Days between two purchases of rows that are not of one order.
  static let apart = 7

  /// The rows of each order, the earlier purchases first; at least two.
  let orders: [[OrderVersion]]

  /// - Parameter rows: All with one number.
  /// - Returns: `nil` for the rows of one order.
  /// - Complexity: O(rows) for those of one order, else O(rows · log rows).
  init?(_ rows: [OrderVersion]) {
    let days = rows.lazy.filter(\.hasPurchase).map(\.order.purchased)
    guard let first = days.min(), let last = days.max(), last - first > Self.apart else { return nil }
    // Two clocks may place one purchase on two days.
    var starts: [Day] = []
    for day in days.sorted() where starts.last.map({ day > $0 + 1 }) ?? true { starts.append(day) }
    /// The place of the order that a row is of; one without a day is of the last.
    func place(_ row: OrderVersion) -> Int {
      row.hasPurchase
        ? (starts.lastIndex { $0 <= row.order.purchased } ?? 0) : starts.count - 1
    }
    var files: [UInt16: Set<Int>] = [:]
    for row in rows where row.hasPurchase { files[row.mark.file, default: []].insert(place(row)) }
    // Two files that differ speak of one order: one of them is wrong.
    guard starts.count > 1, files.values.contains(where: { $0.count > 1 }) else { return nil }
    var orders = [[OrderVersion]](repeating: [], count: starts.count)
    for row in rows {
      var row = row
      let place = place(row)
      row.mark.known.insert(.strangeNumber)
      if place > 0 { row.order.id += " (\(starts[place]))" }
      orders[place].append(row)
    }
    self.orders = orders
  }
}
