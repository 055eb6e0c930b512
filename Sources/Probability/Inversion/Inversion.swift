/// Exact quantile functions of one uniform, unchecked: each gives the smallest k with P(X ≤ k) ≥ u, for 0 < u
/// < 1.
///
/// Counts of common random numbers are drawn with these: at a fixed uniform a lower probability or mean never
/// gives a higher count. Small means are walked from 0 by the recurrence of the pmf, in double precision. The
/// last millionth of the uniforms, where the rounding of a sum would begin to show, and large means go to the
/// exact tails (`TailedLaw.search`): L. Devroye, *Non-Uniform Random Variate Generation*, Springer 1986,
/// chapter III.
public enum Inversion {
  /// Above this the upper tail is computed by itself; the walked sums err by some 1e-14.
  @usableFromInline static let end = 1 - 0x1p-20
  /// Means up to this are walked from 0; e⁻²⁴⁰ is far from underflow.
  @usableFromInline static let walked = 120.0

  /// The first k at which the sum of the pmf, `mass` at 0, reaches the target; `ratio` is pmf(k + 1) /
  /// pmf(k).
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
}
