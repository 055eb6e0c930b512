/// Counts of 64 lanes at a time, each the exact quantile of one word: the same as `Inversion` of
/// `uniform(word)`.
///
/// Pointers are to four vectors of sixteen. A lane that single precision leaves open, or whose walk would be
/// long, is drawn by `Inversion` itself; with the rates and volumes of sellers that is one lane in some
/// thousands.
public enum LaneInversion {
  /// Vectors per call: enough walks side by side to hide the latency of a step.
  public static let vectors = 4

  /// Binomial counts: `trials` 0…2²², `probability` from 0; one that rounding put above 1 counts as 1.
  @inlinable
  public static func binomial(
    _ words: UnsafePointer<Lanes.Words>, trials: UnsafePointer<Lanes.Counts>,
    probability: UnsafePointer<Lanes.Floats>, into counts: UnsafeMutablePointer<Lanes.Counts>
  ) {
    let isOpen = Four<PanjerWalk>(Four(words), trials: Four(trials), probability: Four(probability)).walk(
      into: counts)
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
    let mirror = Lanes.Words(repeating: isMirrored ? .max : 0)
    let p = isMirrored ? 1 - probability : probability
    let isOpen = Four<PanjerWalk>(Four(words).map { $0 ^ mirror }, trials: Four(trials), probability: p).walk(
      into: counts)
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
    let isOpen = Four<PanjerWalk>(Four(words), mean: Four(mean)).walk(into: counts)
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
    let isOpen = Four<PanjerWalk>(Four(words), mean: Four(mean), size: Four(size)).walk(into: counts)
    if !isOpen { return }
    repair(counts) { vector, lane in
      Inversion.negativeBinomial(
        uniform(words[vector][lane]), mean: Double(mean[vector][lane]), size: Double(size[vector][lane]))
    }
  }

  /// Draws the open lanes one at a time.
  @inlinable @inline(never)
  static func repair(_ counts: UnsafeMutablePointer<Lanes.Counts>, _ draw: (Int, Int) -> Int) {
    for vector in 0..<vectors where (counts[vector] .< Lanes.Counts()).hasAny {
      for lane in 0..<Lanes.count where counts[vector][lane] < 0 {
        counts[vector][lane] = Int32(clamping: draw(vector, lane))
      }
    }
  }
}
