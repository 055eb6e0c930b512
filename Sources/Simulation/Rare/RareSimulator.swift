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
  fileprivate static let pilotPaths = 800
  /// A round is fitted to this share of its paths, the ones nearest to the limit.
  fileprivate static let eliteShare = 0.1
  fileprivate static let leastElite = 10
  /// Rounds in which that share is at the limit, after which the tilt stands.
  fileprivate static let lastRounds = 3
  fileprivate static let mostRounds = 20
  fileprivate static let chunk = 100

  /// An estimate with uneven weights is made anew this often, each time after further rounds of the pilot.
  fileprivate static let mostAttempts = 3
  fileprivate static let furtherRounds = 2

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
    BLASThreads.useOne()
    let plan = RarePlan(simulator.compiled, metric: metric, horizon: horizon)
    var pilot = Pilot(plan, seed: seed, threads: threads)
    var run = RareRun(horizon: horizon)
    for attempt in 0..<Self.mostAttempts {
      guard pilot.fit(rounds: attempt == 0 ? Self.lastRounds : Self.furtherRounds) else {
        run = RareRun(horizon: horizon)
        run.doubt = .notReached
        break
      }
      run = pilot.estimate(paths, attempt: attempt)
      if run.isEven(by: horizon) { break }
      run.doubt = .unevenWeights
    }
    run.pilotPaths = pilot.paths
    return run
  }

  /// Rounds of paths that fit a tilt, one after the other.
  private struct Pilot {
    let plan: RarePlan
    let features: TiltFeatures
    let seed: UInt64
    let threads: Int
    var tilt: Tilt
    var rounds = 0
    var paths = 0
    /// The nearness that the last round was fitted to.
    private var last = 0.0
    /// What the last round at the limit has drawn; the next one is fitted to both.
    var kept: [(logWeight: Double, draws: TiltDraws)] = []

    init(_ plan: RarePlan, seed: UInt64, threads: Int) {
      (self.plan, self.seed, self.threads) = (plan, seed, threads)
      features = TiltFeatures(plan)
      tilt = Tilt(plan, features)
    }

    /// Fits the tilt until so many rounds were at the limit; false where that is not reached.
    mutating func fit(rounds wanted: Int) -> Bool {
      var atLimit = 0
      while atLimit < wanted {
        rounds += 1
        guard rounds <= RareSimulator.mostRounds else { return false }
        paths += RareSimulator.pilotPaths
        let marks = simulate()
        let ends = marks.map { $0.last?.nearness ?? 0 }.sorted(by: >)
        guard let level = level(of: ends) else { return false }
        let elite = elite(marks, level: level)
        tilt = TiltFit(elite + kept).tilt(after: tilt, plan, features)
        if level >= 1 {
          atLimit += 1
          kept = elite
        }
      }
      return true
    }

    /// The nearness that the best tenth of a round has reached. Where that is no more than before, which
    /// counts of few bad orders bring about, it is what fewer have reached.
    private mutating func level(of ends: [Double]) -> Double? {
      let before = max(last, ends.last ?? 0)
      var count = Int(RareSimulator.eliteShare * Double(ends.count))
      while ends[count - 1] <= before, before < 1, count > RareSimulator.leastElite { count /= 2 }
      let level = ends[max(count, RareSimulator.leastElite) - 1]
      last = max(last, level)
      return level > (ends.last ?? 0) || level >= 1 ? level : nil
    }

    /// Rounds of one horizon have addresses of their own; the estimates have those from 32 on.
    private func path(round: Int, collects: Bool = false) -> RarePath {
      RarePath(plan, tilt, seed: seed, round: UInt32(plan.horizon * 64 + round), collects: collects)
    }

    private func simulate() -> [[RarePath.Mark]] {
      concurrentMap(RareSimulator.pilotPaths / RareSimulator.chunk, threads: threads) { part in
        let path = path(round: rounds)
        return (part * RareSimulator.chunk..<(part + 1) * RareSimulator.chunk).map { index in
          path.run(UInt32(index), through: plan.horizon)
          return path.marks
        }
      }.flatMap { $0 }
    }

    /// What the paths that reached a level had drawn until then.
    private func elite(
      _ marks: [[RarePath.Mark]], level: Double
    ) -> [(logWeight: Double, draws: TiltDraws)] {
      let reached = marks.enumerated().compactMap { index, marks in
        marks.first { $0.nearness >= level }.map { (index, $0) }
      }
      return concurrentMap((reached.count + RareSimulator.chunk - 1) / RareSimulator.chunk, threads: threads)
      { part in
        let path = path(round: rounds, collects: true)
        return reached[part * RareSimulator.chunk..<min(reached.count, (part + 1) * RareSimulator.chunk)].map
        { index, mark in
          path.run(UInt32(index), through: mark.day)
          return (mark.logWeight, path.draws)
        }
      }.flatMap { $0 }
    }

    /// New paths under the tilt as it stands.
    func estimate(_ paths: Int, attempt: Int) -> RareRun {
      let parts = concurrentMap((paths + RareSimulator.chunk - 1) / RareSimulator.chunk, threads: threads) {
        part in
        var run = RareRun(horizon: plan.horizon)
        let path = path(round: 32 + attempt)
        let range = part * RareSimulator.chunk..<min(paths, (part + 1) * RareSimulator.chunk)
        run.paths = range.count
        for index in range {
          path.run(UInt32(index), through: plan.horizon)
          if let last = path.marks.last, last.nearness >= 1 {
            run.add(day: last.day, weight: exp(last.logWeight))
          }
        }
        return run
      }
      return parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
    }
  }
}
