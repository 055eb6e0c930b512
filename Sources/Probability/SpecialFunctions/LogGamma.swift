import Glibc

/// log |Γ(x)|, safe from any thread: `lgamma` of C writes the sign to a global, `lgamma_r` does not.
///
/// At most 4 ulp off for x > 0. Differences of large values lose digits; use the log-pmfs for those.
@inlinable public func logGamma(_ x: Double) -> Double {
  var sign: Int32 = 0
  return lgamma_r(x, &sign)
}
