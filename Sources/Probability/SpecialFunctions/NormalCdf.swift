import Glibc

/// P(Z ≤ x) of the standard normal distribution, accurate relative to its own size in the lower tail.
@inlinable public func normalCdf(_ x: Double) -> Double { 0.5 * erfc(-x * 0x1.6a09e667f3bcdp-1) }

/// P(Z > x) of the standard normal distribution, accurate relative to its own size in the upper tail.
@inlinable public func normalSurvival(_ x: Double) -> Double { normalCdf(-x) }

/// The standard normal 90 % quantile.
public let normalQuantile90 = normalQuantile(0.9)

/// The standard normal quantile within 4 ulp: AS 241 and, off the centre, one Newton step on the nearer
/// tail. −∞ at 0, ∞ at 1, NaN outside 0…1.
public func normalQuantile(_ p: Double) -> Double {
  if p == 0 { return -.infinity }
  if p == 1 { return .infinity }
  guard p > 0, p < 1 else { return .nan }
  let first = normalQuantileFast(p)
  if abs(p - 0.5) <= 0.425 { return first }
  let z = abs(first)
  let density = exp(-0.5 * z * z) * 0.3989422804014327
  guard density > .leastNormalMagnitude else { return first }
  let refined = z + (normalSurvival(z) - min(p, 1 - p)) / density
  return first < 0 ? -refined : refined
}
