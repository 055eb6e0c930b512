import Glibc

/// The distribution of a rate's level and drift among sellers, by expectation and maximization over their
/// posteriors.
///
/// A. P. Dempster, N. M. Laird and D. B. Rubin, J. Roy. Stat. Soc. B 39 (1977) 1–38. Each seller's likelihood
/// is kept as the posterior under a wide prior, divided by it; a new prior only reweights those points.
struct RatePriorFit {
  /// The evidence of one seller's record about (level, drift).
  struct Seller: Sendable {
    var points: [(drift: Int, level: Double, weight: Double)]
    var orders = 0
    /// The number of bad orders.
    var bad = 0

    /// Whether the files of the seller show the rate.
    var isKnown: Bool { !points.isEmpty }
  }

  static let wide = (mean: -4.0, sd: 3.0)
  static let drifts: [(ar1: Double, sd: Double)] = [
    (0.85, 2.0), (0.95, 2.0), (0.85, 1.2), (0.95, 1.2), (0.985, 1.2), (0.95, 0.6), (0.985, 0.6), (0.97, 0.3),
    (0, 0),
  ]
  /// The chance per day that the level of a calm rate changes for good: once in 250 days. Judged.
  static let change = 0.004
  /// The change of a drift: rates that drift far come back by themselves.
  private static func change(of drift: (ar1: Double, sd: Double)) -> Double? {
    drift.sd <= 0.3 ? change : nil
  }
  /// A drift with a smaller share is left out, since each drift costs time in every fit.
  private static let leastWeight = 0.02
  private static let iterations = 200
  /// The least spread among sellers: those elsewhere differ more than those of one marketplace in two years.
  private static let leastSD = 0.5

  /// - Parameter oddsRatio: The odds ratio of driven orders; `nil` if these are not distinguished.
  static func seller(_ days: [RateFilter.Day], oddsRatio: Double? = nil) -> Seller {
    let prior = Priors.Rate(
      mean: wide.mean, sd: wide.sd,
      drifts: drifts.map {
        .init(weight: 1 / Double(drifts.count), ar1: $0.ar1, sd: $0.sd, change: change(of: $0))
      },
      isJudged: false, oddsRatio: oddsRatio)
    var masses: [Int: [Double: Double]] = [:]
    for point in RateFilter(prior: prior).posterior(of: days).points {
      let drift =
        prior.drifts.firstIndex { $0.ar1 == point.ar1 && abs($0.innovationSD - point.innovationSD) < 1e-12 }
        ?? 0
      masses[drift, default: [:]][point.level, default: 0] += point.weight
    }
    return Seller(
      points: masses.keys.sorted().flatMap { drift in
        (masses[drift] ?? [:]).sorted { $0.key < $1.key }.map { (drift, $0.key, $0.value) }
      }, orders: days.reduce(0) { $0 + $1.orders }, bad: days.reduce(0) { $0 + $1.bad })
  }

  /// - Parameter calm: Share reserved for rates that hardly drift, which small sellers cannot show; 0…1.
  static func fit(_ sellers: [Seller], calm: Double = 0) -> Priors.Rate {
    var (mean, sd) = (wide.mean, wide.sd)
    var weights = [Double](repeating: 1 / Double(drifts.count), count: drifts.count)
    // The part of each score that no iteration changes.
    let wideSquares = sellers.map { seller in
      seller.points.map { point in
        let z = (point.level - wide.mean) / wide.sd
        return z * z
      }
    }
    var scores = [Double](repeating: 0, count: sellers.map(\.points.count).max() ?? 0)
    for _ in 0..<iterations {
      var next = [Double](repeating: 0, count: drifts.count)
      var (sum, squares) = (0.0, 0.0)
      for (seller, wideSquares) in zip(sellers, wideSquares) {
        var total = 0.0
        for (index, point) in seller.points.enumerated() {
          let z = (point.level - mean) / sd
          scores[index] = point.weight * weights[point.drift] * exp((wideSquares[index] - z * z) / 2)
          total += scores[index]
        }
        guard total > 0 else { continue }
        for (index, point) in seller.points.enumerated() {
          let share = scores[index] / total
          next[point.drift] += share
          sum += share * point.level
          squares += share * point.level * point.level
        }
      }
      let count = Double(sellers.count)
      mean = sum / count
      sd = max(leastSD, (squares / count - mean * mean).squareRoot())
      weights = next.map { $0 / count }
    }
    let kept = drifts.indices.filter { weights[$0] >= leastWeight }
    let mass = kept.reduce(0) { $0 + weights[$1] }
    let quiet: [Priors.Drift] =
      calm > 0
      ? [
        .init(weight: 0.75 * calm, ar1: 0.97, sd: 0.3, change: change),
        .init(weight: 0.25 * calm, ar1: 0.9, sd: 0.1, change: change),
      ] : []
    return Priors.Rate(
      mean: rounded(mean), sd: rounded(sd),
      drifts: kept.map {
        .init(
          weight: rounded((1 - calm) * weights[$0] / mass), ar1: drifts[$0].ar1, sd: drifts[$0].sd,
          change: change(of: drifts[$0]))
      }.filter { $0.weight > 0 } + quiet,
      isJudged: false)
  }
}

/// Rounded to four decimals; more would only describe the sellers on which it was measured.
func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
