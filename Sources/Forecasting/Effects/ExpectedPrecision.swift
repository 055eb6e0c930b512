import Glibc
import Probability

/// How sure an estimate of a step will be, before its days are there: the variance of a Kalman filter whose
/// days have the information of their expected counts (R. E. Kalman, J. Basic Eng. 82 (1960) 35–45).
///
/// The state is level, deviation and step. A level that is drawn anew for other reasons is left out, so the
/// answer is the best that can be hoped for.
public struct ExpectedPrecision: Sendable {
  /// The ways to drift, each with its share.
  private let drifts: [(drift: Priors.Drift, share: Double)]
  private let levelSD: Double

  /// The variance of a step without any information: next to nothing is known before.
  private static let vague = 100.0
  /// A step is told from none if its estimate lies 1.96 standard errors away, which a true one of 2.8 does in
  /// 8 of 10 cases: normal quantiles .975 and .8.
  public static let told = 1.959964 + 0.841621

  /// - Parameters:
  ///   - series: The days of a rate.
  ///   - posterior: The effect of a change of the series, whose days say how the series drifts.
  public init(_ series: StudiedSeries, _ posterior: EffectPosterior) {
    self.init(series, shares: posterior.hypotheses)
  }

  /// - Parameter shares: Those of the series' ways to drift.
  init(_ series: StudiedSeries, shares: [Double]) {
    drifts = zip(series.hypotheses, shares).map { ($0.drift, $1) }.filter { $0.1 > 1e-3 }
    levelSD = series.prior?.reach ?? VolumeFilter.level.sd
  }

  /// The standard error of the step's logarithm.
  ///
  /// - Parameters:
  ///   - before: Days before it, with the information of each about its log-odds.
  ///   - after: Days from it on.
  public func standardError(
    before: (days: Int, information: Double), after: (days: Int, information: Double)
  ) -> Double {
    let total = drifts.reduce(0) { $0 + $1.share }
    let mean = drifts.reduce(0.0) { sum, one in
      let filter = Self.variances(one.drift, levelSD, before, after)
      return sum + one.share / total * (filter.last ?? Self.vague)
    }
    return mean.squareRoot()
  }

  /// The fewest days from the step on after which a factor is told from none in 8 of 10 cases, 1…`most`;
  /// `nil` if so many are not enough.
  public func daysUntilTold(
    _ logRatio: Double, before: (days: Int, information: Double), information: Double, most: Int
  ) -> Int? {
    let total = drifts.reduce(0) { $0 + $1.share }
    var means = [Double](repeating: 0, count: most)
    for one in drifts {
      let filter = Self.variances(one.drift, levelSD, before, (most, information))
      for day in 0..<most { means[day] += one.share / total * filter[day] }
    }
    return means.firstIndex { abs(logRatio) >= Self.told * $0.squareRoot() }.map { $0 + 1 }
  }

  /// The variance of the step after each of the days from it on.
  private static func variances(
    _ drift: Priors.Drift, _ levelSD: Double, _ before: (days: Int, information: Double),
    _ after: (days: Int, information: Double)
  ) -> [Double] {
    let innovation = drift.innovationSD * drift.innovationSD
    // Covariances of level (0), deviation (1) and step (2).
    var state = [
      [levelSD * levelSD, 0, 0], [0, drift.sd * drift.sd, 0], [0, 0, vague],
    ]
    var variances: [Double] = []
    for day in 0..<before.days + after.days {
      for other in 0..<3 { state[1][other] *= drift.ar1 }
      for other in 0..<3 { state[other][1] *= drift.ar1 }
      state[1][1] += innovation
      let isAfter = day >= before.days
      let seen = [1.0, 1.0, isAfter ? 1.0 : 0.0]
      let information = isAfter ? after.information : before.information
      if information > 1e-12 {
        let gains = (0..<3).map { row in (0..<3).reduce(0) { $0 + state[row][$1] * seen[$1] } }
        let noise = (0..<3).reduce(1 / information) { $0 + seen[$1] * gains[$1] }
        for row in 0..<3 { for column in 0..<3 { state[row][column] -= gains[row] * gains[column] / noise } }
      }
      if isAfter { variances.append(state[2][2]) }
    }
    return variances
  }
}
