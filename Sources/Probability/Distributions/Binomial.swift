import Glibc

/// The binomial distribution: successes among independent trials of one probability.
public struct Binomial: Distribution, Hashable {
  /// 0…2⁵³.
  public let trials: Int
  /// The chance of success, 0…1.
  public let probability: Double

  /// - Throws: `ParameterError` unless `trials` is from 0 to 2⁵³ and `probability` from 0 to 1.
  public init(trials: Int, probability: Double) throws(ParameterError) {
    guard trials >= 0, trials <= 1 << 53 else {
      throw ParameterError("Binomial.trials", trials, expected: "a whole number from 0 to 2^53")
    }
    guard probability >= 0, probability <= 1 else {
      throw ParameterError("Binomial.probability", probability, expected: "a number from 0 to 1")
    }
    self.init(unchecked: trials, probability)
  }

  init(unchecked trials: Int, _ probability: Double) {
    self.trials = trials
    self.probability = probability
  }

  public var mean: Double { Double(trials) * probability }
  public var variance: Double { mean * (1 - probability) }
  public var skewness: Double { (1 - 2 * probability) / variance.squareRoot() }

  /// log P(X = count); −∞ outside 0…trials. Loader's form, to 1e-12 · max(1, |value|).
  public func logPmf(_ count: Int) -> Double {
    guard count >= 0, count <= trials else { return -.infinity }
    return Loader.logBinomial(Double(count), Double(trials - count), probability, 1 - probability)
  }

  /// P(X = count).
  public func pmf(_ count: Int) -> Double { exp(logPmf(count)) }

  /// P(X ≤ count), accurate relative to itself.
  public func cdf(_ count: Int) -> Double { count < 0 ? 0 : tails(count).cdf }

  /// P(X > count), accurate relative to itself.
  public func survival(_ count: Int) -> Double { count < 0 ? 1 : tails(count).survival }

  /// The smallest count with P(X ≤ count) ≥ u. Precondition: 0 < u < 1.
  public func quantile(_ u: Double) -> Int {
    precondition(u > 0 && u < 1, "Binomial.quantile: u is \(u), expected 0 < u < 1.")
    return Inversion.binomial(u, trials: trials, probability: probability)
  }

  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Int {
    Self.draw(trials: trials, probability: probability, using: &generator)
  }

  /// A draw, unchecked: inversion while trials · min(p, 1 − p) is below 10, then the rejection BTRS of W.
  /// Hörmann, *The generation of binomial random variates*, J. Statist. Comput. Simulation 46 (1993) 101–110.
  @inlinable public static func draw(
    trials: Int, probability: Double, using generator: inout some RandomNumberGenerator
  ) -> Int {
    let n = Double(trials)
    let p = min(probability, 1 - probability)
    if n * p < 10 {
      let u = openUnitInterval(generator.next())
      return Inversion.binomial(u, trials: trials, probability: probability)
    }
    let root = (n * p * (1 - p)).squareRoot()
    let b = 1.15 + 2.53 * root
    let a = -0.0873 + 0.0248 * b + 0.01 * p
    let alpha = (2.83 + 5.1 / b) * root
    let squeeze = 0.92 - 4.2 / b
    var peak = Double.nan
    while true {
      let u = openUnitInterval(generator.next()) - 0.5
      let v = openUnitInterval(generator.next())
      let distance = 0.5 - abs(u)
      let k = ((2 * a / distance + b) * u + n * p + 0.5).rounded(.down)
      if k < 0 || k > n { continue }
      if distance < 0.07 || v > squeeze {
        if peak.isNaN { peak = logMass(((n + 1) * p).rounded(.down), n, p) }
        if log(v * alpha / (a / (distance * distance) + b)) > logMass(k, n, p) - peak { continue }
      }
      return probability > 0.5 ? trials - Int(k) : Int(k)
    }
  }

  @usableFromInline static func logMass(_ count: Double, _ trials: Double, _ p: Double) -> Double {
    Loader.logBinomial(count, trials - count, p, 1 - p)
  }
}

extension Binomial: TailedLaw {
  var last: Int { trials }
  func mass(_ count: Int) -> Double { pmf(count) }
  func ratio(_ count: Int) -> Double {
    (Double(trials - count) / (Double(count) + 1)) * (probability / (1 - probability))
  }
  func tails(_ count: Int) -> (cdf: Double, survival: Double) {
    guard count < trials else { return (1, 0) }
    let (lower, upper) = IncompleteBeta.both(
      Double(trials - count), Double(count) + 1, x: 1 - probability, y: probability)
    return (lower, upper)
  }
}

extension Inversion {
  /// `trials` 0…2⁵³, `probability` 0…1.
  @inlinable public static func binomial(_ u: Double, trials: Int, probability: Double) -> Int {
    if probability <= 0 || trials <= 0 { return 0 }
    if probability >= 1 { return trials }
    // Above ½ the failures are counted from the other end, of the same uniform: 1 − u is exact, and
    // P(failures ≤ j) > 1 − u is P(failures ≤ j) ≥ the next number.
    let flipped = probability > 0.5
    let p = flipped ? 1 - probability : probability
    let target = flipped ? (1 - u).nextUp : u
    let n = Double(trials)
    let expected = n * p
    // (1 − p)ⁿ ≥ 1 − np settles most draws of rare events.
    if expected < 0.25, target < 1 - expected { return flipped ? trials : 0 }
    if expected > walked || target > end { return farBinomial(u, trials, probability) }
    let q = 1 - p
    let inverse = 1 / q
    var mass = 1.0
    if trials < 256 {
      // By squaring, without branches: sooner than a logarithm and an exponential.
      var (power, bits) = (q, trials)
      while bits != 0 {
        mass *= bits & 1 != 0 ? power : 1
        power *= power
        bits >>= 1
      }
    } else {
      // log1p(−p), by the logarithm of the rounded 1 − p and what the rounding left.
      mass = exp(n * (log(q) - (p - (1 - q)) * inverse))
    }
    let odds = p * inverse
    let count = walk(target, mass) { odds * (n - $0) / ($0 + 1) }
    return flipped ? trials - min(count, trials) : min(count, trials)
  }

  @usableFromInline static func farBinomial(_ u: Double, _ trials: Int, _ probability: Double) -> Int {
    Binomial(unchecked: trials, probability).search(u)
  }
}
