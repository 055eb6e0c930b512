import Glibc
import Probability
import Testing

@testable import Forecasting

@Suite("A step on a day, or a gradual move")
struct GradualMoveTests {
  private static let (days, day) = (220, 120)
  private static let prior: Priors.Rate = {
    var prior = Priors.standard.lateShipment
    prior.drifts = [.init(weight: 0.5, ar1: 0, sd: 0), .init(weight: 0.5, ar1: 0.95, sd: 0.15)]
    return prior
  }()

  private static func logRatio(_ steps: [(size: Double, day: Int)], seed: UInt64) throws -> Double? {
    var generator = Philox4x32(seed: seed, path: 0, day: 0, purpose: 7)
    let seller = StepSeller(volume: 80, innovationSD: 0.03, steps: steps)
    let series = StepSeller.series(try seller.days(days, using: &generator), prior: prior)
    return EffectStudy(series).gradualLogRatio(of: DatedChange(day: day))
  }

  @Test("A step is likelier than a gradual move where there was a step, and the other way round")
  func which() throws {
    var (steps, moves) = ([Double](), [Double]())
    for seed in 1...3 {
      let size = log(0.35)
      steps.append(try #require(try Self.logRatio([(size, Self.day)], seed: UInt64(seed))))
      let gradual = (0..<84).map { (size: size / 84, day: Self.day - 42 + $0) }
      moves.append(try #require(try Self.logRatio(gradual, seed: UInt64(seed))))
    }
    #expect(steps.allSatisfy { $0 < log(3) }, "\(steps)")
    #expect(moves.reduce(0, +) / 3 > log(3), "\(moves)")
  }

  @Test("Too few days on a side, or a change that was slow itself, say nothing of it")
  func tooFew() throws {
    let series = StepSeller.series(
      (0..<100).map { _ in RateFilter.Day(orders: 20, bad: 1) }, prior: Self.prior)
    let study = EffectStudy(series)
    #expect(study.gradualLogRatio(of: DatedChange(day: 20)) == nil)
    #expect(study.gradualLogRatio(of: DatedChange(day: 80)) == nil)
    #expect(study.gradualLogRatio(of: DatedChange(day: 50, ramp: 15)) == nil)
    #expect(study.gradualLogRatio(of: DatedChange(day: 50)) != nil)
  }
}
