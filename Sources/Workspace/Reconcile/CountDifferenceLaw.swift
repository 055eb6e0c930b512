import Foundation

/// How far two counts of the same window lie apart, if both are counted in the same way: facts come late, and
/// some orders are in one of them only.
///
/// A difference d has the two-sided geometric law P(d) = tanh(1/2s) · exp(−|d|/s). Its scale s is not known;
/// each of `scales` is equally likely before the counts are compared, and holds for all of them. So a reading
/// whose differences are all small or all zero is likelier than one whose differences are large, and no scale
/// is fitted.
struct CountDifferenceLaw: Sendable, Hashable {
  /// Above 0, in orders.
  var scales: [Double]

  init(scales: [Double]) {
    precondition(!scales.isEmpty, "a law has a scale")
    self.scales = scales
  }

  /// A quarter of an order, twice that, and so on, to a tenth of the window.
  init(largestCount: Int) {
    var scales = [0.25]
    while scales[scales.count - 1] < 0.1 * Double(largestCount) {
      scales.append(scales[scales.count - 1] * 2)
    }
    self.scales = scales
  }

  /// The logarithm of P(d) at one scale.
  static func logChance(_ difference: Int, scale: Double) -> Double {
    log(tanh(1 / (2 * scale))) - abs(Double(difference)) / scale
  }

  /// The logarithm of the chance of some differences, each counted `weight` times.
  ///
  /// - Complexity: O(differences · scales).
  func logChance(of differences: [(value: Int, weight: Double)]) -> Double {
    let terms = scales.map { scale in
      differences.reduce(0) { $0 + $1.weight * Self.logChance($1.value, scale: scale) }
    }
    let most = terms.max() ?? 0
    return most + log(terms.reduce(0) { $0 + exp($1 - most) } / Double(terms.count))
  }
}
