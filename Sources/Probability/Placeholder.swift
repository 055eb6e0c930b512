import Glibc

public struct Philox4x32: RandomNumberGenerator, Sendable {
  @usableFromInline let key: SIMD2<UInt32>
  @usableFromInline var counter: SIMD4<UInt32>
  @usableFromInline var buffer = SIMD4<UInt32>()
  @usableFromInline var used = 4
  @inlinable public init(seed: UInt64, path: UInt32 = 0, day: UInt32 = 0, purpose: UInt32 = 0) {
    key = [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)]
    counter = [path, day, purpose, 0]
  }
  @inlinable public mutating func next() -> UInt64 {
    if used >= 4 {
      buffer = Self.block(counter: counter, key: key)
      counter[3] &+= 1
      used = 0
    }
    let word = UInt64(buffer[used]) | UInt64(buffer[used + 1]) << 32
    used += 2
    return word
  }
  @inlinable public static func block(counter: SIMD4<UInt32>, key: SIMD2<UInt32>) -> SIMD4<UInt32> {
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
  @inlinable public static func word4(seed: UInt64, path: UInt32, day: UInt32, purpose: UInt32, index: UInt32)
    -> SIMD4<UInt32>
  {
    block(
      counter: [path, day, purpose, index],
      key: [UInt32(truncatingIfNeeded: seed), UInt32(truncatingIfNeeded: seed >> 32)])
  }
}
@inlinable public func uniform(_ word: UInt32) -> Double { (Double(word) + 0.5) * 0x1p-32 }
@inlinable public func logistic(_ x: Double) -> Double { x >= 0 ? 1 / (1 + exp(-x)) : exp(x) / (1 + exp(x)) }
@inlinable public func logGamma(_ x: Double) -> Double { var s: Int32 = 0; return lgamma_r(x, &s) }
@inlinable public func normalQuantileFast(_ p: Double) -> Double {
  let q = p - 0.5
  if abs(q) <= 0.425 {
    let r = 0.180625 - q * q
    let a =
      (((((((2.5090809287301226727e3 * r + 3.3430575583588128105e4) * r + 6.7265770927008700853e4) * r
        + 4.5921953931549871457e4) * r + 1.3731693765509461125e4) * r + 1.9715909503065514427e3) * r
        + 1.3314166789178437745e2) * r + 3.3871328727963666080e0)
    let b =
      (((((((5.2264952788528545610e3 * r + 2.8729085735721942674e4) * r + 3.9307895800092710610e4) * r
        + 2.1213794301586595867e4) * r + 5.3941960214247511077e3) * r + 6.8718700749205790830e2) * r
        + 4.2313330701600911252e1) * r + 1)
    return q * a / b
  }
  var r = (-log(min(p, 1 - p))).squareRoot()
  let v: Double
  if r <= 5 {
    r -= 1.6
    let a =
      (((((((7.74545014278341407640e-4 * r + 2.27238449892691845833e-2) * r + 2.41780725177450611770e-1) * r
        + 1.27045825245236838258e0) * r + 3.64784832476320460504e0) * r + 5.76949722146069140550e0) * r
        + 4.63033784615654529590e0) * r + 1.42343711074968357734e0)
    let b =
      (((((((1.05075007164441684324e-9 * r + 5.47593808499534494600e-4) * r + 1.51986665636164571966e-2) * r
        + 1.48103976427480074590e-1) * r + 6.89767334985100004550e-1) * r + 1.67638483018380384940e0) * r
        + 2.05319162663775882187e0) * r + 1)
    v = a / b
  } else {
    r -= 5
    let a =
      (((((((2.01033439929228813265e-7 * r + 2.71155556874348757815e-5) * r + 1.24266094738807843860e-3) * r
        + 2.65321895265761230930e-2) * r + 2.96560571828504891230e-1) * r + 1.78482653991729133580e0) * r
        + 5.46378491116411436990e0) * r + 6.65790464350110377720e0)
    let b =
      (((((((2.04426310338993978564e-15 * r + 1.42151175831644588870e-7) * r + 1.84631831751005468180e-5) * r
        + 7.86869131745613259100e-4) * r + 1.48753612905083871390e-2) * r + 1.36929880922735805310e-1) * r
        + 5.99832206555887937690e-1) * r + 1)
    v = a / b
  }
  return q < 0 ? -v : v
}
public enum Inversion {
  @inlinable public static func binomial(_ u: Double, trials n: Int, probability p: Double) -> Int {
    if p <= 0 || n == 0 { return 0 }
    if p >= 1 { return n }
    var f = exp(Double(n) * log1p(-p)), c = f, k = 0
    let r = p / (1 - p)
    while u > c, k < n {
      k += 1; f *= r * Double(n - k + 1) / Double(k); c += f;
      if f < 1e-19, Double(k) > Double(n) * p { break }
    }
    return k
  }
  @inlinable public static func poisson(_ u: Double, mean: Double) -> Int {
    var f = exp(-mean), c = f, k = 0
    while u > c { k += 1; f *= mean / Double(k); c += f; if f < 1e-19, Double(k) > mean { break } }
    return k
  }
  @inlinable public static func negativeBinomial(_ u: Double, mean: Double, size: Double) -> Int {
    if mean <= 0 { return 0 }
    var f = exp(-size * log1p(mean / size)), c = f, k = 0
    let q = mean / (mean + size)
    while u > c {
      k += 1; f *= q * (size + Double(k) - 1) / Double(k); c += f; if f < 1e-19, Double(k) > mean { break }
    }
    return k
  }
  @inlinable public static func betaBinomial(_ u: Double, trials: Int, alpha: Double, beta: Double) -> Int {
    0
  }
}
public enum Gamma {
  @inlinable public static func draw(shape: Double, using g: inout Philox4x32) -> Double {
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
  @inlinable public static func draw(mean: Double, using g: inout Philox4x32) -> Int {
    Inversion.poisson(uniform(UInt32(truncatingIfNeeded: g.next())), mean: mean)
  }
}
