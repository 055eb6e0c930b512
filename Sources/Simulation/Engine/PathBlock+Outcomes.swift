import Probability

/// Bad orders among the orders to come.
extension PathBlock {
  /// - Parameter words: The outcome's uniforms, one row per day.
  func drawOutcomes(_ layout: OutcomeLayout, _ words: UnsafeMutablePointer<Words>, _ first: UInt32) {
    if layout.sizes.count > 0 {
      drawUnits(layout, words, first)
      return
    }
    let vectors = PathLanes.vectors
    let trials = layout.membership == .promise ? promised.base : bought.base
    for day in 0..<horizon {
      guard day + layout.firstRecorded < horizon else { continue }
      let row = day * vectors
      if layout.clock.count == 1 {
        let entry = layout.clock[0]
        var chances = probability.base + row + entry.due * vectors
        if entry.weight != 1 {
          for vector in 0..<vectors { rows.share[vector] = chances[vector] * entry.weight }
          chances = rows.share.base
        }
        drawCounts(layout, words + row, trials + row, chances)
        add(layout, member: day + 1, seen: day + 1 + entry.seen)
        continue
      }
      for vector in 0..<vectors { rows.share[vector] = Floats() }
      for index in 0..<layout.clock.count where day + layout.clock[index].seen < horizon {
        let entry = layout.clock[index]
        let chances = probability.base + row + entry.due * vectors
        for vector in 0..<vectors {
          rows.share[vector] = chances[vector].times(
            Floats(repeating: entry.weight), plus: rows.share[vector])
        }
      }
      drawCounts(layout, words + row, trials + row, rows.share.base)
      allocateNew(layout, day: day, first)
    }
  }

  /// Draws the counts of one day into `rows.bad`.
  private func drawCounts(
    _ layout: OutcomeLayout, _ words: UnsafeMutablePointer<Words>, _ trials: UnsafeMutablePointer<Counts>,
    _ chances: UnsafeMutablePointer<Floats>
  ) {
    let bad = rows.bad.base
    for start in stride(from: 0, to: PathLanes.vectors, by: LaneInversion.vectors) {
      switch layout.counts {
      case .binomial:
        LaneInversion.binomial(
          words + start, trials: trials + start, probability: chances + start, into: bad + start)
      case .poisson: LaneInversion.poisson(words + start, mean: chances + start, into: bad + start)
      case .negativeBinomial:
        LaneInversion.negativeBinomial(
          words + start, mean: chances + start, size: rows.size.base + start, into: bad + start)
      case .betaBinomial:
        for vector in start..<start + LaneInversion.vectors {
          for lane in 0..<Lanes.count {
            bad[vector][lane] = Self.betaBinomial(
              words[vector][lane], Int(trials[vector][lane]), Double(chances[vector][lane]),
              Double(rows.size[vector][lane]))
          }
        }
      }
    }
  }

  private static func betaBinomial(_ word: UInt32, _ trials: Int, _ p: Double, _ concentration: Double)
    -> Int32
  {
    let u = uniform(word)
    if p <= 0 || p >= 1 { return p >= 1 ? Int32(trials) : 0 }
    return Int32(
      Inversion.betaBinomial(u, trials: trials, alpha: p * concentration, beta: (1 - p) * concentration))
  }

  /// Adds the bad orders of `rows.bad`, which belong to day `member`, to every window from day `seen` on.
  func add(_ layout: OutcomeLayout, member: Int, seen: Int) {
    let vectors = PathLanes.vectors
    let bad = rows.bad.base
    for index in 0..<layout.ages.count {
      let window = layout.ages[index]
      let from = max(member + window.youngest, seen, 1)
      let to = member + window.oldest
      guard from <= to, from <= horizon else { continue }
      let enter = change.base + (index * (horizon + 2) + from) * vectors
      for vector in 0..<vectors { enter[vector] &+= bad[vector] }
      if to < horizon {
        let leave = change.base + (index * (horizon + 2) + to + 1) * vectors
        for vector in 0..<vectors { leave[vector] &-= bad[vector] }
      }
    }
  }
}
