import Glibc

/// Exact quantile functions of one uniform, unchecked: each gives the smallest k with P(X ≤ k) ≥ u, for 0 < u < 1.
///
/// Counts of common random numbers are drawn with these: at a fixed uniform a lower probability or mean never
/// gives a higher count. Small means are walked from 0 by the recurrence of the pmf, in double precision. The last
/// millionth of the uniforms, where the rounding of a sum would begin to show, and large means go to the exact
/// tails (`TailedLaw.search`): L. Devroye, *Non-Uniform Random Variate Generation*, Springer 1986, chapter III.
public enum Inversion {
  /// Above this the upper tail is computed by itself; the walked sums err by some 1e-14.
  @usableFromInline static let end = 1 - 0x1p-20
  /// Means up to this are walked from 0.
  @usableFromInline static let walked = 30.0

  /// `trials` 0…2⁵³, `probability` 0…1.
  @inlinable public static func binomial(_ u: Double, trials: Int, probability: Double) -> Int {
    if probability <= 0 || trials <= 0 { return 0 }
    if probability >= 1 { return trials }
    // Above ½ the failures are counted from the other end, of the same uniform: 1 − u is exact.
    let flipped = probability > 0.5
    let p = flipped ? 1 - probability : probability
    let n = Double(trials)
    let expected = n * p
    // (1 − p)ⁿ ≥ 1 − np settles most draws of rare events without a logarithm.
    if !flipped, u < 1 - expected { return 0 }
    if flipped, u > expected { return trials }
    if expected > walked || u > end || u < 1 - end { return farBinomial(u, trials, probability) }
    let q = 1 - p
    let inverse = 1 / q
    // log1p(−p), by the logarithm of the rounded 1 − p and what the rounding left.
    var mass = exp(n * (log(q) - (p - (1 - q)) * inverse))
    let odds = p * inverse
    var sum = mass
    var k = 0.0
    if flipped {
      let rest = 1 - u
      while sum <= rest, k < n {
        mass *= odds * (n - k) / (k + 1)
        k += 1
        sum += mass
      }
      return trials - Int(k)
    }
    while sum < u, k < n {
      mass *= odds * (n - k) / (k + 1)
      k += 1
      sum += mass
    }
    return Int(k)
  }

  /// `mean` 0…2⁵³.
  @inlinable public static func poisson(_ u: Double, mean: Double) -> Int {
    if u < 1 - mean || mean <= 0 { return 0 }
    if mean > walked || u > end { return farPoisson(u, mean) }
    var mass = exp(-mean)
    var sum = mass
    var k = 0.0
    while sum < u {
      k += 1
      mass *= mean / k
      sum += mass
    }
    return Int(k)
  }

  /// `mean` 0…2⁵³, `size` above 0; variance mean + mean²/size.
  @inlinable public static func negativeBinomial(_ u: Double, mean: Double, size: Double) -> Int {
    if u < 1 - mean || mean <= 0 { return 0 }
    if mean > walked || u > end { return farNegativeBinomial(u, mean, size) }
    var mass = exp(-size * log1p(mean / size))
    let share = mean / (mean + size)
    var sum = mass
    var k = 0.0
    while sum < u {
      mass *= share * (size + k) / (k + 1)
      k += 1
      sum += mass
    }
    return Int(k)
  }

  /// `trials` 0…2⁵³, `alpha` and `beta` above 0; a shape of 0 is the law at the other end.
  @inlinable public static func betaBinomial(_ u: Double, trials: Int, alpha: Double, beta: Double) -> Int {
    if trials <= 0 || alpha <= 0 { return 0 }
    if beta <= 0 { return trials }
    return farBetaBinomial(u, trials, alpha, beta)
  }

  @usableFromInline static func farBinomial(_ u: Double, _ trials: Int, _ probability: Double) -> Int {
    Binomial(unchecked: trials, probability).search(u)
  }

  @usableFromInline static func farPoisson(_ u: Double, _ mean: Double) -> Int {
    Poisson(unchecked: mean).search(u)
  }

  @usableFromInline static func farNegativeBinomial(_ u: Double, _ mean: Double, _ size: Double) -> Int {
    NegativeBinomial(unchecked: mean, size).search(u)
  }

  @usableFromInline static func farBetaBinomial(
    _ u: Double, _ trials: Int, _ alpha: Double, _ beta: Double
  ) -> Int {
    BetaBinomial(unchecked: trials, alpha, beta).walk(u)
  }
}
