import Glibc

/// The negative binomial distribution, a Poisson distribution whose mean is gamma distributed: variance mean
/// + mean²/size.
public struct NegativeBinomial: Distribution, Hashable {
  /// Events expected; 0…2⁵³.
  public let mean: Double
  /// The shape of the gamma distribution of the mean, not a whole number in general. The larger it is, the
  /// nearer are the counts to Poisson.
  public let size: Double

  /// - Throws: `ParameterError` unless `mean` is from 0 to 2⁵³ and `size` finite and above 0.
  public init(mean: Double, size: Double) throws(ParameterError) {
    guard mean >= 0, mean <= 0x1p53 else {
      throw ParameterError("NegativeBinomial.mean", mean, expected: "a number from 0 to 2^53")
    }
    guard size.isFinite, size > 0 else {
      throw ParameterError("NegativeBinomial.size", size, expected: "a finite number above 0")
    }
    self.init(unchecked: mean, size)
  }

  init(unchecked mean: Double, _ size: Double) {
    self.mean = mean
    self.size = size
  }

  public var variance: Double { mean + mean * (mean / size) }
  public var skewness: Double { (1 + 2 * mean / size) / variance.squareRoot() }

  /// log P(X = count); −∞ below 0. Loader's form, to 1e-12 · max(1, |value|).
  public func logPmf(_ count: Int) -> Double {
    if count < 0 { return -.infinity }
    if count == 0 || mean == 0 { return count == 0 ? -size * log1p(mean / size) : -.infinity }
    let k = Double(count)
    // Below a part in 10¹⁶ of difference to its own limit, the Poisson distribution's log-pmf plus the first
    // correction.
    if k < size * 1e-10, mean < size * 1e-10 {
      return Loader.logPoisson(k, mean) + ((k - mean) * (k - mean) - k) / (2 * size)
    }
    let whole = mean + size
    return -log1p(k / size)
      + Loader.logBinomial(
        size, k, size / whole, mean / whole, difference: (mean - k) / (1 + mean / size))
  }

  /// P(X = count).
  public func pmf(_ count: Int) -> Double { exp(logPmf(count)) }

  /// P(X ≤ count), accurate relative to itself.
  public func cdf(_ count: Int) -> Double { count < 0 ? 0 : tails(count).cdf }

  /// P(X > count), accurate relative to itself.
  public func survival(_ count: Int) -> Double { count < 0 ? 1 : tails(count).survival }

  /// The smallest count with P(X ≤ count) ≥ u. Precondition: 0 < u < 1.
  public func quantile(_ u: Double) -> Int {
    precondition(u > 0 && u < 1, "NegativeBinomial.quantile: u is \(u), expected 0 < u < 1.")
    return Inversion.negativeBinomial(u, mean: mean, size: size)
  }

  /// Below mean 10 by inversion, one word; above as a Poisson draw of a gamma mean.
  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Int {
    if mean < 10 {
      return Inversion.negativeBinomial(openUnitInterval(generator.next()), mean: mean, size: size)
    }
    return Poisson.draw(mean: mean * Gamma.draw(shape: size, using: &generator) / size, using: &generator)
  }
}

extension NegativeBinomial: TailedLaw {
  var last: Int { .max }
  func mass(_ count: Int) -> Double { pmf(count) }
  func ratio(_ count: Int) -> Double {
    (mean / (mean + size)) * ((size + Double(count)) / (Double(count) + 1))
  }
  func tails(_ count: Int) -> (cdf: Double, survival: Double) {
    let whole = mean + size
    let next = Double(count) + 1
    let (lower, upper) = IncompleteBeta.both(
      size, next, x: size / whole, y: mean / whole, difference: (mean - next) / (1 + mean / size))
    return (lower, upper)
  }
}

extension Inversion {
  /// `mean` 0…2⁵³, `size` above 0; variance mean + mean²/size.
  @inlinable public static func negativeBinomial(_ u: Double, mean: Double, size: Double) -> Int {
    if mean < 0.25, u < 1 - mean || mean <= 0 { return 0 }
    if mean > walked || u > end { return farNegativeBinomial(u, mean, size) }
    // log1p, as above.
    let excess = mean / size
    let whole = 1 + excess
    let mass = exp(-size * (log(whole) + (excess - (whole - 1)) / whole))
    let share = mean / (mean + size)
    return walk(u, mass) { share * (size + $0) / ($0 + 1) }
  }

  @usableFromInline static func farNegativeBinomial(_ u: Double, _ mean: Double, _ size: Double) -> Int {
    NegativeBinomial(unchecked: mean, size).search(u)
  }
}
