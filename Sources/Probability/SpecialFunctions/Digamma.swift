import Glibc

/// The logarithmic derivative of Γ for x > 0, within 4 ulp, also beside its root at 1.4616….
///
/// On [1, 2] the rational form of J. Maddock's Boost.Math digamma (53 bits), about the root held to three
/// words; recurrence from there to 10; then the asymptotic series, M. Abramowitz, I. A. Stegun, *Handbook of
/// Mathematical Functions*, 6.3.18. NaN for x ≤ 0.
public func digamma(_ x: Double) -> Double {
  guard x > 0 else { return .nan }
  if x >= 10 {
    let s = 1 / (x * x)
    var sum = -3617.0 / 8160
    let terms: [Double] = [1 / 12, -691 / 32760, 1 / 132, -1 / 240, 1 / 252, -1 / 120, 1 / 12]
    for term in terms { sum = sum * s + term }
    return log(x) - (0.5 / x + sum * s)
  }
  if x < 1 { return digammaFromOneToTwo(x, plusOne: true) - 1 / x }
  var (z, sum) = (x, 0.0)
  while z > 2 {
    z -= 1
    sum += 1 / z
  }
  return digammaFromOneToTwo(z, plusOne: false) + sum
}

/// At z, or at z + 1 without the rounding of that sum.
private func digammaFromOneToTwo(_ z: Double, plusOne: Bool) -> Double {
  let fromOne = plusOne ? z : z - 1
  let first = 1_569_415_565.0 / 1_073_741_824 - 1
  let second = 381_566_830.0 / 1_073_741_824 / 1_073_741_824
  let fromRoot = fromOne - first - second - 0.9016312093258695918615325266959189453125e-19
  var above = -0.0020713321167745952
  for term in [
    -0.045251321448739056, -0.28919126444774784, -0.65031853770896507, -0.32555031186804491,
    0.25479851061131551,
  ] { above = above * fromOne + term }
  var below = -0.55789841321675513e-6
  for term in [
    0.0021284987017821144, 0.054151797245674225, 0.43593529692665969, 1.4606242909763515,
    2.0767117023730469, 1.0,
  ] { below = below * fromOne + term }
  return fromRoot * 0.99558162689208984375 + fromRoot * (above / below)
}
