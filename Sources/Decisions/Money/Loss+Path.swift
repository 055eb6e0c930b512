import Glibc

extension Loss {
  /// Figures of a seller's business, in the account's currency.
  public struct Business: Sendable, Hashable {
    /// Sales per day of the orders that the seller ships.
    public var sales: Double
    /// Sales per day of the orders that Amazon ships.
    public var otherSales = 0.0
    /// Net proceeds per day of the whole account, after fees.
    public var proceeds: Double
    /// Stock at the marketplace: units, and their total cost.
    public var stockUnits: Double
    public var stockCost: Double
    /// The stock at its selling price; `nil` if that is not known.
    public var stockSales: Double?
    /// Whether what the stock cost is not known: it is then the share `Loss.stockCost` of `stockSales`.
    public var isStockCostAssumed = false
    /// What the marketplace would hold; `nil` for `frozenDays` of proceeds.
    public var balance: Double?
    /// Help with the appeals of one deactivation; `nil` for the assumption, which is in USD.
    public var help: Double?
    /// Units of the currency for 1 USD; `nil` if that is not known. What is assumed in USD is then apart.
    public var usdRate: Double? = 1
    /// Units of the currency for 1 of the currency of the fees of a removal; `nil` if that is not known.
    public var feeRate: Double? = 1

    public init(sales: Double, proceeds: Double, stockUnits: Double = 0, stockCost: Double = 0) {
      self.sales = sales
      self.proceeds = proceeds
      self.stockUnits = stockUnits
      self.stockCost = stockCost
    }

    /// Sales per day of all orders.
    public var allSales: Double { sales + otherSales }
  }

  /// The loss of one deactivation or of a whole path. Cash that is held and later released is not a loss; it
  /// is shown separately.
  public struct Amount: Sendable, Hashable {
    /// Margin lost on the days shut.
    public var shut = 0.0
    /// Margin lost during the slow return.
    public var recovery = 0.0
    /// Cost of capital on the cash held.
    public var capital = 0.0
    /// The part of the cash held that is never released or is charged for claims.
    public var kept = 0.0
    /// Stock lost, sold below cost or removed.
    public var stock = 0.0
    public var help = 0.0
    /// What an insurance pays.
    public var insured = 0.0
    /// Help and fees in USD where no rate to the account's currency is known; not part of `total`.
    public var usd = 0.0
    /// Cash held until `releasedAfter` days, which a small seller must do without; the largest of a path.
    public var frozen = 0.0
    public var releasedAfter = 0.0

    public init() {}

    /// Margin lost on the days shut and during the slow return.
    public var margin: Double { shut + recovery }
    /// Everything but the cash held.
    public var total: Double { margin + capital + kept + stock + help - insured }
  }

  /// The part of the business that stops.
  struct Reach {
    /// Sales per day that stop.
    var sales: Double
    /// The share of the balance that is held: that of the sales that stop.
    var held: Double
    /// Whether stock at the marketplace is stranded if the account stays shut.
    var hasStock: Bool

    init(sales: Double, held: Double = 1, hasStock: Bool = true) {
      self.sales = sales
      self.held = held
      self.hasStock = hasStock
    }

    init(_ course: ClosureCourse, _ business: Business) {
      let sales = course.isWholeAccount ? business.allSales : business.sales * course.share
      self.init(
        sales: sales, held: business.allSales > 0 ? sales / business.allSales : 1,
        hasStock: course.isWholeAccount)
    }
  }

  /// The loss of a path, for all its closures.
  public func amount(of course: ClosureCourse, business: Business, setting: RiskSetting) -> Amount {
    let reach = Reach(course, business)
    var sum = Amount()
    for (number, closure) in course.closures.enumerated() {
      let back = closure.firstDay + closure.days
      let next = number + 1 < course.closures.count ? course.closures[number + 1].firstDay : course.end
      let part = amount(
        days: Double(closure.days), recoveryDays: Double(next - back), isReinstated: closure.isReinstated,
        cause: course.lossCause, business: business, reach: reach,
        daysBefore: number == 0 ? course.daysBefore : 0, setting: setting)
      sum.shut += part.shut
      sum.recovery += part.recovery
      sum.capital += part.capital
      sum.kept += part.kept
      sum.stock += part.stock
      sum.help += part.help
      sum.usd += part.usd
      if part.frozen > sum.frozen { (sum.frozen, sum.releasedAfter) = (part.frozen, part.releasedAfter) }
    }
    return sum
  }

