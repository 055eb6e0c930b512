import AccountHealth
import Probability
import TestSupport
import Testing

@testable import Forecasting

/// Sellers whose truth is drawn, not chosen: what is forecast with chance p must happen in a share p of them.
@Suite struct KnownTruthTests {
  @Test("Over 160 sellers of drawn rates, breaches come as often as forecast")
  func calibration() throws {
    var generator = Philox4x32(seed: 2025)
    func normal() -> Double { normalQuantileFast(openUnitInterval(generator.next())) }
    var gaps: [Metric: [(forecast: Double, happened: Double)]] = [:]
    for number in 0..<160 {
      let seller = try TestAccounts.seller(
        perDay: 6 + Double(generator.next() % 10),
        late: logistic(-4 + 0.8 * normal()),
        cancelled: logistic(-5 + 0.8 * normal()),
        lateDelivery: logistic(-3 + 0.5 * normal()), days: 260)
      let account = try TestAccounts.account(seller, seed: UInt64(number))
      let asOf = TestAccounts.day(215)
      let result = try Forecaster(ForecastRequest(horizon: 30, paths: 600, seed: 1, threads: 2))
        .forecast(account, rules: TestAccounts.rules, asOf: asOf)
      for metric in result.metrics where !metric.state.isOffTarget && metric.current.orders > 0 {
        let truth = RateHistory(
          orders: account.orders, rule: metric.rule, days: DayRange(asOf + 1, asOf + 30))
        let happened = truth.counts.contains { metric.rule.state(of: $0).isOffTarget }
        gaps[metric.metric, default: []].append((metric.days[29].breachedBy.value, happened ? 1 : 0))
      }
    }
    for metric in [Metric.lateShipment30, .lateShipment10, .cancellation, .onTimeDelivery] {
      let rows = try #require(gaps[metric])
      #expect(rows.count > 60)
      let gap = rows.reduce(0) { $0 + $1.forecast - $1.happened } / Double(rows.count)
      // The sellers are independent, so the variance of the sum is Σ p(1 − p).
      let error = rows.reduce(0) { $0 + $1.forecast * (1 - $1.forecast) }.squareRoot() / Double(rows.count)
      print("\(metric.rawValue): \(rows.count) sellers, forecast − happened \(gap) ± \(error)")
      #expect(abs(gap) < 4 * error, "\(metric.rawValue)")
    }
  }
}
