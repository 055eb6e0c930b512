import Foundation
import Probability
import Testing

@testable import Workspace

@Suite("The number of independent events")
struct CountLawTests {
  @Test("With equal chances it is the binomial law")
  func binomial() {
    let law = CountLaw([Double](repeating: 0.3, count: 20))
    #expect(abs(law.mean - 6) < 1e-12)
    // The distribution function of Binomial(20, 0.3): 0.0355 up to 2, 0.1071 up to 3; 0.9520 up to 9.
    #expect(law.quantile(0.0354) == 2 && law.quantile(0.0356) == 3 && law.quantile(0.107) == 3)
    #expect(law.quantile(0.0) == 0 && law.quantile(0.951) == 9 && law.quantile(0.9525) == 10)
  }

  @Test("With unequal chances it is that of all outcomes, one by one")
  func everyOutcome() {
    let chances = [0.9, 0.01, 0.4, 0.5, 0.0, 1.0, 0.25]
    var exact = [Double](repeating: 0, count: chances.count + 1)
    for outcome in 0..<(1 << chances.count) {
      var (count, chance) = (0, 1.0)
      for (place, own) in chances.enumerated() {
        let happens = outcome >> place & 1 == 1
        chance *= happens ? own : 1 - own
        count += happens ? 1 : 0
      }
      exact[count] += chance
    }
    let law = CountLaw(chances)
    var sum = 0.0
    for (count, chance) in exact.enumerated() where chance > 1e-6 {
      #expect(law.quantile(sum + chance / 2) == count)
      sum += chance
    }
  }

  @Test("Thousands of rare events stay those of their mean; none is none")
  func many() {
    let law = CountLaw([Double](repeating: 0.002, count: 5_000))
    // Nearly Poisson with mean 10: 0.0293 up to 4 and 0.0671 up to 5; 0.9513 up to 15.
    #expect(law.quantile(0.05) == 5 && law.quantile(0.95) == 15)
    #expect(CountLaw([]).quantile(0.95) == 0 && CountLaw([]).mean == 0)
  }

  @Test("What is shared leaves the mean, and makes the variance that of the normal factor")
  func shared() {
    // At p = 1/2 two events happen together with the chance 1/4 + asin ρ / 2π (W. F. Sheppard, 1899).
    for (count, correlation) in [(2, 0.3), (40, 0.05), (400, 0.1)] {
      let law = CountLaw([Double](repeating: 0.5, count: count), correlation: correlation)
      let pairs = Double(count * (count - 1)) * asin(correlation) / (2 * Double.pi)
      #expect(law.mean == Double(count) / 2)
      #expect(abs(law.variance / (Double(count) / 4 + pairs) - 1) < 2e-3)
    }
    // For very many like events the share below a quantile is known (Vasicek 2002).
    let many = CountLaw([Double](repeating: 0.1, count: 5_000), correlation: 0.08)
    for level in [0.05, 0.95] {
      let share = normalCdf(
        (normalQuantile(0.1) + 0.08.squareRoot() * normalQuantile(level)) / 0.92.squareRoot())
      #expect(abs(Double(many.quantile(level)) / 5_000 / share - 1) < 0.02)
    }
    #expect(CountLaw([0, 1, 1], correlation: 0.2).quantile(0.01) == 2)
  }

  @Test("Made-up accounts that share a shock: nine evenings in ten are inside, and not by chance alone")
  func coverage() {
    let (accounts, evenings, correlation) = (300, 800, 0.08)
    var generator = Philox4x32(seed: 4_022)
    func uniform() -> Double { (Double(generator.next() >> 11) + 0.5) * 0x1p-53 }
    let chances = (0..<accounts).map { _ in 0.4 * uniform() * uniform() }
    let shared = CountLaw(chances, correlation: correlation)
    let alone = CountLaw(chances)
    var (inside, insideAlone) = (0, 0)
    for _ in 0..<evenings {
      let shock = correlation.squareRoot() * normalQuantile(uniform())
      let count = chances.count { chance in
        shock + (1 - correlation).squareRoot() * normalQuantile(uniform()) < normalQuantile(chance)
      }
      if (shared.quantile(0.05)...shared.quantile(0.95)).contains(count) { inside += 1 }
      if (alone.quantile(0.05)...alone.quantile(0.95)).contains(count) { insideAlone += 1 }
    }
    let error = (0.9 * 0.1 / Double(evenings)).squareRoot()
    // A law of whole numbers holds its quantiles with at least these chances.
    #expect(Double(inside) / Double(evenings) > 0.9 - 5 * error, "\(inside)")
    #expect(Double(inside) / Double(evenings) < 0.93 + 5 * error, "\(inside)")
    #expect(Double(insideAlone) / Double(evenings) < 0.8, "\(insideAlone)")
  }
}
