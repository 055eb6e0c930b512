import Glibc

/// The regularised incomplete beta function I(a, b; x) and its complement, for a, b > 0; `y` is 1 − x, given
/// apart so that neither end loses digits, and of the two the smaller is taken as exact.
///
/// A continued fraction where both parameters are above 1 and one is below 1,000, else quadrature, from the
/// side of the mean on which the integrand falls, with Loader's prefactor; near the singular end of a
/// parameter of at most 1, the power series and `expm1`. Both tails hold 1e-12 of themselves while they are
/// normal numbers, or what half an ulp of an argument changes if that is more. At most some hundred terms or
/// nodes.
enum IncompleteBeta {
  static func both(_ a: Double, _ b: Double, x: Double, y: Double) -> (lower: Double, upper: Double) {
    both(a, b, x: x, y: y, difference: Loader.difference(a, b, x, y))
  }

  /// As above where `difference`, a y − b x, is known better than from x and y.
  static func both(
    _ a: Double, _ b: Double, x: Double, y: Double, difference: Double
  ) -> (lower: Double, upper: Double) {
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
    if a < 1 || b < 1 {
      if a < 1, x < 0.7, x * b < 0.7 { return IncompleteBetaSeries.both(a, b, x) }
      if b < 1, y < 0.7, y * a < 0.7 {
        let (upper, lower) = IncompleteBetaSeries.both(b, a, y)
        return (lower, upper)
      }
      if a < 1 {
        let upper = fallingTail(a, b, x, y, difference)
        return (1 - upper, upper)
      }
      let lower = fallingTail(b, a, y, x, -difference)
      return (lower, 1 - lower)
    }
    if x * (a + b + 2) < a + 1 {
      let lower = tail(a, b, x, y, difference)
      return (lower, 1 - lower)
    }
    let upper = tail(b, a, y, x, -difference)
    return (1 - upper, upper)
  }

  /// xᵃ yᵇ / B(a, b).
  private static func front(_ a: Double, _ b: Double, _ x: Double, _ y: Double, _ difference: Double)
    -> Double
  {
    exp(Loader.logBinomial(a, b, x, y, difference: difference)) * (b / (a + b)) * a
  }

  /// The lower tail, for a, b > 1 and x up to the mean.
  private static func tail(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ difference: Double
  ) -> Double {
    let front = front(a, b, x, y, difference)
    if front == 0 { return 0 }
    return front * (min(a, b) < 1000 ? fraction(a, b, x, y, difference) : peaked(a, b, x, y, difference))
  }

  /// The lower tail over `front`: the integral over u of the integrand at x − u, over that at x, in two
  /// pieces as far as it is above e⁻⁵⁰. Its logarithm is a sum of three terms of one sign, so that no digits
  /// are lost.
  private static func peaked(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ difference: Double
  ) -> Double {
    let slope = difference / (x * y)
    let curvature = a / (x * x) + b / (y * y)
    let fall = max(slope, 0)
    let reach = 100 / (fall + (fall * fall + 100 * curvature).squareRoot())
    func integrand(_ u: Double) -> Double {
      exp(a * log1pMinus(-u / x) + b * log1pMinus(u / y) - u * slope) / ((x - u) * (y + u))
    }
    return GaussLegendre.integrate(from: 0, to: reach / 3, integrand)
      + GaussLegendre.integrate(from: reach / 3, to: reach, integrand)
  }

  /// The upper tail for a < 1 < b. With 1 − t = y e^(−w/b) it is ∫ e⁻ʷ (t/x)ᵃ⁻¹ dw over w > 0, whose
  /// singularities lie at w = b log y and 2πb from the axis; the pieces keep half their width from them.
  private static func fallingTail(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ difference: Double
  ) -> Double {
    let front = front(a, b, x, y, difference)
    if front == 0 { return 0 }
    let distance = -b * (x < 0.5 ? log1p(-x) : log(y))
    var (sum, start) = (0.0, 0.0)
    while start < 44 {
      let end = start + min(start + distance, 4 * b, 16)
      sum += GaussLegendre.integrate(from: start, to: end) { w in
        exp((a - 1) * log1p(y / x * -expm1(-w / b)) - w)
      }
      start = end
    }
    return front * sum / (b * x)
  }

  /// The lower tail over `front`, for a, b > 1 and x up to the mean: BFRAC of A. R. DiDonato, A. H. Morris,
  /// *Algorithm 708*, ACM TOMS 18 (1992) 360–373, which takes y itself and so keeps its digits for x next to
  /// 1.
  private static func fraction(
    _ a: Double, _ b: Double, _ x: Double, _ y: Double, _ difference: Double
  ) -> Double {
    let (c, ratio, first) = (1 + difference, b / a, 1 + 1 / a)
    var (n, p, s) = (0.0, 1.0, a + 1)
    var (above, below, nextBelow) = (0.0, 1.0, c / first)
    var nextAbove = 1.0
    var value = first / c
    while n < 1e4 {
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
}
