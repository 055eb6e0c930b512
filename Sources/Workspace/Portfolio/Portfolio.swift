import AccountHealth

/// Accounts, most urgent first, and what they come to together, of one run or joined from several.
public struct Portfolio: Sendable {
  public var asOf: Day
  public var seed: UInt64
  /// Simulated futures per account.
  public var paths: Int
  /// Days ahead for deactivations and losses.
  public var horizon: Int
  public var accounts: [PortfolioAccount]
  public var totals: PortfolioTotals
  public var choice: PortfolioChoice
  /// Accounts of the earlier run that are not in this one.
  public var gone: [String]
  /// The evening of the earlier run; `nil` without one.
  public var since: Day?

  /// The days of the chances.
  public var soon: Int { min(PortfolioQuestion.soon, horizon) }

  /// - Parameters:
  ///   - accounts: In any order.
  ///   - asOf: The evening of judgement.
  ///   - seed: That of the run.
  ///   - paths: Futures of each account.
  ///   - horizon: Days ahead for deactivations and losses.
  ///   - budget: For one action per account; `nil` for none.
  ///   - earlier: What is compared with; `nil` for nothing.
  public init(
    _ accounts: [PortfolioAccount], asOf: Day, seed: UInt64, paths: Int, horizon: Int, budget: Double? = nil,
    earlier: EarlierPortfolio? = nil
  ) {
    (self.asOf, self.seed, self.paths, self.horizon) = (asOf, seed, paths, horizon)
    self.accounts = accounts.sorted { $0.isMoreUrgent(than: $1) }
    totals = PortfolioTotals(self.accounts)
    choice = PortfolioChoice(self.accounts, budget: budget)
    let here = EarlierPortfolio(accounts)
    gone = (earlier?.accounts ?? []).filter { here[$0.account, $0.marketplace] == nil }.map(\.account)
    since = earlier?.asOf
  }
}

extension [PortfolioAccount] {
  /// The places of the accounts whose actions are compared: the most urgent ones of which it is known how
  /// they stand. Where it is not known, the first thing is to find out.
  func ranked(most: Int) -> [Int] {
    let able = indices.filter { place in
      let one = self[place]
      return one.group != .inactive && one.group != .cannotBeJudged && one.failure == nil
        && one.stakeOrders > 0
    }
    return able.sorted { self[$0].isMoreUrgent(than: self[$1]) }.prefix(most).map { $0 }
  }

  /// Accounts of parts that were run by themselves, as one run of all has them: of actions that were compared
  /// only those of the most urgent accounts stay.
  public func joined(ranked most: Int) -> [PortfolioAccount] {
    let kept = Set(ranked(most: most))
    return indices.map { place in
      var account = self[place]
      if !kept.contains(place) { (account.options, account.first, account.isRanked) = ([], nil, false) }
      return account
    }
  }
}
