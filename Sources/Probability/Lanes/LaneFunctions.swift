/// Elementary functions of sixteen floats, to about 2 units in the last place. The polynomials of exp and log are
/// those of S. L. Moshier's Cephes library, `expf` and `logf`.
extension Lanes {
  /// eˣ for x from −87 to 88; what lies outside is taken to the end.
  @inlinable @inline(__always)
  public static func exp(_ value: Floats) -> Floats {
    let x = value.lower(Floats(repeating: 88)).upper(Floats(repeating: -87))
    // Adding 1.5 · 2²³ rounds to a whole number, which is then in the low bits.
    let shifted = x.times(Floats(repeating: 1.442_695_04), plus: 12_582_912)
    let whole = shifted - 12_582_912
    let r = whole.times(
      Floats(repeating: 2.121_944_4e-4), plus: whole.times(Floats(repeating: -0.693_359_375), plus: x))
    var p = r.times(Floats(repeating: 1.987_569_15e-4), plus: 1.398_199_950_7e-3)
    p = p.times(r, plus: 8.333_451_907_3e-3)
    p = p.times(r, plus: 4.166_579_589_4e-2)
    p = p.times(r, plus: 1.666_666_545_9e-1)
    p = p.times(r, plus: 5.000_000_120_1e-1)
    p = p.times(r * r, plus: r) + 1
    let power = unsafeBitCast(shifted, to: Counts.self) &<< 23
    return unsafeBitCast(unsafeBitCast(p, to: Counts.self) &+ power, to: Floats.self)
  }

  /// log x for normal x above 0.
  @inlinable @inline(__always)
  public static func log(_ value: Floats) -> Floats {
    // x = m · 2ᵉ with m from √½ to √2.
    let bits = unsafeBitCast(value, to: Counts.self) &- 0x3F35_04F3
    let exponent = bits &>> 23
    let m = unsafeBitCast((bits & 0x007F_FFFF) &+ 0x3F35_04F3, to: Floats.self)
    let e = exponent.floats
    let f = m - 1
    var p = f.times(Floats(repeating: 7.037_683_629_2e-2), plus: -1.151_461_031_0e-1)
    p = p.times(f, plus: 1.167_699_874_0e-1)
    p = p.times(f, plus: -1.242_014_084_6e-1)
    p = p.times(f, plus: 1.424_932_278_7e-1)
    p = p.times(f, plus: -1.666_805_766_5e-1)
    p = p.times(f, plus: 2.000_071_476_5e-1)
    p = p.times(f, plus: -2.499_999_399_3e-1)
    p = p.times(f, plus: 3.333_333_117_4e-1)
    let square = f * f
    var tail = p * f * square
    tail = e.times(Floats(repeating: -2.121_944_4e-4), plus: tail)
    tail = square.times(Floats(repeating: -0.5), plus: tail)
    return e.times(Floats(repeating: 0.693_359_375), plus: f + tail)
  }

  /// log(1 + x) for x ≥ 0: the logarithm of the rounded 1 + x and what the rounding left.
  @inlinable @inline(__always)
  public static func logOnePlus(_ x: Floats) -> Floats {
    let whole = x + 1
    return log(whole) + (x - (whole - 1)) / whole
  }

  /// 1/(1 + e⁻ˣ), accurate relative to itself in the lower tail.
  @inlinable @inline(__always)
  public static func logistic(_ x: Floats) -> Floats {
    1 / (exp(-x) + 1)
  }

  /// The standard normal quantile of the middle of a word's cell among 2³², to 4e-7 of itself: ±6.3 at the ends.
  ///
  /// With t the nearer tail and w = −log 4t(1 − t), z/(½ − t) is smooth in w (M. Giles, *Approximating the erfinv
  /// function*, GPU Computing Gems 2, 2011); the two polynomials are our own least-maximum fits on w from 0 to 5 and
  /// from 5 to 22.2.
  @inlinable @inline(__always)
  public static func normalQuantile(_ words: Words) -> Floats {
    // The nearer tail, exactly: the lower 31 bits, mirrored where the top bit is set.
    let sign = unsafeBitCast(words, to: Counts.self) &>> 31
    let tail = unsafeBitCast(words, to: Counts.self) ^ sign
    let high = (tail &>> 16).floats
    let low = (tail & 0xFFFF).floats
    let t = high.times(Floats(repeating: 0x1p-16), plus: (low + 0.5) * 0x1p-32)
    let q = 0.5 - t
    let w = -log((1 - t) * t * 4)
    let c = w - 2.5
    var p = c.times(Floats(repeating: 8.069_891e-8), plus: 9.721_990e-7)
    p = p.times(c, plus: -9.981_008e-6)
    p = p.times(c, plus: -1.243_588_5e-5)
    p = p.times(c, plus: 6.182_999_4e-4)
    p = p.times(c, plus: -3.546_020_7e-3)
    p = p.times(c, plus: -1.181_634_1e-2)
    p = p.times(c, plus: 6.976_053_1e-1)
    p = p.times(c, plus: 4.246_627_3)
    let far = w .> 5
    if far.hasAny {
      let d = w - 13.6
      p.replace(with: farQuantile(d), where: far)
    }
    // The upper half is positive.
    let z = unsafeBitCast(p * q, to: Counts.self) ^ (~sign & Int32.min)
    return unsafeBitCast(z, to: Floats.self)
  }

  /// z/(½ − t) beyond w = 5, by w − 13.6; one draw in 300.
  @inlinable @inline(never)
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
