import AccountHealth

extension OrderBook {
  /// Accounts whose days without orders are named one by one.
  private static let accountsWithGaps = 3

  /// What the user should know of days without any order, by what the files say up to an evening; one
  /// sentence each.
  ///
  /// - Complexity: O(orders).
  public func gapNotes(by evening: Day) -> [String] {
    let gaps = accounts.map { $0.gapNotes(by: evening) }.filter { !$0.isEmpty }
    let more = gaps.count - Self.accountsWithGaps
    return gaps.prefix(Self.accountsWithGaps).flatMap(\.self)
      + (more > 0 ? ["\(more) more accounts have such gaps; name one account to see its own."] : [])
  }
}
