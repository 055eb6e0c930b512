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
    return coarse(start, x).walkEight(into: counts)
  }

  /// Every lane at the beginning of the eight masses in which its walk ends.
  @inlinable @inline(__always)
  func coarse(_ start: Four<PanjerWalk>, _ x: Four<Floats>) -> Four<PanjerWalk> {
    var (one, two, three, four) = (
      Eights(start.a, x.a), Eights(start.b, x.b), Eights(start.c, x.c), Eights(start.d, x.d)
    )
    var row = UnsafePointer(ratios)
    let end = row + 8 * Self.chunks
    while row < end {
      one.step(row)
      two.step(row)
      three.step(row)
      four.step(row)
      row += 8
      if !(one.isWalking .| two.isWalking .| three.isWalking .| four.isWalking).hasAny { break }
    }
    return Four(one.walk, two.walk, three.walk, four.walk)
  }

  /// Sixteen walks by eights.
  @usableFromInline
  struct Eights {
    @usableFromInline var walk: PanjerWalk
    @usableFromInline let x: Floats
    @usableFromInline let eighth: Floats
    @usableFromInline var isWalking: SIMDMask<Lanes.Counts>

    @inlinable @inline(__always)
    init(_ walk: PanjerWalk, _ x: Floats) {
      self.walk = walk
      self.x = x
      let square = x * x
      eighth = square * square * (square * square)
      isWalking = walk.isWalking
      // From the sum below 0, which is what the first eight are added to.
      self.walk.rest.replace(with: walk.rest + walk.mass, where: isWalking)
    }

    @inlinable @inline(__always)
    mutating func step(_ ratios: UnsafePointer<Float>) {
      var sum = x.times(Floats(repeating: ratios[6]), plus: ratios[5])
      sum = sum.times(x, plus: ratios[4])
      sum = sum.times(x, plus: ratios[3])
      sum = sum.times(x, plus: ratios[2])
      sum = sum.times(x, plus: ratios[1])
      sum = sum.times(x, plus: ratios[0])
      sum = sum.times(x, plus: 1)
      let rest = walk.rest - walk.mass * sum
      isWalking = isWalking .& (rest .> 0)
      walk.rest.replace(with: rest, where: isWalking)
      walk.mass.replace(with: walk.mass * (eighth * ratios[7]), where: isWalking)
      walk.count.replace(with: walk.count &+ 8, where: isWalking)
    }
  }
}
