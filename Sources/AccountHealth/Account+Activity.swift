extension Account {
  /// The latest day on which anything happened: a purchase, shipment, delivery, cancellation or defect.
  ///
  /// Deadlines do not count as activity. This is the default as-of day. `nil` without orders.
  ///
  /// - Complexity: O(orders).
  public var lastActivity: Day? {
    orders.indices.lazy.compactMap { orders[$0].lastActivity }.max()
  }

  /// Whether an order was placed on `day` or in the 6 days before it. If not, the account's files may be old.
  public func hasOrdersInLastWeek(of day: Day) -> Bool {
    orders.indices.contains { orders[$0].purchased <= day && day - orders[$0].purchased < 7 }
  }
}

extension Order {
  /// The latest day on which anything happened to it. A defect or a cancellation without a day does not
  /// count.
  public var lastActivity: Day {
    var last = purchased
    for fact in [shipped, delivered, cancelled, defect == nil ? nil : defectRecorded] {
      if let fact, fact > last { last = fact }
    }
    return last
  }
}
