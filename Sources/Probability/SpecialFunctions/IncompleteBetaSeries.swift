import Glibc

/// The incomplete beta function near x = 0 with a below 1, both tails without a subtraction from 1.
enum IncompleteBetaSeries {
  /// I = xᵃ/(a B(a, b)) · (1 + a Σ (1 − b)(2 − b)⋯(n − b) xⁿ / (n! (a + n))), for a < 1, x < 0.7 and b x <
  /// 0.7: M. Abramowitz, I. A. Stegun, *Handbook of Mathematical Functions*, 26.5.4 with 15.1.1.
  static func both(_ a: Double, _ b: Double, _ x: Double) -> (lower: Double, upper: Double) {
    let exponent = a * log(x) + logGammaRatio(b, a) - logGammaOnePlus(a)
    let excess = expm1(exponent)
    var (sum, term, n) = (0.0, 1.0, 0.0)
    repeat {
      n += 1
      term *= x * (n - b) / n
      sum += term / (a + n)
    } while abs(term) > 0x1p-56 * abs(sum)
    sum *= a
    // 1 + excess would cancel where the lower tail is tiny.
    return (exp(exponent) * (1 + sum), -(excess + sum + excess * sum))
  }

  /// log Γ(b + a) − log Γ(b) for 0 < a < 1, accurate relative to a: the difference of Stirling's formulas,
  /// term by term, from 16 on, and below it by recurrence.
  static func logGammaRatio(_ b: Double, _ a: Double) -> Double {
    var (z, below) = (b, 0.0)
    while z < 16 {
      below += log1p(a / z)
      z += 1
    }
    let step = log1p(a / z)
    var (sum, power) = (0.0, 1 / z)
    for (index, term) in Self.stirling.enumerated() {
      sum += term * power * expm1(-Double(2 * index + 1) * step)
      power /= z * z
    }
    sum += z * log1pMinus(a / z) - 0.5 * step
    return sum + a * log(z + a) - below
  }

  private static let stirling: [Double] = [
    1.0 / 12, -1.0 / 360, 1.0 / 1260, -1.0 / 1680, 1.0 / 1188, -691.0 / 360360, 1.0 / 156, -3617.0 / 122400,
  ]
}
