import Glibc

/// Gauss–Legendre quadrature of 20 nodes: exact for polynomials of degree 39.
public enum GaussLegendre {
  /// The positive nodes and their weights on −1…1: the roots of P₂₀ by Newton's method, M. Abramowitz, I. A.
  /// Stegun, *Handbook of Mathematical Functions*, 25.4.29.
  private static let half: [(node: Double, weight: Double)] = (1...10).map { index in
    var x = cos(Double.pi * (Double(index) - 0.25) / 20.5)
    var slope = 0.0
    for _ in 0..<8 {
      var (before, value) = (1.0, x)
      for n in 2...20 {
        let degree = Double(n)
        (before, value) = (value, ((2 * degree - 1) * x * value - (degree - 1) * before) / degree)
      }
      slope = 20 * (x * value - before) / (x * x - 1)
      x -= value / slope
    }
    return (x, 2 / ((1 - x * x) * slope * slope))
  }

  /// The integral of `f` from `low` to `high`.
  public static func integrate(from low: Double, to high: Double, _ f: (Double) -> Double) -> Double {
    let (middle, radius) = (0.5 * (low + high), 0.5 * (high - low))
    var sum = 0.0
    for (node, weight) in half { sum += weight * (f(middle - radius * node) + f(middle + radius * node)) }
    return radius * sum
  }
}
