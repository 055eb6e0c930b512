import Foundation
import Testing

@testable import Probability

@Suite("Inversion is the exact quantile function")
struct InversionTests {
  /// The grid: even steps, and steps in powers of two into both tails, to 2⁻³³ from the ends.
  static let uniforms: [Double] = {
    var grid = (1..<400).map { Double($0) / 400 + 0x1p-33 }
    for step in 0..<66 {
      let tail = exp2(-0.5 * Double(step)) * (1 - 0x1p-30)
      grid += [max(tail, 0x1p-33), 1 - max(tail, 0x1p-33)].filter { $0 > 0 && $0 < 1 }
    }
    return (grid + [uniform(.max), uniform(0)]).sorted()
  }()

  /// k is the quantile of u when P(X < k) < u ≤ P(X ≤ k); a distance of rounding is allowed.
  private func check(_ k: Int, _ u: Double, _ law: some TailedLaw, _ name: String) {
    let (cdf, survival) = law.tails(k)
    let (cdfBelow, survivalBelow) = k > 0 ? law.tails(k - 1) : (0, 1)
    let slack = 1e-12 * min(u, 1 - u) + (min(u, 1 - u) > 1e-6 ? 4e-14 : 0)
    let upper = u >= 0.5
    #expect(
      upper ? survival <= 1 - u + slack : cdf >= u - slack, "\(name), u \(u): P(X ≤ \(k)) is below u")
    #expect(
      upper ? survivalBelow > 1 - u - slack : cdfBelow < u + slack, "\(name), u \(u): \(k) is too high")
  }

  @Test(
    "Binomial", arguments: [1, 2, 7, 40, 399, 1201, 12_345, 1_000_000, 1 << 40],
    [1e-12, 1e-8, 1e-4, 0.024, 0.0751, 0.3, 0.5, 0.50001, 0.77, 0.96, 0.9999, 1 - 1e-9])
  func binomial(trials: Int, p: Double) throws {
    let law = try Binomial(trials: trials, probability: p)
    for u in Self.uniforms {
      let k = Inversion.binomial(u, trials: trials, probability: p)
      check(k, u, law, "Binomial(\(trials), \(p))")
      if trials < 1 << 21 { #expect(law.search(u) == k, "\(law) at \(u)") }
    }
  }

  @Test("Poisson", arguments: [1e-9, 1e-4, 0.02, 0.5, 1, 3, 9.99, 10, 119.9, 120.1, 250, 1e4, 1e6])
  func poisson(mean: Double) throws {
    let law = try Poisson(mean: mean)
    for u in Self.uniforms {
      let k = Inversion.poisson(u, mean: mean)
      check(k, u, law, "Poisson(\(mean))")
      #expect(law.search(u) == k, "\(law) at \(u)")
    }
  }

  @Test(
    "Negative binomial", arguments: [1e-6, 0.02, 0.9, 3, 12, 119.9, 120.1, 400, 1e5],
    [0.05, 0.6, 1, 8, 500, 1e7])
  func negativeBinomial(mean: Double, size: Double) throws {
    let law = try NegativeBinomial(mean: mean, size: size)
    for u in Self.uniforms {
      let k = Inversion.negativeBinomial(u, mean: mean, size: size)
      check(k, u, law, "NegativeBinomial(\(mean), \(size))")
      #expect(law.search(u) == k, "\(law) at \(u)")
    }
  }

  @Test(
    "Beta-binomial", arguments: [1, 3, 40, 700],
    [(0.05, 0.4), (0.4, 9.6), (96, 4), (3, 3), (5000, 200), (0.2, 0.3)])
  func betaBinomial(trials: Int, shapes: (Double, Double)) throws {
    let law = try BetaBinomial(trials: trials, alpha: shapes.0, beta: shapes.1)
    for u in Self.uniforms {
      let k = Inversion.betaBinomial(u, trials: trials, alpha: shapes.0, beta: shapes.1)
      let slack = 1e-10 * min(u, 1 - u)
      #expect(u > 0.5 ? law.survival(k) <= 1 - u + slack : law.cdf(k) >= u - slack, "\(law) at \(u)")
      #expect(
        u > 0.5 ? law.survival(k - 1) > 1 - u - slack : law.cdf(k - 1) < u + slack, "\(law) at \(u)")
    }
  }

  @Test("The ends are exact") func ends() {
    for u in Self.uniforms {
      #expect(Inversion.binomial(u, trials: 9, probability: 0) == 0)
      #expect(Inversion.binomial(u, trials: 9, probability: 1) == 9)
      #expect(Inversion.binomial(u, trials: 0, probability: 0.4) == 0)
      #expect(Inversion.binomial(u, trials: 1, probability: 0.4) == (u > 0.6 ? 1 : 0))
      #expect(Inversion.poisson(u, mean: 0) == 0)
      #expect(Inversion.negativeBinomial(u, mean: 0, size: 3) == 0)
      #expect(Inversion.betaBinomial(u, trials: 0, alpha: 1, beta: 2) == 0)
    }
  }

  @Test(
    "At one uniform a lower probability never gives a higher count", arguments: [1, 12, 40, 65, 300, 5000])
  func monotone(trials: Int) {
    let steps =
      (1..<1500).map { Double($0) / 1500 } + [0.5 - 1e-13, 0.5 + 1e-13, 30 / Double(max(trials, 31))]
    let grid = (steps + steps.map { $0 * 0.01 } + steps.map { 1 - 0.01 * $0 }).sorted()
    var random = Philox4x32(seed: 8)
    let uniforms =
      Self.uniforms
      + (0..<(trials > 200 ? 40 : 200)).map { _ in uniform(UInt32(truncatingIfNeeded: random.next())) }
    for u in uniforms {
      var before = 0
      for p in grid {
        let k = Inversion.binomial(u, trials: trials, probability: p)
        #expect(k >= before, "n \(trials), p \(p), u \(u)")
        before = k
      }
    }
  }
}
