import Glibc
import LinearAlgebra

/// Chances of a breach that plain paths hardly ever meet, by importance sampling.
///
/// Rounds of pilot paths fit a tilt by cross-entropy. Where none of them reaches the limit, the round is
/// fitted to the paths that came nearest to it. Then new paths are drawn under the last tilt and weighted.
public struct RareSimulator: Sendable {
  /// Paths of an estimate, after the pilot.
  public static let defaultPaths = 3_000
  /// Paths of one round of the pilot.
  static let pilotPaths = 1_000
  /// A round is fitted to this share of its paths, the ones nearest to the limit.
  private static let eliteShare = 0.1
  /// Rounds in which that share is at the limit, after which the tilt stands.
  private static let lastRounds = 3
  private static let mostRounds = 20
  private static let chunk = 100

  let simulator: Simulator

  public init(_ simulator: Simulator) { self.simulator = simulator }

  /// The first passage of one metric through day `horizon`.
  ///
  /// - Parameters:
  ///   - metric: Index of the metric in the model.
  ///   - horizon: 1…`horizonDays`.
  ///   - paths: Paths of the estimate.
  ///   - seed: The key of all random numbers.
  ///   - threads: At least 1; the result does not depend on them.
  public func run(
    metric: Int, horizon: Int, paths: Int = Self.defaultPaths, seed: UInt64, threads: Int
  ) -> RareRun {
    let plan = RarePlan(simulator.compiled, metric: metric, horizon: horizon)
    var run = RareRun(horizon: horizon)
    guard let tilt = fit(plan, seed: seed, threads: threads, &run) else {
      run.doubt = .notReached
      return run
    }
    let chunks = (paths + Self.chunk - 1) / Self.chunk
    let parts = concurrentMap(chunks, threads: threads) { chunk in
      var part = RareRun(horizon: horizon)
      let path = RarePath(plan, tilt, seed: seed, round: Self.address(horizon, 0))
      let range = chunk * Self.chunk..<min(paths, (chunk + 1) * Self.chunk)
      part.paths = range.count
      for index in range {
        path.run(UInt32(index), through: horizon)
        if let last = path.marks.last, last.nearness >= 1 { part.add(day: last.day, weight: exp(last.logWeight)) }
      }
      return part
    }
    for part in parts { run.merge(part) }
    if !run.isEven(by: horizon) { run.doubt = .unevenWeights }
    return run
  }

  /// Rounds of pilot paths until the tilt brings enough of them to the limit; `nil` if none does.
  private func fit(_ plan: RarePlan, seed: UInt64, threads: Int, _ run: inout RareRun) -> Tilt? {
    let features = TiltFeatures(plan)
    var tilt = Tilt(plan)
    var (atLimit, best) = (0, 0.0)
    for round in 1...Self.mostRounds {
      run.pilotPaths += Self.pilotPaths
      let marks = pilot(plan, tilt, seed: seed, round: round, threads: threads)
      let ends = marks.map { $0.last?.nearness ?? 0 }.sorted(by: >)
      let level = ends[Int(Self.eliteShare * Double(ends.count))]
      guard level > 0 else { return nil }
      best = max(best, level)
      if level >= 1 { atLimit += 1 }
      let elite = elite(plan, tilt, marks, level: level, seed: seed, round: round, threads: threads)
      tilt = TiltFit(elite).tilt(after: tilt, plan, features)
      if atLimit == Self.lastRounds { return tilt }
    }
    return nil
  }

  /// Rounds of one horizon have addresses of their own.
  private static func address(_ horizon: Int, _ round: Int) -> UInt32 { UInt32(horizon * 64 + round) }

  private func pilot(
    _ plan: RarePlan, _ tilt: Tilt, seed: UInt64, round: Int, threads: Int
  ) -> [[RarePath.Mark]] {
    concurrentMap(Self.pilotPaths / Self.chunk, threads: threads) { chunk in
      let path = RarePath(plan, tilt, seed: seed, round: Self.address(plan.horizon, round))
      return (chunk * Self.chunk..<(chunk + 1) * Self.chunk).map { index in
        path.run(UInt32(index), through: plan.horizon)
        return path.marks
      }
    }.flatMap { $0 }
  }

  /// What the paths that reached a level had drawn until then.
  private func elite(
    _ plan: RarePlan, _ tilt: Tilt, _ marks: [[RarePath.Mark]], level: Double, seed: UInt64, round: Int,
    threads: Int
  ) -> [(logWeight: Double, draws: TiltDraws)] {
    let reached = marks.enumerated().compactMap { index, marks in
      marks.first { $0.nearness >= level }.map { (index, $0) }
    }
    let chunks = (reached.count + Self.chunk - 1) / Self.chunk
    return concurrentMap(chunks, threads: threads) { chunk in
      let path = RarePath(plan, tilt, seed: seed, round: Self.address(plan.horizon, round))
      return reached[chunk * Self.chunk..<min(reached.count, (chunk + 1) * Self.chunk)].map { index, mark in
        path.draws = TiltDraws(innovations: plan.mixing.count)
        path.run(UInt32(index), through: mark.day)
        return (mark.logWeight, path.draws ?? TiltDraws(innovations: plan.mixing.count))
      }
    }.flatMap { $0 }
  }
}
