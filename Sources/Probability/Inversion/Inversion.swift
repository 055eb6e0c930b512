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
  /// Means up to this are walked from 0; e⁻²⁴⁰ is far from underflow.
  @usableFromInline static let walked = 120.0

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

  /// `mean` 0…2⁵³.
  @inlinable public static func poisson(_ u: Double, mean: Double) -> Int {
    if mean < 0.25, u < 1 - mean || mean <= 0 { return 0 }
    if mean > walked || u > end { return farPoisson(u, mean) }
    return walk(u, exp(-mean)) { mean / ($0 + 1) }
  }

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

  /// The first k at which the sum of the pmf, `mass` at 0, reaches the target; `ratio` is pmf(k + 1) / pmf(k).
  ///
  /// Four counts at a time are compared without a branch, so that a processor does not guess each end. Past
  /// `end` no target comes here, so the sum arrives.
  @inlinable @inline(__always)
  static func walk(_ target: Double, _ first: Double, _ ratio: (Double) -> Double) -> Int {
    var (mass, sum, k) = (first, 0.0, 0.0)
    while true {
      let one = mass * ratio(k)
      let two = one * ratio(k + 1)
      let three = two * ratio(k + 2)
      let (s0, s1) = (sum + mass, sum + mass + one)
      let (s2, s3) = (s1 + two, s1 + two + three)
      let low = (s0 < target ? 1 : 0) + (s1 < target ? 1 : 0)
      let passed = low + (s2 < target ? 1 : 0) + (s3 < target ? 1 : 0)
      if passed < 4 || s3 == sum { return Int(k) + passed }
      mass = three * ratio(k + 3)
      sum = s3
      k += 4
    }
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
