import Glibc

/// The normal law.
public struct Normal: Distribution, Hashable {
  public let mean: Double
  /// Above 0.
  public let standardDeviation: Double

  /// - Throws: `ParameterError` unless both are finite and the standard deviation is above 0.
  public init(mean: Double = 0, standardDeviation: Double = 1) throws(ParameterError) {
    guard mean.isFinite else { throw ParameterError("Normal.mean", mean, expected: "a finite number") }
    guard standardDeviation.isFinite, standardDeviation > 0 else {
      throw ParameterError(
        "Normal.standardDeviation", standardDeviation, expected: "a finite number above 0")
    }
    self.mean = mean
    self.standardDeviation = standardDeviation
  }

  public var variance: Double { standardDeviation * standardDeviation }

  /// log of the density at `x`.
  public func logPdf(_ x: Double) -> Double {
    let z = (x - mean) / standardDeviation
    return -0.5 * z * z - Loader.halfLog2Pi - log(standardDeviation)
  }

  /// The density at `x`.
  public func pdf(_ x: Double) -> Double { exp(logPdf(x)) }

  /// P(X ≤ x), accurate relative to itself.
  public func cdf(_ x: Double) -> Double { normalCdf((x - mean) / standardDeviation) }

  /// P(X > x), accurate relative to itself.
  public func survival(_ x: Double) -> Double { normalSurvival((x - mean) / standardDeviation) }

  /// The x with P(X ≤ x) = u. Precondition: 0 ≤ u ≤ 1.
  public func quantile(_ u: Double) -> Double {
    precondition(u >= 0 && u <= 1, "Normal.quantile: u is \(u), expected 0…1.")
    return mean + standardDeviation * normalQuantile(u)
  }

  /// By inversion, one word.
  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Double {
    mean + standardDeviation * normalQuantileFast(openUnitInterval(generator.next()))
  }
}
