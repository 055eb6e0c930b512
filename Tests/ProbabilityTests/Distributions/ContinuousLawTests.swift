import Foundation
import TestSupport
import Testing

@testable import Probability

@Suite("Continuous draws follow their distributions") struct ContinuousLawTests {
  private static let draws = 1_000_000

  /// A family of m p-values fails below 1e-3/m; here there are three per distribution.
  private static let limit = 1e-3 / Double(3 * ContinuousLaw.all.count)

  static func draw(_ law: ContinuousLaw) -> [Double] {
    var draws = [Double](repeating: .nan, count: draws)
    var generator = Philox4x32(seed: 1860, path: 3)
    law.fill(&draws, &generator)
    return draws
  }

  @Test("Kolmogorov, tail counts and the first four moments of 10⁶ draws", arguments: ContinuousLaw.all)
  func law(_ law: ContinuousLaw) {
    let draws = Self.draw(law)
    #expect(draws.allSatisfy { $0.isFinite })
    for (test, p) in Self.pValues(draws, law) { #expect(p > Self.limit, "\(law): \(test), p \(p)") }
    Moments.expectFour(draws.map { $0 - law.mean }, law.centralMoments)
  }

  /// Kolmogorov–Smirnov and the tail counts at 1e-5. A shape of a hundredth puts its lower tail below the
  /// smallest number, where there is nothing to count.
  static func pValues(_ draws: [Double], _ law: ContinuousLaw) -> [(test: String, p: Double)] {
    let (left, right) = (law.quantile(1e-5), law.quantile(1 - 1e-5))
    let fit = ("Kolmogorov", PValues.kolmogorov(draws, cdf: law.cdf))
    let upper = (
      "upper tail", PValues.binomial(draws.count { $0 > right }, of: draws.count, law.survival(right))
    )
    if abs(left) < 1e-300 { return [fit, upper] }
    return [
      fit, upper,
      ("lower tail", PValues.binomial(draws.count { $0 < left }, of: draws.count, law.cdf(left))),
    ]
  }

  @Test("The quantile inverts cdf and survival", arguments: ContinuousLaw.all)
  func quantiles(_ law: ContinuousLaw) {
    for u in [1e-12, 1e-7, 0.001, 0.02, 0.3, 0.5, 0.77, 0.999, 1 - 0x1p-33] {
      let x = law.quantile(u)
      let (below, above) = (x - 1e-13 * abs(x), x + 1e-13 * abs(x))
      let slack = 1e-11 * min(u, 1 - u)
      let upper = u > 0.5
      if x < 1e-300 && x > -1e-300 { continue }
      #expect(upper ? law.survival(below) >= 1 - u - slack : law.cdf(below) <= u + slack, "\(law) at \(u)")
      #expect(upper ? law.survival(above) <= 1 - u + slack : law.cdf(above) >= u - slack, "\(law) at \(u)")
    }
  }
}
