import Glibc
import Probability

/// Deactivations for reasons that no rate shows: one word per path gives the day, the same under every model.
final class BackgroundRisk {
  private let horizon: Int
  /// policies × horizon: hazard per day.
  private let hazards: Buffer<Double>
  /// policies × horizon: chance of a deactivation by each day.
  private let cumulative: Buffer<Double>

  init(_ model: EnforcementModel, horizon: Int) {
    self.horizon = horizon
    hazards = Buffer(
      model.policies.flatMap { policy in
        (1...horizon).map { policy.backgroundHazard(on: $0) }
      })
    cumulative = Buffer(
      model.policies.flatMap { policy in (1...horizon).map { policy.backgroundProbability(by: $0) } })
  }

  /// The first day of each lane, 0 where there is none within the horizon. An account has one, whatever its
  /// channels.
  ///
  /// - Parameter intervention: The intervention that acts on the risk, already begun; `nil` for none.
  func days(
    _ policy: Int, seed: UInt64, first: UInt32, _ intervention: InterventionRun?,
    into row: UnsafeMutablePointer<Int32>
  ) {
    let chances = cumulative.base + policy * horizon
    for vector in 0..<PathLanes.vectors {
      let words = Lanes.block(
        seed: seed, path: PathLanes.paths(first, vector), day: 0,
        purpose: Purpose.background.address(stream: 0), index: 0)[0]
      for lane in 0..<Lanes.count {
        let u = uniform(words[lane])
        var day = 0
        if let intervention {
          day = self.day(policy, u, intervention, vector, lane)
        } else if u < chances[horizon - 1] {
          while u >= chances[day] { day += 1 }
          day += 1
        }
        row[vector * Lanes.count + lane] = Int32(day)
      }
    }
  }

  private func day(_ policy: Int, _ u: Double, _ run: InterventionRun, _ vector: Int, _ lane: Int) -> Int {
    var open = 1.0
    for day in 1...horizon {
      let factor = run.background.logMultiplier(day: day, vector: vector, starts: run.starts)[lane]
      open *= 1 - min(1, hazards[policy * horizon + day - 1] * exp(Double(factor)))
      if u < 1 - open { return day }
    }
    return 0
  }
}
