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
  /// The chance of each action to be at least as good as the one with the largest chance to be the best.
  let asGood: [Double]
  /// The chance of each action that its value is above 0.
  let positive: [Double]

  private static let draws = 4000
  /// The first number of the random addresses of replications, beyond those of actions.
  private static let replications = 1 << 20

  /// - Parameters:
  ///   - curves: One curve per action; `nil` for an action that changes exactly nothing. Every action has its
  ///     own luck, drawn independently, as in the simulation.
  ///   - observations: The falls of each action in the replications that it took part in, from the first on.
  ///     Replications are shared paths, so the simulation errors of two actions are nearly the same; their
  ///     weights are drawn once for all actions (the multiplier bootstrap of A. W. van der Vaart and
  ///     J. A. Wellner, *Weak Convergence and Empirical Processes* (1996), section 2.9). If they are empty,
  ///     every action has the error of its own curve.
  ///   - costs: The range of each action's cost, which is subtracted; all costs share one luck. Empty for
  ///     none.
  ///   - seed: That of the run.
  init(
    _ curves: [EffectCurve?], observations: [[Double]] = [], costs: [ClosedRange<Double>] = [], seed: UInt64
  ) {
    var best = [Double](repeating: 0, count: curves.count)
    var drawn: [[Double]] = []
    let deviations = observations.map { values in
      let mean = values.reduce(0, +) / Double(max(1, values.count))
      return values.map { ($0 - mean) / Double(values.count) }
    }
    let most = deviations.map(\.count).max() ?? 0
    for draw in 0..<Self.draws {
      func normals(_ address: Int, _ count: Int) -> [Double] {
        var generator = Philox4x32(
          seed: seed, path: UInt32(draw), day: UInt32(truncatingIfNeeded: address),
          purpose: Purpose.bestShare.address())
        return (0..<count).map { _ in normalQuantile(unitInterval(generator.next())) }
      }
      let weights = normals(Self.replications, most)
      let luck = costs.isEmpty ? 0 : normalCdf(normals(Self.replications - 1, 1)[0])
      let values = curves.enumerated().map { index, curve -> Double in
        let cost = index < costs.count ? costs[index] : 0...0
        let paid = cost.lowerBound + (cost.upperBound - cost.lowerBound) * luck
        guard let curve else { return -paid }
        let own = normals(index, 4)
        guard index < deviations.count else {
          return curve.value(at: own[0], (own[1], own[2], own[3])) - paid
        }
        return curve.value(at: own[0]) + zip(deviations[index], weights).reduce(0) { $0 + $1.0 * $1.1 } - paid
      }
      let top = values.max() ?? 0
      let winners = values.indices.filter { values[$0] == top }
      for winner in winners { best[winner] += 1 / Double(winners.count * Self.draws) }
      drawn.append(values)
    }
    self.best = best
    let leader = best.indices.max { best[$0] < best[$1] } ?? 0
    asGood = curves.indices.map { index in
      Double(drawn.count { $0[index] >= $0[leader] }) / Double(Self.draws)
    }
    positive = curves.indices.map { index in
      Double(drawn.count { $0[index] > 0 }) / Double(Self.draws)
    }
    places = curves.indices.map { index in
      let sorted = drawn.map { values in 1 + values.count { $0 > values[index] } }.sorted()
      return sorted[Self.draws / 20]...sorted[Self.draws - 1 - Self.draws / 20]
    }
  }
}
