import AccountHealth

extension Workspace {
  /// The evenings on which the only account can be judged: from its first order on; `nil` without orders or
  /// with several accounts.
  public var evenings: DayRange? {
    guard state.subjects.count == 1, let first = state.subjects[0].account?.orders.first?.purchased else {
      return nil
    }
    return DayRange(min(first, asOf), asOf)
  }

  /// What every rate of the only account was counted as on the evenings from `day` to that of judgement, each
  /// as it was known then; empty where that is not known.
  ///
  /// - Complexity: O(orders) per rate.
  public func histories(since day: Day) -> [Metric: RateHistory] {
    guard let evenings, evenings.contains(day), let subject = state.subjects.first,
      let account = subject.account
    else { return [:] }
    let days = DayRange(day, asOf)
    return Dictionary(
      uniqueKeysWithValues: subject.orderRules.map {
        ($0.metric, RateHistory(account, rule: $0, days: days))
      })
  }

  /// The names by which an answer can be limited to one account, in the order of the accounts.
  public var accountNames: [String] { state.subjects.map(\.label) }
}
