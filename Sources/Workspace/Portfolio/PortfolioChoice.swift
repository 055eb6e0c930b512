import Decisions
import Foundation

/// One action per account under one budget for all of them.
public struct PortfolioChoice: Sendable {
  /// What the choice is measured in.
  public enum Unit: Sendable, Hashable {
    /// Expected loss, central setting, in one currency.
    case loss(String)
    /// Expected orders per 30 days of accounts that are deactivated: the chance (central setting) times the
    /// orders.
    case orders
  }

  public struct Pick: Sendable {
    public var account: PortfolioAccount
    public var option: PortfolioAccount.Option
    /// What it saves, in the unit, on futures on which it was not chosen.
    public var saved: Double
    public var error: Double
    /// What it saves on those on which it was.
    fileprivate var value: Double
  }

  public let unit: Unit
  /// The risk of all accounts for which actions were compared, in the unit.
  public let risk: Double
  /// The accounts where one action saves most, whatever it costs.
  public let most: [Pick]
  /// The choice within the budget, the largest saving first; `nil` without a budget.
  public let chosen: [Pick]?
  public let budget: Double?
  /// The currency of the budget and of the costs of the choice.
  public let currency: String
  /// Options that took no part in the choice, as their cost is not known in that currency.
  public let unpriced: Int

  public static let listed = 10

  /// The cost of the choice.
  public var cost: Double { (chosen ?? []).reduce(0) { $0 + ($1.option.cost ?? 0) } }
  /// All of it at the low and at the high end of what each costs.
  public var costRange: ClosedRange<Double> {
    let low = (chosen ?? []).reduce(0) { $0 + ($1.option.costLow ?? 0) }
    return low...max(low, (chosen ?? []).reduce(0) { $0 + ($1.option.costHigh ?? 0) })
  }
  /// What the choice saves. The errors of accounts on the same random numbers are added.
  public var saved: (value: Double, error: Double) {
    (chosen ?? []).reduce((0, 0)) { ($0.0 + $1.saved, $0.1 + $1.error) }
  }

  /// - Complexity: O(options · 1,000).
  public init(_ accounts: [PortfolioAccount], budget: Double?) {
    let ranked = accounts.filter(\.isRanked)
    let currencies = Set(ranked.compactMap { $0.loss == nil ? nil : $0.currency ?? "" })
    let isMoney = currencies.count == 1 && ranked.contains { $0.options.contains { $0.saved != nil } }
    let unit: Unit = isMoney ? .loss(currencies.first ?? "") : .orders
    self.unit = unit
    func pick(_ account: PortfolioAccount, _ option: PortfolioAccount.Option) -> Pick? {
      let scale = Double(account.orders)
      func orders(_ fall: PortfolioAccount.Figure) -> PortfolioAccount.Figure {
        .init(value: fall.value * scale, error: fall.error * scale)
      }
      let first = isMoney ? option.saved : orders(option.fall)
      let told = isMoney ? option.toldSaved : orders(option.toldFall)
      guard let first, let told, first.value > 2 * first.error, first.value > 0 else { return nil }
      return Pick(
        account: account, option: option, saved: told.value, error: told.error, value: first.value)
    }
    risk = ranked.reduce(0) { sum, account in
      sum
        + (isMoney
          ? account.loss?.central.value ?? 0
          : (account.deactivation?.central.value ?? 0) * Double(account.orders))
    }
    let picks = ranked.map { account in
      account.options.filter(\.canBeChosen).compactMap { pick(account, $0) }
    }
    most = Array(
      picks.compactMap { $0.max { ($0.value, $1.option.name) < ($1.value, $0.option.name) } }
        .sorted { ($0.value, $1.account.account) > ($1.value, $0.account.account) }.prefix(Self.listed)
    ).sorted { ($0.saved, $1.account.account) > ($1.saved, $0.account.account) }
    let costs = Dictionary(picks.joined().map { ($0.option.costCurrency, 1) }, uniquingKeysWith: +)
    currency = costs.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key ?? Cost.currency
    let own = currency
    let priced = picks.map { $0.filter { $0.option.cost != nil && $0.option.costCurrency == own } }
    unpriced = picks.joined().count - priced.joined().count
    self.budget = budget
    chosen = budget.map { budget in
      Self.best(priced, within: budget).sorted {
        ($0.saved, $1.account.account) > ($1.saved, $0.account.account)
      }
    }
  }

  /// The steps of the budget in the search.
  private static let steps = 1_000

  /// At most one of each group, so that the sum saved is largest within the budget: a knapsack with choices
  /// (H. Kellerer, U. Pferschy, D. Pisinger, *Knapsack Problems*, Springer 2004, chapter 11), with costs
  /// rounded up to steps of the budget. What costs nothing is always possible.
  private static func best(_ groups: [[Pick]], within budget: Double) -> [Pick] {
    let step = budget / Double(steps)
    func size(_ pick: Pick) -> Int? {
      let cost = pick.option.cost ?? 0
      guard cost <= budget else { return nil }
      return cost <= 0 ? 0 : max(1, Int((cost / step - 1e-9).rounded(.up)))
    }
    var value = [Double](repeating: 0, count: steps + 1)
    var taken: [[Int16]] = []
    for group in groups {
      let items = group.enumerated().compactMap { place, pick in size(pick).map { (place, $0, pick.value) } }
      var (next, choice) = (value, [Int16](repeating: -1, count: steps + 1))
      for (place, size, saved) in items where size <= steps {
        for spent in size...steps where value[spent - size] + saved > next[spent] {
          next[spent] = value[spent - size] + saved
          choice[spent] = Int16(place)
        }
      }
      value = next
      taken.append(choice)
    }
    var (left, chosen) = (steps, [Pick]())
    for (group, choice) in zip(groups, taken).reversed() where choice[left] >= 0 {
      let pick = group[Int(choice[left])]
      chosen.append(pick)
      left -= size(pick) ?? 0
    }
    return chosen
  }
}

extension PortfolioAccount.Option {
  /// Whether it may be one of a choice for many accounts: what may not be usable is no ground to spend
  /// money on, and selling less costs what nobody stated.
  var canBeChosen: Bool { condition.isEmpty && !sellsLess }
}
