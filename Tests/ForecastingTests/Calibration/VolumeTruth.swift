import Glibc

@testable import Forecasting
@testable import Probability

/// The orders of an account drawn from the volume's prior as `VolumeFilter` states it.
struct VolumeTruth {
  var drift: Priors.Drift
  /// Log mean orders on the last day, weekday apart; of a closed account that of `ClosingOdds.component`.
  var level: Double
  var isClosed = false
  var counts: [Int]
  /// Orders of each of the days to come.
  var ahead: [Int]
  static let lastWeekday = 6

  /// An account that is open on the last day stays open.
  ///
  /// - Parameter centre: Log mean orders that the level reverts to; the priors have no distribution of it.
  init(priors: Priors, centre: Double, days: Int, horizon: Int, using generator: inout Philox4x32) {
    drift = priors.volume[generator.index(priors.volume.map(\.weight))]
    let size = priors.volumeSizes[generator.index(priors.volumeSizes.map(\.weight))].size
    let strength = priors.weekdayStrength / 7
    let raw = priors.weekdays.map { mean in
      Gamma.draw(shape: strength * mean, using: &generator) / strength
    }
    let scale = raw.reduce(0, +) / 7
    let factors = raw.map { $0 / scale }
    var x = drift.sd * generator.normal()
    (counts, ahead) = ([], [])
    level = 0
    for index in 0..<(days + horizon) {
      if index > 0 { x = drift.ar1 * x + drift.innovationSD * generator.normal() }
      if let closing = priors.closing, index > 0, index < days {
        isClosed = isClosed || unitInterval(generator.next()) < closing.daily
      }
      let weekday = ((Self.lastWeekday + index - (days - 1)) % 7 + 7) % 7
      var mean = exp(centre + x) * factors[weekday]
      if let size { mean *= Gamma.draw(shape: size, using: &generator) / size }
      let count = isClosed ? 0 : Poisson.draw(mean: mean, using: &generator)
      if index < days { counts.append(count) } else { ahead.append(count) }
      if index == days - 1 { level = isClosed ? ClosingOdds.component(weight: 1).level : centre + x }
    }
  }
}
