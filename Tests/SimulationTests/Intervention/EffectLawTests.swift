import Foundation
import Probability
import TestSupport
import Testing

@testable import Simulation

@Suite struct EffectLawTests {
  static let multipliers = [
    EffectQuantiles(p10: 0.25, p50: 0.60, p90: 0.90), EffectQuantiles(p10: 0.95, p50: 1.10, p90: 1.40),
    EffectQuantiles(p10: 1, p50: 1.02, p90: 1.06), EffectQuantiles(p10: 0.4, p50: 0.85, p90: 1),
    EffectQuantiles(p10: 0.05, p50: 0.2, p90: 2),
  ]
  static let probabilities = [
    EffectQuantiles(p10: 0.05, p50: 0.15, p90: 0.35), EffectQuantiles(p10: 0.6, p50: 0.8, p90: 0.95),
    EffectQuantiles(p10: 0.001, p50: 0.1, p90: 0.3),
  ]

  @Test("It goes through its three quantiles", arguments: multipliers)
  func multiplierPoints(_ quantiles: EffectQuantiles) {
    let law = EffectLaw(multiplier: quantiles)
    for (u, value) in [(0.1, quantiles.p10), (0.5, quantiles.p50), (0.9, quantiles.p90)] {
      #expect(abs(law.quantile(u) / value - 1) < 1e-13, "\(u)")
    }
  }

  @Test("So do probabilities, and stay within 0…1", arguments: probabilities)
  func probabilityPoints(_ quantiles: EffectQuantiles) {
    let law = EffectLaw(probability: quantiles)
    for (u, value) in [(0.1, quantiles.p10), (0.5, quantiles.p50), (0.9, quantiles.p90)] {
      #expect(abs(law.quantile(u) / value - 1) < 1e-13, "\(u)")
    }
    let (low, high) = (law.quantile(0x1p-53), law.quantile(1 - 0x1p-53))
    #expect(low > 0 && high <= 1)
  }

  @Test("The pieces are normal on the scale, each with its own spread")
  func pieces() {
    // Half as far in z is half as far in log, on either side by itself.
    let law = EffectLaw(multiplier: EffectQuantiles(p10: 0.05, p50: 0.2, p90: 2))
    let z90 = normalQuantile(0.9)
    #expect(abs(log(law.quantile(normalCdf(-2 * z90)) / 0.2) - 2 * log(0.05 / 0.2)) < 1e-12)
    #expect(abs(log(law.quantile(normalCdf(0.5 * z90)) / 0.2) - 0.5 * log(2 / 0.2)) < 1e-12)
    #expect(abs(law.quantile(normalCdf(0.5 * z90)) - 0.2 * (2 / 0.2).squareRoot()) < 1e-12)
  }

  @Test("The mean is the integral of the quantile function")
  func means() {
    for law in Self.multipliers.map(EffectLaw.init(multiplier:))
      + Self.probabilities.map(EffectLaw.init(probability:))
    {
      // The midpoint rule in z on −12…12: φ and its derivatives vanish at the ends, so panels that end at the
      // kinks (0 and the cap) would be needed for more digits; the kinks cost O(step²).
      let steps = 480_000
      let width = 24.0 / Double(steps)
      var sum = 0.0
      for index in 0..<steps {
        let z = -12 + (Double(index) + 0.5) * width
        let u = normalCdf(z)
        guard u > 0, u < 1 else { continue }
        sum += width * exp(-0.5 * z * z) / (2 * Double.pi).squareRoot() * law.quantile(u)
      }
      #expect(abs(sum / law.mean - 1) < 1e-8, "\(law.quantiles): \(law.mean), \(sum)")
    }
  }

  @Test("A change that cannot turn round is nil with the chance beyond 1")
  func cap() {
    let law = EffectLaw(multiplier: EffectQuantiles(p10: 0.4, p50: 0.85, p90: 1))
    #expect(law.quantile(0.95) == 1)
    #expect(abs(law.chanceOfNoEffect - 0.1) < 1e-14)
    let strong = EffectLaw(multiplier: EffectQuantiles(p10: 0.25, p50: 0.60, p90: 0.90))
    let first = (1..<10_000).first { strong.quantile(Double($0) / 10_000) == 1 } ?? 10_000
    #expect(abs(strong.chanceOfNoEffect - (1 - Double(first) / 10_000)) < 2e-4)
    let rise = EffectLaw(multiplier: EffectQuantiles(p10: 1, p50: 1.02, p90: 1.06))
    #expect(rise.quantile(0.01) == 1)
    #expect(abs(rise.chanceOfNoEffect - 0.1) < 1e-14)
    let both = EffectLaw(multiplier: EffectQuantiles(p10: 0.85, p50: 1.1, p90: 1.8))
    #expect(both.quantile(0.01) < 0.85 && both.quantile(0.99) > 1.8)
    #expect(both.chanceOfNoEffect == 0)
    let still = EffectLaw(multiplier: EffectQuantiles(p10: 0.9, p50: 1, p90: 1))
    #expect(still.chanceOfNoEffect == 0.5)
  }

  @Test("A certain effect is exactly itself")
  func certain() {
    for value in [0, 0.3, 1, 1.7] {
      let law = EffectLaw(multiplier: EffectQuantiles(always: value))
      #expect(law.quantile(0.01) == value && law.quantile(0.99) == value && law.mean == value)
      #expect(law.chanceOfNoEffect == (value == 1 ? 1 : 0))
    }
    for value in [0, 0.3, 1.0] {
      #expect(EffectLaw(probability: EffectQuantiles(always: value)).quantile(0.7) == value)
    }
  }
}
