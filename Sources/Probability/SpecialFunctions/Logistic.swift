import Glibc

/// 1/(1 + e⁻ˣ), without overflow; relative accuracy is kept in the lower tail.
@inlinable public func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let odds = exp(x)
  return odds / (1 + odds)
}
