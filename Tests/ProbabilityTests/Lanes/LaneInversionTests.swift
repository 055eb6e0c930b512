import Glibc
import Testing

@testable import Probability

/// For every law: lanes with parameters around the given ones and words of all sizes, two in five of them in
/// the tails.
@Suite("Counts of lanes are the exact quantiles of their words")
struct LaneInversionTests {
  private final class Table {
    let words = UnsafeMutablePointer<Lanes.Words>.allocate(capacity: 4)
    let trials = UnsafeMutablePointer<Lanes.Counts>.allocate(capacity: 4)
    let share = UnsafeMutablePointer<Lanes.Floats>.allocate(capacity: 4)
    let size = UnsafeMutablePointer<Lanes.Floats>.allocate(capacity: 4)
    let counts = UnsafeMutablePointer<Lanes.Counts>.allocate(capacity: 4)
    private var generator = Philox4x32(seed: 1912)

    deinit {
      words.deallocate()
      trials.deallocate()
      share.deallocate()
      size.deallocate()
      counts.deallocate()
    }

    func fill(trials most: Int, share middle: Double, size: Double) {
      for vector in 0..<4 {
        for lane in 0..<Lanes.count {
          let word = UInt32(truncatingIfNeeded: generator.next())
          words[vector][lane] =
            lane % 5 == 0 ? word >> UInt32(lane) : lane % 5 == 1 ? ~(word >> UInt32(lane)) : word
          trials[vector][lane] = Int32(generator.next() % UInt64(most + 1))
          share[vector][lane] = Float(middle * (0.5 + unitInterval(generator.next())))
          self.size[vector][lane] = Float(size)
        }
      }
    }

    func check(_ name: String, _ exact: (Double, Int, Int) -> Int) {
      for vector in 0..<4 {
        for lane in 0..<Lanes.count {
          let expected = exact(uniform(words[vector][lane]), vector, lane)
          #expect(
            counts[vector][lane] == Int32(expected),
            "\(name): word \(words[vector][lane]), \(trials[vector][lane]), \(share[vector][lane])")
        }
      }
    }
  }

  @Test(
    "Binomial", arguments: [0, 1, 3, 40, 300, 4000, 1_000_000],
    [0, 1e-7, 3e-4, 0.01, 0.07, 0.3, 0.6, 0.98, 1])
  func binomial(trials: Int, p: Double) {
    let table = Table()
    for _ in 0..<(trials > 1000 ? 20 : 60) {
      table.fill(trials: trials, share: p, size: 1)
      LaneInversion.binomial(
        table.words, trials: table.trials, probability: table.share, into: table.counts)
      table.check("binomial") { u, vector, lane in
        Inversion.binomial(
          u, trials: Int(table.trials[vector][lane]), probability: min(1, Double(table.share[vector][lane])))
      }
      LaneInversion.binomial(table.words, trials: table.trials, probability: p, into: table.counts)
      table.check("binomial of one probability") { u, vector, lane in
        Inversion.binomial(u, trials: Int(table.trials[vector][lane]), probability: p)
      }
    }
  }

  @Test("Poisson", arguments: [0, 1e-6, 0.05, 0.8, 4, 25, 70, 300])
  func poisson(mean: Double) {
    let table = Table()
    let bySeries = PowerSeriesCounts(size: nil)
    for _ in 0..<(mean > 70 ? 20 : 100) {
      table.fill(trials: 1, share: mean, size: 1)
      LaneInversion.poisson(table.words, mean: table.share, into: table.counts)
      table.check("Poisson") { u, vector, lane in
        Inversion.poisson(u, mean: Double(table.share[vector][lane]))
      }
      bySeries.draw(table.words, mean: table.share, into: table.counts)
      table.check("Poisson by eights") { u, vector, lane in
        Inversion.poisson(u, mean: Double(table.share[vector][lane]))
      }
    }
  }

  @Test("Negative binomial", arguments: [0, 1e-6, 0.05, 0.8, 4, 25, 70, 119], [0.03, 0.5, 1, 8, 300, 1e7])
  func negativeBinomial(mean: Double, size: Double) {
    let table = Table()
    let bySeries = PowerSeriesCounts(size: size)
    for _ in 0..<(mean > 70 ? 20 : 60) {
      table.fill(trials: 1, share: mean, size: size)
      LaneInversion.negativeBinomial(
        table.words, mean: table.share, size: table.size, into: table.counts)
      table.check("negative binomial of size \(size)") { u, vector, lane in
        Inversion.negativeBinomial(
          u, mean: Double(table.share[vector][lane]), size: Double(table.size[vector][lane]))
      }
      bySeries.draw(table.words, mean: table.share, into: table.counts)
      table.check("negative binomial of size \(size), by eights") { u, vector, lane in
        Inversion.negativeBinomial(u, mean: Double(table.share[vector][lane]), size: size)
      }
    }
  }

  /// A sum of masses in single precision ends below 1, so a walk that only ends above the uniform climbs past
  /// every count for uniforms next to 1. That is 6e-7 of the draws: unseen at 1 %, seven-fold at 1e-5.
  @Test(
    "The uniforms next to 1 have the counts of the tail, summed from its far end",
    arguments: [0.0005, 0.002, 0.02])
  func lastUniforms(p: Double) {
    let (table, trials) = (Table(), 40)
    var tails = [0.0]  // P(more than trials − index)
    var mass = pow(p, Double(trials))
    for count in stride(from: trials, through: 1, by: -1) {
      tails.append(tails[tails.count - 1] + mass)
      mass *= Double(count) / Double(trials - count + 1) * (1 - p) / p
    }
    for vector in 0..<4 {
      for lane in 0..<Lanes.count {
        table.words[vector][lane] = .max - UInt32(16 * vector + lane) * 41
        table.trials[vector][lane] = Int32(trials)
        table.share[vector][lane] = Float(p)
      }
    }
    for isOne in [false, true] {
      if isOne {
        LaneInversion.binomial(table.words, trials: table.trials, probability: p, into: table.counts)
      } else {
        LaneInversion.binomial(
          table.words, trials: table.trials, probability: table.share, into: table.counts)
      }
      for vector in 0..<4 {
        for lane in 0..<Lanes.count {
          let rest = 1 - uniform(table.words[vector][lane])
          let expected = (0...trials).first { tails[trials - $0] <= rest }
          #expect(table.counts[vector][lane] == Int32(expected ?? -1), "p \(p), rest \(rest)")
        }
      }
    }
  }
}
