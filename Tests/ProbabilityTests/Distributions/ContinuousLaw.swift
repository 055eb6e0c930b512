import Foundation

@testable import Probability

/// A continuous distribution with what the tests need of it.
struct ContinuousLaw: Sendable, CustomStringConvertible {
  let description: String
  let mean: Double
  /// Moments of order 0 to 8.
  let centralMoments: [Double]
  let cdf: @Sendable (Double) -> Double
  let survival: @Sendable (Double) -> Double
  let quantile: @Sendable (Double) -> Double
  let fill: @Sendable (inout [Double], inout Philox4x32) -> Void

  private init<Law: Distribution>(
    _ law: Law, mean: Double, moments: [Double], cdf: @escaping @Sendable (Double) -> Double,
    survival: @escaping @Sendable (Double) -> Double, quantile: @escaping @Sendable (Double) -> Double
  ) where Law.Value == Double {
    description = "\(law)"
    self.mean = mean
    centralMoments = moments
    (self.cdf, self.survival, self.quantile) = (cdf, survival, quantile)
    fill = { draws, generator in
      var span = draws.mutableSpan
      law.fill(&span, using: &generator)
    }
  }

  private init(_ law: Gamma) {
    self.init(
      law, mean: law.shape / law.rate, moments: Self.gammaMoments(shape: law.shape, rate: law.rate),
      cdf: law.cdf, survival: law.survival, quantile: law.quantile)
  }

  private init(_ law: Beta) {
    self.init(
      law, mean: law.alpha / (law.alpha + law.beta), moments: Self.betaMoments(law), cdf: law.cdf,
      survival: law.survival, quantile: law.quantile)
  }

  /// Beta-binomial draws as a share of 2⁵³ trials: the beta distribution but for 1e-8 of smoothing.
  private init(shareOf law: BetaBinomial, _ limit: Beta) {
    description = "\(law)"
    mean = limit.mean
    centralMoments = Self.betaMoments(limit)
    (cdf, survival, quantile) = (limit.cdf, limit.survival, limit.quantile)
    fill = { draws, generator in
      var counts = [Int](repeating: 0, count: draws.count)
      var span = counts.mutableSpan
      law.fill(&span, using: &generator)
      draws = counts.map { Double($0) / Double(law.trials) }
    }
  }

  /// Cumulants of order n: shape (n − 1)! / rateⁿ.
  private static func gammaMoments(shape: Double, rate: Double) -> [Double] {
    Moments.central(
      cumulants: (2...8).map { n in shape * tgamma(Double(n)) / pow(rate, Double(n)) })
  }

  /// E[Xⁿ] = Π (α + i)/(α + β + i), of the end that is nearer to the mean.
  private static func betaMoments(_ law: Beta) -> [Double] {
    let (near, far) = (min(law.alpha, law.beta), max(law.alpha, law.beta))
    var raw = [1.0]
    for i in 0..<8 { raw.append(raw[i] * (near + Double(i)) / (near + far + Double(i))) }
    let moments = Moments.central(raw: raw)
    return law.alpha <= law.beta
      ? moments : moments.enumerated().map { $0.offset % 2 == 0 ? $0.element : -$0.element }
  }

  /// Shapes below 1, at 1, and both sides of it; means of 1e-8 and 1e8; ends near 0 and near 1.
  static let all: [ContinuousLaw] = {
    let gammas = [
      (0.01, 3), (0.5, 3), (0.999, 3), (1, 3), (1.001, 3), (8, 3), (1e4, 3), (1e8, 3), (2, 2e8), (2, 2e-8),
    ]
    let betas = [
      (0.3, 0.4), (0.5, 2), (1, 1), (0.999, 5), (1.001, 5), (2, 3), (40, 960), (1e5, 3), (0.7, 7e7),
    ]
    return gammas.compactMap { try? Gamma(shape: $0.0, rate: $0.1) }.map { Self($0) }
      + betas.compactMap { try? Beta(alpha: $0.0, beta: $0.1) }.map { Self($0) }
      + [(3, 5), (0.5, 20)].compactMap { alpha, beta in
        guard let limit = try? Beta(alpha: alpha, beta: beta) else { return nil }
        return Self(shareOf: BetaBinomial(unchecked: 1 << 53, alpha, beta), limit)
      }
  }()
}
