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
}
