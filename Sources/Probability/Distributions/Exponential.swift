import Glibc

/// The exponential law: the waiting time between events of a Poisson process.
///
/// Density `rate · exp(−rate · x)` on x ≥ 0; mean `1/rate`, variance `1/rate²`. Drawn by inversion,
/// one word each: L. Devroye, *Non-Uniform Random Variate Generation*, Springer 1986, chapter II.
public struct Exponential: Distribution, Hashable {
  /// Events per unit of time; draws are in that unit.
  public let rate: Double

  /// - Throws: `ParameterError` unless `rate` is finite and above 0.
  public init(rate: Double) throws(ParameterError) {
    guard rate.isFinite, rate > 0 else {
      throw ParameterError("Exponential.rate", rate, expected: "a finite number above 0")
    }
    self.rate = rate
  }

  public var mean: Double { 1 / rate }
  public var variance: Double { 1 / (rate * rate) }

  /// log of the density at `x`; −∞ below 0.
  public func logPdf(_ x: Double) -> Double { x < 0 ? -.infinity : log(rate) - rate * x }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double { exp(logPdf(x)) }

  /// P(X ≤ x), accurate relative to itself.
  public func cdf(_ x: Double) -> Double { x <= 0 ? 0 : -expm1(-rate * x) }

  /// P(X > x), accurate relative to itself.
  public func survival(_ x: Double) -> Double { x <= 0 ? 1 : exp(-rate * x) }

  /// The x with P(X ≤ x) = u. Precondition: 0 ≤ u ≤ 1.
  public func quantile(_ u: Double) -> Double {
    precondition(u >= 0 && u <= 1, "Exponential.quantile: u is \(u), expected 0…1.")
    return -log1p(-u) / rate
  }

  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    -log1p(-unitInterval(generator.next())) / rate
  }
}
