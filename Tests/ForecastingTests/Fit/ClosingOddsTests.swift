import Foundation
import Probability
import Simulation
import Testing

@testable import Forecasting

@Suite struct ClosingOddsTests {
  private static let prior = Priors.Closing(daily: 0.0003, returning: 0.13)

  private func odds(logChance: Double, days: Int) -> Double {
    var closing = ClosingOdds(prior: Self.prior)
    for _ in 0..<days { closing.observeSilence(logChance: logChance) }
    return closing.odds
  }

  @Test("Odds after n silent days of a slow account are the sum over the days it may have closed on")
  func sum() {
    // One order in ten days: P(none on a day) = e^−0.1, above what a pause would leave.
    let (h, mean, days) = (Self.prior.daily, 0.1, 90)
    let closed = (0..<days).reduce(0.0) { $0 + h * pow((1 - h) * exp(-mean), Double($1)) }
    let open = pow((1 - h) * exp(-mean), Double(days))
    #expect(abs(odds(logChance: -mean, days: days) / (closed / open) - 1) < 1e-12)
  }

  @Test("A busy account pauses: a silent day says no more than in a pause, whatever the pace")
  func pause() {
    #expect(odds(logChance: -1, days: 7) == odds(logChance: -5000, days: 7))
    #expect(odds(logChance: -5000, days: 7) < 0.01)
    #expect(odds(logChance: -1, days: 60) > 5 && odds(logChance: -0.001, days: 60) < 0.03)
  }

  /// Chance of no order in `days`, and the share of paths closed for good.
  private func silence(_ counts: [Int], days: Int, _ prior: Priors.Closing? = prior) throws -> (
    none: Double, closed: Double
  ) {
    var priors = Priors.standard
    priors.closing = prior
    let process = VolumeFilter(priors: priors).process(counts: counts, lastWeekday: 6, horizon: days)
    var metric = MetricModel(name: "all")
    (metric.windowDays, metric.rule, metric.p) = (1, .count(1), .constant(0))
    let simulator = try Simulator(SimulationModel(horizonDays: days, orders: process, metrics: [metric]))
    let none = (0..<1000).count { simulator.path($0, seed: 7).orders.allSatisfy { $0 == 0 } }
    let components = process.components ?? []
    let closed = components.filter { $0.level == ClosingOdds.component(weight: 1).level }.map(\.weight)
    return (Double(none) / 1000, closed.reduce(0, +) / components.map(\.weight).reduce(0, +))
  }

  @Test("An account with an order today is open; one silent for months may not come back")
  func silent() throws {
    let sold = (0..<150).map { $0 % 3 == 0 ? 1 : 0 }
    let today = try silence(sold + [1], days: 60)
    #expect(today.closed == 0 && today.none < 0.02)
    let month = try silence(sold + [Int](repeating: 0, count: 30), days: 60)
    let quarter = try silence(sold + [Int](repeating: 0, count: 90), days: 60)
    #expect(month.none > 0.1 && month.none < 0.6 && month.closed < month.none)
    #expect(quarter.none > 0.6 && quarter.none < 1 && quarter.closed > month.closed)
    let never = try silence(sold + [Int](repeating: 0, count: 90), days: 60, nil)
    #expect(never.closed == 0 && never.none < quarter.none)
  }

  @Test(
    "A weekday without orders does not close an account: its odds are those of that weekday")
  func weekday() throws {
    // Nothing is ever sold on Sundays, so one more Sunday says nothing.
    let counts = (0..<280).map { $0 % 7 == 6 ? 0 : 20 }
    let odds = VolumeFilter(priors: .standard).runs(counts: counts, lastWeekday: 6).map(\.closedOdds)
    let prior = try #require(Priors.standard.closing)
    #expect(odds.allSatisfy { $0 < prior.daily * 1.2 })
  }
}
