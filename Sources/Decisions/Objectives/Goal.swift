import AccountHealth

/// A chance that should be small: `p_breach(late_shipment_rate_30d,30d) < 0.05`.
public struct Goal: Sendable, Hashable {
  public var metric: Metric
  /// The rate should stay on target for this many days.
  public var days: Int
  /// The chance should be below this limit, which is above 0 and below 1.
  public var limit: Double

  public init(metric: Metric, days: Int, below limit: Double) {
    self.metric = metric
    self.days = days
    self.limit = limit
  }
}

extension Goal {
  /// Reads `p_breach(late_shipment_rate_30d,30d) < 0.05`. Blanks do not matter.
  ///
  /// - Throws: `ArgumentError` with what was expected.
  public init(parsing text: String) throws(ArgumentError) {
    let plain = text.filter { !$0.isWhitespace }
    let form = "p_breach(METRIC,DAYSd) < CHANCE"
    let sides = plain.split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
    guard sides.count == 2 else {
      throw ArgumentError(
        found: text, expected: form, advice: "An example is p_breach(late_shipment_rate_30d,30d) < 0.05.")
    }
    let breach = try Objective.breach(sides[0], form: form)
    guard let limit = Ratio(decimal: sides[1]), limit.value > 0, limit.value < 1 else {
      throw ArgumentError(
        found: sides[1], expected: "a chance between 0 and 1", advice: "Write it as a decimal, such as 0.05.")
    }
    self.init(metric: breach.metric, days: breach.days, below: limit.value)
  }
}
