import Foundation
import TestSupport
import Testing

@testable import Probability

@Suite("Counts follow their distributions") struct CountLawTests {
  private static let draws = 1_000_000

  /// A family of m p-values fails below 1e-3/m; here there are at most four per distribution.
  private static let limit = 1e-3 / Double(4 * CountLaw.all.count)

  static func draw(_ law: CountLaw) -> [Int] {
    var draws = [Int](repeating: -1, count: draws)
    var generator = Philox4x32(seed: 2026, path: 7)
    law.fill(&draws, &generator)
    return draws
  }

  @Test("Chi-square, tail counts and the first four moments of 10⁶ draws", arguments: CountLaw.all)
  func law(_ law: CountLaw) {
    let draws = Self.draw(law)
    for (test, p) in Self.pValues(draws, law) { #expect(p > Self.limit, "\(law): \(test), p \(p)") }
    if Double(draws.count) * (1 - law.pmf(law.quantile(0.5))) >= 100 {
      Moments.expectFour(draws.map { Double($0) - law.mean }, law.centralMoments)
    }
  }

  /// Chi-square, the tail counts at 1e-5 by the exact tails, and an exact binomial test of the draws off the
  /// mode.
  static func pValues(_ draws: [Int], _ law: CountLaw) -> [(test: String, p: Double)] {
    let (left, right, middle) = (law.quantile(1e-5), law.quantile(1 - 1e-5), law.quantile(0.5))
    return [
      ("chi-square", chiSquare(draws, law)),
      ("lower tail", PValues.binomial(draws.count { $0 < left }, of: draws.count, law.cdf(left - 1))),
      ("upper tail", PValues.binomial(draws.count { $0 > right }, of: draws.count, law.survival(right))),
      (
        "off the mode",
        PValues.binomial(
          draws.count { $0 != middle }, of: draws.count, law.cdf(middle - 1) + law.survival(middle))
      ),
    ]
  }

  private static func chiSquare(_ draws: [Int], _ law: CountLaw) -> Double {
    let (low, high) = (law.quantile(1e-7), law.quantile(1 - 1e-7))
    if high - low <= 40_000 {
      return PValues.chiSquare(
        draws, support: low...high, pmf: law.pmf, cdf: law.cdf, survival: law.survival)
    }
    // Up to 200 cells between quantiles.
    let count = Double(draws.count)
    let inner = Set((1..<200).map { law.quantile(Double($0) / 200) }).sorted()
    let edges = [-1] + inner + [Int.max]
    let sums = edges.map { edge in Double(draws.count { $0 <= edge }) }
    let statistic = (1..<edges.count).reduce(0.0) { sum, cell in
      let mass =
        cell == edges.count - 1
        ? law.survival(edges[cell - 1]) : law.cdf(edges[cell]) - law.cdf(edges[cell - 1])
      let excess = sums[cell] - sums[cell - 1] - count * mass
      return sum + excess * excess / (count * mass)
    }
    return IncompleteGamma.upper(Double(edges.count - 2) / 2, statistic / 2)
  }

  @Test("cdf and survival sum to 1 and are sums of the pmf", arguments: CountLaw.all)
  func tails(_ law: CountLaw) {
    let (low, high) = (law.quantile(1e-12), law.quantile(1 - 1e-12))
    var sum = law.cdf(low - 1)
    for k in low...min(high, low + 3000) {
      sum += law.pmf(k)
      #expect(abs(law.cdf(k) - sum) < 1e-11, "\(law): cdf(\(k))")
      #expect(abs(law.cdf(k) + law.survival(k) - 1) < 1e-13, "\(law): \(k)")
    }
    #expect(law.cdf(-1) == 0 && law.survival(-1) == 1 && law.pmf(0) >= 0)
  }

  @Test("Means and variances are those of the pmf", arguments: CountLaw.all) func meanAndVariance(
    _ law: CountLaw
  ) {
    let far = law.quantile(1 - 1e-15)
    guard far < 200_000 else { return }
    var (mass, first, second) = (0.0, 0.0, 0.0)
    for k in 0...(far + far / 4 + 20) {
      let p = law.pmf(k)
      guard p > 0 else { continue }
      mass += p
      first += p * Double(k)
      second += p * (Double(k) - law.mean) * (Double(k) - law.mean)
    }
    #expect(abs(mass - 1) < 1e-12, "\(law): mass \(mass)")
    #expect(abs(first / law.mean - 1) < 1e-10, "\(law): mean \(first)")
    #expect(abs(second / law.variance - 1) < 1e-9, "\(law): variance \(second)")
  }
}
