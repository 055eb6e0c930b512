import Glibc

/// The Poisson distribution: the number of independent events of a given mean; mean = variance.
public struct Poisson: Distribution, Hashable {
  /// Events expected; 0…2⁵³.
  public let mean: Double

  /// - Throws: `ParameterError` unless `mean` is from 0 to 2⁵³.
  public init(mean: Double) throws(ParameterError) {
    guard mean >= 0, mean <= 0x1p53 else {
      throw ParameterError("Poisson.mean", mean, expected: "a number from 0 to 2^53")
    }
    self.mean = mean
  }

  init(unchecked mean: Double) { self.mean = mean }

  public var variance: Double { mean }
  public var skewness: Double { 1 / mean.squareRoot() }

  /// log P(X = count); −∞ below 0. Loader's form, to 1e-12 · max(1, |value|).
  public func logPmf(_ count: Int) -> Double {
    count < 0 ? -.infinity : Loader.logPoisson(Double(count), mean)
  }

  /// P(X = count).
  public func pmf(_ count: Int) -> Double { exp(logPmf(count)) }

  /// P(X ≤ count), accurate relative to itself.
  public func cdf(_ count: Int) -> Double { count < 0 ? 0 : tails(count).cdf }

  /// P(X > count), accurate relative to itself.
  public func survival(_ count: Int) -> Double { count < 0 ? 1 : tails(count).survival }

  /// The smallest count with P(X ≤ count) ≥ u. Precondition: 0 < u < 1.
  public func quantile(_ u: Double) -> Int {
    precondition(u > 0 && u < 1, "Poisson.quantile: u is \(u), expected 0 < u < 1.")
    return Inversion.poisson(u, mean: mean)
  }

  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Int {
    Self.draw(mean: mean, using: &generator)
  }

  /// A draw, unchecked: inversion below mean 10, above it the rejection PTRS of W. Hörmann, *The transformed
  /// rejection method for generating Poisson random variables*, Insurance: Mathematics and Economics 12
  /// (1993) 39–45. `mean` from 0 to 2⁵³.
  @inlinable public static func draw(mean: Double, using generator: inout some RandomNumberGenerator) -> Int {
    if mean < 10 { return Inversion.poisson(openUnitInterval(generator.next()), mean: mean) }
    let root = mean.squareRoot()
    let b = 0.931 + 2.53 * root
    let a = -0.059 + 0.02483 * b
    let inverseAlpha = 1.1239 + 1.1328 / (b - 3.4)
    let squeeze = 0.9277 - 3.6224 / (b - 2)
    while true {
      let u = openUnitInterval(generator.next()) - 0.5
      let v = openUnitInterval(generator.next())
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + mean + 0.43).rounded(.down)
      if distance >= 0.07, v <= squeeze { return Int(k) }
      if k < 0 || k > 0x1p62 || (distance < 0.013 && v > distance) { continue }
      if log(v * inverseAlpha / (a / (distance * distance) + b)) <= logMass(k, mean) { return Int(k) }
    }
  }

  @usableFromInline static func logMass(_ count: Double, _ mean: Double) -> Double {
    Loader.logPoisson(count, mean)
  }
}

extension Poisson: TailedLaw {
  var last: Int { .max }
  func mass(_ count: Int) -> Double { pmf(count) }
  func ratio(_ count: Int) -> Double { mean / (Double(count) + 1) }
  func tails(_ count: Int) -> (cdf: Double, survival: Double) {
    let (lower, upper) = IncompleteGamma.both(Double(count) + 1, mean)
    return (upper, lower)
  }
}

extension Inversion {
  /// `mean` 0…2⁵³.
  @inlinable public static func poisson(_ u: Double, mean: Double) -> Int {
    if mean < 0.25, u < 1 - mean || mean <= 0 { return 0 }
    if mean > walked || u > end { return farPoisson(u, mean) }
    return walk(u, exp(-mean)) { mean / ($0 + 1) }
  }

  @usableFromInline static func farPoisson(_ u: Double, _ mean: Double) -> Int {
    Poisson(unchecked: mean).search(u)
  }
}
