/// One distribution of bad orders with the windows that count them.
struct CompiledOutcome: Sendable {
  enum Law: Sendable {
    case logistic(baseline: Double, start: Double, ar1: Double, sd: Double)
    /// P(bad), or the mean of a count, on days 1…horizon.
    case daily([Double])
  }
  struct Driver: Sendable {
    /// Place of the driving outcome among the kept ones.
    var kept: Int
    var oddsRatio: Double
    var lag: Int
  }

  var slot: UInt32
  /// Row of the innovation correlation.
  var row: Int
  var counts: MetricModel.Distribution
  var membership: MetricModel.Membership
  var laws: [Law]
  /// Negative binomial size or beta-binomial concentration of each component.
  var shapes: [Double]
  var cumulativeWeights: [Double]
  var clock: [MetricModel.Clock]
  var pending: [MetricModel.Pending]
  var windows: [CompiledModel.Window]
  var driver: Driver?
  /// Factors on the probability of days 1…horizon.
  var factor: [Double]?
  /// Sizes of orders with their shares; empty where orders are counted.
  var sizes: [MetricModel.OrderSize]
  /// Where its probabilities are kept for the outcomes that it drives.
  var kept: Int?

  /// Every component has log-odds.
  var isLogistic: Bool { laws.allSatisfy { if case .logistic = $0 { true } else { false } } }

  var drifts: Bool {
    laws.contains { if case .logistic(_, _, _, let sd) = $0 { sd > 0 } else { false } }
  }
}
