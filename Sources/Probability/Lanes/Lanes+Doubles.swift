extension Lanes {
  public typealias Doubles = SIMD8<Double>

  /// eˣ of numbers up to 0, right to 2 · 10⁻¹⁵ of itself; 1 for those above 0, and 0 below −700.
  ///
  /// exp(x) = 2ⁿ · exp(r), n the whole number nearest to x / ln 2 and so |r| ≤ 0.35, with ln 2 in two parts
  /// and Taylor's series to r¹³.
  @inlinable @inline(__always)
  public static func exp(_ x: Doubles) -> Doubles {
    // Adding it leaves a whole number in the low bits.
    let magic = Doubles(repeating: 0x1.8p52)
    let least = Doubles(repeating: -700)
    let bounded = x.replacing(with: 0, where: x .> 0).replacing(with: least, where: x .< least)
    let shifted = bounded * 1.4426950408889634 + magic
    let whole = shifted - magic
    let r = (bounded - whole * 0x1.62e42feep-1) - whole * 0x1.a39ef35793c76p-33
    var series = r * (1 / 6_227_020_800) + Doubles(repeating: 1 / 479_001_600)
    series = series * r + Doubles(repeating: 1 / 39_916_800)
    series = series * r + Doubles(repeating: 1 / 3_628_800)
    series = series * r + Doubles(repeating: 1 / 362_880)
    series = series * r + Doubles(repeating: 1 / 40_320)
    series = series * r + Doubles(repeating: 1 / 5_040)
    series = series * r + Doubles(repeating: 1 / 720)
    series = series * r + Doubles(repeating: 1 / 120)
    series = series * r + Doubles(repeating: 1 / 24)
    series = series * r + Doubles(repeating: 1 / 6)
    series = series * r + Doubles(repeating: 1 / 2)
    series = series * r + Doubles(repeating: 1)
    series = series * r + Doubles(repeating: 1)
    let exponents =
      unsafeBitCast(shifted, to: SIMD8<Int64>.self) &- unsafeBitCast(magic, to: SIMD8<Int64>.self)
    let powers = unsafeBitCast((exponents &+ 1023) &<< 52, to: Doubles.self)
    return (series * powers).replacing(with: 0, where: x .< -700)
  }
}
