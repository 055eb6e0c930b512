import Glibc

/// The beta-binomial distribution: successes among trials that share one probability drawn from Beta(alpha,
/// beta).
public struct BetaBinomial: Distribution, Hashable {
  /// 0…2⁵³.
  public let trials: Int
  public let alpha: Double
  public let beta: Double

  /// - Throws: `ParameterError` unless `trials` is from 0 to 2⁵³ and both shapes are finite and above 0.
  public init(trials: Int, alpha: Double, beta: Double) throws(ParameterError) {
    guard trials >= 0, trials <= 1 << 53 else {
      throw ParameterError("BetaBinomial.trials", trials, expected: "a whole number from 0 to 2^53")
    }
    guard alpha.isFinite, alpha > 0 else {
      throw ParameterError("BetaBinomial.alpha", alpha, expected: "a finite number above 0")
    }
    guard beta.isFinite, beta > 0 else {
      throw ParameterError("BetaBinomial.beta", beta, expected: "a finite number above 0")
    }
    self.init(unchecked: trials, alpha, beta)
  }

  init(unchecked trials: Int, _ alpha: Double, _ beta: Double) {
    self.trials = trials
    self.alpha = alpha
    self.beta = beta
  }

  public var mean: Double { Double(trials) * (alpha / (alpha + beta)) }
  public var variance: Double {
    let whole = alpha + beta
    return mean * (beta / whole) * ((whole + Double(trials)) / (whole + 1))
  }

  /// log P(X = count); −∞ outside 0…trials. Three of Loader's forms at the posterior mean, of which none
  /// cancels.
  public func logPmf(_ count: Int) -> Double {
    guard count >= 0, count <= trials else { return -.infinity }
    if trials == 0 { return 0 }
    let (x, y) = (Double(count), Double(trials - count))
    let (a, b) = (alpha + x, beta + y)
    let (p, q) = (a / (a + b), b / (a + b))
    return Loader.logBinomial(x, y, p, q) + Loader.logBinomial(alpha, beta, p, q)
      - Loader.logBinomial(a, b, p, q) + log(alpha / a * (beta / b) * ((a + b) / (alpha + beta)))
  }

  /// P(X = count).
  public func pmf(_ count: Int) -> Double { exp(logPmf(count)) }

  /// P(X ≤ count), accurate relative to itself. Cost: terms of the sum, from the nearer end.
  public func cdf(_ count: Int) -> Double {
    if count < 0 { return 0 }
    if count >= trials { return 1 }
    return Double(count) < mean ? lowerSum(count) : 1 - mirrored.lowerSum(trials - count - 1)
  }

  /// P(X > count), accurate relative to itself. Cost: terms of the sum, from the nearer end.
  public func survival(_ count: Int) -> Double {
    if count < 0 { return 1 }
    if count >= trials { return 0 }
    return Double(count) < mean ? 1 - lowerSum(count) : mirrored.lowerSum(trials - count - 1)
  }

  /// The smallest count with P(X ≤ count) ≥ u. Precondition: 0 < u < 1. Cost: O(count) or O(trials − count).
  public func quantile(_ u: Double) -> Int {
    precondition(u > 0 && u < 1, "BetaBinomial.quantile: u is \(u), expected 0 < u < 1.")
    return walk(u)
  }

  /// A beta draw of the probability, then a binomial draw.
  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> Int {
    let p = Beta.draw(alpha: alpha, beta: beta, using: &generator)
    return Binomial.draw(trials: trials, probability: p, using: &generator)
  }

  /// The distribution of the failures.
  private var mirrored: BetaBinomial { BetaBinomial(unchecked: trials, beta, alpha) }

  /// P(X = count + 1) / P(X = count).
  private func ratio(_ count: Double) -> Double {
    let n = Double(trials)
    return (n - count) / (count + 1) * ((alpha + count) / (beta + n - count - 1))
  }

  /// P(X ≤ count), summed downward from `count` while terms matter.
  private func lowerSum(_ count: Int) -> Double {
    var (k, mass) = (Double(count), pmf(count))
    var sum = mass
    while k > 0 {
      k -= 1
      mass /= ratio(k)
      sum += mass
      // Far below the mode the terms fall ever faster; near 0 a shape below 1 makes them rise again.
      if mass < sum * 1e-18, alpha >= 1 { break }
    }
    return sum
  }

  /// The quantile, walked from the end nearer to the mean. Uniforms in the millionth at the far end are
  /// walked from that end, so that no rounding of a sum affects them.
  func walk(_ u: Double) -> Int {
    let fromZero = alpha <= beta ? u <= Inversion.end : u < 1 - Inversion.end
    // P(X ≤ k) ≥ u is P(failures < trials − k) ≤ 1 − u.
    return fromZero ? ascend { $0 < u } : trials - mirrored.ascend { $0 <= 1 - u }
  }

  /// The first k whose sum P(X ≤ k) is not `short` of the target.
  @inline(__always)
  private func ascend(_ short: (Double) -> Bool) -> Int {
    let start = firstOfWeight()
    var mass = pmf(start)
    var (sum, k) = (mass, start)
    while short(sum), k < trials {
      mass *= ratio(Double(k))
      k += 1
      sum += mass
    }
    return k
  }

  /// 0, or if pmf(0) is too small to recur from, the first count below the mean that has at least e⁻⁶⁰.
  private func firstOfWeight() -> Int {
    if logPmf(0) > -600 { return 0 }
    var (low, high) = (0, Int(mean))
    while high - low > 1 {
      let middle = low + (high - low) / 2
      if logPmf(middle) > -60 { high = middle } else { low = middle }
    }
    return high
  }
}

extension Inversion {
  /// `trials` 0…2⁵³, `alpha` and `beta` above 0; a shape of 0 is the distribution at the other end.
  @inlinable public static func betaBinomial(_ u: Double, trials: Int, alpha: Double, beta: Double) -> Int {
    if trials <= 0 || alpha <= 0 { return 0 }
    if beta <= 0 { return trials }
    return farBetaBinomial(u, trials, alpha, beta)
  }

  @usableFromInline static func farBetaBinomial(
    _ u: Double, _ trials: Int, _ alpha: Double, _ beta: Double
  ) -> Int {
    BetaBinomial(unchecked: trials, alpha, beta).walk(u)
  }
}
