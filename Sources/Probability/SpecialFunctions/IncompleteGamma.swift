import Glibc

/// The regularised incomplete gamma functions P(a, x) and Q(a, x) = 1 − P(a, x), for a > 0 and x ≥ 0.
///
/// The series or the continued fraction of M. Abramowitz, I. A. Stegun, 6.5.29 and 6.5.31, whichever gives
/// the smaller tail, with Loader's prefactor; for small a Q comes from `expm1`, for a ≥ 256 near x = a both
/// from Temme's expansion. Both tails hold 1e-12 of themselves while they are normal numbers; at most some
/// 250 terms.
enum IncompleteGamma {
  static func lower(_ a: Double, _ x: Double) -> Double { both(a, x).lower }
  static func upper(_ a: Double, _ x: Double) -> Double { both(a, x).upper }

  static func both(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if x == .infinity { return (1, 0) }
    if a < 1, x < 1.1 { return small(a, x) }
    if a >= 256, abs(x - a) < 0.3 * a { return TemmeGamma.both(a, x) }
    let front = exp(Loader.logPoisson(a, x))
    if x < a + 1 {
      let lower = front == 0 ? 0 : front * series(a, x)
      return (lower, 1 - lower)
    }
    let upper = front == 0 ? 0 : front * a * fraction(a, x)
    return (1 - upper, upper)
  }

  /// Σ xⁿ / ((a + 1) ⋯ (a + n)).
  private static func series(_ a: Double, _ x: Double) -> Double {
    var (sum, term, next) = (1.0, 1.0, a)
    while term > sum * 0x1p-54 {
      next += 1
      term *= x / next
      sum += term
    }
    return sum
  }

  /// Γ(a, x) / (xᵃ e⁻ˣ), by Lentz's method.
  private static func fraction(_ a: Double, _ x: Double) -> Double {
    var b = x + 1 - a
    var c = 1 / 1e-300
    var d = 1 / b
    var value = d
    var n = 1.0
    while n < 1e9 {
      let term = -n * (n - a)
      b += 2
      d = term * d + b
      if abs(d) < 1e-300 { d = 1e-300 }
      c = b + term / c
      if abs(c) < 1e-300 { c = 1e-300 }
      d = 1 / d
      value *= d * c
      if abs(d * c - 1) < 0x1p-52 { break }
      n += 1
    }
    return value
  }

  /// a < 1 and x ≲ 1: P = xᵃ/Γ(a + 1) · (1 + Σ a (−x)ⁿ / (n! (a + n))), and Q without the subtraction from 1.
  private static func small(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    let exponent = a * log(x) - logGammaOnePlus(a)
    let excess = expm1(exponent)
    var (sum, term, n) = (0.0, 1.0, 0.0)
    repeat {
      n += 1
      term *= -x / n
      sum += term / (a + n)
    } while abs(term) > 0x1p-56 * a
    sum *= a
    // 1 + excess would cancel where the lower tail is tiny.
    return (exp(exponent) * (1 + sum), -(excess + sum + excess * sum))
  }
}
