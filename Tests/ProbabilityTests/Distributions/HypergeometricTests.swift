import Foundation
import Probability
import TestSupport
import Testing

@Suite("The hypergeometric distribution")
struct HypergeometricTests {
  /// SciPy 1.17.1, `hypergeom.logpmf`.
  @Test(
    "Its logarithms are those of another implementation",
    arguments: [
      (20, 7, 12, 4, -1.028381793260809), (1_000, 30, 200, 12, -5.144093483384722),
      (100_000, 4_000, 900, 60, -9.987408208588022), (50, 50, 10, 10, 0),
    ] as [(Int, Int, Int, Int, Double)])
  func reference(population: Int, marked: Int, draws: Int, count: Int, logarithm: Double) throws {
    let law = try Hypergeometric(population: population, marked: marked, draws: draws)
    #expect(abs(law.logPmf(count) - logarithm) <= 1e-11 * max(1, abs(logarithm)))
  }

  @Test(
    "Its masses add up to 1, with the mean and the variance of the textbook",
    arguments: [(10, 4, 5), (10, 9, 9), (200, 3, 150), (7, 0, 3), (7, 7, 0), (0, 0, 0)])
  func moments(population: Int, marked: Int, draws: Int) throws {
    let law = try Hypergeometric(population: population, marked: marked, draws: draws)
    let counts = Array(law.support)
    let mean = counts.reduce(0) { $0 + Double($1) * law.pmf($1) }
    let square = counts.reduce(0) { $0 + Double($1 * $1) * law.pmf($1) }
    #expect(abs(counts.reduce(0) { $0 + law.pmf($1) } - 1) < 1e-12)
    #expect(abs(mean - law.mean) < 1e-11 && abs(square - mean * mean - law.variance) < 1e-10)
    #expect(law.pmf(law.support.lowerBound - 1) == 0 && law.pmf(law.support.upperBound + 1) == 0)
  }

  @Test("Draws come as often as their chance", arguments: [(30, 12, 10), (5_000, 40, 2_500), (9, 8, 7)])
  func draws(population: Int, marked: Int, draws: Int) throws {
    let law = try Hypergeometric(population: population, marked: marked, draws: draws)
    var generator = Philox4x32(seed: 1935)
    let number = 20_000
    var counts: [Int: Int] = [:]
    for _ in 0..<number { counts[law.sample(using: &generator), default: 0] += 1 }
    for count in law.support where law.pmf(count) > 0.001 {
      let p = law.pmf(count)
      expect(
        Double(counts[count] ?? 0) / Double(number), near: p,
        standardError: (p * (1 - p) / Double(number)).squareRoot())
    }
    #expect(counts.keys.allSatisfy(law.support.contains))
  }

  @Test("Impossible parameters are named")
  func parameters() {
    #expect(throws: ParameterError.self) { try Hypergeometric(population: -1, marked: 0, draws: 0) }
    #expect(throws: ParameterError.self) { try Hypergeometric(population: 4, marked: 5, draws: 0) }
    #expect(throws: ParameterError.self) { try Hypergeometric(population: 4, marked: 0, draws: 5) }
  }
}
