import Glibc

/// The regularised incomplete beta function I(a, b; x) and its complement, for a, b > 0; `y` is 1 − x, given
/// apart so that neither end loses digits.
///
/// Continued fractions (M. Abramowitz, I. A. Stegun, 26.5.8, where a parameter is at most 1), from the side of the mean on which it converges,
/// with Loader's prefactor; near x = 0 with a small a, the power series and `expm1`. Cost grows as √max(a, b).
enum IncompleteBeta {
  static func both(_ a: Double, _ b: Double, x: Double, y: Double) -> (lower: Double, upper: Double) {
    if x <= 0 { return (0, 1) }
    if y <= 0 { return (1, 0) }
    if b == 1 {
      let logarithm = a * (x < 0.5 ? log(x) : log1p(-y))
      return (exp(logarithm), -expm1(logarithm))
    }
    if a == 1 {
      let logarithm = b * (y < 0.5 ? log(y) : log1p(-x))
      return (-expm1(logarithm), exp(logarithm))
    }
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
    let front = exp(Loader.logBinomial(a, b, x, y)) * (b / (a + b))
    if front == 0 { return 0 }
    return a > 1 && b > 1 ? front * a * balanced(a, b, x, y) : front * fraction(a, b, x)
  }

  /// For a, b > 1 and x up to the mean: BFRAC of A. R. DiDonato, A. H. Morris, *Algorithm 708*, ACM TOMS 18 (1992)
  /// 360–373, which takes y itself and so keeps its digits for x next to 1.
  private static func balanced(_ a: Double, _ b: Double, _ x: Double, _ y: Double) -> Double {
    // a − (a + b)x = ay − bx, with the rounding of both products recovered.
    let product = b * x
    let lambda = (-product).addingProduct(a, y) - (-product).addingProduct(b, x)
    let (c, ratio, first) = (1 + lambda, b / a, 1 + 1 / a)
    var (n, p, s) = (0.0, 1.0, a + 1)
    var (above, below, nextBelow) = (0.0, 1.0, c / first)
    var nextAbove = 1.0
    var value = first / c
    while n < 1e9 {
      n += 1
      let t = n / a
      let w = n * (b - n) * x
      let e = a / s
      let alpha = p * (p + ratio) * e * e * (w * x)
      let beta = n + w / s + (t + 1) / (first + t + t) * (c + n * (y + 1))
      p = 1 + t
      s += 2
      (above, nextAbove) = (nextAbove, alpha * above + beta * nextAbove)
      (below, nextBelow) = (nextBelow, alpha * below + beta * nextBelow)
      let before = value
      value = nextAbove / nextBelow
      if abs(value - before) <= 0x1p-53 * value { break }
      above /= nextBelow
      below /= nextBelow
      nextAbove = value
      nextBelow = 1
    }
    return value
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
    let exponent = a * log(x) + ratio - logGamma(a + 1)
    let excess = expm1(exponent)
    var (sum, term, n) = (0.0, 1.0, 0.0)
    repeat {
      n += 1
      term *= x * (n - b) / n
      sum += term / (a + n)
    } while abs(term) > 0x1p-56 * abs(sum) && n < 1e6
    sum *= a
    // 1 + excess would cancel where the lower tail is tiny.
    return (exp(exponent) * (1 + sum), -(excess + sum + excess * sum))
  }
}
