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

extension Account {
  /// Orders that were to be expected without any coming, from which on they have stopped: a Poisson count of
  /// mean 5 is 0 with a chance of 0.7 %.
  private static let expectedInVain = 5
  /// The days of the mean, up to the last order.
  private static let usualDays = 60

  /// The day of the last order, if the account's orders have stopped: none for 7 days, and at least 5 were
  /// to be expected by the 60 days up to the last one.
  ///
  /// - Complexity: O(orders).
  public func lastOrder(ifStoppedBy day: Day) -> Day? {
    guard let last = orders.indices.lazy.map({ orders[$0].purchased }).filter({ $0 <= day }).max(),
      day - last >= 7
    else { return nil }
    let usual = orders.indices.count {
      orders[$0].purchased <= last && last - orders[$0].purchased < Self.usualDays
    }
    return usual * (day - last) >= Self.expectedInVain * Self.usualDays ? last : nil
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
