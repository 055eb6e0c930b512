import AccountHealth
import SellerReports

/// How do the marketplace's own counts compare with those of the orders, and which orders explain it?
public struct ReconcileQuestion: Sendable {
  /// Counts beside those of the reports, such as read off the page. One without a window is of the rule's.
  public var seen: [SeenCount]

  public init(seen: [SeenCount] = []) { self.seen = seen }
}

public struct ReconcileAnswer: Sendable {
  public struct Account: Sendable {
    /// Its name in outputs.
    public var name: String
    public var marketplace: String
    /// Rates that both the orders and the marketplace count.
    public var rates: [RateReconciliation]
  }

  public var accounts: [Account]
  public var asOf: Day
  public var provenance: Provenance

  /// Whether there is nothing to compare.
  public var isEmpty: Bool { accounts.allSatisfy(\.rates.isEmpty) }
}

extension Workspace {
  /// The evenings of a rate whose differences are explained.
  private static let explainedEvenings = 60

  /// - Throws: `Refusal` for counts beside several accounts, for two counts of one evening that contradict
  ///   each other, and for files without orders.
  /// - Complexity: O(orders · rates · readings · (different windows + evenings that differ)).
  public func reconcile(_ question: ReconcileQuestion = .init()) throws(Refusal) -> ReconcileAnswer {
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    if !question.seen.isEmpty { try state.checkOnlyAccount() }
    for (place, one) in question.seen.enumerated() {
      for other in question.seen[..<place] where one.contradicts(other) {
        throw Refusal(.contradiction(other, one))
      }
    }
    let isPinned = !settings.rules.origin.isBuiltIn
    let accounts = state.subjects.compactMap { subject -> ReconcileAnswer.Account? in
      guard let account = subject.asFiled else { return nil }
      let seen = (subject.seen + question.seen).filter { $0.day <= asOf }
      var rates = RateReconciliation.all(account, subject.asRuled, seen, isPinned: isPinned)
      for place in rates.indices { rates[place].explain(account, evenings: Self.explainedEvenings) }
      return ReconcileAnswer.Account(name: subject.label, marketplace: subject.marketplace, rates: rates)
    }
    return ReconcileAnswer(
      accounts: accounts, asOf: asOf, provenance: provenance(accounts: accounts.count))
  }
}
