/// What was scaled away when masses were multiplied by likelihoods: `most` + log `total`.
///
/// The exponentials are taken by eights and right to 2 · 10⁻¹⁵: exp(x) = 2ⁿ · exp(r), n the whole number nearest to
/// x / ln 2 and so |r| ≤ 0.35, ln 2 in two parts; Taylor's series to r¹³.
struct LikelihoodScale {
  private typealias Eight = SIMD8<Double>

  /// The greatest log likelihood of a cell that has mass.
  private(set) var most = -Double.infinity
  /// The mass left after that.
  private(set) var total = 0.0

  /// Multiplies each mass by exp(its log likelihood), then scales them to sum 1.
  ///
  /// - Parameters: as many masses as logs; logs finite.
  init(multiplying masses: UnsafeMutableBufferPointer<Double>, byExpOf logs: UnsafeBufferPointer<Double>) {
    precondition(masses.count == logs.count, "a log likelihood a cell")
    let (masses, logs) = (UnsafeMutableRawBufferPointer(masses), UnsafeRawBufferPointer(logs))
    let (all, whole) = (masses.count, masses.count / 64 * 64)
    var best = Eight(repeating: -.infinity)
    for start in stride(from: 0, to: all, by: 64) {
      let (mass, log) = (Self.load(UnsafeRawBufferPointer(masses), start), Self.load(logs, start))
      best = pointwiseMax(best, log.replacing(with: -.infinity, where: mass .<= 0))
    }
    most = best.max()
    var sums = Eight()
    for start in stride(from: 0, to: all, by: 64) {
      // A cell without mass may be the likeliest: 0 times infinity would be no number, so the powers end at 1.
      let powers = Self.exp(Self.load(logs, start) - Eight(repeating: most))
      let next = Self.load(UnsafeRawBufferPointer(masses), start) * powers
      sums += next
      Self.store(next, masses, start)
    }
    total = sums.sum()
    let scale = Eight(repeating: 1 / total)
    for start in stride(from: 0, to: whole, by: 64) {
      Self.store(Self.load(UnsafeRawBufferPointer(masses), start) * scale, masses, start)
    }
    if whole < all { Self.store(Self.load(UnsafeRawBufferPointer(masses), whole) * scale, masses, whole) }
  }

  /// The eight numbers from a byte offset on, zeros past the end.
  @inline(__always)
  private static func load(_ numbers: UnsafeRawBufferPointer, _ start: Int) -> Eight {
    if start + 64 <= numbers.count { return numbers.loadUnaligned(fromByteOffset: start, as: Eight.self) }
    var eight = Eight()
    for lane in 0..<(numbers.count - start) / 8 {
      eight[lane] = numbers.loadUnaligned(fromByteOffset: start + 8 * lane, as: Double.self)
    }
    return eight
  }

  @inline(__always)
  private static func store(_ eight: Eight, _ numbers: UnsafeMutableRawBufferPointer, _ start: Int) {
    guard start + 64 > numbers.count else {
      return numbers.storeBytes(of: eight, toByteOffset: start, as: Eight.self)
    }
    for lane in 0..<(numbers.count - start) / 8 {
      numbers.storeBytes(of: eight[lane], toByteOffset: start + 8 * lane, as: Double.self)
    }
  }

  /// Of numbers below 0; 1 above and 0 below −700.
  @inline(__always)
  private static func exp(_ x: Eight) -> Eight {
    // Adding it leaves a whole number in the low bits.
    let magic = Eight(repeating: 0x1.8p52)
    let bounded = x.clamped(lowerBound: Eight(repeating: -700), upperBound: Eight())
    let shifted = bounded * 1.4426950408889634 + magic
    let whole = shifted - magic
    let r = (bounded - whole * 0x1.62e42feep-1) - whole * 0x1.a39ef35793c76p-33
    var series = r * (1 / 6_227_020_800) + Eight(repeating: 1 / 479_001_600)
    series = series * r + Eight(repeating: 1 / 39_916_800)
    series = series * r + Eight(repeating: 1 / 3_628_800)
    series = series * r + Eight(repeating: 1 / 362_880)
    series = series * r + Eight(repeating: 1 / 40_320)
    series = series * r + Eight(repeating: 1 / 5_040)
    series = series * r + Eight(repeating: 1 / 720)
    series = series * r + Eight(repeating: 1 / 120)
    series = series * r + Eight(repeating: 1 / 24)
    series = series * r + Eight(repeating: 1 / 6)
    series = series * r + Eight(repeating: 1 / 2)
    series = series * r + Eight(repeating: 1)
    series = series * r + Eight(repeating: 1)
    let exponents =
      unsafeBitCast(shifted, to: SIMD8<Int64>.self) &- unsafeBitCast(magic, to: SIMD8<Int64>.self)
    let powers = unsafeBitCast((exponents &+ 1023) &<< 52, to: Eight.self)
    return (series * powers).replacing(with: 0, where: x .< -700)
  }
}
