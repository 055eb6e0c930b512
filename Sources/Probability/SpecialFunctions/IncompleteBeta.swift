import Glibc

/// The regularised incomplete beta function I(a, b; x) and its complement, for a, b > 0; `y` is 1 − x, given
/// apart so that neither end loses digits.
///
/// The continued fraction of M. Abramowitz, I. A. Stegun, 26.5.8, from the side of the mean on which it converges,
/// with Loader's prefactor; near x = 0 with a small a, the power series and `expm1`. Cost grows as √max(a, b).
enum IncompleteBeta {
  static func both(_ a: Double, _ b: Double, x: Double, y: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    if a < 0.5, x * max(b, 1) < 0.7, x < 0.7 { return small(a, b, x) }
    if b < 0.5, y * max(a, 1) < 0.7, y < 0.7 {
      let (upper, lower) = small(b, a, y)
      return (lower, upper)
    }
    if x * (a + b + 2) < a + 1 {
      let lower = tail(a, b, x, y)
      return (lower, 1 - lower)
    }
    let upper = tail(b, a, y, x)
    return (1 - upper, upper)
  }

  private static func tail(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    let front = exp(Loader.logBinomial(a, b, x, y)) * b / (a + b)
    return front == 0 ? 0 : front * fraction(a, b, x)
  }

  private static func fraction(_ a: Double, _ b: Double, _ x: Double) -> Double {
    var c = 1.0
    var d = safe(1 - (a + b) * x / (a + 1))
    d = 1 / d
    var value = d
    var m = 1.0
    while m < 1e9 {
      let even = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
      d = 1 / safe(1 + even * d)
      c = safe(1 + even / c)
      value *= d * c
      let odd = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
      d = 1 / safe(1 + odd * d)
      c = safe(1 + odd / c)
      value *= d * c
      if abs(d * c - 1) < 0x1p-52 { break }
      m += 1
    }
    return value
  }

  private static func safe(_ x: Double) -> Double { abs(x) < 1e-300 ? 1e-300 : x }

  /// I = xᵃ/(a B(a, b)) · (1 + a Σ (1 − b)(2 − b)⋯(n − b) xⁿ / (n! (a + n))).
  private static func small(_ a: Double, _ b: Double, _ x: Double) -> (lower: Double, upper: Double) {
    // log Γ(a + b) − log Γ(b) − log Γ(a + 1); for large b the first difference by Stirling's errors.
    let ratio: Double
    if b < 16 {
      ratio = logGamma(a + b) - logGamma(b)
    } else {
      ratio =
        Loader.stirlingError(a + b) - Loader.stirlingError(b) + (b - 0.5) * log1p(a / b) + a * log(a + b) - a
    }
    let excess = expm1(a * log(x) + ratio - logGamma(a + 1))
    var (sum, term, n) = (0.0, 1.0, 0.0)
    repeat {
      n += 1
      term *= x * (n - b) / n
      sum += term / (a + n)
    } while abs(term) > 0x1p-56 * abs(sum) && n < 1e6
    sum *= a
    return ((1 + excess) * (1 + sum), -(excess + sum + excess * sum))
  }
}
