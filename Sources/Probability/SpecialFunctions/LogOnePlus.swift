import Glibc

/// log(1 + v) − v for v > −1, accurate relative to itself.
func log1pMinus(_ v: Double) -> Double {
  guard abs(v) < 0.25 else { return log1p(v) - v }
  // With r = v/(2 + v): log(1 + v) = 2 (r + r³/3 + r⁵/5 + …), and 2r − v = −v r.
  let r = v / (2 + v)
  let square = r * r
  var sum = 1.0 / 17
  for odd in stride(from: 15.0, through: 3, by: -2) { sum = sum * square + 1 / odd }
  return r * (2 * square * sum - v)
}

/// log Γ(1 + a) for 0 ≤ a ≤ 1, accurate relative to itself also where 1 + a is rounded.
func logGammaOnePlus(_ a: Double) -> Double {
  let whole = 1 + a
  let slip = a - (whole - 1)
  return slip == 0 ? logGamma(whole) : logGamma(whole) + digamma(whole) * slip
}
