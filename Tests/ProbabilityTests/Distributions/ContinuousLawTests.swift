import Foundation
import TestSupport
import Testing

@testable import Probability

@Suite("Continuous draws follow their laws") struct ContinuousLawTests {
  struct Law: Sendable, CustomStringConvertible {
    let description: String
    let mean: Double
    let variance: Double
    let cdf: @Sendable (Double) -> Double
    let survival: @Sendable (Double) -> Double
    let quantile: @Sendable (Double) -> Double
    let fill: @Sendable (inout [Double], inout Philox4x32) -> Void
  }

  static let laws: [Law] = {
    func fill<D: Distribution>(_ law: D) -> @Sendable (inout [Double], inout Philox4x32) -> Void
    where D.Value == Double {
      { draws, generator in
        var span = draws.mutableSpan
        law.fill(&span, using: &generator)
      }
    }
    let gammas = [0.01, 0.5, 0.999, 1, 1.001, 8, 1e4, 1e8].compactMap { try? Gamma(shape: $0, rate: 3) }
    let betas = [(0.3, 0.4), (0.5, 2), (1, 1), (0.999, 5), (2, 3), (40, 960), (1e5, 3)]
      .compactMap { try? Beta(alpha: $0.0, beta: $0.1) }
    let normals = [(0, 1), (-7, 1e-3), (1e6, 50)].compactMap {
      try? Normal(mean: $0.0, standardDeviation: $0.1)
    }
    let exponentials = [0.02, 1, 350].compactMap { try? Exponential(rate: $0) }
    return gammas.map {
      Law(
        description: "\($0)", mean: $0.mean, variance: $0.variance, cdf: $0.cdf, survival: $0.survival,
        quantile: $0.quantile, fill: fill($0))
    }
      + betas.map {
        Law(
          description: "\($0)", mean: $0.mean, variance: $0.variance, cdf: $0.cdf, survival: $0.survival,
          quantile: $0.quantile, fill: fill($0))
      }
      + normals.map {
        Law(
          description: "\($0)", mean: $0.mean, variance: $0.variance, cdf: $0.cdf, survival: $0.survival,
          quantile: $0.quantile, fill: fill($0))
      }
      + exponentials.map {
        Law(
          description: "\($0)", mean: $0.mean, variance: $0.variance, cdf: $0.cdf, survival: $0.survival,
          quantile: $0.quantile, fill: fill($0))
      }
  }()

  @Test("Kolmogorov, mean, variance and tail counts of 10⁶ draws", arguments: laws) func law(_ law: Law) {
    var draws = [Double](repeating: .nan, count: 1_000_000)
    var generator = Philox4x32(seed: 1860, path: 3)
    law.fill(&draws, &generator)
    let count = Double(draws.count)
    let limit = 1e-3 / Double(3 * Self.laws.count)
    #expect(draws.allSatisfy { $0.isFinite })
    let fit = PValues.kolmogorov(draws, cdf: law.cdf)
    let (left, right) = (law.quantile(1e-5), law.quantile(1 - 1e-5))
    let lower = PValues.binomial(draws.count { $0 < left }, of: draws.count, law.cdf(left))
    let upper = PValues.binomial(draws.count { $0 > right }, of: draws.count, law.survival(right))
    // A shape of a hundredth puts its tail below the smallest number.
    #expect(
      fit > limit && upper > limit && (lower > limit || left < 1e-300), "\(law): p \(fit), \(lower), \(upper)"
    )
    print("p \(min(fit, upper)) \(law)")
    let standardError = (law.variance / count).squareRoot()
    expect(draws.reduce(0) { $0 + ($1 - law.mean) } / count, near: 0, standardError: standardError)
    let squares = draws.map { ($0 - law.mean) * ($0 - law.mean) }
    let variance = squares.reduce(0, +) / count
    let spread = squares.reduce(0) { $0 + ($1 - variance) * ($1 - variance) } / count
    expect(variance, near: law.variance, standardError: (spread / count).squareRoot())
  }

  @Test("The quantile inverts cdf and survival", arguments: laws) func quantiles(_ law: Law) {
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
