import Glibc

public struct Philox4x32: RandomNumberGenerator, Sendable {
  let key: SIMD2<UInt32>
  var counter: SIMD4<UInt32>
  var buffer = SIMD4<UInt32>()
  var used = 4
  public init(seed: UInt64, path: UInt32 = 0, day: UInt32 = 0, purpose: UInt32 = 0) {
    key = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
    counter = [path, day, purpose, 0]
  }
  public mutating func next() -> UInt64 {
    if used >= 4 {
      buffer = Self.block(counter: counter, key: key)
      counter[3] &+= 1
      used = 0
    }
    let word = UInt64(buffer[used]) | UInt64(buffer[used + 1]) << 32
    used += 2
    return word
  }
  public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
    var (c0, c1, c2, c3) = (counter[0], counter[1], counter[2], counter[3])
    var (k0, k1) = (key[0], key[1])
    for _ in 0..<10 {
      let a = c0.multipliedFullWidth(by: 0xD251_1F53)
      let b = c2.multipliedFullWidth(by: 0xCD9E_8D57)
      (c0, c1, c2, c3) = (b.high ^ c1 ^ k0, b.low, a.high ^ c3 ^ k1, a.low)
      k0 &+= 0x9E37_79B9
      k1 &+= 0xBB67_AE85
    }
    return [c0, c1, c2, c3]
  }
  public static func word4(seed: UInt64, path: UInt32, day: UInt32, purpose: UInt32, index: UInt32) -> SIMD4<UInt32> {
    block(counter: [path, day, purpose, index], key: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)])
  }
}
public func uniform(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }
public func logistic(_ x: Double) -> Double { x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)) }
public func logGamma(_ x: Double) -> Double { var s: Int32 = 0; return lgamma_r(x, &s) }
public func normalQuantileFast(_ p: Double) -> Double {
  var lo = -9.0, hi = 9.0
  for _ in 0..<60 { let m = (lo + hi) / 2; if 0.5 * erfc(-m / 2.0.squareRoot()) < p { lo = m } else { hi = m } }
  return lo
}
public enum Inversion {
  public static func binomial(_ u: Double, trials n: Int, probability p: Double) -> Int {
    if p <= 0 || n == 0 { return 0 }
    if p >= 1 { return n }
    var f = exp(Double(n) * log1p(-p)), c = f, k = 0
    let r = p / (1 - p)
    while u > c, k < n { k += 1; f *= r * Double(n - k + 1) / Double(k); c += f; if f < 1e-19, Double(k) > Double(n) * p { break } }
    return k
  }
  public static func poisson(_ u: Double, mean: Double) -> Int {
    var f = exp(-mean), c = f, k = 0
    while u > c { k += 1; f *= mean / Double(k); c += f; if f < 1e-19, Double(k) > mean { break } }
    return k
  }
  public static func negativeBinomial(_ u: Double, mean: Double, size: Double) -> Int {
    if mean <= 0 { return 0 }
    var f = exp(-size * log1p(mean / size)), c = f, k = 0
    let q = mean / (mean + size)
    while u > c { k += 1; f *= q * (size + Double(k) - 1) / Double(k); c += f; if f < 1e-19, Double(k) > mean { break } }
    return k
  }
  public static func betaBinomial(_ u: Double, trials: Int, alpha: Double, beta: Double) -> Int { 0 }
}
public enum Gamma {
  public static func draw(shape: Double, using g: inout Philox4x32) -> Double {
    let d = shape - 1 / 3, c = 1 / (9 * d).squareRoot()
    while true {
      let w = g.next()
      let x = normalQuantileFast(uniform(UInt32(truncatingIfNeeded: w)))
      let v = (1 + c * x) * (1 + c * x) * (1 + c * x)
      if v > 0, log(uniform(UInt32(w >> 32))) < 0.5 * x * x + d - d * v + d * log(v) { return d * v }
    }
  }
}
public enum Poisson {
  public static func draw(mean: Double, using g: inout Philox4x32) -> Int {
    Inversion.poisson(uniform(UInt32(truncatingIfNeeded: g.next())), mean: mean)
  }
}
