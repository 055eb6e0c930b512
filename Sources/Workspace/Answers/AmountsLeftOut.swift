import AccountHealth
import Decisions

/// Orders of the last year whose amounts are in another currency than most of their account: they are not
/// added to the others, since no rate between the two is known.
public struct AmountsLeftOut: Sendable, Hashable {
  public var orders: Int
  /// All orders with an amount of the accounts that have such orders.
  public var of: Int
  public var accounts: Int
  /// The currencies that are used, and those left out, each in alphabetical order.
  public var used: [String]
  public var others: [String]

  /// - Returns: `nil` if every account has amounts of one currency.
  /// - Complexity: O(orders).
  init?(_ subjects: [Subject]) {
    (orders, of, accounts) = (0, 0, 0)
    var (used, others): (Set<String>, Set<String>) = ([], [])
    for subject in subjects {
      guard let account = subject.account else { continue }
      let facts = AccountFacts(account, asOf: subject.asOf)
      let amounts = facts.amounts
      guard !amounts.leftOut.isEmpty else { continue }
      orders += amounts.leftOut.values.reduce(0, +)
      of += amounts.orders
      accounts += 1
      if let currency = facts.currency { used.insert(currency) }
      others.formUnion(amounts.leftOut.keys)
    }
    guard orders > 0 else { return nil }
    (self.used, self.others) = (used.sorted(), others.sorted())
  }
}

extension [Subject] {
  /// That amounts of their orders are left out, if some are.
  var amountsLeftOut: [Assumed] { AmountsLeftOut(self).map { [.amountsLeftOut($0)] } ?? [] }
}
