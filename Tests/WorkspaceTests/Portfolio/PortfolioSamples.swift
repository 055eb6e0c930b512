import AccountHealth

@testable import Workspace

extension PortfolioAccount {
  /// An account of a made-up portfolio.
  static func sample(
    _ name: String, _ group: Group = .onTarget, orders: Int = 100, chance: Double = 0.1, stake: Double? = nil,
    currency: String? = "USD", loss: Double = 1_000
  ) -> PortfolioAccount {
    var account = PortfolioAccount(
      account: name, marketplace: "amazon.com", asOf: .init(SellerFiles.first + 100), group: group,
      orders: orders)
    account.chance = .init(value: chance, error: 0.01)
    account.stakeOrders = stake ?? chance * Double(orders)
    account.currency = currency
    func settings(_ value: Double) -> Settings {
      Settings(
        low: .init(value: value / 4, error: 0), central: .init(value: value, error: 0),
        high: .init(value: value * 3, error: 0))
    }
    (account.loss, account.deactivation) = (settings(loss), settings(0.1))
    return account
  }

  func comparing(_ options: Option...) -> PortfolioAccount {
    var account = self
    (account.options, account.isRanked, account.first) = (options, true, options.first?.name)
    return account
  }
}

extension PortfolioAccount.Option {
  static func sample(
    _ name: String, saves saved: Double?, costs cost: Double?, fall: Double = 0.05, condition: String = "",
    sellsLess: Bool = false,
    currency: String = "USD", own: Double? = nil
  ) -> PortfolioAccount.Option {
    PortfolioAccount.Option(
      name: name, title: "Title of \(name)", condition: condition, sellsLess: sellsLess,
      fall: .init(value: fall, error: 0.001),
      saved: saved.map { .init(value: $0, error: $0 / 100) }, costLow: cost, costHigh: cost,
      costCurrency: currency, ownCostLow: own, ownCostHigh: own)
  }
}
