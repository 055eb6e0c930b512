/// Whether a rate moved on the day of a change, or evenly over the weeks around it.
extension EffectStudy {
  /// Days on either side of a change over which a gradual move is tried, and the fewest that tell one.
  private static let (most, fewest) = (42, 21)

  /// The logarithm of how much likelier the days are if the rate moved evenly over six weeks on either side
  /// of a change, or as many as there are, than if it moved on the day of the change: a Bayes factor of two
  /// models with the same wide prior of the size (R. E. Kass, A. E. Raftery, J. Am. Stat. Assoc. 90 (1995)
  /// 773–795).
  ///
  /// - Parameters:
  ///   - change: On a day of the series.
  ///   - others: Changes that are known, which are integrated out.
  /// - Returns: `nil` where there are less than three weeks on either side, and for a change that itself grew
  ///   over more than two weeks.
  /// - Complexity: As of `effects(of:)`, twice.
  public func gradualLogRatio(of change: DatedChange, among others: [DatedChange] = []) -> Double? {
    let side = min(change.day, series.days - change.day, Self.most)
    guard side >= Self.fewest, change.ramp <= 14 else { return nil }
    let step = DatedChange(day: change.day, ramp: change.ramp)
    let gradual = DatedChange(day: change.day - side, ramp: 2 * side)
    let logs = [step, gradual].compactMap { effects(of: others + [$0]).last?.logEvidence }
    guard logs.count == 2, logs.allSatisfy(\.isFinite) else { return nil }
    return logs[1] - logs[0]
  }
}
