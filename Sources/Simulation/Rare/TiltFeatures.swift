import Glibc
import Probability

/// What tells the components of a mixture apart: their mean over the days, its square and their spread, each
/// in standard deviations and far out in the logarithm of these.
struct TiltFeatures: Sendable {
  static let count = 3

  /// By rate and by law.
  let laws: [[[Double]]]
  /// By level of the orders.
  let levels: [[Double]]
  /// Shares by rate and law, and by level, with which components of every mean are met.
  let exploredLaws: [[Double]]
  let exploredLevels: [Double]

  init(_ plan: RarePlan) {
    let days = max(1, plan.ahead.last ?? 1)
    let laws = plan.rates.map { rate in
      Self.scaled(rate.weights, rate.laws.map { Self.features(of: $0, days) })
    }
    let levels =
      plan.volume.map { volume in
        Self.scaled(
          volume.weights,
          (volume.process.components ?? []).map {
            Self.drift($0.level, $0.deviation, $0.ar1Coefficient, $0.innovationSD, days)
          })
      } ?? []
    (self.laws, self.levels) = (laws, levels)
    exploredLaws = zip(plan.rates, laws).map { Self.explored($0.weights, $1) }
    exploredLevels = plan.volume.map { Self.explored($0.weights, levels) } ?? []
  }

  /// Equal shares for each tenth of the range of the means in which a component lies, the components of one
  /// sharing by weight.
  private static func explored(_ weights: [Double], _ features: [[Double]]) -> [Double] {
    let means = features.map { $0[0] }
    guard let least = means.min(), let most = means.max(), most > least else { return weights }
    let places = means.map { min(9, Int(10 * ($0 - least) / (most - least))) }
    var mass = [Double](repeating: 0, count: 10)
    for (place, weight) in zip(places, weights) { mass[place] += weight }
    let used = Double(mass.filter { $0 > 0 }.count)
    return zip(places, weights).map { mass[$0] > 0 ? $1 / mass[$0] / used : 0 }
  }

  private static func features(of law: CompiledOutcome.Law, _ days: Int) -> (mean: Double, spread: Double) {
    switch law {
    case .logistic(let baseline, let start, let ar1, let sd): return drift(baseline, start, ar1, sd, days)
    case .daily(let values):
      let logs = values.prefix(days).map { max(-30, min(30, log(max($0, 1e-13)))) }
      return (logs.reduce(0, +) / Double(max(1, logs.count)), 0)
    }
  }

  /// Mean and standard deviation of the mean of a drifting level over days 1…`days`, roughly.
  private static func drift(
    _ level: Double, _ start: Double, _ ar1: Double, _ sd: Double, _ days: Int
  ) -> (mean: Double, spread: Double) {
    var (sum, power, variance, spread) = (0.0, 1.0, 0.0, 0.0)
    for _ in 1...days {
      power *= ar1
      sum += power
      variance = variance * ar1 * ar1 + sd * sd
      spread += variance
    }
    return (level + start * sum / Double(days), (spread / Double(days)).squareRoot())
  }

  private static func scaled(_ weights: [Double], _ raw: [(mean: Double, spread: Double)]) -> [[Double]] {
    guard !weights.isEmpty else { return [] }
    let means = standardized(weights, raw.map(\.mean))
    let spreads = standardized(weights, raw.map(\.spread))
    return zip(means, spreads).map { [$0, ($0 * $0 - 1) / 2, $1] }
  }

  private static func standardized(_ weights: [Double], _ values: [Double]) -> [Double] {
    let total = max(weights.reduce(0, +), 1e-300)
    // One that lies very far out would hide the others.
    let median = values.sorted()[values.count / 2]
    let near = values.map { max(median - 10, min(median + 10, $0)) }
    let mean = zip(weights, near).reduce(0) { $0 + $1.0 * $1.1 } / total
    let variance = zip(weights, near).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / total
    let sd = variance.squareRoot()
    return near.map { sd > 1e-9 ? asinh(($0 - mean) / sd) : 0 }
  }
}
