import Glibc

/// The gamma distribution: density rateˢ xˢ⁻¹ e^(−rate·x) / Γ(s) on x > 0, s the shape.
public struct Gamma: Distribution, Hashable {
  public let shape: Double
  /// The inverse of the scale.
  public let rate: Double

  /// - Throws: `ParameterError` unless both are finite and above 0.
  public init(shape: Double, rate: Double) throws(ParameterError) {
    guard shape.isFinite, shape > 0 else {
      throw ParameterError("Gamma.shape", shape, expected: "a finite number above 0")
    }
    guard rate.isFinite, rate > 0 else {
      throw ParameterError("Gamma.rate", rate, expected: "a finite number above 0")
    }
    self.shape = shape
    self.rate = rate
  }

  public var mean: Double { shape / rate }
  public var variance: Double { shape / (rate * rate) }
  public var skewness: Double { 2 / shape.squareRoot() }

  /// log of the density at `x`; −∞ below 0.
  public func logPdf(_ x: Double) -> Double {
    guard x > 0 else { return x == 0 && shape <= 1 ? (shape == 1 ? log(rate) : .infinity) : -.infinity }
    return Loader.logPoisson(shape, rate * x) + log(shape / x)
  }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double { exp(logPdf(x)) }

  /// P(X ≤ x), accurate relative to itself.
  public func cdf(_ x: Double) -> Double { IncompleteGamma.both(shape, rate * x).lower }

  /// P(X > x), accurate relative to itself.
  public func survival(_ x: Double) -> Double { IncompleteGamma.both(shape, rate * x).upper }

  /// The x with P(X ≤ x) = u. Precondition: 0 ≤ u ≤ 1.
  public func quantile(_ u: Double) -> Double {
    precondition(u >= 0 && u <= 1, "Gamma.quantile: u is \(u), expected 0…1.")
    if u == 0 || u == 1 { return u == 0 ? 0 : .infinity }
    let (shape, guess) = (self.shape, log(max(self.shape, 1e-300)))
    let root = MonotoneRoot.solve(u, from: min(max(guess, -745), 709), in: -745...709.7) { t in
      let x = exp(t)
      let (lower, upper) = IncompleteGamma.both(shape, x)
      return (lower, upper, exp(Loader.logPoisson(shape, x)) * shape)
    }
    return root <= -745 ? 0 : exp(root) / rate
  }

  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    Self.draw(shape: shape, using: &generator) / rate
  }

  /// A draw of rate 1, unchecked: G. Marsaglia, W. W. Tsang, *A simple method for generating gamma
  /// variables*, ACM TOMS 26 (2000) 363–372; below shape 1 a draw of shape + 1 times U^(1/shape).
  @inlinable public static func draw(
    shape: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    shape < 1 ? exp(logDraw(shape: shape, using: &generator)) : drawFromOne(shape: shape, using: &generator)
  }

  /// log of a draw of rate 1, which a small shape does not underflow.
  @inlinable static func logDraw(shape: Double, using generator: inout some RandomNumberGenerator) -> Double {
    if shape >= 1 { return log(drawFromOne(shape: shape, using: &generator)) }
    let boost = log(openUnitInterval(generator.next())) / shape
    return log(drawFromOne(shape: shape + 1, using: &generator)) + boost
  }

  @inlinable static func drawFromOne(
    shape: Double, using generator: inout some RandomNumberGenerator
  ) -> Double {
    let d = shape - 1.0 / 3
    let c = 1 / (9 * d).squareRoot()
    while true {
      let x = normalQuantileFast(openUnitInterval(generator.next()))
      let root = 1 + c * x
      if root <= 0 { continue }
      let v = root * root * root
      let u = openUnitInterval(generator.next())
      let square = x * x
      if u < 1 - 0.0331 * square * square { return d * v }
      if log(u) < 0.5 * square + d * (1 - v + log(v)) { return d * v }
    }
  }
}