  /// - Parameters:
  ///   - days: The days shut, at least 0.
  ///   - recoveryDays: The days after the reinstatement that count.
  ///   - isReinstated: Whether the account opens again after these days.
  ///   - cause: Why it is shut, which decides how much is never released.
  ///   - business: The whole business.
  ///   - reach: The part of it that stops; `nil` for what the seller ships, with all that is held and
  ///     stocked.
  ///   - daysBefore: Days that it has been shut already, of which `days` has none.
  ///   - setting: The setting of every assumption.
  func amount(
    days: Double, recoveryDays: Double = .infinity, isReinstated: Bool, cause: Cause, business: Business,
    reach: Reach? = nil, daysBefore: Int = 0, setting: RiskSetting
  ) -> Amount {
    let reach = reach ?? Reach(sales: business.sales)
    var amount = Amount()
    amount.shut = days * reach.sales * margin[setting] * (1 - wonBack[setting])
    // What is missing on return halves in each half-life, so its sum over all later days is half-life/ln 2.
    if isReinstated {
      let life = returnHalfLifeDays[setting]
      let share = life > 0 ? 1 - exp2(-recoveryDays / life) : 0
      amount.recovery =
        reach.sales * margin[setting] * (1 - returnLevel[setting]) * life / M_LN2 * share
    }
    amount.frozen = (business.balance ?? business.proceeds * frozenDays[setting]) * reach.held
    amount.releasedAfter = releasedAfter(
      days: days, isReinstated: isReinstated, daysBefore: daysBefore, setting)
    amount.capital = amount.frozen * costOfCapital[setting] * amount.releasedAfter / 365
    let gone = isReinstated ? 0 : kept[cause]?[setting] ?? 0
    amount.kept = amount.frozen * min(1, gone + claimsCharged[setting])
    if !isReinstated, reach.hasStock { add(stockOf: business, setting, to: &amount) }
    if let help = business.help {
      amount.help = help
    } else {
      add(usd: appealHelp[setting], business, to: &amount.help, &amount.usd)
    }
    return amount
  }

  /// Days from the first of `days` to the release of what is held.
  func releasedAfter(days: Double, isReinstated: Bool, daysBefore: Int, _ setting: RiskSetting) -> Double {
    isReinstated
      ? days + releaseDaysIfReinstated[setting] : max(0, releaseDaysIfNot[setting] - Double(daysBefore))
  }

  /// The cost of the stock: as stated, or the assumed share of its selling price.
  public func stockCost(of business: Business, _ setting: RiskSetting) -> Double {
    guard business.isStockCostAssumed, let sales = business.stockSales else { return business.stockCost }
    return sales * stockCost[setting]
  }

  /// Removal and resale, or liquidation where that is known to bring more.
  private func add(stockOf business: Business, _ setting: RiskSetting, to amount: inout Amount) {
    let left = 1 - stockLost[setting]
    let cost = stockCost(of: business, setting)
    let (resold, fees) = (
      cost * left * stockResold[setting], business.stockUnits * removalFee[setting]
    )
    let liquidated = business.stockSales.map { $0 * left * liquidation[setting] }
    if let liquidated, let rate = business.feeRate, liquidated > resold - fees * rate {
      amount.stock = cost - liquidated
    } else {
      amount.stock = cost - resold
      if let rate = business.feeRate { amount.stock += fees * rate } else { amount.usd += fees }
    }
  }

  private func add(usd: Double, _ business: Business, to own: inout Double, _ apart: inout Double) {
    if let rate = business.usdRate { own += usd * rate } else { apart += usd }
  }
}
