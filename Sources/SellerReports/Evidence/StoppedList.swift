import AccountHealth

/// A list of late or failed orders that has none of the newest orders, where by its own share of the orders
/// before it would have some. The time of a file that was copied is later than that of its download, so such
/// a list is probably older than its file.
struct StoppedList: Sendable, Hashable {
  /// The last day of purchase, or promised day, of which it has an order.
  let after: Day
  /// About how many orders placed, or promised, since it would have.
  let expected: Double

  /// So many must be expected, and so many be listed; then chance leaves them all out in less than one of a
  /// hundred lists (Poisson: e⁻⁵).
  private static let (leastExpected, leastListed) = (5.0, 5)

  /// That a shop became better all at once cannot be told apart. Defects and cancellations come too late, or
  /// too seldom, for this.
  ///
  /// - Parameters:
  ///   - verdict: What absence from the list would mean.
  ///   - listed: The numbers of the orders that it lists.
  ///   - account: The account of the list.
  /// - Returns: `nil` where the list goes on, or too little is known to tell.
  /// - Complexity: O(orders).
  init?(_ verdict: ListVerdict, listed: Set<String>, _ account: Account) {
    switch verdict.rule.metric {
    case .lateShipment30, .lateShipment10, .onTimeDelivery, .validTracking: break
    case .orderDefect, .orderDefectAmazon, .cancellation: return nil
    }
    let days = account.orders.indices.compactMap { place -> (day: Day, isListed: Bool)? in
      let order = account.orders[place]
      guard verdict.isFine(order) != nil, let day = verdict.member(order) else { return nil }
      return (day, listed.contains(order.id))
    }
    guard let last = days.lazy.filter(\.isListed).map(\.day).max() else { return nil }
    let count = days.count(where: \.isListed)
    let newer = days.count { $0.day > last }
    after = last
    expected = Double(count) * Double(newer) / Double(days.count - newer)
    guard count >= Self.leastListed, expected >= Self.leastExpected else { return nil }
  }

  func remark(_ file: String) -> String {
    "\(ReportFault.plain(file)): it has no order after \(after), where by those before it about \(Int(expected.rounded())) would have come since. It is probably older than its file, so it says nothing of newer orders. Download it again; if it is of the last day, add the V2 report, whose count decides."
  }
}
