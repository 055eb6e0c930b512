import Glibc

/// The uniform asymptotic expansion of the incomplete gamma functions: N. M. Temme, *The asymptotic expansion
/// of the incomplete gamma functions*, SIAM J. Math. Anal. 10 (1979) 757–766, (1.4)–(1.6) and (3.8)–(3.11).
///
/// For a ≥ 256 and |x − a| < 0.3 a, in constant time: the first term left out is below 1e-17 of the sum.
enum TemmeGamma {
  /// P(a, x) and Q(a, x), each accurate relative to itself.
  static func both(_ a: Double, _ x: Double) -> (lower: Double, upper: Double) {
    let deviance = Loader.deviance(a, x)
    let root = deviance.squareRoot()
    let eta = (2 * deviance / a).squareRoot() * (x < a ? -1 : 1)
    var sum = 0.0
    for row in coefficients.reversed() {
      var polynomial = 0.0
      for term in row.reversed() { polynomial = polynomial * eta + term }
      sum = sum / a + polynomial
    }
    let rest = exp(-deviance) / (2 * Double.pi * a).squareRoot() * sum
    let near = 0.5 * erfc(root)
    if x < a {
      let lower = near - rest
      return (lower, 1 - lower)
    }
    let upper = near + rest
    return (1 - upper, upper)
  }

  /// The Taylor coefficients of c₀(η) … c₅(η), by the recursions of A. R. DiDonato, A. H. Morris,
  /// *Computation of the incomplete gamma function ratios and their inverse*, ACM TOMS 12 (1986) 377–393,
  /// section 5.
  private static let coefficients: [[Double]] = {
    let terms = 20
    let last = terms + 12
    var alpha: [Double] = [0, 1, 1 / 3]
    for n in 3...last + 2 {
      let cross = (2..<n).reduce(0.0) { $0 + Double($1) * alpha[$1] * alpha[n - $1 + 1] }
      alpha.append((alpha[n - 1] - cross) / Double(n + 1))
    }
    var first: [Double] = [-1 / 3]
    for n in 1...last { first.append(Double(n + 2) * alpha[n + 2]) }
    // √(2π/a) (a/e)ᵃ / Γ(a) is 1 plus these over a, a², …
    let reciprocal: [Double] = [
      -1 / 12, 1 / 288, 139 / 51840, -571 / 2_488_320, -163_879 / 209_018_880,
    ]
    var rows = [first]
    for (index, gamma) in reciprocal.enumerated() {
      let before = rows[index]
      var row: [Double] = []
      for n in 0..<before.count - 2 { row.append(gamma * first[n] + Double(n + 2) * before[n + 2]) }
      rows.append(row)
    }
    return rows.map { Array($0.prefix(terms)) }
  }()
}
