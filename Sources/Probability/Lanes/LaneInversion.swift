/// Counts of 64 lanes at a time, each the exact quantile of one word: the same as `Inversion` of `uniform(word)`.
///
/// Pointers are to four vectors of sixteen. A lane that single precision leaves open, or whose walk would be long, is
/// drawn by `Inversion` itself; of the rates and volumes of sellers that is one in some thousands.
public enum LaneInversion {
  /// Vectors of one call: enough walks beside each other to hide the latency of a step.
  public static let vectors = 4

  /// Binomial counts: `trials` 0…2²², `probability` from 0; one that rounding put above 1 counts as 1.
  @inlinable
  public static func binomial(
    _ words: UnsafePointer<Lanes.Words>, trials: UnsafePointer<Lanes.Counts>,
    probability: UnsafePointer<Lanes.Floats>, into counts: UnsafeMutablePointer<Lanes.Counts>
  ) {
    let isOpen = walk(into: counts) {
      PanjerLanes(words[$0], trials: trials[$0].floats, probability: probability[$0])
    }
    if !isOpen { return }
    repair(counts) { vector, lane in
      Inversion.binomial(
        uniform(words[vector][lane]), trials: Int(trials[vector][lane]),
        probability: min(1, Double(probability[vector][lane])))
    }
  }

  /// Binomial counts of one probability 0…1; above ½ the failures are counted from the other end.
  @inlinable
  public static func binomial(
    _ words: UnsafePointer<Lanes.Words>, trials: UnsafePointer<Lanes.Counts>, probability: Double,
    into counts: UnsafeMutablePointer<Lanes.Counts>
  ) {
    let isMirrored = probability > 0.5
    let p = Lanes.Floats(repeating: Float(isMirrored ? 1 - probability : probability))
    let mirror = Lanes.Words(repeating: isMirrored ? .max : 0)
    let isOpen = walk(into: counts) {
      PanjerLanes(words[$0] ^ mirror, trials: trials[$0].floats, probability: p)
    }
    if isMirrored {
      for vector in 0..<vectors {
        let left = trials[vector] &- counts[vector]
        counts[vector].replace(with: left, where: counts[vector] .>= 0)
      }
    }
    if !isOpen { return }
    repair(counts) { vector, lane in
      Inversion.binomial(
        uniform(words[vector][lane]), trials: Int(trials[vector][lane]), probability: probability)
    }
  }

  /// Poisson counts; `mean` from 0.
  @inlinable
  public static func poisson(
    _ words: UnsafePointer<Lanes.Words>, mean: UnsafePointer<Lanes.Floats>,
    into counts: UnsafeMutablePointer<Lanes.Counts>
  ) {
    let isOpen = walk(into: counts) { PanjerLanes(words[$0], mean: mean[$0]) }
    if !isOpen { return }
    repair(counts) { vector, lane in
      Inversion.poisson(uniform(words[vector][lane]), mean: Double(mean[vector][lane]))
    }
  }

  /// Negative binomial counts; `mean` from 0, `size` above 0.
  @inlinable
  public static func negativeBinomial(
    _ words: UnsafePointer<Lanes.Words>, mean: UnsafePointer<Lanes.Floats>,
    size: UnsafePointer<Lanes.Floats>, into counts: UnsafeMutablePointer<Lanes.Counts>
  ) {
    let isOpen = walk(into: counts) { PanjerLanes(words[$0], mean: mean[$0], size: size[$0]) }
    if !isOpen { return }
    repair(counts) { vector, lane in
      Inversion.negativeBinomial(
        uniform(words[vector][lane]), mean: Double(mean[vector][lane]), size: Double(size[vector][lane]))
    }
  }

  /// Walks four vectors to their ends; true where lanes are left open, which then hold −1.
  @inlinable @inline(__always)
  static func walk(
    into counts: UnsafeMutablePointer<Lanes.Counts>, _ start: (Int) -> PanjerLanes
  ) -> Bool {
    var (one, two, three, four) = (start(0), start(1), start(2), start(3))
    var k: Float = 1
    while (one.isWalking .| two.isWalking .| three.isWalking .| four.isWalking).hasAny, k < 4096 {
      let (inverse, next) = (1 / k, 1 / (k + 1))
      one.step(inverse)
      two.step(inverse)
      three.step(inverse)
      four.step(inverse)
      one.step(next)
      two.step(next)
      three.step(next)
      four.step(next)
      k += 2
    }
    let isOpen = one.isOpen .| two.isOpen .| three.isOpen .| four.isOpen
    counts[0] = one.settled
    counts[1] = two.settled
    counts[2] = three.settled
    counts[3] = four.settled
    return isOpen.hasAny
  }

  /// Draws the open lanes one at a time.
  @inlinable @inline(never)
  static func repair(_ counts: UnsafeMutablePointer<Lanes.Counts>, _ draw: (Int, Int) -> Int) {
    for vector in 0..<vectors {
      for lane in 0..<Lanes.count where counts[vector][lane] < 0 {
        counts[vector][lane] = Int32(clamping: draw(vector, lane))
      }
    }
  }
}
