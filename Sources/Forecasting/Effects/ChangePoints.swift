import Glibc

/// Days on which a series stepped although nobody logged a change.
///
/// Every day's step is weighed against none by its Bayes factor, the size being drawn from a prior. The mean
/// of the factors over all days is 1 on average if nothing changed (an e-value: V. Vovk, R. Wang, Annals of
/// Statistics 49 (2021) 1736–1754), so it reaches 20 in at most 1 of 20 such series, as long as the series
/// drifts as it is assumed to. A day that is found is known from then on, and the others are looked for
/// again.
public struct ChangePoints: Sendable {
  public struct Point: Sendable {
    /// Index of the likeliest day.
    public var day: Int
    /// The days that hold 80 % of the chance, given that there was a step.
    public var days: ClosedRange<Int>
    /// The size, the other points being integrated out.
    public var law: EffectPosterior
    /// The mean Bayes factor of a step on some day against none.
    public var evidence: Double
  }

  /// In the order of their days.
  public let points: [Point]

  /// The evidence from which on a step is told: one false alarm in 20 series at most.
  public static let least = 20.0
  /// A step that nobody logged: two of three are within a factor of 2.7; an assumption.
  static let prior = LogRatioPrior(mean: 0, sd: 1)
  private static let most = 5
  /// The log chance of days that are excluded.
  private static let excluded = -1e9
  /// Days at either end that are too few for a level of their own.
  private static let margin = 5

  /// - Complexity: For each point found, and once more, that of `EffectStudy.scan` over all days.
  public init(_ series: StudiedSeries, threads: Int = 1) {
    let study = EffectStudy(series, threads: threads)
    let days = Array(Self.margin..<max(Self.margin, series.days - Self.margin))
    var known: [DatedChange] = []
    var found: [(ClosedRange<Int>, Double)] = []
    while known.count < Self.most, !days.isEmpty {
      // Where the days exclude that nothing changed, any step that they allow is evidence beyond measure.
      let none = max(study.logEvidence(among: known), Self.excluded)
      let logs = study.scan(days, among: known, prior: Self.prior).map { $0.logEvidence - none }
      guard let best = logs.max(), best.isFinite else { break }
      let weights = logs.map { exp($0 - best) }
      let total = weights.reduce(0, +)
      let evidence = exp(min(best, 600)) * total / Double(days.count)
      // A step larger than the prior allows would be found again on its own day, as a second one.
      guard evidence >= Self.least, let place = logs.firstIndex(of: best),
        !known.contains(where: { $0.day == days[place] })
      else { break }
      known.append(DatedChange(day: days[place], prior: Self.prior))
      found.append((Self.range(weights, total, around: place, days), evidence))
    }
    let laws = study.effects(of: known)
    points = known.indices.map {
      Point(day: known[$0].day, days: found[$0].0, law: laws[$0], evidence: found[$0].1)
    }.sorted { $0.day < $1.day }
  }

  /// The days around the likeliest one that hold 80 % of the weight, the heavier neighbour first.
  private static func range(_ weights: [Double], _ total: Double, around place: Int, _ days: [Int])
    -> ClosedRange<Int>
  {
    var (low, high, sum) = (place, place, weights[place])
    while sum < 0.8 * total, low > 0 || high < weights.count - 1 {
      let before = low > 0 ? weights[low - 1] : -1
      let after = high < weights.count - 1 ? weights[high + 1] : -1
      if before >= after {
        low -= 1
        sum += before
      } else {
        high += 1
        sum += after
      }
    }
    return days[low]...days[high]
  }
}
