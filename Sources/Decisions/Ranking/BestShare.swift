import Glibc
import Probability
import Simulation

/// How likely each action is to be the best and which places it may take, over the uncertainty of the effects
/// and of the simulation together.
struct BestShare: Sendable {
  /// The chance of each action to be the best. The chances add to 1; tied actions share.
  let best: [Double]
  /// The 5 % and 95 % points of the place, from 1. Equal actions share the better place.
  let places: [ClosedRange<Int>]

  private static let draws = 4000

  /// - Parameters:
  ///   - curves: One curve per action; `nil` for an action that changes exactly nothing. Every action has its
  ///     own luck, drawn independently.
  init(_ curves: [EffectCurve?], seed: UInt64) {
    var best = [Double](repeating: 0, count: curves.count)
    var places = [[Int]](repeating: [], count: curves.count)
    for draw in 0..<Self.draws {
      let values = curves.enumerated().map { index, curve -> Double in
        guard let curve else { return 0 }
        var generator = Philox4x32(
          seed: seed, path: UInt32(draw), day: UInt32(truncatingIfNeeded: index),
          purpose: Purpose.bestShare.address())
        func normal() -> Double { normalQuantile(unitInterval(generator.next())) }
        return curve.value(at: normal(), (normal(), normal(), normal()))
      }
      let top = values.max() ?? 0
      let winners = values.indices.filter { values[$0] == top }
      for winner in winners { best[winner] += 1 / Double(winners.count * Self.draws) }
      for index in values.indices { places[index].append(1 + values.count { $0 > values[index] }) }
    }
    self.best = best
    self.places = places.map { places in
      let sorted = places.sorted()
      return sorted[Self.draws / 20]...sorted[Self.draws - 1 - Self.draws / 20]
    }
  }
}
