@testable import Probability

/// Ranks of true values among posterior draws, uniform on 0…`draws` where the fit is right.
///
/// S. Talts, M. Betancourt, D. Simpson, A. Vehtari and A. Gelman, *Validating Bayesian inference algorithms
/// with simulation-based calibration*, arXiv 1804.06788 (2018), algorithm 1.
struct RankStatistics {
  let draws: Int
  private(set) var ranks: [Int] = []

  init(draws: Int) { self.draws = draws }

  /// Draws below `truth`; among equal ones it stands at a random place.
  static func rank(
    of truth: Double, among values: [Double], using generator: inout some RandomNumberGenerator
  ) -> Int {
    let below = values.count { $0 < truth }
    let equal = values.count { $0 == truth }
    return below + Int(unitInterval(generator.next()) * Double(equal + 1))
  }

  mutating func add(_ rank: Int) { ranks.append(rank) }

  /// Ranks by bin; `count` divides `draws` + 1.
  func bins(_ count: Int) -> [Int] {
    precondition((draws + 1) % count == 0, "bins of equal width")
    var bins = [Int](repeating: 0, count: count)
    for rank in ranks { bins[rank * count / (draws + 1)] += 1 }
    return bins
  }

  /// Pearson's chi-square of the bins against equal shares: its p-value.
  func chiSquare(bins count: Int) -> Double {
    let expected = Double(ranks.count) / Double(count)
    let statistic = bins(count).reduce(0) {
      $0 + (Double($1) - expected) * (Double($1) - expected) / expected
    }
    return IncompleteGamma.upper(Double(count - 1) / 2, statistic / 2)
  }

  /// The largest distance of the ranks' empirical distribution function from the uniform one.
  var ecdfDifference: Double {
    var counts = [Int](repeating: 0, count: draws + 1)
    for rank in ranks { counts[rank] += 1 }
    var (sum, largest) = (0, 0.0)
    for (rank, count) in counts.enumerated() {
      sum += count
      let gap = Double(sum) / Double(ranks.count) - Double(rank + 1) / Double(draws + 1)
      largest = max(largest, abs(gap))
    }
    return largest
  }
}
