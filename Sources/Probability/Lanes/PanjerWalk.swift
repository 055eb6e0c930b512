import Glibc

/// Walks up the sums of distributions with pmf(k) = (b + a/k) · pmf(k − 1): the binomial, the Poisson and the
/// negative binomial, and no others (H. H. Panjer, *Recursive evaluation of a family of compound
/// distributions*, ASTIN Bulletin 12, 1981; B. Sundt and W. S. Jewell, same volume). 64 lanes, each with its
/// own distribution.
///
/// In single precision a sum is off by less than `slack`. Where the uniform is nearer than that to one of the
/// sums beside it, the lane is left open and drawn again in double precision. So the count is always the
/// exact quantile, that of `Inversion`.
@usableFromInline
struct PanjerWalk {
  @usableFromInline typealias Floats = Lanes.Floats
  @usableFromInline typealias Counts = Lanes.Counts

  @usableFromInline let a: Floats
  @usableFromInline let b: Floats
  /// pmf(`count`).
  @usableFromInline var mass: Floats
  /// The uniform less the sum up to `count`. The walk is over where it is at or below 0; it is exactly 0 in a
  /// lane that is open from the start.
  @usableFromInline var rest: Floats
  /// Whole numbers below 2²².
  @usableFromInline var count: Floats
  @usableFromInline let slack: Floats

  /// e⁻⁶⁰ is far from underflow; lanes beyond are left open.
  @usableFromInline static let longest: Float = 60

  /// - Parameters:
  ///   - exponent: −log pmf(0).
  ///   - mass: pmf(0), above 0.
  @inlinable @inline(__always)
  init(_ words: Lanes.Words, a: Floats, b: Floats, exponent: Floats, mass: Floats) {
    self.a = a
    self.b = b
    self.mass = mass
    let u = Lanes.upperUniform(words)
    slack = exponent.times(Floats(repeating: 0x1p-20), plus: 0x1p-18)
    let isOpen = (u .> 1 - slack) .| (exponent .> Self.longest)
    rest = (u - mass).replacing(with: 0, where: isOpen)
    count = Floats()
  }

  /// Moves from `count` to `next`, whose inverse is given; lanes whose walk is over stay.
  @inlinable @inline(__always)
  mutating func step(to next: Floats, inverse: Floats) {
    let walking = rest .> 0
    mass.replace(with: mass * a.times(inverse, plus: b), where: walking)
    rest.replace(with: rest - mass, where: walking)
    count.replace(with: next, where: walking)
  }

  /// The same where each lane has a count of its own. Division by it would take longest, so `mass` and `rest`
  /// stay multiplied by the counts that were passed, whose product is `scale`.
  @inlinable @inline(__always)
  mutating func step(_ scale: inout Floats) {
    let walking = rest .> 0
    let next = count + 1
    count.replace(with: next, where: walking)
    scale.replace(with: scale * next, where: walking)
    mass.replace(with: mass * next.times(b, plus: a), where: walking)
    rest.replace(with: rest.times(next, plus: -mass), where: walking)
  }

  @inlinable @inline(__always)
  mutating func divide(by scale: Floats) {
    let inverse = 1 / scale
    mass *= inverse
    rest *= inverse
  }

  @inlinable @inline(__always)
  var isWalking: SIMDMask<Counts> { rest .> 0 }

  /// Whether the uniform is nearer than `slack` to the sum up to `count` or to the sum below it.
  @inlinable @inline(__always)
  var isOpen: SIMDMask<Counts> { (rest + mass .< slack) .| (rest .> -slack) }
}

extension Four<PanjerWalk> {
  @usableFromInline typealias Floats = Lanes.Floats
  @usableFromInline typealias Counts = Lanes.Counts

