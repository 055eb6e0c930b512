import Glibc
import Testing

@testable import Forecasting

struct PooledEffectTests {
  private static let prior = LogRatioPrior(mean: 0, sd: 1)

  /// A law that a normal likelihood makes of the prior.
  private static func law(_ mean: Double, _ sd: Double) -> EffectPosterior {
    let spacing = 0.02
    let logs = (-300...300).map { step -> Double in
      let z = (Double(step) * spacing - mean) / sd
      return -z * z / 2
    }
    return EffectPosterior(
      prior: prior, [StepFilter.Likelihood(first: -6, spacing: spacing, logs: logs)], weights: [1],
      reach: -5...5)
  }

  @Test("One law alone keeps its place; accounts that agree are surer together, and those that differ spread")
  func pooling() {
    let one = PooledEffect([Self.law(-0.8, 0.2)], prior: Self.prior)
    #expect(abs(one.own[0].mean + 0.77) < 0.03, "\(one.own[0].mean)")
    let alike = PooledEffect((0..<8).map { _ in Self.law(-0.8, 0.3) }, prior: Self.prior)
    #expect(alike.sd < 0.16 && alike.spread < 0.2, "\(alike.sd) \(alike.spread)")
    #expect(abs(alike.mean + 0.78) < 0.03, "\(alike.mean)")
    let apart = PooledEffect(
      [-1.6, -1.2, -0.8, -0.4, 0].map { Self.law($0, 0.1) }, prior: Self.prior)
    #expect(apart.spread > 0.4 && apart.nextSD > apart.sd, "\(apart.spread)")
    // A vague account is drawn to the common effect, a sure one stays.
    let mixed = PooledEffect(
      [Self.law(-0.8, 0.1), Self.law(-0.8, 0.1), Self.law(-0.7, 0.1), Self.law(1, 0.8)],
      prior: Self.prior)
    #expect(mixed.own[3].mean < -0.4 && abs(mixed.own[0].mean + 0.78) < 0.05, "\(mixed.own)")
  }

  @Test("What the calendar did is taken off, and its error is shared by the changes of one day")
  func calendar() {
    let laws = (0..<8).map { _ in Self.law(-0.5, 0.3) }
    let bare = PooledEffect(laws, prior: Self.prior)
    func moved(_ days: [Int?]) -> PooledEffect {
      PooledEffect(
        laws, prior: Self.prior, calendar: days.map { $0.map { .init(day: $0, mean: 0.4, sd: 0.2) } })
    }
    let (one, many) = (moved((0..<8).map { _ in 3 }), moved((0..<8).map { $0 }))
    #expect(abs(one.mean - (bare.mean - 0.4)) < 0.02, "\(one.mean) \(bare.mean)")
    #expect(abs(one.sd * one.sd - many.sd * many.sd - 0.04 * 7 / 8) < 0.003, "\(one.sd) \(many.sd)")
    #expect(one.own[0].sd > bare.own[0].sd && one.nextSD > bare.nextSD)
    // Half of the accounts have nobody beside them.
    let half = moved((0..<8).map { $0 < 4 ? $0 : nil })
    #expect(abs(half.mean - (bare.mean - 0.2)) < 0.03 && half.spread > bare.spread, "\(half.mean)")
  }
}
