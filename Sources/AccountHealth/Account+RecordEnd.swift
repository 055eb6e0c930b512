extension Account {
  /// A record of rare events, which most orders do not have.
  public enum RareRecord: Sendable { case defects, cancellations }

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

  /// Where a record ends: a column, or a list, that is not filled any more.
  ///
  /// Each newer order is expected to have an entry with the share of the orders before, times the share of
  /// those entries that came within its age. That a shop became better all at once cannot be told apart.
  ///
  /// - Parameters:
  ///   - record: What is looked at.
  ///   - channel: Whose orders; `nil` for all.
  ///   - asOf: The evening.
  /// - Returns: `nil` if the record goes on, or too little is known to tell.
  /// - Complexity: O(orders · log entries), without a copy of an order.
  public func end(of record: RareRecord, in channel: Order.Channel? = nil, by asOf: Day) -> RecordEnd? {
    func counts(_ place: Int) -> Bool {
      orders[place].purchased <= asOf && channel.map { $0 == orders[place].channel } ?? true
    }
    var (delays, last) = ([Int](), Day?.none)
    for place in orders.indices where counts(place) {
      let day = record == .defects ? orders[place].defectRecorded : orders[place].cancelled
      guard let day, day <= asOf else { continue }
      delays.append(day - orders[place].purchased)
      last = orders[place].purchased
    }
    guard delays.count >= Self.leastKnown, let last else { return nil }
    delays.sort()
    var (earlier, shares) = (0, 0.0)
    for place in orders.indices where counts(place) {
      guard orders[place].purchased > last else {
        earlier += 1
        continue
      }
      let age = asOf - orders[place].purchased
      var (low, high) = (0, delays.count)
      while low < high {
        let middle = (low + high) / 2
        if delays[middle] <= age { low = middle + 1 } else { high = middle }
      }
      shares += Double(low) / Double(delays.count)
    }
    let expected = shares * Double(delays.count) / Double(earlier)
    return expected >= Self.leastExpected ? RecordEnd(after: last, expected: expected) : nil
  }
}
