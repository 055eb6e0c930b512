/// Elementary functions of four vectors of sixteen floats, to about 2 units in the last place. The
/// polynomials of exp and log are those of S. L. Moshier's Cephes library, `expf` and `logf`.
extension Lanes {
  /// Horner's rule: coefficients from the highest power down.
  @inlinable @inline(__always)
  static func next(_ p: inout Four<Floats>, _ x: Four<Floats>, _ coefficient: Float) {
    p = p.with(x) { $0.times($1, plus: coefficient) }
  }

  /// c₀ + c₁x + … + c₈x⁸ by Estrin's scheme, whose chain is half as long as Horner's.
  @inlinable @inline(__always)
  static func polynomial(
    _ x: Four<Floats>, _ c0: Float, _ c1: Float, _ c2: Float, _ c3: Float, _ c4: Float, _ c5: Float,
    _ c6: Float, _ c7: Float, _ c8: Float
  ) -> Four<Floats> {
    let square = x.map { $0 * $0 }
    let p01 = x.map { $0.times(Floats(repeating: c1), plus: c0) }
    let p23 = x.map { $0.times(Floats(repeating: c3), plus: c2) }
    let p45 = x.map { $0.times(Floats(repeating: c5), plus: c4) }
    let p67 = x.map { $0.times(Floats(repeating: c7), plus: c6) }
    let fourth = square.map { $0 * $0 }
    let lower = p23.with(square, p01) { $0.times($1, plus: $2) }
    let upper = p67.with(square, p45) { $0.times($1, plus: $2) }
    let last = upper.with(fourth) { $1.times(Floats(repeating: c8), plus: $0) }
    return last.with(fourth, lower) { $0.times($1, plus: $2) }
  }

  /// eˣ for x from −87 to 88; values outside are moved to the nearer end.
  @inlinable @inline(__always)
  public static func exp(_ value: Four<Floats>) -> Four<Floats> {
    expOfNegative(value.map { $0.lower(Floats(repeating: 88)) })
  }

  /// eˣ for x up to 88; values below −87 are moved to it.
  @inlinable @inline(__always)
  static func expOfNegative(_ value: Four<Floats>) -> Four<Floats> {
    let x = value.map { $0.upper(Floats(repeating: -87)) }
    // Adding 1.5 · 2²³ rounds to a whole number, which is then in the low bits.
    let shifted = x.map { $0.times(Floats(repeating: 1.442_695_04), plus: 12_582_912) }
    let whole = shifted.map { $0 - 12_582_912 }
    let high = whole.with(x) { $0.times(Floats(repeating: -0.693_359_375), plus: $1) }
    let r = whole.with(high) { $0.times(Floats(repeating: 2.121_944_4e-4), plus: $1) }
    var p = r.map { $0.times(Floats(repeating: 1.987_569_15e-4), plus: 1.398_199_950_7e-3) }
    next(&p, r, 8.333_451_907_3e-3)
    next(&p, r, 4.166_579_589_4e-2)
    next(&p, r, 1.666_666_545_9e-1)
    next(&p, r, 5.000_000_120_1e-1)
    p = p.with(r) { $0.times($1 * $1, plus: $1) + 1 }
    return p.with(shifted) {
      let power = unsafeBitCast($1, to: Counts.self) &<< 23
      return unsafeBitCast(unsafeBitCast($0, to: Counts.self) &+ power, to: Floats.self)
    }
  }

  /// log x for normal x above 0.
  @inlinable @inline(__always)
  public static func log(_ value: Four<Floats>) -> Four<Floats> {
    // x = m · 2ᵉ with m from √½ to √2.
    let bits = value.map { unsafeBitCast($0, to: Counts.self) &- 0x3F35_04F3 }
    let e = bits.map { ($0 &>> 23).floats }
    let f = bits.map { unsafeBitCast(($0 & 0x007F_FFFF) &+ 0x3F35_04F3, to: Floats.self) - 1 }
    var p = polynomial(
      f, 3.333_333_117_4e-1, -2.499_999_399_3e-1, 2.000_071_476_5e-1, -1.666_805_766_5e-1, 1.424_932_278_7e-1,
      -1.242_014_084_6e-1, 1.167_699_874_0e-1, -1.151_461_031_0e-1, 7.037_683_629_2e-2)
    let square = f.map { $0 * $0 }
    p = p.with(f, square) { $0 * $1 * $2 }
    p = e.with(p) { $0.times(Floats(repeating: -2.121_944_4e-4), plus: $1) }
    p = square.with(p) { $0.times(Floats(repeating: -0.5), plus: $1) }
    p = p.with(f) { $0 + $1 }
    return e.with(p) { $0.times(Floats(repeating: 0.693_359_375), plus: $1) }
  }

