/// The control of false discoveries among many tests.
public enum FalseDiscovery {
  /// The smallest level at which the step-up procedure rejects each hypothesis, in the order of the
  /// arguments: q₍ᵢ₎ = min over j ≥ i of m p₍ⱼ₎/j, at most 1.
  ///
  /// Rejecting those with q ≤ α keeps the expected share of false ones among the rejected at α or below, for
  /// tests that are independent: Y. Benjamini and Y. Hochberg, *Controlling the false discovery rate*, J. R.
  /// Statist. Soc. B 57 (1995) 289–300, p. 293. If every hypothesis is true, α bounds the chance of any
  /// rejection.
  ///
  /// - Parameter chances: p-values, 0…1.
  /// - Complexity: O(m log m).
  public static func adjusted(_ chances: [Double]) -> [Double] {
    let order = chances.indices.sorted { (chances[$0], $0) < (chances[$1], $1) }
    var result = chances
    var least = 1.0
    for (place, index) in order.enumerated().reversed() {
      least = min(least, chances[index] * Double(chances.count) / Double(place + 1))
      result[index] = least
    }
    return result
  }
}
