/// Sixteen walks up the sums of laws whose masses obey pmf(k) = (b + a/k) · pmf(k − 1): the binomial, Poisson and
/// negative binomial laws, and no others (H. H. Panjer, *Recursive evaluation of a family of compound distributions*,
/// ASTIN Bulletin 12, 1981; B. Sundt and W. S. Jewell, same volume).
///
/// In single precision a sum is off by less than `slack`. Where the uniform is nearer than that to one of the sums
/// beside it, the lane is marked `isOpen` and is drawn again in double precision, so the count is always the exact
/// quantile, the one of `Inversion`.
@usableFromInline
struct PanjerLanes {
  @usableFromInline var a: Lanes.Floats
  @usableFromInline var b: Lanes.Floats
  @usableFromInline var mass: Lanes.Floats
  /// The uniform less the sum up to `count`; at or below 0 once the walk is over.
  @usableFromInline var rest: Lanes.Floats
  /// The uniform less the sum below `count`.
  @usableFromInline var above: Lanes.Floats
  @usableFromInline var count: Lanes.Counts
  @usableFromInline var slack: Lanes.Floats

  /// - Parameters:
  ///   - exponent: −log pmf(0); lanes beyond `longest` are left open.
  @inlinable @inline(__always)
  init(_ words: Lanes.Words, a: Lanes.Floats, b: Lanes.Floats, exponent: Lanes.Floats) {
    self.a = a
    self.b = b
    // The upper 23 bits, at the middle of their cell.
    let u = unsafeBitCast((words &>> 9) | 0x3F80_0000, to: Lanes.Floats.self) - (1 - 0x1p-24)
    slack = exponent.times(Lanes.Floats(repeating: 0x1p-20), plus: 0x1p-18)
    mass = Lanes.exp(-exponent)
    count = Lanes.Counts()
    above = Lanes.Floats(repeating: 1)
    rest = u - mass
    let isOpen = (u .> 1 - slack) .| (exponent .> Self.longest)
    above.replace(with: -1, where: isOpen)
    rest.replace(with: -1, where: isOpen)
  }

  /// A binomial law. Above ½ its lanes are left open.
  @inlinable @inline(__always)
  init(_ words: Lanes.Words, trials: Lanes.Floats, probability p: Lanes.Floats) {
    let q = 1 - p
    let inverse = 1 / q
    // log1p(−p): the logarithm of the rounded 1 − p and what the rounding left.
    let lost = (p - (1 - q)) * inverse
    var exponent = trials * (lost - Lanes.log(q))
    exponent.replace(with: .infinity, where: p .> 0.5)
    let odds = p * inverse
    self.init(words, a: odds * (trials + 1), b: -odds, exponent: exponent)
  }

  /// A Poisson law.
  @inlinable @inline(__always)
  init(_ words: Lanes.Words, mean: Lanes.Floats) {
    self.init(words, a: mean, b: Lanes.Floats(), exponent: mean)
  }

  /// A negative binomial law.
  @inlinable @inline(__always)
  init(_ words: Lanes.Words, mean: Lanes.Floats, size: Lanes.Floats) {
    let excess = mean / size
    let share = excess / (excess + 1)
    self.init(words, a: share * (size - 1), b: share, exponent: size * Lanes.logOnePlus(excess))
  }

  /// e⁻⁶⁰ is far from underflow.
  @usableFromInline static let longest: Float = 60

  @inlinable @inline(__always) var isWalking: SIMDMask<Lanes.Counts> { rest .> 0 }

  /// From `count` to the next one, `inverse` being 1 by that.
  @inlinable @inline(__always)
  mutating func step(_ inverse: Float) {
    let walking = rest .> 0
    mass *= a.times(Lanes.Floats(repeating: inverse), plus: b)
    above.replace(with: rest, where: walking)
    rest.replace(with: rest - mass, where: walking)
    count.replace(with: count &+ 1, where: walking)
  }

  @inlinable @inline(__always)
  var isOpen: SIMDMask<Lanes.Counts> { (above .< slack) .| (rest .> -slack) }

  /// The count, −1 where it is open.
  @inlinable @inline(__always)
  var settled: Lanes.Counts { count.replacing(with: -1, where: isOpen) }
}
