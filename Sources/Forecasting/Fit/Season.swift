import Glibc
import LinearAlgebra

/// The yearly season of an account with more than two years of orders: two harmonics of the log volume.
///
/// Weekly counts are Poisson or negative binomial around exp(level + AR(1) + season), and all three are
/// normal a priori, so the drift takes what need not be season. For each drift and dispersion of the priors,
/// Newton's method finds the mode and the coefficients are normal around it (Laplace: C. E. Rasmussen and C.
/// K. I. Williams, *Gaussian Processes for Machine Learning*, 2006, algorithms 3.1 and 2.7 there); their
/// mixture by evidence has one mean and covariance.
struct Season {
  /// A season needs more days than this, of which the newest 1,099 are read: with two years, growth differs
  /// from season. With 400 days, the CRPS of log(1 + orders) of 421 forecasts for Olist sellers, whose market
  /// grew, was 3 % higher at 30 days and 5 % at 60.
  static let leastDays = 730
  static let weeks = 157
  /// Prior standard deviation of each coefficient of the log volume; a judgement.
  static let sd = 0.2
  static let harmonics = 2
  private static let year = 365.25

  /// Coefficients of the cosine and sine of one year, then of half a year.
  private(set) var mean: [Double]
  private(set) var covariance: [[Double]]

  /// Cosines and sines of a day, 0 being the last known one.
  static func row(_ day: Double) -> [Double] {
    (1...harmonics).flatMap { harmonic in
      let angle = 2 * Double.pi * Double(harmonic) * day / year
      return [cos(angle), sin(angle)]
    }
  }

  func logFactor(on day: Int) -> Double {
    zip(mean, Self.row(Double(day))).reduce(0) { $0 + $1.0 * $1.1 }
  }

  /// - Parameters:
  ///   - counts: Orders of consecutive days, more than `leastDays` of them for a season.
  ///   - factors: The factor of weekday and events on each of these days.
  /// - Complexity: O(drifts · sizes · weeks³), some 50 ms.
  init?(counts: [Int], factors: [Double], priors: Priors) {
    guard counts.count > Self.leastDays, counts.contains(where: { $0 > 0 }) else { return nil }
    let record = WeeklyRecord(counts: counts, factors: factors, weeks: min(counts.count / 7, Self.weeks))
    var fits: [(evidence: Double, mean: [Double], covariance: Matrix)] = []
    for drift in priors.volume {
      let drifted = WeeklyDrift(drift, record)
      var start: [Double]?
      for dispersion in priors.volumeSizes {
        guard let mode = drifted.mode(size: dispersion.size.map { 7 * $0 } ?? .infinity, from: start),
          let coefficients = drifted.coefficients(at: mode)
        else { continue }
        start = mode.weights
        fits.append(
          (
            mode.evidence + log(drift.weight * dispersion.weight), coefficients.mean,
            coefficients.covariance
          ))
      }
    }
    guard let best = fits.map(\.evidence).max() else { return nil }
    let shares = fits.map { exp($0.evidence - best) }
    let total = shares.reduce(0, +)
    let width = 2 * Self.harmonics
    var (mean, square) = (
      [Double](repeating: 0, count: width),
      [[Double]](repeating: [Double](repeating: 0, count: width), count: width)
    )
    for (fit, share) in zip(fits, shares) {
      for row in 0..<width {
        mean[row] += share / total * fit.mean[row]
        for column in 0..<width {
          square[row][column] +=
            share / total * (fit.covariance[row, column] + fit.mean[row] * fit.mean[column])
        }
      }
    }
    self.mean = mean
    covariance = (0..<width).map { row in (0..<width).map { square[row][$0] - mean[row] * mean[$0] } }
  }
}
