import Probability

/// Decides when each of several bad orders is seen, with one word per order.
extension PathBlock {
  /// Sends the bad orders in `rows.bad`, bought on day index `day`, to the entries of their clock.
  func allocateNew(_ layout: OutcomeLayout, day: Int, _ first: UInt32) {
    let clock = layout.clock
    var count = clock.count
    while count > 0, day + clock[count - 1].seen >= horizon { count -= 1 }
    allocate(
      layout, .allocation, address: day + 1, clock.base, count,
      chances: probability.base + day * PathLanes.vectors,
      member: day + 1, base: day + 1, first)
  }

  /// Sends the bad orders of a cohort in `rows.bad` to the days they are seen.
  func allocatePending(_ layout: OutcomeLayout, _ cohort: OutcomeLayout.Cohort, _ first: UInt32) {
    for vector in 0..<PathLanes.vectors { rows.share[vector] = Floats(repeating: cohort.shown) }
    allocate(
      layout, .pendingAllocation, address: cohort.number, layout.entries.base + cohort.firstEntry,
      cohort.entryCount, chances: nil, member: cohort.member, base: 0, first)
  }

  /// Four bad orders of every lane, each with a target on the running sum of weights.
  struct Targets {
    var one: Floats
    var two: Floats
    var three: Floats
    var four: Floats
    /// How many of them are at or beyond the sum so far.
    var beyond: Counts

    /// Orders `start`, `start` + 1, … of `bad`; the others are before every sum.
    @inline(__always)
    init(_ words: Lanes.Block, total: Floats, bad: Counts, start: Int32) {
      let left = bad &- start
      let none = Counts()
      one = (Lanes.upperUniform(words[0]) * total).replacing(with: -1, where: left .<= none)
      two = (Lanes.upperUniform(words[1]) * total).replacing(with: -1, where: left .<= none &+ 1)
      three = (Lanes.upperUniform(words[2]) * total).replacing(with: -1, where: left .<= none &+ 2)
      four = (Lanes.upperUniform(words[3]) * total).replacing(with: -1, where: left .<= none &+ 3)
      let some = left.replacing(with: none, where: left .< none)
      beyond = some.replacing(with: 4, where: some .> 4)
    }

    /// The orders whose targets are below the next sum and were not below the last one.
    @inline(__always)
    mutating func pass(_ sum: Floats) -> Counts {
      var next = Counts()
      next.replace(with: next &+ 1, where: one .>= sum)
      next.replace(with: next &+ 1, where: two .>= sum)
      next.replace(with: next &+ 1, where: three .>= sum)
      next.replace(with: next &+ 1, where: four .>= sum)
      let passed = beyond &- next
      beyond = next
      return passed
    }
  }

  /// Each bad order goes to the entry in which its part of the total, `rows.share`, lies on the running sum.
  ///
  /// - Parameters:
  ///   - chances: Factors on the weights, taken at the entry's due day; `nil` uses the weights as they are.
  ///   - base: The day to which the entries' own days are added.
  private func allocate(
    _ layout: OutcomeLayout, _ purpose: Purpose, address: Int,
    _ entries: UnsafeMutablePointer<OutcomeLayout.Entry>, _ count: Int,
    chances: UnsafeMutablePointer<Floats>?,
    member: Int, base: Int, _ first: UInt32
  ) {
    let (vectors, horizon) = (PathLanes.vectors, horizon)
    let (bad, change, totals) = (rows.bad.base, change.base, rows.share.base)
    let (ages, windows) = (layout.ages.base, layout.ages.count)
    for vector in 0..<vectors {
      let counts = bad[vector]
      var start: Int32 = 0
      while (counts .> Counts(repeating: start)).hasAny {
        let words = block(first, vector, day: address, purpose, slot: layout.slot, index: Int(start >> 2))
        if onDraw != nil { noteBad(counts, start, vector, address, purpose, layout.slot, first) }
        var targets = Targets(words, total: totals[vector], bad: counts, start: start)
        var sum = Floats()
        for index in 0..<count {
          let entry = entries[index]
          let seen = base + entry.seen
          if seen > horizon { continue }
          let weight = Floats(repeating: entry.weight)
          let part = chances.map { $0[entry.due * vectors + vector] * weight } ?? weight
          sum += part
          let passed = index == count - 1 ? targets.beyond : targets.pass(sum)
          for window in 0..<windows {
            let from = max(member + ages[window].youngest, seen, 1)
            let to = member + ages[window].oldest
            if from > to || from > horizon { continue }
            let row = change + (window * (horizon + 2) * vectors + vector)
            row[from * vectors] &+= passed
            if to < horizon { row[(to + 1) * vectors] &-= passed }
          }
        }
        start += 4
      }
    }
  }

  private func noteBad(
    _ counts: Counts, _ start: Int32, _ vector: Int, _ day: Int, _ purpose: Purpose, _ slot: UInt32,
    _ first: UInt32
  ) {
    for lane in 0..<Lanes.count {
      for word in 0..<Int(min(4, max(0, counts[lane] - start))) {
        let path = first &+ UInt32(truncatingIfNeeded: vector * Lanes.count + lane)
        note(path: path, day: day, purpose, slot: slot, index: Int(start >> 2), word: word)
      }
    }
  }
}
