import AccountHealth

/// What the accounts of a portfolio come to together.
public struct PortfolioTotals: Sendable {
  /// Sums of expected losses in one currency.
  public struct Loss: Sendable, Hashable {
    /// `nil` for orders whose files name no currency.
    public var currency: String?
    public var accounts: Int
    public var low: Double
    public var central: Double
    public var high: Double
    /// What the sums leave out, in USD (central setting), and the most that its error can be.
    public var leftOutUSD = 0.0
    public var leftOutError = 0.0
  }

  public var accounts = 0
  public var groups: [PortfolioAccount.Group: Int] = [:]
  /// Accounts with a rate off target, of those that can be judged; and the number of their orders in 30 days.
  public var offTarget = 0
  /// Accounts on target that can be judged, of which some go off target.
  public var onTarget = 0
  /// The number of those that are off target on at least one of the days to come.
  public var breaches: CountLaw
  /// At most so large is the error of the simulation of its mean: accounts share random numbers, so errors
  /// are added.
  public var breachError = 0.0
  /// Orders of 30 days of all accounts, and those of the accounts that are off target.
  public var orders = 0
  public var ordersOffTarget = 0
  /// By the number of accounts, most first.
  public var losses: [Loss] = []
  /// Accounts with orders of which no loss can be said.
  public var withoutLoss = 0
  /// Accounts that are worse than in the earlier run, and that are better.
  public var worse = 0
  public var better = 0

  /// - Complexity: O(accounts · breaches).
  public init(_ accounts: some Sequence<PortfolioAccount>) {
    var chances: [Double] = []
    var losses: [String?: Loss] = [:]
    for account in accounts {
      self.accounts += 1
      groups[account.group, default: 0] += 1
      orders += account.orders
      if account.change?.isWorse ?? false { worse += 1 }
      if account.change?.isBetter ?? false { better += 1 }
      let isJudged =
        account.group != .inactive && account.group != .deactivated && account.doubts.isEmpty
        && account.failure == nil
      if isJudged, !account.offTarget.isEmpty {
        offTarget += 1
        ordersOffTarget += account.orders
      } else if isJudged, let chance = account.chance {
        onTarget += 1
        chances.append(chance.value)
        breachError += chance.error
      }
      if let loss = account.loss {
        var sum =
          losses[account.currency]
          ?? Loss(
            currency: account.currency, accounts: 0, low: 0, central: 0, high: 0)
        sum.accounts += 1
        sum.low += loss.low.value
        sum.central += loss.central.value
        sum.high += loss.high.value
        sum.leftOutUSD += account.lossLeftOutUsd?.value ?? 0
        // Accounts share random numbers, so errors are added.
        sum.leftOutError += account.lossLeftOutUsd?.error ?? 0
        losses[account.currency] = sum
      } else if account.group != .inactive, account.group != .deactivated, account.failure == nil {
        withoutLoss += 1
      }
    }
    breaches = CountLaw(chances, correlation: SharedLuck.measured.correlation)
    self.losses = losses.values.sorted { ($0.accounts, $1.currency ?? "") > ($1.accounts, $0.currency ?? "") }
  }
}
