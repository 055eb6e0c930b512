import Glibc

/// Scores of single forecasts. Lower is better, except for coverage.
public enum Scoring {
  /// The chance that `hits` of `paths` estimate, never 0 or 1.
  public static func chance(hits: Int, paths: Int) -> Double { (Double(hits) + 0.5) / Double(paths + 1) }

  /// (p − y)²: G. Brier, Monthly Weather Review 78 (1950).
  public static func brier(_ chance: Double, _ happened: Bool) -> Double {
    let gap = chance - (happened ? 1 : 0)
    return gap * gap
  }

  /// −ln of the chance of what happened. A chance nearer to 0 or 1 than `chance(hits: 0, paths:)` counts as
  /// that chance, since one wrong certainty would be infinite.
  public static func log(_ chance: Double, _ happened: Bool, paths: Int) -> Double {
    let least = Self.chance(hits: 0, paths: paths)
    let clipped = min(max(chance, least), 1 - least)
    return -Glibc.log(happened ? clipped : 1 - clipped)
  }

  /// The share of the interval P(R < observed)…P(R ≤ observed) that lies in the central 90 %: the expectation
  /// of a randomised probability integral transform falling there, right for discrete distributions too. C.
  /// Czado, T. Gneiting and L. Held, Biometrics 65 (2009), section 2.
  public static func coverage(below: Double, atMost: Double, low: Double = 0.05, high: Double = 0.95)
    -> Double
  {
    let width = atMost - below
    guard width > 0 else { return low <= below && below <= high ? 1 : 0 }
    return max(0, min(atMost, high) - max(below, low)) / width
  }

  /// The mean CRPS over `values` of their own empirical distribution: half their mean absolute difference, in
  /// which each pair counts twice and each value once with itself.
  ///
  /// - Complexity: O(n log n).
  public static func climatologyCRPS(_ values: [Double]) -> Double? {
    guard !values.isEmpty else { return nil }
    let n = Double(values.count)
    var sum = 0.0
    for (index, value) in values.sorted().enumerated() { sum += (2 * Double(index + 1) - n - 1) * value }
    return sum / (n * n)
  }
}
