import Probability

/// When each of several bad orders is seen: one word an order.
extension PathBlock {
  /// Sends the bad orders in `rows.bad`, bought on day index `day`, to the entries of their clock.
  func allocateNew(_ layout: OutcomeLayout, day: Int, _ first: UInt32) {
    let chances = probability.base + day * Self.vectors
    let last = layout.clock.lastIndex { day + $0.recorded < horizon } ?? 0
    layout.clock.withUnsafeBufferPointer { clock in
      allocate(layout, .allocation, address: day + 1, total: { rows.share[$0] }, first) {
        vector, targets, send in
        var cumulative = Floats()
        for index in 0...last where day + clock[index].recorded < horizon {
          let entry = clock[index]
          cumulative = chances[entry.due * Self.vectors + vector].times(
            Floats(repeating: entry.weight), plus: cumulative)
          send(targets.pass(index == last ? nil : cumulative), day + 1, day + 1 + entry.recorded)
        }
      }
    }
  }

  /// Sends the bad orders of a cohort in `rows.bad` to the days they are seen.
  func allocatePending(_ layout: OutcomeLayout, _ cohort: OutcomeLayout.Cohort, _ first: UInt32) {
    let total = Floats(repeating: cohort.seen.reduce(0) { $0 + $1.weight })
    let last = cohort.seen.count - 1
    cohort.seen.withUnsafeBufferPointer { seen in
      allocate(layout, .pendingAllocation, address: cohort.number, total: { _ in total }, first) {
        _, targets, send in
        var cumulative = Floats()
        for index in 0...last {
          cumulative += seen[index].weight
          send(targets.pass(index == last ? nil : cumulative), cohort.member, seen[index].day)
        }
      }
    }
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
      func target(_ word: Int) -> Floats {
        (Lanes.upperUniform(words[word]) * total).replacing(
          with: -1, where: left .<= Counts(repeating: Int32(word)))
      }
      (one, two, three, four) = (target(0), target(1), target(2), target(3))
      let none = Counts()
      let some = left.replacing(with: none, where: left .< none)
      beyond = some.replacing(with: 4, where: some .> 4)
    }

    /// The orders whose targets are below the next sum and were not below the last one; `nil` is the end.
    @inline(__always)
    mutating func pass(_ sum: Floats?) -> Counts {
      var next = Counts()
      if let sum {
        next.replace(with: next &+ 1, where: one .>= sum)
        next.replace(with: next &+ 1, where: two .>= sum)
        next.replace(with: next &+ 1, where: three .>= sum)
        next.replace(with: next &+ 1, where: four .>= sum)
      }
      let passed = beyond &- next
      beyond = next
      return passed
    }
  }

  @inline(__always)
  private func allocate(
    _ layout: OutcomeLayout, _ purpose: Purpose, address: Int, total: (Int) -> Floats, _ first: UInt32,
    _ walk: (Int, inout Targets, (Counts, Int, Int) -> Void) -> Void
  ) {
    let vectors = Self.vectors
    let bad = rows.bad.base
    let change = change.base
    for vector in 0..<vectors {
      let counts = bad[vector]
      let most = counts.max()
      for start in stride(from: Int32(0), to: most, by: 4) {
        let words = block(first, vector, day: address, purpose, slot: layout.slot, index: Int(start >> 2))
        if onDraw != nil { noteBad(counts, start, vector, address, purpose, layout.slot, first) }
        var targets = Targets(words, total: total(vector), bad: counts, start: start)
        walk(vector, &targets) { passed, member, seen in
          for (index, window) in layout.windows.enumerated() {
            let from = max(member + window.youngest, seen, 1)
            let to = member + window.oldest
            if from > to || from > horizon { continue }
            change[(index * (horizon + 2) + from) * vectors + vector] &+= passed
            if to < horizon { change[(index * (horizon + 2) + to + 1) * vectors + vector] &-= passed }
          }
        }
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
