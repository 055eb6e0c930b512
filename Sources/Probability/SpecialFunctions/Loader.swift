import Glibc

/// The pieces of log-pmfs that keep every digit: C. Loader, *Fast and accurate computation of binomial
/// probabilities* (2000).
enum Loader {
  /// log Γ(z + 1) − (z + ½) log z + z − ½ log 2π for z > 0, the error of Stirling's formula.
  static func stirlingError(_ z: Double) -> Double {
    if z < 16 {
      let whole = z.rounded(.down)
      if whole == z { return table[Int(z)] }
      // Raise z to 16 or more: each step adds (t + ½) log(1 + 1/t) − 1, itself a small number.
      var (t, sum) = (z, 0.0)
      if z < 0.25 { return logGamma(z + 1) - (z + 0.5) * log(z) + z - halfLog2Pi }
      while t < 16 {
        sum += stirlingStep(t)
        t += 1
      }
      return sum + stirlingSeries(t)
    }
    return stirlingSeries(z)
  }

  /// stirlingError(t) − stirlingError(t + 1) = (t + ½) log(1 + 1/t) − 1.
  private static func stirlingStep(_ t: Double) -> Double {
    if t < 2 { return (t + 0.5) * log1p(1 / t) - 1 }
    // With y = 1/(2t + 1): atanh(y)/y − 1 = y²/3 + y⁴/5 + …
    let square = 1 / ((2 * t + 1) * (2 * t + 1))
    var (power, sum, odd) = (square, 0.0, 3.0)
    while power / odd > sum * 1e-18 {
      sum += power / odd
      power *= square
      odd += 2
    }
    return sum
  }

  private static func stirlingSeries(_ z: Double) -> Double {
    let s = 1 / (z * z)
    var sum = 43867.0 / 244188
    let terms: [Double] = [
      -3617 / 122400, 1 / 156, -691 / 360360, 1 / 1188, -1 / 1680, 1 / 1260, -1 / 360,
    ]
    for term in terms { sum = sum * s + term }
    return (sum * s + 1.0 / 12) / z
  }

  /// The deviance x log(x/m) + m − x, without cancellation near x = m.
  static func deviance(_ x: Double, _ m: Double) -> Double { deviance(x, m, difference: x - m) }

  /// As above where `difference`, x − m, is known better than by subtraction.
  static func deviance(_ x: Double, _ m: Double, difference: Double) -> Double {
    if x == 0 { return m }
    guard abs(difference) < 0.35 * (x + m) else { return x * log(x / m) - difference }
    let v = difference / (x + m)
    var (sum, term, odd) = (difference * v, 2 * x * v, 1.0)
    while true {
      term *= v * v
      odd += 2
      let next = sum + term / odd
      if next == sum { return next }
      sum = next
    }
  }

  /// log(C(x + y, x) pˣ qʸ), for real x and y ≥ 0; q = 1 − p is given apart so that neither loses digits, and
  /// of the two the smaller is taken as exact.
  static func logBinomial(_ x: Double, _ y: Double, _ p: Double, _ q: Double) -> Double {
    logBinomial(x, y, p, q, difference: difference(x, y, p, q))
  }

  /// As above where `difference`, x q − y p, is known better than from p and q.
  static func logBinomial(_ x: Double, _ y: Double, _ p: Double, _ q: Double, difference: Double) -> Double {
    let n = x + y
    if p == 0 { return x == 0 ? 0 : -.infinity }
    if q == 0 { return y == 0 ? 0 : -.infinity }
    if x == 0 { return n == 0 ? 0 : logPower(q, p, n) }
    if y == 0 { return logPower(p, q, n) }
    let correction = stirlingError(n) - stirlingError(x) - stirlingError(y)
    let scale = 0.5 * log(n / (2 * Double.pi * x * y))
    return correction + scale - deviance(x, n * p, difference: difference)
      - deviance(y, n * q, difference: -difference)
  }

  /// x q − y p, which is x − (x + y) p, with the rounding of both products and of the larger of p and q
  /// recovered.
  static func difference(_ x: Double, _ y: Double, _ p: Double, _ q: Double) -> Double {
    let product = y * p
    let slip = (-product).addingProduct(y, p)
    let rounding = p < q ? (1 - q) - p : (1 - p) - q
    return (-product).addingProduct(x, q) - slip + (p < q ? x * rounding : -y * rounding)
  }

  /// n log p, where q = 1 − p may be the better known of the two.
  private static func logPower(_ p: Double, _ q: Double, _ n: Double) -> Double {
    n * (p < 0.5 ? log(p) : log1p(-q))
  }

  /// log(mˣ e⁻ᵐ / Γ(x + 1)), for real x ≥ 0.
  static func logPoisson(_ x: Double, _ m: Double) -> Double {
    if m == 0 { return x == 0 ? 0 : -.infinity }
    if x == 0 { return -m }
    if x < m * 1e-300 || x < .leastNormalMagnitude { return -m }
    return -stirlingError(x) - deviance(x, m) - 0.5 * log(2 * Double.pi * x)
  }

  static let halfLog2Pi = 0.918938533204672741780329736406

  /// The errors at 1, 2, … 15; 0 is never asked for.
  private static let table: [Double] = [
    0, 0.08106146679532725822, 0.041340695955409294094, 0.027677925684998339149,
    0.020790672103765093112, 0.016644691189821192163, 0.013876128823070747999,
    0.011896709945891770095, 0.010411265261972096497, 0.0092554621827127329177,
    0.0083305634333628712565, 0.007573675487951840795, 0.0069428401072095298657,
    0.0064089941880042070684, 0.0059513701127588477356, 0.005554733551962801371,
  ]
}
