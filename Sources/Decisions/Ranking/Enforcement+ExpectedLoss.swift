import Simulation

extension Enforcement {
  /// The mean loss in the year after a deactivation for order performance, USD; `nil` if the file has no
  /// loss.
  ///
  /// The uncertain days to reinstatement are averaged over 40 equal parts of their distribution.
  ///
  /// - Parameters:
  ///   - business: The business of the channel that is shut.
  ///   - setting: The setting of every assumption.
  ///   - appealSuccess: Factor on the chance that the first appeal succeeds.
  ///   - appealDelay: Factor on the days that the seller takes between two appeals.
  ///   - insurance: Its payments reduce the loss.
  public func expectedLoss(
    _ business: Loss.Business, setting: RiskSetting, appealSuccess: Double = 1, appealDelay: Double = 1,
    insurance: Structure.Insurance? = nil
  ) -> Double? {
    guard let loss, var appeal = appeals.first(where: { $0.cause == Loss.Cause.orderPerformance.rawValue })
    else { return nil }
    let first = min(1, appeal.firstTry[setting] * appealSuccess)
    appeal.firstTry = Assumption(low: first, central: first, high: first)
    let reinstated = appeal.reinstatedInTheEnd(setting)
    let law = EffectLaw(multiplier: appeal.days)
    // The stated days include the days that a seller usually takes before the first appeal.
    let saved = (1 - appealDelay) * draftingDays.p50
    let parts = 40
    let back = (0..<parts).reduce(0.0) { sum, part in
      let days = max(0, min(365, law.quantile((Double(part) + 0.5) / Double(parts))) - saved)
      return sum + paid(loss, days, true, business, setting, insurance)
    }
    return reinstated * back / Double(parts)
      + (1 - reinstated) * paid(loss, 365, false, business, setting, insurance)
  }

  private func paid(
    _ loss: Loss, _ days: Double, _ isReinstated: Bool, _ business: Loss.Business, _ setting: RiskSetting,
    _ insurance: Structure.Insurance?
  ) -> Double {
    let amount = loss.amount(
      days: days, isReinstated: isReinstated, cause: .orderPerformance, business: business, setting: setting)
    guard let insurance else { return amount.total }
    let insured = min(max(0, days - insurance.waitDays.p50), insurance.paidDays.p50)
    let daily = business.sales * loss.margin[setting]
    return amount.total - min(insurance.limit, insured * daily, amount.margin)
  }
}

extension AccountFacts {
  /// Share of sales that reaches the seller after the referral fee. An assumption (15 % is the usual fee).
  static let proceedsShare = 0.85

  /// The business of the seller's channel, from the orders; `nil` if they have no amounts.
  var business: Loss.Business? {
    orderValue.map { value in
      let sales = dailyOrders(.seller) * value
      return Loss.Business(sales: sales, proceeds: sales * Self.proceedsShare)
    }
  }
}
