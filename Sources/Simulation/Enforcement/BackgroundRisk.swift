import Probability

/// Deactivations for reasons that no rate shows: one word a path gives the day, the same under every model.
final class BackgroundRisk {
  private let horizon: Int
  /// settings × horizon: chance by each day.
  private let cumulative: Buffer<Double>

  init(_ model: EnforcementModel, horizon: Int) {
    self.horizon = horizon
    cumulative = Buffer(
      model.settings.flatMap { setting in (1...horizon).map { setting.backgroundProbability(by: $0) } })
  }

  /// The first day of each lane, 0 for none within the horizon. An account has one, whatever its channels.
  func days(_ setting: Int, seed: UInt64, first: UInt32, into row: UnsafeMutablePointer<Int32>) {
    let chances = cumulative.base + setting * horizon
    for vector in 0..<PathBlock.vectors {
      let words = Lanes.block(
        seed: seed, path: PathBlock.paths(first, vector), day: 0,
        purpose: Purpose.background.address(stream: 0), index: 0)[0]
      for lane in 0..<Lanes.count {
        let u = uniform(words[lane])
        var day = 0
        if u < chances[horizon - 1] {
          while u >= chances[day] { day += 1 }
          day += 1
        }
        row[vector * Lanes.count + lane] = Int32(day)
      }
    }
  }
}
