import Testing

@testable import Probability

/// 10⁷ draws of each rejection sampler: of the millionths at either end about ten are there, of the hundred
/// thousandths a hundred, so that a tail cut off at 1e-5 shows.
@Suite("Rejection keeps its tails") struct FarTailTests {
  private static let draws = 10_000_000
  private static let levels = [1e-5, 1e-6]

  private static let counts: [CountLaw] = CountLaw.all.filter {
    [
      "Poisson(mean: 37.0)", "Binomial(trials: 5000, probability: 0.6)",
      "NegativeBinomial(mean: 500.0, size: 8.0)",
    ].contains($0.description)
  }
  private static let continuous: [ContinuousLaw] = ContinuousLaw.all.filter {
    ["Gamma(shape: 0.5, rate: 3.0)", "Gamma(shape: 8.0, rate: 3.0)", "Beta(alpha: 2.0, beta: 3.0)"]
      .contains($0.description)
  }
  private static let limit = 1e-3 / 24

  @Test("Counts", arguments: counts) func countTails(_ law: CountLaw) {
    #expect(Self.counts.count == 3)
    var draws = [Int](repeating: -1, count: Self.draws)
    var generator = Philox4x32(seed: 2026, path: 8)
    law.fill(&draws, &generator)
    for level in Self.levels {
      let (left, right) = (law.quantile(level), law.quantile(1 - level))
      let lower = PValues.binomial(draws.count { $0 < left }, of: draws.count, law.cdf(left - 1))
      let upper = PValues.binomial(draws.count { $0 > right }, of: draws.count, law.survival(right))
      #expect(lower > Self.limit && upper > Self.limit, "\(law) at \(level): p \(lower) and \(upper)")
    }
  }

  @Test("Continuous draws", arguments: continuous) func continuousTails(_ law: ContinuousLaw) {
    #expect(Self.continuous.count == 3)
    var draws = [Double](repeating: .nan, count: Self.draws)
    var generator = Philox4x32(seed: 2026, path: 9)
    law.fill(&draws, &generator)
    for level in Self.levels {
      let (left, right) = (law.quantile(level), law.quantile(1 - level))
      let lower = PValues.binomial(draws.count { $0 < left }, of: draws.count, law.cdf(left))
      let upper = PValues.binomial(draws.count { $0 > right }, of: draws.count, law.survival(right))
      #expect(lower > Self.limit && upper > Self.limit, "\(law) at \(level): p \(lower) and \(upper)")
    }
  }
}
