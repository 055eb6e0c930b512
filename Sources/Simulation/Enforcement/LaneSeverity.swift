import Probability

/// The severities of sixteen windows at once, decided as exactly as `EnforcementModel.Judgement`.
struct LaneSeverity {
  private let judgement: EnforcementModel.Judgement
  private let beyond: LaneRule
  private let severe: LaneRule
  /// Whether all products stay whole numbers below 2⁵³.
  private let isExact: Bool

  init(_ judgement: EnforcementModel.Judgement) {
    self.judgement = judgement
    func rule(_ numerator: Int, _ denominator: Int) -> LaneRule {
      LaneRule(
        .rate(
          numerator: numerator, denominator: denominator, strict: true,
          minimumOrders: judgement.minimumOrders))
    }
    beyond = rule(judgement.numerator, judgement.denominator)
    let top = judgement.numerator.multipliedReportingOverflow(by: judgement.mildNumerator)
    let bottom = judgement.denominator.multipliedReportingOverflow(by: judgement.mildDenominator)
    let fits = !top.overflow && !bottom.overflow
    isExact = fits && max(top.partialValue, bottom.partialValue) <= 1 << 22
    severe = isExact ? rule(top.partialValue, bottom.partialValue) : beyond
  }

  /// 0 on target … 3 severe.
  @inline(__always)
  func severities(bad: Lanes.Counts, orders: Lanes.Counts) -> Lanes.Counts {
    guard isExact else { return slowly(bad, orders) }
    let none = Lanes.Counts()
    let isBeyond = beyond.isOffTarget(bad: bad, orders: orders)
    guard isBeyond.hasAny else { return none }
    let isSmall =
      (bad .<= Lanes.Counts(repeating: Int32(clamping: judgement.smallBad)))
      .| (orders .< Lanes.Counts(repeating: Int32(clamping: judgement.smallBelowOrders)))
    let isSevere = severe.isOffTarget(bad: bad, orders: orders)
    return none.replacing(with: 2, where: isBeyond)
      .replacing(with: 3, where: isBeyond .& isSevere)
      .replacing(with: 1, where: isBeyond .& isSmall)
  }

  @inline(never)
  private func slowly(_ bad: Lanes.Counts, _ orders: Lanes.Counts) -> Lanes.Counts {
    var severities = Lanes.Counts()
    for lane in 0..<Lanes.count {
      severities[lane] = Int32(judgement.severity(bad: Int(bad[lane]), orders: Int(orders[lane])))
    }
    return severities
  }
}
