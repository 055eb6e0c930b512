/// Poisson counts, or negative binomial ones of one size, whose means differ from lane to lane.
///
/// Then P(k) = cₖ xᵏ / A(x) with the same coefficients in all lanes: power series distributions (A. Noack, *A
/// class of random variables with discrete distributions*, Annals of Mathematical Statistics 21, 1950). So
/// eight masses at a time are one polynomial in x, and only the last eight are walked one by one. The counts
/// are as exact as those of `LaneInversion`.
public final class PowerSeriesCounts: @unchecked Sendable {
  @usableFromInline typealias Floats = Lanes.Floats
  /// For each eighth k: cₖ₊₁ … cₖ₊₈ over cₖ.
  @usableFromInline let ratios: UnsafeMutablePointer<Float>
  /// `nil` for Poisson counts.
  public let size: Double?
  /// x is share · scale, so that neither it nor the coefficients overflow.
  @usableFromInline let scale: Float

  @usableFromInline static let chunks = 512

  /// - Parameter size: The size of the negative binomial distribution, above 0; `nil` for Poisson counts.
  public init(size: Double?) {
    self.size = size
    let scale = max(size ?? 1, 1)
    self.scale = Float(scale)
    ratios = .allocate(capacity: Self.chunks * 8)
    for chunk in 0..<Self.chunks {
      var product = 1.0
      for step in 0..<8 {
        let k = Double(chunk * 8 + step + 1)
        product *= size.map { ($0 + k - 1) / (k * scale) } ?? 1 / k
        ratios[chunk * 8 + step] = Float(product)
      }
    }
  }

  deinit { ratios.deallocate() }

  /// Counts of 64 lanes; `mean` from 0.
  @inlinable
  public func draw(
    _ words: UnsafePointer<Lanes.Words>, mean: UnsafePointer<Lanes.Floats>,
    into counts: UnsafeMutablePointer<Lanes.Counts>
  ) {
    guard let size else {
      let means = Four(mean)
      let start = Four<PanjerWalk>(Four(words), mean: means)
      if finish(start, means, into: counts) {
        LaneInversion.repair(counts) { vector, lane in
          Inversion.poisson(uniform(words[vector][lane]), mean: Double(mean[vector][lane]))
        }
      }
      return
    }
    let sizes = Four<Floats> { _ in Floats(repeating: Float(size)) }
    let start = Four<PanjerWalk>(Four(words), mean: Four(mean), size: sizes)
    let x = Four<Floats>(start.a.b * scale, start.b.b * scale, start.c.b * scale, start.d.b * scale)
    if finish(start, x, into: counts) {
      LaneInversion.repair(counts) { vector, lane in
        Inversion.negativeBinomial(
          uniform(words[vector][lane]), mean: Double(mean[vector][lane]), size: size)
      }
    }
  }

  /// A walk of few steps is faster one by one; the counts are the same.
  @inlinable @inline(__always)
  func finish(
    _ start: Four<PanjerWalk>, _ x: Four<Floats>, into counts: UnsafeMutablePointer<Lanes.Counts>
  ) -> Bool {
    if !start.isLong { return start.walk(into: counts) }
    return fine(coarse(start, x)).settle(into: counts)
  }

  /// Every lane at the beginning of the eight masses in which its walk ends.
  @inlinable @inline(__always)
  func coarse(_ start: Four<PanjerWalk>, _ x: Four<Floats>) -> Four<PanjerWalk> {
    var (one, two, three, four) = (
      Eights(start.a, x.a), Eights(start.b, x.b), Eights(start.c, x.c), Eights(start.d, x.d)
    )
    var chunk = 0
    while chunk < Self.chunks {
      let row = UnsafePointer(ratios) + 8 * chunk
      chunk += 1
      let next = Floats(repeating: Float(8 * chunk))
      one.step(to: next, row)
      two.step(to: next, row)
      three.step(to: next, row)
      four.step(to: next, row)
      if !(one.isWalking .| two.isWalking .| three.isWalking .| four.isWalking).hasAny { break }
    }
    return Four(one.last, two.last, three.last, four.last)
  }

  /// Walks the last eight masses one by one, each lane from its own count on.
  @inlinable @inline(__always)
  func fine(_ start: Four<PanjerWalk>) -> Four<PanjerWalk> {
    var (one, two, three, four) = (start.a, start.b, start.c, start.d)
    one.enter()
    two.enter()
    three.enter()
    four.enter()
    var scales = Four<Floats> { _ in Floats(repeating: 1) }
    var left = 7
    while left > 0, (one.isWalking .| two.isWalking .| three.isWalking .| four.isWalking).hasAny {
      one.step(&scales.a)
      two.step(&scales.b)
      three.step(&scales.c)
      four.step(&scales.d)
      left -= 1
    }
    one.divide(by: scales.a)
    two.divide(by: scales.b)
    three.divide(by: scales.c)
    four.divide(by: scales.d)
    return Four(one, two, three, four)
  }

  /// Sixteen walks by eights.
  @usableFromInline
  struct Eights {
    /// Where each lane is at the beginning of its last eight masses, but for its mass. `rest` is the uniform
    /// less the sum below `count`.
    @usableFromInline var found: PanjerWalk
    /// −pmf of that count.
    @usableFromInline var minusMass: Floats
    /// The uniform less the sum below the next eight. It only falls, so a lane whose walk is over stays at or
    /// below 0.
    @usableFromInline var rest: Floats
    @usableFromInline let x: Floats
    @usableFromInline let eighth: Floats

    @inlinable @inline(__always)
    init(_ start: PanjerWalk, _ x: Floats) {
      found = start
      self.x = x
      let square = x * x
      eighth = square * square * (square * square)
      // From the sum below 0, which is what the first eight are added to.
      found.rest.replace(with: start.rest + start.mass, where: start.isWalking)
      rest = found.rest
      minusMass = -start.mass
    }

    @inlinable @inline(__always)
    var last: PanjerWalk {
      var last = found
      last.mass = -minusMass
      return last
    }

    @inlinable @inline(__always)
    var isWalking: SIMDMask<Lanes.Counts> { rest .> 0 }

    @inlinable @inline(__always)
    mutating func step(to next: Floats, _ ratios: UnsafePointer<Float>) {
      var sum = x.times(Floats(repeating: ratios[6]), plus: ratios[5])
      sum = sum.times(x, plus: ratios[4])
      sum = sum.times(x, plus: ratios[3])
      sum = sum.times(x, plus: ratios[2])
      sum = sum.times(x, plus: ratios[1])
      sum = sum.times(x, plus: ratios[0])
      sum = sum.times(x, plus: 1)
      rest = sum.times(minusMass, plus: rest)
      let walking = rest .> 0
      found.rest.replace(with: rest, where: walking)
      minusMass.replace(with: minusMass * (eighth * ratios[7]), where: walking)
      found.count.replace(with: next, where: walking)
    }
  }
}

extension PanjerWalk {
  /// Moves from the sum below `count`, whose mass is `mass`, to the sum up to it.
  @inlinable @inline(__always)
  mutating func enter() { rest.replace(with: rest - mass, where: rest .> 0) }
}
