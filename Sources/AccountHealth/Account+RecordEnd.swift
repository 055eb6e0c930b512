extension Account {
  /// The end of a record that is not kept any more.
  public struct RecordEnd: Sendable, Hashable {
    /// The last day of purchase of which it has something.
    public var after: Day
    /// About how many it would have of the orders placed since.
    public var expected: Double
  }

  /// So many must be expected, and so many be known before; then chance leaves them all out less than once in
  /// a thousand times (Poisson: e⁻⁷).
  private static let (leastExpected, leastKnown) = (7.0, 10)

  /// Where a record of rare events ends, such as the column of defects: a column, or a list, that is not
  /// filled any more.
  ///
  /// Each newer order is expected to have one with the share of the orders before, times the share of those
  /// events that came within its age. That a shop became better all at once cannot be told apart from that.
  ///
  /// - Parameters:
  ///   - asOf: The evening.
  ///   - isCounted: Which orders may have one.
  ///   - recorded: The day on which an order's was recorded.
  /// - Returns: `nil` if the record goes on, or too little is known to tell.
  /// - Complexity: O(orders · log events).
  public func recordEnd(
    by asOf: Day, among isCounted: (Order) -> Bool, recorded: (Order) -> Day?
  ) -> RecordEnd? {
    let own = orders.filter { $0.purchased <= asOf && isCounted($0) }
    let known = own.compactMap { order in
      recorded(order).flatMap { $0 <= asOf ? (purchased: order.purchased, delay: $0 - order.purchased) : nil }
    }
    guard known.count >= Self.leastKnown, let last = known.map(\.purchased).max() else { return nil }
    let delays = known.map(\.delay).sorted()
    let share = Double(known.count) / Double(own.count { $0.purchased <= last })
    let expected = own.reduce(0.0) { sum, order in
      guard order.purchased > last else { return sum }
      let age = asOf - order.purchased
      var (low, high) = (0, delays.count)
      while low < high {
        let middle = (low + high) / 2
        if delays[middle] <= age { low = middle + 1 } else { high = middle }
      }
      return sum + share * Double(low) / Double(delays.count)
    }
    return expected >= Self.leastExpected ? RecordEnd(after: last, expected: expected) : nil
  }
}
