import AccountHealth

/// Why did a rate move between two evenings?
public struct ExplainQuestion: Sendable, Hashable {
  public var metric: Metric
  public var from: Day
  /// `nil` for the evening of judgement.
  public var to: Day?

  public init(metric: Metric, from: Day, to: Day? = nil) {
    self.metric = metric
    self.from = from
    self.to = to
  }
}

/// What became of every order that was in the window on either evening.
public struct ExplainAnswer: Sendable {
  public struct Account: Sendable {
    /// Its name in outputs.
    public var name: String
    public var marketplace: String
    public var change: RateChange
  }

  /// One account, or those that were named, each in every marketplace of its name.
  public var accounts: [Account]
  public var provenance: Provenance
}

extension Workspace {
  /// - Parameters:
  ///   - question: The rate and the evenings.
  ///   - earlier: The same files as they were known on the first evening, where that was kept; what was taken
  ///     back between the evenings counts on the first one by them.
  /// - Throws: `Refusal` for several accounts, evenings out of order, or a rate that the files cannot give.
  /// - Complexity: O(orders), plus sorting those in a window.
  public func explain(_ question: ExplainQuestion, earlier: Workspace? = nil) throws(Refusal)
    -> ExplainAnswer
  {
    let to = question.to ?? asOf
    guard question.from < to else { throw Refusal(.notBefore(question.from, second: to)) }
    if settings.accounts.isEmpty { _ = try state.onlyAccount() }
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    var accounts: [ExplainAnswer.Account] = []
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      guard account.availableMetrics.contains(question.metric) else {
        throw Refusal(.missingRate(question.metric, subject.missing(question.metric)))
      }
      guard let rule = subject.rules.first(where: { $0.metric == question.metric }) else {
        throw Refusal(.unruledRate(question.metric))
      }
      let then = earlier?.state.subjects.first {
        $0.label == subject.label && $0.marketplace == subject.marketplace
      }
      accounts.append(
        .init(
          name: subject.label, marketplace: subject.marketplace,
          change: RateChange(
            orders: account.orders, earlier: then?.account?.orders(in: rule.reading, of: rule.metric),
            rule: rule, from: question.from, to: to)))
    }
    return ExplainAnswer(accounts: accounts, provenance: provenance(accounts: accounts.count))
  }
}
