import Glibc

/// The beta distribution: density x^(alpha−1) (1−x)^(beta−1) / B(alpha, beta) on 0 < x < 1.
public struct Beta: Distribution, Hashable {
  public let alpha: Double
  public let beta: Double

  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(alpha: Double, beta: Double) throws(ParameterError) {
    guard alpha.isFinite, alpha > 0 else {
      throw ParameterError("Beta.alpha", alpha, expected: "a finite number above 0")
    }
    guard beta.isFinite, beta > 0 else {
      throw ParameterError("Beta.beta", beta, expected: "a finite number above 0")
    }
    self.alpha = alpha
    self.beta = beta
  }

  public var mean: Double { alpha / (alpha + beta) }
  public var variance: Double { mean * (beta / (alpha + beta)) / (alpha + beta + 1) }

  /// log of the density at `x`; −∞ outside 0…1. At the ends, its limit.
  public func logPdf(_ x: Double) -> Double {
    if x < 0 || x > 1 { return -.infinity }
    if x == 0 || x == 1 {
      let shape = x == 0 ? alpha : beta
      return shape == 1 ? log(alpha + beta - 1) : shape < 1 ? .infinity : -.infinity
    }
    return Loader.logBinomial(alpha, beta, x, 1 - x) + log(alpha / (alpha + beta) * beta) - log(x) - log1p(-x)
  }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double { exp(logPdf(x)) }

  /// P(X ≤ x), accurate relative to itself.
  public func cdf(_ x: Double) -> Double { IncompleteBeta.both(alpha, beta, x: x, y: 1 - x).lower }

  /// P(X > x), accurate relative to itself.
  public func survival(_ x: Double) -> Double { IncompleteBeta.both(alpha, beta, x: x, y: 1 - x).upper }

  /// The x with P(X ≤ x) = u. Precondition: 0 ≤ u ≤ 1.
  public func quantile(_ u: Double) -> Double {
    precondition(u >= 0 && u <= 1, "Beta.quantile: u is \(u), expected 0…1.")
    if u == 0 || u == 1 { return u }
    let (alpha, beta) = (self.alpha, self.beta)
    // On the logit scale, where both ends have room.
    let root = MonotoneRoot.solve(u, from: min(max(log(alpha / beta), -740), 740), in: -745...745) { t in
      let (x, y) = (logistic(t), logistic(-t))
      let (lower, upper) = IncompleteBeta.both(alpha, beta, x: x, y: y)
      return (lower, upper, exp(Loader.logBinomial(alpha, beta, x, y)) * (alpha / (alpha + beta) * beta))
    }
    return logistic(root)
  }

  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    Self.draw(alpha: alpha, beta: beta, using: &generator)
  }

  /// A draw, unchecked: G/(G + H) of two gamma draws, on the log scale where a shape is below 1.
  @inlinable public static func draw(
    alpha: Double, beta: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    if alpha >= 1, beta >= 1 {
      let first = Gamma.drawFromOne(shape: alpha, using: &generator)
      return first / (first + Gamma.drawFromOne(shape: beta, using: &generator))
    }
    let first = Gamma.logDraw(shape: alpha, using: &generator)
    return logistic(first - Gamma.logDraw(shape: beta, using: &generator))
  }
}
