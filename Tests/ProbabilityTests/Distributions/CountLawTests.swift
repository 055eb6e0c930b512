import Foundation
import TestSupport
import Testing

@testable import Probability

@Suite("Counts follow their laws") struct CountLawTests {
  private static let draws = 1_000_000

  /// A family of m p-values fails below 1e-3/m: here three a law, of 42 laws.
  private static let limit = 1e-3 / Double(3 * CountLaw.all.count)

  @Test("Chi-square, moments and tail counts of 10⁶ draws", arguments: CountLaw.all)
  func law(_ law: CountLaw) {
    var draws = [Int](repeating: -1, count: Self.draws)
    var generator = Philox4x32(seed: 2026, path: 7)
    law.fill(&draws, &generator)
    let count = Double(draws.count)
    let (low, high) = (law.quantile(1e-7), law.quantile(1 - 1e-7))

    var fit = 1.0
    if high - low <= 40_000 {
      fit = PValues.chiSquare(draws, support: low...high, pmf: law.pmf, cdf: law.cdf, survival: law.survival)
    } else {
      // 200 cells between quantiles.
      let edges = [-1] + (1..<200).map { law.quantile(Double($0) / 200) } + [high * 2]
      let sums = edges.map { edge in Double(draws.count { $0 <= edge }) }
      let statistic = (1..<edges.count).reduce(0.0) { sum, cell in
        let mass =
          cell == edges.count - 1
          ? law.survival(edges[cell - 1]) : law.cdf(edges[cell]) - law.cdf(edges[cell - 1])
        let excess = sums[cell] - sums[cell - 1] - count * mass
        return sum + excess * excess / (count * mass)
      }
      fit = IncompleteGamma.upper(Double(edges.count - 2) / 2, statistic / 2)
    }
    #expect(fit > Self.limit, "\(law): chi-square p \(fit)")

    // Tail counts at 1e-5, from the exact tails.
    let (left, right) = (law.quantile(1e-5), law.quantile(1 - 1e-5))
    let lower = PValues.binomial(draws.count { $0 < left }, of: draws.count, law.cdf(left - 1))
    let upper = PValues.binomial(draws.count { $0 > right }, of: draws.count, law.survival(right))
    #expect(lower > Self.limit && upper > Self.limit, "\(law): tails p \(lower) and \(upper)")
    print("p \(min(fit, lower, upper)) \(law)")

    moments(draws, law, low...high)
  }

  /// The first four moments within 5 standard errors, where 100 draws are expected off the mode.
  private func moments(_ draws: [Int], _ law: CountLaw, _ range: ClosedRange<Int>) {
    let count = Double(draws.count)
    guard range.count <= 40_000 else {
      let mean = draws.reduce(0.0) { $0 + (Double($1) - law.mean) } / count
      expect(mean, near: 0, standardError: (law.variance / count).squareRoot())
      return
    }
    let top = law.quantile(0.5)
    guard count * (1 - law.pmf(top)) >= 100 else { return }
    // Central moments of order 1…8, exact sums, to the far tail; a heavy tail needs all of it.
    let far = law.quantile(1 - 1e-14)
    var exact = [Double](repeating: 0, count: 9)
    for k in 0...far {
      let (mass, deviation) = (law.pmf(k), Double(k) - law.mean)
      for order in 0...8 { exact[order] += mass * pow(deviation, Double(order)) }
    }
    for order in 1...4 {
      let error = ((exact[2 * order] - exact[order] * exact[order]) / count).squareRoot()
      let found = draws.reduce(0.0) { $0 + pow(Double($1) - law.mean, Double(order)) } / count
      expect(found, near: exact[order], standardError: error)
    }
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
