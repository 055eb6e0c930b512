/// A seller's own figures, in the account's currency. What is `nil` is not known and is assumed.
public struct Books: Sendable, Hashable {
  /// Contribution margin, a share of sales, 0…1.
  public var margin: Double?
  /// What the marketplace owes the seller, and would hold.
  public var balance: Double?
  /// What a settlement says of it, where `balance` is not stated.
  public var settled: SettledBalance?
  /// Money that the seller can reach elsewhere.
  public var cash: Double?
  /// Stock in the marketplace's warehouses, at cost, and its number of units.
  public var stock: Double?
  public var stockUnits: Double?
  /// That stock at its selling prices.
  public var stockSales: Double?
  /// Rent, wages and the like, per month of 365/12 days.
  public var fixedCost: Double?
  /// Help with the appeals of one deactivation.
  public var help: Double?
  /// Fees of a removal instead of the built-in ones.
  public var fees: RemovalFees?
  /// Assumptions instead of those of the enforcement file.
  public var assumptions: Loss?

  public init() {}

  /// The balance after the last settlement: what was held back or not yet paid out at its end, and the days
  /// since, whose proceeds come on top.
  public struct SettledBalance: Sendable, Hashable {
    public var amount: Double
    public var days: Int

    public init(amount: Double, days: Int) {
      self.amount = amount
      self.days = days
    }
  }

  /// Whether the balance need not be assumed.
  public var tellsBalance: Bool { balance != nil || settled != nil }
  /// Whether stock is known but not what it cost.
  public var assumesStockCost: Bool { stock == nil && (stockUnits ?? 0) > 0 }

  /// These figures with those of `other` where it has them.
  public func replaced(by other: Books) -> Books {
    var result = self
    result.margin = other.margin ?? margin
    result.balance = other.balance ?? balance
    result.cash = other.cash ?? cash
    result.stock = other.stock ?? stock
    result.stockUnits = other.stockUnits ?? stockUnits
    result.stockSales = other.stockSales ?? stockSales
    result.settled = other.settled ?? settled
    result.fixedCost = other.fixedCost ?? fixedCost
    result.help = other.help ?? help
    result.fees = other.fees ?? fees
    result.assumptions = other.assumptions ?? assumptions
    return result
  }

  var fixedCostPerDay: Double? { fixedCost.map { $0 * 12 / 365 } }
}

extension Enforcement {
  /// The same with the assumptions and the margin of a seller's books.
  public func with(_ books: Books) -> Enforcement {
    var result = self
    result.loss = books.assumptions ?? loss
    if let margin = books.margin {
      result.loss?.margin = Assumption(low: margin, central: margin, high: margin)
    }
    return result
  }
}

extension AccountFacts {
  /// Share of sales that reaches the seller after the referral fee. An assumption (15 % is the usual fee).
  public static let proceedsShare = 0.85
  /// The ends of that share: referral fees of 8 to 25 % (judged).
  public static let proceedsRange = 0.75...0.92

  /// The business of the account, from its orders and the seller's books; `nil` if the orders have no
  /// amounts.
  ///
  /// - Parameter usdRate: Units of the account's currency for 1 USD; `nil` if it is not known.
  func business(_ books: Books, usdRate: Double?) -> Loss.Business? {
    orderValue.map { value in
      let (sales, others) = (dailyOrders(.seller) * value, dailyOrders(.amazon) * value)
      var business = Loss.Business(
        sales: sales, proceeds: (sales + others) * Self.proceedsShare, stockUnits: books.stockUnits ?? 0,
        stockCost: books.stock ?? 0)
      business.otherSales = others
      business.stockSales = books.stockSales ?? books.stockUnits.map { $0 * value }
      business.isStockCostAssumed = books.assumesStockCost
      business.balance =
        books.balance ?? books.settled.map { $0.amount + business.proceeds * Double($0.days) }
      (business.help, business.usdRate) = (books.help, usdRate)
      return business
    }
  }
}
