/// A way to forecast: our own, and the simple ones that it has to beat.
public enum BacktestMethod: String, Sendable, Hashable, CaseIterable {
  /// The forecast as `headroom forecast --as-of` makes it.
  case headroom
  /// The share of the same rows that went off target, known only afterwards, and the distribution of their
  /// rates.
  case climatology
  /// Certain to cross if the rate is at 80 % of the limit or beyond, else certain not to.
  case rule80 = "rule_80"
  /// Tomorrow is as today: never off target, as no row is on its origin.
  case lastValue = "last_value"
  /// The straight line of the last two weeks continues.
  case linearBurn = "linear_burn"
  /// Orders at the pace of 28 days, each bad with the account's own chance.
  case constantRate = "constant_rate"
  /// The forecast that `headroom forecast --counts` makes of the same window, knowing only its two numbers.
  case countsOnly = "counts_only"
}
