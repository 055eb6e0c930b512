import Glibc

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