  /// - Parameter exponent: −log pmf(0).
  @inlinable @inline(__always)
  init(_ words: Four<Lanes.Words>, a: Four<Floats>, b: Four<Floats>, exponent: Four<Floats>) {
    let mass = Lanes.expOfNegative(exponent.map { -$0 })
    self.init(
      PanjerWalk(words.a, a: a.a, b: b.a, exponent: exponent.a, mass: mass.a),
      PanjerWalk(words.b, a: a.b, b: b.b, exponent: exponent.b, mass: mass.b),
      PanjerWalk(words.c, a: a.c, b: b.c, exponent: exponent.c, mass: mass.c),
      PanjerWalk(words.d, a: a.d, b: b.d, exponent: exponent.d, mass: mass.d))
  }

  /// A binomial distribution. Lanes above ½ are left open.
  @inlinable @inline(__always)
  init(_ words: Four<Lanes.Words>, trials: Four<Counts>, probability p: Four<Floats>) {
    let odds = p.map { $0 * (1 / (1 - $0)) }
    let n = trials.map { $0.floats }
    let exponent = Lanes.logOfComplement(p).with(n) { $0 * $1 }
    self.init(
      words, a: odds.with(n) { $0 * ($1 + 1) }, b: odds.map { -$0 },
      exponent: exponent.with(p) { $0.replacing(with: .infinity, where: $1 .> 0.5) })
  }

  /// Binomial distributions of one probability up to ½.
  @inlinable @inline(__always)
  init(_ words: Four<Lanes.Words>, trials: Four<Counts>, probability p: Double) {
    let n = trials.map { $0.floats }
    let odds = Float(p / (1 - p))
    let exponent = Float(-log1p(-p))
    self.init(
      words, a: n.map { ($0 + 1) * odds }, b: Four<Floats> { _ in Floats(repeating: -odds) },
      exponent: n.map { $0 * exponent })
  }

  @inlinable @inline(__always)
  init(_ words: Four<Lanes.Words>, mean: Four<Floats>) {
    self.init(words, a: mean, b: Four<Floats> { _ in Floats() }, exponent: mean)
  }

  @inlinable @inline(__always)
  init(_ words: Four<Lanes.Words>, mean: Four<Floats>, size: Four<Floats>) {
    let excess = mean.with(size) { $0 / $1 }
    let share = excess.map { $0 / ($0 + 1) }
    self.init(
      words, a: share.with(size) { $0 * ($1 - 1) }, b: share,
      exponent: Lanes.logOnePlus(excess).with(size) { $0 * $1 })
  }

  /// Walks to the end of all; true where lanes are left open, which then hold −1.
  ///
  /// Transparent, as the compiler would call it with all 24 vectors in memory in spite of `inline`.
  @inlinable @_transparent
  func walk(into counts: UnsafeMutablePointer<Counts>) -> Bool {
    var (one, two, three, four) = (a, b, c, d)
    var k: Float = 1
    while (one.isWalking .| two.isWalking .| three.isWalking .| four.isWalking).hasAny, k < 4096 {
      for _ in 0..<2 {
        let (next, inverse) = (Floats(repeating: k), Floats(repeating: 1 / k))
        one.step(to: next, inverse: inverse)
        two.step(to: next, inverse: inverse)
        three.step(to: next, inverse: inverse)
        four.step(to: next, inverse: inverse)
        k += 1
      }
    }
    return Four(one, two, three, four).settle(into: counts)
  }

  /// Whether a lane starts below e⁻³: then counts of ten and more are likely.
  @inlinable @inline(__always)
  var isLong: Bool {
    let low = Floats(repeating: 0.05)
    return ((a.mass .< low) .| (b.mass .< low) .| (c.mass .< low) .| (d.mass .< low)).hasAny
  }

  @inlinable @_transparent
  func settle(into counts: UnsafeMutablePointer<Counts>) -> Bool {
    let open = Four<SIMDMask<Counts>>(a.isOpen, b.isOpen, c.isOpen, d.isOpen)
    counts[0] = a.count.counts.replacing(with: -1, where: open.a)
    counts[1] = b.count.counts.replacing(with: -1, where: open.b)
    counts[2] = c.count.counts.replacing(with: -1, where: open.c)
    counts[3] = d.count.counts.replacing(with: -1, where: open.d)
    return open.hasAny
  }
}