  /// −log(1 − p) for p from 0 to ½; beyond, up to 1, some number above 0. −log(1 − p)/p is our own
  /// least-maximum fit, to 3e-7 of itself.
  @inlinable @inline(__always)
  static func logOfComplement(_ p: Four<Floats>) -> Four<Floats> {
    polynomial(
      p, 1, 4.999_928_47e-1, 3.337_005_97e-1, 2.428_051_08e-1, 2.696_126_1e-1, -2.035_385_52e-1,
      1.257_669_33, -1.695_811_75, 1.441_107_99
    ).with(p) { $0 * $1 }
  }

  /// log(1 + x) for x ≥ 0: the logarithm of the rounded 1 + x and what the rounding left.
  @inlinable @inline(__always)
  public static func logOnePlus(_ x: Four<Floats>) -> Four<Floats> {
    let whole = x.map { $0 + 1 }
    return log(whole).with(x, whole) { $0 + ($1 - ($2 - 1)) / $2 }
  }

  /// 1/(1 + e⁻ˣ), accurate relative to itself in the lower tail.
  @inlinable @inline(__always)
  public static func logistic(_ x: Four<Floats>) -> Four<Floats> {
    exp(x.map { -$0 }).map { 1 / ($0 + 1) }
  }

  /// The standard normal quantile of the middle of a word's cell among 2³², to 4e-7 of itself: ±6.3 at the
  /// ends.
  ///
  /// With t the nearer tail and w = −log 4t(1 − t), z/(½ − t) is smooth in w (M. Giles, *Approximating the
  /// erfinv function*, GPU Computing Gems 2, 2011); the two polynomials are our own least-maximum fits on w
  /// from 0 to 5 and from 5 to 22.2.
  @inlinable @inline(__always)
  public static func normalQuantile(_ words: Four<Words>) -> Four<Floats> {
    // The nearer tail, exactly: the lower 31 bits, mirrored where the top bit is set.
    let tail = words.map { unsafeBitCast($0, to: Counts.self) ^ (unsafeBitCast($0, to: Counts.self) &>> 31) }
    // The bits of 2⁻⁹ and of 2⁷ are exponents at which the lowest bit is worth 2⁻³² and 2⁻¹⁶.
    let low = tail.map { unsafeBitCast(($0 & 0xFFFF) | 0x3B00_0000, to: Floats.self) - (0x1p-9 - 0x1p-33) }
    let t = tail.with(low) { unsafeBitCast(($0 &>> 16) | 0x4300_0000, to: Floats.self) - 0x1p7 + $1 }
    let logarithm = log(t.map { (1 - $0) * $0 * 4 })
    let c = logarithm.map { -2.5 - $0 }
    var p = polynomial(
      c, 4.246_627_3, 6.976_053_1e-1, -1.181_634_1e-2, -3.546_020_7e-3, 6.182_999_4e-4, -1.243_588_5e-5,
      -9.981_008e-6, 9.721_990e-7, 8.069_891e-8)
    if c.map({ $0 .> 2.5 }).hasAny {
      p = p.with(c) { $0.replacing(with: farQuantile($1 - 11.1), where: $1 .> 2.5) }
    }
    // The upper half is positive.
    return p.with(t, words) {
      let sign = unsafeBitCast(~$2 & 0x8000_0000, to: Counts.self)
      return unsafeBitCast(unsafeBitCast($0 * (0.5 - $1), to: Counts.self) ^ sign, to: Floats.self)
    }
  }

  /// z/(½ − t) beyond w = 5, by w − 13.6; one draw in 300.
  @inlinable @inline(__always)
  static func farQuantile(_ d: Floats) -> Floats {
    var p = d.times(Floats(repeating: 1.685_149_7e-12), plus: -1.962_334_8e-11)
    p = p.times(d, plus: -1.033_458_3e-10)
    p = p.times(d, plus: 1.859_587_3e-9)
    p = p.times(d, plus: -1.593_625_7e-8)
    p = p.times(d, plus: 4.497_638_6e-7)
    p = p.times(d, plus: -1.075_553_15e-5)
    p = p.times(d, plus: 2.473_456_8e-4)
    p = p.times(d, plus: -6.987_671_8e-3)
    p = p.times(d, plus: 3.867_044_45e-1)
    return p.times(d, plus: 9.969_612_1)
  }
}
