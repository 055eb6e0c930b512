import Glibc

/// Solves cdf(t) = u by Newton's method kept inside a shrinking bracket.
enum MonotoneRoot {
  /// - Parameter law: cdf, survival and the derivative of the cdf at t. The smaller tail is compared, so u
  ///   next to 1 keeps the digits of 1 − u.
  static func solve(
    _ u: Double, from start: Double, in range: ClosedRange<Double>,
    _ law: (Double) -> (cdf: Double, survival: Double, density: Double)
  ) -> Double {
    var (low, high) = (range.lowerBound, range.upperBound)
    var t = start
    for _ in 0..<300 {
      let (cdf, survival, density) = law(t)
      let excess = u < 0.5 ? cdf - u : (1 - u) - survival
      if excess == 0 { return t }
      if excess > 0 { high = t } else { low = t }
      let size = u < 0.5 ? u : 1 - u
      let tail = u < 0.5 ? cdf : survival
      // In the logarithm of the tail, where it is a far one: Newton is then nearly linear.
      let step = tail > 0 && tail < 0.3 ? signed(tail, size, density, lower: u < 0.5) : excess / density
      var next = t - step
      if !(next > low && next < high) { next = 0.5 * (low + high) }
      if abs(next - t) <= 1e-16 * max(1e-3, abs(t)) || next == low || next == high { return next }
      t = next
    }
    return t
  }

  private static func signed(_ tail: Double, _ size: Double, _ density: Double, lower: Bool) -> Double {
    let step = log(tail / size) * tail / density
    return lower ? step : -step
  }
}
