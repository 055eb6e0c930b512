import AccountHealth

/// Columns of the order files that stop being filled. An empty cell behind that is unknown: it is not known
/// to be in time, nor known to be late.
extension Account {
  /// Opens what such columns would say of the newer orders.
  ///
  /// - Returns: What the user should know, one sentence each.
  /// - Complexity: O(orders · log events), without a copy of an order.
  mutating func openEndedColumns() -> [String] {
    guard let evening = lastActivity else { return [] }
    var notes: [String] = []
    if fields.contains(.defect), let end = end(of: .defects, by: evening) {
      for place in orders.indices where orders[place].purchased > end.after && orders[place].defect == nil {
        orders[place].undecided.insert(.defect)
      }
      emptied.append(.init(name: "defect", fields: .defect, after: end.after))
      notes.append(note("defect", end))
    }
    if fields.contains(.cancelled), let end = end(of: .cancellations, in: .seller, by: evening) {
      for place in orders.indices
      where orders[place].channel == .seller && orders[place].purchased > end.after
        && orders[place].shipped == nil && orders[place].shippedBy == nil
      {
        orders[place].undecided.formUnion([.cancelled, .cancelledBy])
      }
      emptied.append(
        .init(name: "cancelled_at", fields: [.cancelled, .cancelledBy], after: end.after))
      notes.append(note("cancelled_at", end))
    }
    for column in DayColumn.allCases where fields.contains(column.field) {
      guard let last = lastFilled(column, by: evening) else { continue }
      var opened = 0
      for place in orders.indices.reversed() {
        guard orders[place].purchased > last else { break }
        guard isOwn(place), !isFilled(column, place) else { continue }
        orders[place].undecided.insert(column.field)
        opened += 1
      }
      emptied.append(.init(name: column.rawValue, fields: column.field, after: last))
      notes.append(
        "\(label): \(column.rawValue) is empty in all \(opened) orders placed after \(last), where nearly all before have it. The column seems not to be filled any more, so whether these orders were late is undecided. Export it again, or add Amazon's report."
      )
    }
    return notes
  }

  /// Says how many orders are past ship-by without a day of shipment, of which no file says whether they were
  /// cancelled; `nil` without any.
  ///
  /// - Complexity: O(orders).
  var unknownEnds: String? {
    guard let evening = lastActivity else { return nil }
    let count = orders.indices.count { place in
      orders[place].channel == .seller && orders[place].shipBy.map { $0 < evening } ?? false
        && orders[place].undecided.contains(.dispatched)
    }
    guard count > 0 else { return nil }
    return
      "\(label): no column says which orders were cancelled, so whether \(count == 1 ? "1 order" : "\(count) orders") past ship-by without a day of shipment \(count == 1 ? "is late or was" : "are late or were") cancelled is undecided. Add a column cancelled_at or status, or Amazon's all-orders report."
  }

  private func note(_ column: String, _ end: RecordEnd) -> String {
    "\(label): no order placed after \(end.after) has anything in \(column), where by the orders before it about \(Int(end.expected.rounded())) would. The column seems not to be filled any more, so what it would say of these orders is undecided. Export it again, or add Amazon's report."
  }

  /// A column of the days on which something was done that has a deadline.
  private enum DayColumn: String, CaseIterable {
    case shipped = "shipped_at"
    case delivered = "delivered_at"

    var field: OrderFields { self == .shipped ? .shipped : .delivered }
  }

  /// So many orders in a row past their deadline are not all without a day by chance, where at least this
  /// share of those before them has one.
  private static let (run, usual) = (10, 0.9)

  private func isOwn(_ place: Int) -> Bool {
    orders[place].channel == .seller && orders[place].cancelled == nil
      && !orders[place].undecided.contains(.cancelled)
  }

  private func isFilled(_ column: DayColumn, _ place: Int) -> Bool {
    switch column {
    case .shipped: orders[place].shipped != nil || orders[place].shippedBy != nil
    case .delivered: orders[place].delivered != nil
    }
  }

  /// The last purchase of an order that was due and has its day, if all that were due after it have none.
  private func lastFilled(_ column: DayColumn, by evening: Day) -> Day? {
    func isDue(_ place: Int) -> Bool {
      let deadline = column == .shipped ? orders[place].shipBy : orders[place].deliverBy
      return isOwn(place) && deadline.map { $0 + 2 < evening } ?? false
    }
    guard let last = orders.indices.last(where: { isDue($0) && isFilled(column, $0) }) else { return nil }
    let day = orders[last].purchased
    let newer = orders.indices.reversed().lazy.prefix { orders[$0].purchased > day }.count(where: isDue)
    guard newer >= Self.run else { return nil }
    var (older, filled) = (0, 0)
    for place in orders.indices where orders[place].purchased <= day && isDue(place) {
      older += 1
      if isFilled(column, place) { filled += 1 }
    }
    return older >= Self.run && Double(filled) >= Self.usual * Double(older) ? day : nil
  }
}
