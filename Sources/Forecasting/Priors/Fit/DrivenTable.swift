import AccountHealth

/// One seller's orders in a 2×2 table: bad or not for the driving rate, and for the driven one.
struct DrivenTable: Sendable {
  private var driven = (bad: 0, good: 0)
  private var other = (bad: 0, good: 0)

  var bad: Int { driven.bad + other.bad }

  /// Orders decided later than this before the end may still end bad.
  private static let complete = 60

  /// - Parameter outcomes: The outcomes of the driven rate.
  init(_ account: Account, _ start: Priors, through: Day, of outcomes: (MetricFit) -> [OrderOutcome]) {
    let snapshot = Snapshot(account, channel: .seller, asOf: through, horizon: 1)
    for outcome in outcomes(MetricFit(snapshot: snapshot, priors: start))
    where outcome.day <= through - Self.complete {
      switch (outcome.isDriven, outcome.isBad) {
      case (true, true): driven.bad += 1
      case (true, false): driven.good += 1
      case (false, true): other.bad += 1
      case (false, false): other.good += 1
      }
    }
  }

  /// The odds ratio common to all sellers, each compared only with itself; `nil` if no seller has evidence.
  ///
  /// N. Mantel and W. Haenszel, J. Natl. Cancer Inst. 22 (1959) 719–748, the estimate R of a common odds
  /// ratio.
  static func oddsRatio(_ tables: [DrivenTable]) -> Double? {
    var (numerator, denominator) = (0.0, 0.0)
    for table in tables {
      let total = Double(table.driven.bad + table.driven.good + table.other.bad + table.other.good)
      guard total > 0 else { continue }
      numerator += Double(table.driven.bad * table.other.good) / total
      denominator += Double(table.driven.good * table.other.bad) / total
    }
    return numerator > 0 && denominator > 0 ? min(max(rounded(numerator / denominator), 0.001), 1000) : nil
  }
}
