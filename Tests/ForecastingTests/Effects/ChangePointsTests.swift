import Glibc
import Probability
import Testing

@testable import Forecasting

struct ChangePointsTests {
  private static let prior = Priors.Rate(
    mean: -3, sd: 1.2,
    drifts: [.init(weight: 0.5, ar1: 0.95, sd: 0.3), .init(weight: 0.5, ar1: 0, sd: 0, change: 0.004)],
    isJudged: false)

  private static func points(_ steps: [(Double, Int)], volume: Double = 40, seed: UInt32) throws
    -> [ChangePoints.Point]
  {
    var generator = Philox4x32(seed: 11, path: seed, day: 0, purpose: 1)
    let seller = StepSeller(
      volume: volume, innovationSD: 0.05, level: -3, steps: steps.map { (size: $0.0, day: $0.1) })
    let series = StepSeller.series(try seller.days(150, using: &generator), prior: prior)
    return ChangePoints(series).points
  }

  @Test("Two steps are found where they are, with their sizes")
  func found() throws {
    let points = try Self.points([(1.3, 60), (-1.6, 110)], volume: 80, seed: 1)
    #expect(points.count == 2, "\(points.map(\.day))")
    guard points.count == 2 else { return }
    #expect(abs(points[0].day - 60) <= 4 && abs(points[1].day - 110) <= 4, "\(points.map(\.day))")
    #expect(points[0].law.quantile(0.02) < 1.3 && points[0].law.quantile(0.98) > 1.3)
    #expect(points[1].law.quantile(0.02) < -1.6 && points[1].law.quantile(0.98) > -1.6)
  }

  @Test("Of 30 sellers without a step at most a few are told of one")
  func falseAlarms() throws {
    let alarms = try (0..<30).count { try !Self.points([], volume: 15, seed: UInt32(100 + $0)).isEmpty }
    // One in 20 at most: 5 or more of 30 would come by luck in 1 of 60 cases.
    #expect(alarms <= 4, "\(alarms)")
  }

  /// By the built-in belief of late delivery, whose level lies within half a log-odds of the trade's.
  private static func delivery(level: Double, seed: UInt32, steps: [(size: Double, day: Int)] = []) throws
    -> StudiedSeries
  {
    var generator = Philox4x32(seed: 12, path: seed, day: 0, purpose: 1)
    let seller = StepSeller(volume: 100, innovationSD: 0, level: level, steps: steps)
    return StudiedSeries(
      .lateDelivery, try seller.days(240, using: &generator), first: StepSeller.start,
      prior: Priors.standard.onTimeDelivery)
  }

  @Test(
    "A seller who is hardly ever late is no seller whose rate stepped",
    arguments: [-40, logit(0.0003), logit(0.001), logit(0.003)])
  func hardlyEver(level: Double) throws {
    for seed in UInt32(0)..<3 {
      let points = ChangePoints(try Self.delivery(level: level, seed: seed)).points
      #expect(points.isEmpty, "\(points.map { ($0.day, $0.law.ratio(0.5)) })")
    }
  }

  @Test("What harm did to a seller who is hardly ever late is seen in its size")
  func hardlyEverHarmed() throws {
    // 36 late of 12,000 before, 90 of 12,000 after: the standard error of the log-odds is 0.2.
    for seed in UInt32(0)..<4 {
      let series = try Self.delivery(level: logit(0.003), seed: seed, steps: [(log(2.5), 120)])
      let law = try #require(EffectStudy(series).effects(of: [.init(day: 120)]).first)
      let (before, after) = (series.count(0..<120), series.count(120..<240))
      let own = log(Double(after.bad) / Double(after.orders) / (Double(before.bad) / Double(before.orders)))
      let error = (1 / Double(before.bad) + 1 / Double(after.bad)).squareRoot()
      #expect(abs(law.quantile(0.5) - own) < error, "\(law.quantile(0.5)), \(own) ± \(error)")
      #expect(law.probability(below: 0) < 0.05)
    }
  }
}
