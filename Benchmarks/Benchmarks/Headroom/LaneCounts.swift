import Probability

/// 1,000,000 counts by the exact quantile of one word each, as the simulation draws them.
func laneCounts() {
  for (n, p) in [(40, 0.001), (40, 0.075), (400, 0.05)] {
    counts("binomial(\(n), \(p))", trials: n, share: p) { table in
      LaneInversion.binomial(
        table.words, trials: table.trials, probability: table.share, into: table.counts)
    }
  }
  for mean in [0.1, 8, 50] {
    let series = PowerSeriesCounts(size: nil)
    counts("Poisson(\(mean))", trials: 0, share: mean) { table in
      series.draw(table.words, mean: table.share, into: table.counts)
    }
  }
  for mean in [0.1, 8, 50] {
    let series = PowerSeriesCounts(size: 8)
    counts("negative binomial(\(mean), size 8)", trials: 0, share: mean) { table in
      series.draw(table.words, mean: table.share, into: table.counts)
    }
  }
}

private final class LaneTable {
  static let vectors = 64
  let words = UnsafeMutablePointer<Lanes.Words>.allocate(capacity: vectors)
  let trials = UnsafeMutablePointer<Lanes.Counts>.allocate(capacity: 4)
  let share = UnsafeMutablePointer<Lanes.Floats>.allocate(capacity: 4)
  let counts = UnsafeMutablePointer<Lanes.Counts>.allocate(capacity: 4)

  init(trials n: Int, share p: Double) {
    for vector in 0..<Self.vectors {
      let paths = Lanes.Words(0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15)
      words[vector] = Lanes.block(seed: 5, path: paths, day: UInt32(vector), purpose: 1, index: 0)[0]
    }
    for vector in 0..<4 {
      trials[vector] = Lanes.Counts(repeating: Int32(n))
      share[vector] = Lanes.Floats(repeating: Float(p))
    }
  }

  deinit {
    words.deallocate()
    trials.deallocate()
    share.deallocate()
    counts.deallocate()
  }
}

private func counts(
  _ name: String, trials: Int, share: Double,
  _ draw:
    @escaping (
      (
        words: UnsafePointer<Lanes.Words>, trials: UnsafePointer<Lanes.Counts>,
        share: UnsafePointer<Lanes.Floats>, counts: UnsafeMutablePointer<Lanes.Counts>
      )
    ) -> Void
) {
  Benchmark("1,000,000 counts, 64 lanes at once, \(name)") { run in
    let table = LaneTable(trials: trials, share: share)
    run.startMeasurement()
    for round in 0..<15_625 {
      let words = UnsafePointer(table.words + (round & 15) * 4)
      draw((words, UnsafePointer(table.trials), UnsafePointer(table.share), table.counts))
    }
    run.stopMeasurement()
    blackHole(table.counts[0])
  }
}
