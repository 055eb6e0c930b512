import AccountHealth

/// Columns of the order files that stop being filled. An empty cell behind that is unknown: it is not known
/// to be in time, nor known to be late.
extension Account {
  /// Opens what such columns would say of the newer orders.
  ///
  /// - Returns: What the user should know, one sentence each.
  /// - Complexity: O(orders · log events).
  mutating func openEndedColumns() -> [String] {
    guard let evening = lastActivity else { return [] }
    var notes: [String] = []
    if fields.contains(.defect),
      let end = recordEnd(
        by: evening, among: { _ in true }, recorded: { $0.defect == nil ? nil : $0.defectRecorded })
    {
      open(.defect) { $0.purchased > end.after && $0.defect == nil }
      notes.append(Self.note("defect", end))
    }
    if fields.contains(.cancelled),
      let end = recordEnd(by: evening, among: { $0.channel == .seller }, recorded: \.cancelled)
    {
      open([.cancelled, .cancelledBy]) {
        $0.channel == .seller && $0.purchased > end.after && $0.shipped == nil && $0.shippedBy == nil
      }
      notes.append(Self.note("cancelled_at", end))
    }
    for (name, field, due, done) in [
      (
        "shipped_at", OrderFields.shipped, \Order.shipBy,
        { (order: Order) in order.shipped ?? order.shippedBy }
      ),
      ("delivered_at", .delivered, \Order.deliverBy, { (order: Order) in order.delivered }),
    ] where fields.contains(field) {
      guard let last = lastFilled(by: evening, due, done) else { continue }
      let count = open(field) { order in
        order.channel == .seller && order.purchased > last && done(order) == nil && order.cancelled == nil
      }
      notes.append(
        "\(label): \(name) is empty in all \(count) orders placed after \(last), where nearly all before have it. The column seems not to be filled any more, so whether these orders were late is undecided. Export it again, or add Amazon's report."
      )
    }
    return notes
  }

  private static func note(_ column: String, _ end: RecordEnd) -> String {
    "No order placed after \(end.after) has anything in \(column), where by the orders before it about \(Int(end.expected.rounded())) would. The column seems not to be filled any more, so what it would say of these orders is undecided. Export it again, or add Amazon's report."
  }

  /// - Returns: The number of orders that were opened.
  @discardableResult
  private mutating func open(_ field: OrderFields, _ isOpen: (Order) -> Bool) -> Int {
    var count = 0
    for place in orders.indices where isOpen(orders[place]) {
      orders[place].undecided.formUnion(field)
      count += 1
    }
    return count
  }

  /// So many orders in a row past their deadline are not all without a day by chance, where at least this
  /// share of those before them has one.
  private static let (run, usual) = (10, 0.9)

  /// The last purchase of an order that was due and has its day, if all that were due after it have none.
  private func lastFilled(by evening: Day, _ due: KeyPath<Order, Day?>, _ done: (Order) -> Day?) -> Day? {
    let due = orders.filter { order in
      order.channel == .seller && order.cancelled == nil && !order.undecided.contains(.cancelled)
        && order[keyPath: due].map { $0 + 2 < evening } ?? false
    }
    guard let last = due.lastIndex(where: { done($0) != nil }) else { return nil }
    let day = due[last].purchased
    let (newer, older) = (due.filter { $0.purchased > day }, due.filter { $0.purchased <= day })
    guard newer.count >= Self.run, older.count >= Self.run else { return nil }
    return Double(older.count { done($0) != nil }) >= Self.usual * Double(older.count) ? day : nil
  }
}
