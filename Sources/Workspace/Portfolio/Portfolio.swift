import AccountHealth
import SellerReports

/// Accounts, most urgent first, and what they come to together, of one run or joined from several.
public struct Portfolio: Sendable {
  public var asOf: Day
  public var seed: UInt64
  /// Simulated futures per account.
  public var paths: Int
  /// Those on which the possible actions of an account were compared.
  public var comparedPaths: Int { PortfolioQuestion.compared(of: paths) }
  /// Days ahead for deactivations and losses.
  public var horizon: Int
  public var accounts: [PortfolioAccount]
  public var totals: PortfolioTotals
  public var choice: PortfolioChoice
  /// Accounts of the earlier run that are not in this one. Those that had orders then are also among
  /// `accounts`, as ones that cannot be judged, in the first run without them.
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
  ///   - earlier: What is compared with; `nil` for nothing. The change of an account that was compared with
  ///     it already stays; that of any other is found from both runs, without the orders.
  ///   - known: The names of the accounts that all parts compared with and none has; `nil` to find them.
  public init(
    _ accounts: [PortfolioAccount], asOf: Day, seed: UInt64, paths: Int, horizon: Int, budget: Double? = nil,
    earlier: EarlierPortfolio? = nil, gone known: [String]? = nil
  ) {
    (self.asOf, self.seed, self.paths, self.horizon) = (asOf, seed, paths, horizon)
    let here = EarlierPortfolio(accounts)
    let absent = (earlier?.accounts ?? []).filter {
      here[$0.account, $0.marketplace] == nil && !$0.isNoAccount
    }
    let lost = absent.filter { $0.group != .inactive && !$0.isGone }.map { PortfolioAccount(gone: $0, asOf) }
    // Whom the earlier run has is gone, not misspelt.
    let named = accounts.filter { one in !one.isAbsent || !lost.contains { $0.isMeant(by: one.account) } }
    let compared = earlier.map { then in named.map { $0.compared(with: then) } } ?? named
    self.accounts = (compared + lost).sorted { $0.isMoreUrgent(than: $1) }
    totals = PortfolioTotals(self.accounts)
    choice = PortfolioChoice(self.accounts, budget: budget)
    gone = known ?? absent.map(\.account) + accounts.filter(\.isGone).map(\.account)
    since = earlier?.asOf ?? accounts.compactMap(\.change?.since.day).max()
  }
}

extension PortfolioAccount {
  /// The account with its change since an earlier run.
  fileprivate func compared(with earlier: EarlierPortfolio) -> PortfolioAccount {
    var account = self
    let then = earlier[self.account, marketplace]
    guard change?.since != then?.asOf else { return self }
    account.change = then.map { PortfolioChange(self, since: $0, nil) }
    return account
  }

  /// Whether a name that was looked for is its own.
  func isMeant(by name: String) -> Bool {
    account == name || AccountName.isMeant(by: name, account, marketplace)
  }

  /// An account of an earlier run that the files have no more.
  fileprivate init(gone then: PortfolioAccount, _ asOf: Day) {
    self.init(
      account: then.account, marketplace: then.marketplace, asOf: .init(asOf), group: .cannotBeJudged,
      orders: 0)
    (currency, lastOrder) = (then.currency, then.lastOrder)
    doubts = [.gone(since: then.asOf)]
    change = PortfolioChange(lost: then)
  }

  /// The accounts in a file of which no row can be used, as one that is named after the file.
  init(unreadable file: String, rows: Int, asOf: Day) {
    self.init(
      account: file, marketplace: "", asOf: .init(asOf), group: .cannotBeJudged, orders: 0)
    doubts = [.unreadable(file: file, rows: rows)]
  }

  /// An account that was looked for and is in no file.
  public init(absent name: String, asOf: Day) {
    self.init(account: name, marketplace: "", asOf: .init(asOf), group: .cannotBeJudged, orders: 0)
    doubts = [.absent]
  }

  /// An open message of the marketplace that names no account, among several, as one by itself.
  init(unassigned notice: Notice, accounts: Int, asOf: Day) {
    self.init(
      account: "notice \(notice.id)", marketplace: "", asOf: .init(asOf),
      group: notice.isOfDeactivation ? .deactivated : .deadline, orders: 0)
    (notices, answerBy) = (1, notice.answerBy.map(WrittenDay.init))
    doubts = [.unassigned(notice: notice.id, accounts: accounts)]
  }

  /// The accounts in a file that cannot be read at all, likewise.
  public init(leftOut file: String, reason: String, asOf: Day) {
    self.init(account: file, marketplace: "", asOf: .init(asOf), group: .cannotBeJudged, orders: 0)
    doubts = [.leftOut(file: file, reason: reason)]
  }
}

extension [PortfolioAccount] {
  /// The places of the accounts whose actions are compared: the most urgent ones of which it is known how
  /// they stand. Where it is not known, the first thing is to find out.
  func ranked(most: Int) -> [Int] {
    let able = indices.filter { place in
      let one = self[place]
      return one.group != .inactive && one.group != .cannotBeJudged && one.group != .deactivated
        && one.failure == nil && one.stakeOrders > 0
    }
    return able.sorted { self[$0].isMoreUrgent(than: self[$1]) }.prefix(most).map { $0 }
  }

  /// Accounts of parts that were run by themselves, as one run of all has them: of actions that were compared
  /// only those of the most urgent accounts stay.
  ///
  /// Accounts that only one of the parts compared with are not gone if another part has them.
  public func joined(ranked most: Int) -> [PortfolioAccount] {
    let here = EarlierPortfolio(filter { !$0.isGone })
    var told: Set<[String]> = []
    let whole = filter { one in
      // A message without an account is in each part, and an account of one part is absent from the others.
      if one.isAbsent, contains(where: { !$0.isNoAccount && !$0.isGone && $0.isMeant(by: one.account) }) {
        return false
      }
      if one.isUnassigned || one.isAbsent { return told.insert([one.account, one.marketplace]).inserted }
      return !one.isGone
        || here[one.account, one.marketplace] == nil && told.insert([one.account, one.marketplace]).inserted
    }
    let kept = Set(whole.ranked(most: most))
    return whole.indices.map { place in
      var account = whole[place]
      if !kept.contains(place) {
        (account.options, account.first, account.declined, account.isRanked) = ([], nil, nil, false)
      }
      return account
    }
  }
}
