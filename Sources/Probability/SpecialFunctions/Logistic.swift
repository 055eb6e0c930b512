import Glibc

/// 1/(1 + e⁻ˣ), without overflow; relative accuracy is kept in the lower tail.
@inlinable public func logistic(_ x: Double) -> Double {
  if x >= 0 { return 1 / (1 + exp(-x)) }
  let odds = exp(x)
  return odds / (1 + odds)
}

/// log(p / (1 − p)), the inverse of `logistic`; −∞ at 0, ∞ at 1.
@inlinable public func logit(_ p: Double) -> Double { log(p) - log(1 - p) }
