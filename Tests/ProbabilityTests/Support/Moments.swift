import Foundation
import TestSupport
import Testing

/// Central moments of order 0 to 8, exact or found.
enum Moments {
  /// From the cumulants κ₂…κ₈: μₙ = Σ C(n − 1, j − 1) κⱼ μₙ₋ⱼ, M. G. Kendall, A. Stuart, *The Advanced Theory
  /// of Statistics*, volume 1, 3.37.
  static func central(cumulants: [Double]) -> [Double] {
    var moments: [Double] = [1, 0]
    for n in 2...8 {
      moments.append(
        (2...n).reduce(0) { $0 + choose(n - 1, $1 - 1) * cumulants[$1 - 2] * moments[n - $1] })
    }
    return moments
  }

  /// κ₂…κ₈ of central moments of order 0 to 8: the same sum, solved for κₙ.
  static func cumulants(central moments: [Double]) -> [Double] {
    var cumulants: [Double] = []
    for n in 2...8 {
      let known = (2..<n).reduce(0) { $0 + choose(n - 1, $1 - 1) * cumulants[$1 - 2] * moments[n - $1] }
      cumulants.append(moments[n] - known)
    }
    return cumulants
  }

  /// From E[Xⁿ], n from 0 to 8; loses digits where the mean is many standard deviations.
  static func central(raw: [Double]) -> [Double] {
    (0...8).map { n in
      (0...n).reduce(0) { $0 + choose(n, $1) * raw[$1] * pow(-raw[1], Double(n - $1)) }
    }
  }

  private static func choose(_ n: Int, _ k: Int) -> Double {
    k == 0 ? 1 : (1...k).reduce(1) { $0 * Double(n - k + $1) / Double($1) }
  }

  /// Expects the means of the first four powers of the deviations within 5 standard errors of the exact ones;
  /// the standard errors are those of the distribution itself, from its moments up to the eighth.
  static func expectFour(
    _ deviations: [Double], _ exact: [Double],
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let count = Double(deviations.count)
    var sums = [0.0, 0, 0, 0]
    for d in deviations {
      sums[0] += d
      sums[1] += d * d
      sums[2] += d * d * d
      sums[3] += d * d * d * d
    }
    for order in 1...4 {
      let error = ((exact[2 * order] - exact[order] * exact[order]) / count).squareRoot()
      expect(
        sums[order - 1] / count, near: exact[order], standardError: error, sourceLocation: sourceLocation)
    }
  }
}
