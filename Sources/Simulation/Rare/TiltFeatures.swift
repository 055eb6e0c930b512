import Glibc
import Probability

/// What tells the components of a mixture apart: their mean over the days, its square and their spread, each
/// on a scale of its own and cut at three standard deviations.
struct TiltFeatures: Sendable {
  static let count = 3

  /// By rate and by law.
  let laws: [[[Double]]]
  /// By level of the orders.
  let levels: [[Double]]

  init(_ plan: RarePlan) {
    let days = max(1, plan.ahead.last ?? 1)
    laws = plan.rates.map { rate in
      Self.scaled(rate.weights, rate.laws.map { Self.features(of: $0, days) })
    }
    levels =
      plan.volume.map { volume in
        Self.scaled(
          volume.weights,
          (volume.process.components ?? []).map {
            Self.drift($0.level, $0.deviation, $0.ar1Coefficient, $0.innovationSD, days)
          })
      } ?? []
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
    let means = standardized(weights, raw.map(\.mean))
    let spreads = standardized(weights, raw.map(\.spread))
    return zip(means, spreads).map { [$0, ($0 * $0 - 1) / 2, $1] }
  }

  /// Values less their mean over their standard deviation, twice, as one that lies far out hides the others.
  private static func standardized(_ weights: [Double], _ values: [Double]) -> [Double] {
    var values = values
    for _ in 0..<2 {
      let total = weights.reduce(0, +)
      let mean = zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / max(total, 1e-300)
      let variance =
        zip(weights, values).reduce(0) { $0 + $1.0 * ($1.1 - mean) * ($1.1 - mean) } / max(total, 1e-300)
      let sd = variance.squareRoot()
      values = values.map { sd > 1e-9 ? max(-3, min(3, ($0 - mean) / sd)) : 0 }
    }
    return values
  }
}
