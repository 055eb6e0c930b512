import Forecasting
import Simulation

/// A chance that few data leave open, in words: the range first, then its mean with the error of the
/// simulation.
struct OpenChance {
  /// `between 23 % and 98.6 %`
  var range: String
  /// `for all that your orders tell (60.6 % on average, simulation error ± 0.2)`
  var basis: String

  /// A spread below this is left out: the chance rests on enough data.
  private static let leastSpread = 0.1

  /// - Returns: `nil` where the data leave little open, or it was not asked how much.
  fileprivate init?(
    _ own: Estimate?, in spread: (lowest: Estimate, highest: Estimate)?, of metric: MetricForecast
  ) {
    guard let own, let (lowest, highest) = spread, highest.value - lowest.value >= Self.leastSpread else {
      return nil
    }
    let data = metric.isFromCounts ? "these counts" : "your orders"
    let mean = Phrases.chance(own, isExact: metric.method == .exact, namingErrorAfter: " on average")
    range = Phrases.between(lowest, highest)
    basis = "for all that \(data) tell (\(mean))"
  }
}

extension MetricForecast {
  /// The chance to be off target within 30 days or the horizon, if what is not known about the rate moves it
  /// by a tenth or more.
  var openChance: OpenChance? { OpenChance(breachProbability(within: spreadSpan), in: spread, of: self) }

  /// The same of the chance to be back on target.
  var openReturn: OpenChance? {
    OpenChance(wayBack?.probability(within: spreadSpan), in: wayBack?.spread, of: self)
  }
}
