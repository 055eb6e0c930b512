import Foundation
import Testing

@testable import Probability

@Suite("Functions of lanes agree with the scalar ones")
struct LaneFunctionsTests {
  /// The largest error of `f` over `values`, as `distance` of (found, true) gives it.
  private func worst(
    _ values: [Float], _ f: (Four<Lanes.Floats>) -> Four<Lanes.Floats>, _ exact: (Double) -> Double,
    _ distance: (Double, Double) -> Double
  ) -> Double {
    var worst = 0.0
    for start in stride(from: 0, to: values.count - 63, by: 64) {
      let x = Four<Lanes.Floats> { vector in
        var lanes = Lanes.Floats()
        for lane in 0..<Lanes.count { lanes[lane] = values[start + vector * Lanes.count + lane] }
        return lanes
      }
      let y = f(x)
      for vector in 0..<4 {
        for lane in 0..<Lanes.count {
          worst = max(worst, distance(Double(y[vector][lane]), exact(Double(x[vector][lane]))))
        }
      }
    }
    return worst
  }

  private let steps = (0..<64_000).map { Float($0) / 64_000 }

  @Test("exp, to 2 units in the last place") func exponential() {
    #expect(worst(steps.map { $0 * 174 - 87 }, Lanes.exp, exp) { abs($0 / $1 - 1) } < 2 * 0x1p-23)
    let ends = Lanes.exp(Four { _ in [-.infinity, -200, 0, 1, 88, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0] }).a
    #expect(ends[0] < 2e-38 && ends[0] > 0 && ends[1] == ends[0] && ends[2] == 1)
  }

  @Test("exp of doubles, to 2e-15") func exponentialOfDoubles() {
    var most = 0.0
    for step in 0..<70_000 {
      let x =
        Lanes.Doubles(repeating: -0.01 * Double(step))
        - Lanes.Doubles(0, 1e-3, 2e-3, 3e-3, 4e-3, 5e-3, 6e-3, 7e-3)
      let y = Lanes.exp(x)
      for lane in 0..<8 where x[lane] > -700 { most = max(most, abs(y[lane] / exp(x[lane]) - 1)) }
    }
    #expect(most < 2e-15)
    let ends = Lanes.exp(Lanes.Doubles(-.infinity, -700.1, 0, 1, .infinity, -0.0, -1e-300, -700))
    #expect(ends == Lanes.Doubles(0, 0, 1, 1, 1, 1, 1, ends[7]) && ends[7] > 0)
  }

  @Test("log and log(1 + x), to 2 units in the last place") func logarithm() {
    let values = steps.map { exp($0 * 160 - 80) } + steps.map { 0.6 + $0 }
    #expect(worst(values, Lanes.log, log) { abs($0 - $1) / max(abs($1), 0.05) } < 2 * 0x1p-23)
    #expect(worst(values, Lanes.logOnePlus, log1p) { abs($0 / $1 - 1) } < 3 * 0x1p-23)
  }

  @Test("The logistic function, small values relative to themselves") func logisticFunction() {
    #expect(worst(steps.map { $0 * 120 - 80 }, Lanes.logistic, logistic) { abs($0 / $1 - 1) } < 3 * 0x1p-23)
  }

  @Test("Normal quantiles of words at both ends and between") func normalQuantiles() {
    var generator = Philox4x32(seed: 11)
    for round in 0..<4000 {
      let words = Four<Lanes.Words> { _ in
        var lanes = Lanes.Words()
        for lane in 0..<Lanes.count {
          // A tail of every size, then the other end.
          let word = UInt32(truncatingIfNeeded: generator.next()) >> UInt32(round % 32)
          lanes[lane] = lane & 1 == 0 ? word : ~word
        }
        return lanes
      }
      let found = Lanes.normalQuantile(words)
      for vector in 0..<4 {
        for lane in 0..<Lanes.count {
          let exact = normalQuantileFast(uniform(words[vector][lane]))
          #expect(abs(Double(found[vector][lane]) - exact) < 6e-7 * abs(exact) + 4e-8)
        }
      }
    }
  }

  @Test("Philox by lanes is Philox, word for word") func philox() {
    var generator = Philox4x32(seed: 3)
    for _ in 0..<500 {
      let seed = generator.next()
      let (place, first) = (generator.next(), UInt32(truncatingIfNeeded: generator.next()))
      let (day, purpose) = (UInt32(truncatingIfNeeded: place), UInt32(truncatingIfNeeded: place >> 32))
      let index = UInt32(truncatingIfNeeded: generator.next())
      var paths = Lanes.Words()
      for lane in 0..<Lanes.count { paths[lane] = first &+ UInt32(lane) }
      let block = Lanes.block(seed: seed, path: paths, day: day, purpose: purpose, index: index)
      let (one, two) = Lanes.blocks(
        seed: seed, paths: (~paths, paths &+ 16), day: day, purpose: purpose, index: index)
      for lane in 0..<Lanes.count {
        for (block, path) in [(block, paths[lane]), (one, ~paths[lane]), (two, paths[lane] &+ 16)] {
          let words = Philox4x32.word4(seed: seed, path: path, day: day, purpose: purpose, index: index)
          for word in 0..<4 { #expect(block[word][lane] == words[word]) }
        }
      }
    }
  }

  @Test("Whole numbers as floats and doubles") func conversions() {
    let numbers: Lanes.Counts = [
      0, 1, 2, 3, 4095, 4_194_303, 99, 500_000, 7, 8, 9, 10, 65_535, 65_536, 1_048_576, 4_000_001,
    ]
    let (even, odd) = numbers.doubles
    for lane in 0..<Lanes.count {
      #expect(numbers.floats[lane] == Float(numbers[lane]))
      #expect((lane & 1 == 0 ? even : odd)[lane >> 1] == Double(numbers[lane]))
    }
    #expect(Lanes.Counts(even: [0, 2, 4, 6, 8, 10, 12, 14], odd: [1, 3, 5, 7, 9, 11, 13, 15])[13] == 13)
    #expect(Lanes.Counts(repeating: .max).doubles.odd[7] == 2_147_483_647)
  }
}
