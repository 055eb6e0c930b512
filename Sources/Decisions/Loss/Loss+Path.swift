import Glibc

extension Loss {
  /// Figures from a seller's books, in USD.
  public struct Business: Sendable, Hashable {
    /// Sales per day in the channel that is shut.
    public var sales: Double
    /// Net proceeds per day, after fees.
    public var proceeds: Double
    /// Stock at the marketplace: units, and their total cost.
    public var stockUnits: Double
    public var stockCost: Double

    public init(sales: Double, proceeds: Double, stockUnits: Double = 0, stockCost: Double = 0) {
      self.sales = sales
      self.proceeds = proceeds
      self.stockUnits = stockUnits
      self.stockCost = stockCost
    }
  }

  /// The loss of one deactivation, USD. Cash that is held and later released is not a loss; it is shown
  /// separately.
  public struct Amount: Sendable, Hashable {
    /// Margin lost on the days shut and during the slow return.
    public var margin = 0.0
    /// Cost of capital on the cash held.
    public var capital = 0.0
    /// The part of the cash held that is never released or is charged for claims.
    public var kept = 0.0
    /// Stock lost, sold below cost or removed.
    public var stock = 0.0
    public var help = 0.0
    /// Cash held until `releasedAfter` days, which a small seller must do without.
    public var frozen = 0.0
    public var releasedAfter = 0.0

    /// Everything but the cash held.
    public var total: Double { margin + capital + kept + stock + help }
  }

  /// - Parameters:
  ///   - days: The days shut, at least 0.
  ///   - isReinstated: Whether the account opens again after these days.
  ///   - cause: Why it is shut, which decides how much is never released.
  ///   - business: The business of the channel that is shut.
  ///   - setting: The setting of every assumption.
  public func amount(
    days: Double, isReinstated: Bool, cause: Cause, business: Business, setting: RiskSetting
  ) -> Amount {
    var amount = Amount()
    let lost = business.sales * margin[setting] * (1 - wonBack[setting])
    amount.margin = days * lost
    // What is missing on return halves in each half-life, so its sum over all later days is half-life/ln 2.
    if isReinstated {
      amount.margin +=
        business.sales * margin[setting] * (1 - returnLevel[setting]) * returnHalfLifeDays[setting] / M_LN2
    }
    amount.frozen = business.proceeds * frozenDays[setting]
    amount.releasedAfter = isReinstated ? days + releaseDaysIfReinstated[setting] : releaseDaysIfNot[setting]
    amount.capital = amount.frozen * costOfCapital[setting] * amount.releasedAfter / 365
    let gone = isReinstated ? 0 : kept[cause]?[setting] ?? 0
    amount.kept = amount.frozen * min(1, gone + claimsCharged[setting])
    if !isReinstated {
      let saved = (1 - stockLost[setting]) * stockResold[setting]
      amount.stock = business.stockCost * (1 - saved) + business.stockUnits * removalFee[setting]
    }
    amount.help = appealHelp[setting]
    return amount
  }
}
