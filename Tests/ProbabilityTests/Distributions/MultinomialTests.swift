import Foundation
import TestSupport
import Testing

@testable import Probability

@Suite("Multinomial") struct MultinomialTests {
  @Test("Log-pmfs sum to one and are those of the binomial") func mass() throws {
    let law = try Multinomial(trials: 6, probabilities: [0.2, 0, 0.5, 0.3])
    var sum = 0.0
    for a in 0...6 { for b in 0...6 - a { sum += exp(law.logPmf([a, 0, b, 6 - a - b])) } }
    #expect(abs(sum - 1) < 1e-13)
    #expect(law.logPmf([1, 1, 1, 3]) == -.infinity && law.logPmf([6, 0, 1, 0]) == -.infinity)
    let two = try Multinomial(trials: 40, probabilities: [0.25, 0.75])
    let one = try Binomial(trials: 40, probability: 0.25)
    for k in 0...40 {
      #expect(abs(two.logPmf([k, 40 - k]) - one.logPmf(k)) < 1e-12 * max(1, -one.logPmf(k)))
    }
  }

  @Test("Draws: whole, and every joint cell by chi-square") func draws() throws {
    let p = try Self.pValue()
    #expect(p > 1e-3, "p \(p)")
  }

  /// Of the ten joint cells of 10⁶ draws.
  static func pValue() throws -> Double {
    let law = try Multinomial(trials: 3, probabilities: [0.2, 0, 0.5, 0.3])
    var generator = Philox4x32(seed: 12)
    var counts: [[Int]: Int] = [:]
    let draws = 1_000_000
    for _ in 0..<draws { counts[law.sample(using: &generator), default: 0] += 1 }
    #expect(counts.keys.allSatisfy { $0.reduce(0, +) == 3 && $0[1] == 0 })
    #expect(counts.count == 10)
    let statistic = counts.reduce(0.0) { sum, cell in
      let expected = Double(draws) * exp(law.logPmf(cell.key))
      return sum + (Double(cell.value) - expected) * (Double(cell.value) - expected) / expected
    }
    return IncompleteGamma.upper(4.5, statistic / 2)
  }

  @Test("The first four moments of each category, of 10 and of 2⁵³ trials", arguments: [10, 1 << 53])
  func moments(trials: Int) throws {
    let law = try Multinomial(trials: trials, probabilities: [0.001, 0.3, 0.699])
    var generator = Philox4x32(seed: 12, path: 1)
    let draws = (0..<200_000).map { _ in law.sample(using: &generator) }
    #expect(draws.allSatisfy { $0.reduce(0, +) == trials })
    for (index, p) in law.probabilities.enumerated() {
      // The cumulants of a sum of n trials are n times those of one.
      let one = Moments.cumulants(
        central: (0...8).map { p * pow(1 - p, Double($0)) + (1 - p) * pow(-p, Double($0)) })
      let exact = Moments.central(cumulants: one.map { $0 * Double(trials) })
      Moments.expectFour(draws.map { Double($0[index]) - law.mean[index] }, exact)
    }
  }
}
