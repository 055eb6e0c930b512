import Foundation

@testable import Probability

#if arch(x86_64)
  /// With a mantissa of 64 bits where there is one.
  typealias Wide = Float80
#else
  typealias Wide = Double
#endif

/// A distribution of counts with what the tests need of it.
struct CountLaw: Sendable, CustomStringConvertible {
  let description: String
  let mean: Double
  let variance: Double
  let pmf: @Sendable (Int) -> Double
  let cdf: @Sendable (Int) -> Double
  let survival: @Sendable (Int) -> Double
  let quantile: @Sendable (Double) -> Int
  /// P(X = count + 1) / P(X = count), from the textbook.
  let ratio: @Sendable (Int) -> Wide
  let fill: @Sendable (inout [Int], inout Philox4x32) -> Void

  private init<Law: Distribution & TailedLaw>(
    _ law: Law, ratio: @escaping @Sendable (Wide) -> Wide
  ) where Law.Value == Int {
    description = "\(law)"
    mean = law.mean
    variance = law.variance
    pmf = { law.mass($0) }
    cdf = { $0 < 0 ? 0 : law.tails($0).cdf }
    survival = { $0 < 0 ? 1 : law.tails($0).survival }
    quantile = { law.search($0) }
    self.ratio = { ratio(Wide($0)) }
    fill = { draws, generator in
      var span = draws.mutableSpan
      law.fill(&span, using: &generator)
    }
  }

  private init(_ law: BetaBinomial) {
    description = "\(law)"
    mean = law.mean
    variance = law.variance
    pmf = { law.pmf($0) }
    cdf = { law.cdf($0) }
    survival = { law.survival($0) }
    quantile = { law.quantile($0) }
    let (n, alpha, beta) = (Wide(law.trials), Wide(law.alpha), Wide(law.beta))
    ratio = { count in
      let k = Wide(count)
      return (n - k) * (alpha + k) / ((k + 1) * (beta + n - k - 1))
    }
    fill = { draws, generator in
      var span = draws.mutableSpan
      law.fill(&span, using: &generator)
    }
  }

  /// Tiny and huge means, both sides of every switch (10 and 120), n up to 2⁵³, shapes below 1.
  static let all: [CountLaw] = {
    let poissons = [1e-8, 0.003, 0.2499, 0.2501, 3, 9.999, 10, 37, 119.9, 120.1, 5e3, 1e8]
      .map { mean in CountLaw(Poisson(unchecked: mean)) { Wide(mean) / ($0 + 1) } }
    let binomials: [(Int, Double)] = [
      (1, 0.3), (12, 1e-8), (40, 0.024), (40, 0.976), (255, 0.03), (256, 0.03), (1000, 0.00999), (1000, 0.01),
      (1000, 0.99), (20, 0.5), (30, 0.5), (5000, 0.6), (1_000_000, 0.3), (1_000_000_000, 1 - 1e-9),
      (1 << 53, 1e-15), (1 << 53, 1 - 1e-15), (1 << 53, 0.25),
    ]
    let negatives: [(Double, Double)] = [
      (1e-8, 1), (0.5, 0.1), (3, 0.4), (9.99, 2), (10, 2), (40, 1e6), (500, 8), (300, 0.7), (1e4, 0.3),
      (1e8, 30),
    ]
    let mixtures: [(Int, Double, Double)] = [
      (1, 0.2, 0.3), (40, 0.4, 9.6), (40, 96, 4), (25, 0.05, 0.05), (300, 3, 3), (2000, 1.5, 80),
    ]
    return poissons
      + binomials.map { n, p in
        CountLaw(Binomial(unchecked: n, p)) { (Wide(n) - $0) * Wide(p) / (($0 + 1) * (1 - Wide(p))) }
      }
      + negatives.map { mean, size in
        CountLaw(NegativeBinomial(unchecked: mean, size)) {
          Wide(mean) * (Wide(size) + $0) / ((Wide(mean) + Wide(size)) * ($0 + 1))
        }
      }
      + mixtures.map { CountLaw(BetaBinomial(unchecked: $0.0, $0.1, $0.2)) }
  }()

  /// Moments of order 0 to 8, summed over all but 1e-14 of either tail; where that is more than 4·10⁶ counts,
  /// by steps, which for a bell far from 0 is exact to rounding.
  var centralMoments: [Double] {
    let (low, high) = (quantile(1e-14), quantile(1 - 1e-14))
    let step = high - low > 4_000_000 ? (high - low) / 40_000 : 1
    var moments = [Double](repeating: 0, count: 9)
    for k in stride(from: low, through: high, by: step) {
      var term = pmf(k) * Double(step)
      let deviation = Double(k) - mean
      for order in 0...8 {
        moments[order] += term
        term *= deviation
      }
    }
    return moments
  }
}
