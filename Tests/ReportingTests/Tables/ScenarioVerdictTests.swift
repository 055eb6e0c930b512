import AccountHealth
import Testing

@testable import Decisions
@testable import Forecasting
@testable import Reporting
@testable import Simulation

@Suite("What a change does, in words")
struct ScenarioVerdictTests {
  /// One rate before and after. Of 10,000 futures, `spared` go off target within 30 days only as things are,
  /// and `harmed` only in the scenario.
  private struct Rate {
    var before: MetricForecast
    var after: MetricForecast
    var spared = 0
    var harmed = 0
    var isReached = true
    /// Days off target of the next 30: the sums over all futures, and of the squares of the change.
    var daysOff: (before: Int, after: Int)?
  }

  private static let paths = 10_000

  private static func passage(_ rate: Rate) -> PairedPassage {
    var passage = PairedPassage(
      name: rate.before.metric.rawValue, horizon: 90, canDiffer: rate.isReached)
    let first = [Int32](repeating: 9, count: rate.spared) + [Int32](repeating: 0, count: paths - rate.spared)
    let second =
      [Int32](repeating: 0, count: paths - rate.harmed) + [Int32](repeating: 9, count: rate.harmed)
    passage.count(first, second, paths)
    return passage
  }

  /// Every future has `before` and `after` days off target, but that one in two has two days more or fewer.
  private static func exposure(_ rate: Rate) -> PairedExposure {
    var exposure = PairedExposure(
      name: rate.before.metric.rawValue, horizon: 90, canDiffer: rate.isReached)
    guard let days = rate.daysOff else { return exposure }
    let spread = (0..<paths).map { Int32($0 % 2 == 0 ? -1 : 1) }
    let (before, after) = (
      spread.map { _ in Int32(days.before) }, spread.map { Int32(days.after) + (rate.isReached ? $0 : 0) }
    )
    for span in 0..<2 { exposure.daysOff[span].count(before, after, paths) }
    return exposure
  }

  private static func forecast(_ rates: [Rate]) -> ScenarioForecast {
    let any = PairedPassage(name: "any", horizon: 90, canDiffer: true)
    return ScenarioForecast(
      name: "a change", baseline: SampleForecasts.account("acme", rates.map(\.before)),
      scenario: SampleForecasts.account("acme", rates.map(\.after)),
      comparison: PairedSummary(
        baselines: [], scenarios: [], metrics: rates.map(passage), exposures: rates.map(exposure), any: any,
        deactivation: []), enforcement: .builtIn, background: [])
  }

  private static func rate(_ chance: Double) -> MetricForecast { rate(.lateShipment30, chance) }

  private static func rate(_ metric: Metric, _ chance: Double) -> MetricForecast {
    SampleForecasts.metric(metric, breached: [1: chance], paths: paths)
  }

  @Test("A rate on target: how much lower its chance is, and that it is told apart from no change")
  func better() {
    // 1,000 of 10,000 are spared: 10 points; the error is √(0.1 · 0.9 / 10,000) = 0.3 points.
    let verdict = ScenarioVerdict.text(
      Self.forecast([Rate(before: Self.rate(0.4), after: Self.rate(0.3), spared: 1000)]))
    #expect(
      verdict
        == "With this change the rate most at risk, late shipment rate, 30 days, is off target within 30 days "
        + "with a chance of 30.0 % instead of 40.0 %: 10.0 ± 0.3 points less, more than the error of the simulation "
        + "(±).")
  }

  @Test("A difference of less than two errors is not told apart from none")
  func noise() {
    // 30 spared and 20 harmed: 0.1 points; the error is √(50)/10,000 = 0.07 points.
    let verdict = ScenarioVerdict.text(
      Self.forecast([
        Rate(before: Self.rate(0.4), after: Self.rate(0.399), spared: 30, harmed: 20),
        Rate(before: Self.rate(.cancellation, 0.1), after: Self.rate(.cancellation, 0.1)),
      ]))
    #expect(
      verdict
        == "With this change the rate most at risk, late shipment rate, 30 days, is off target within 30 days "
        + "with a chance of 39.9 % instead of 40.0 %: 0.10 ± 0.07 points less, which cannot be told apart from no "
        + "change (± is the error of the simulation). Nor is a change of any other rate told apart from none."
    )
  }

  @Test(
    "What is made worse is never left out, and a rate that changes more than the one most at risk is named")
  func worse() {
    let verdict = ScenarioVerdict.text(
      Self.forecast([
        Rate(before: Self.rate(0.4), after: Self.rate(0.398), spared: 20),
        Rate(
          before: Self.rate(.cancellation, 0.05), after: Self.rate(.cancellation, 0.12), harmed: 700),
        Rate(before: Self.rate(.orderDefect, 0.2), after: Self.rate(.orderDefect, 0.05), spared: 1500),
      ]))
    #expect(
      verdict
        == "With this change the rate most at risk, late shipment rate, 30 days, is off target within 30 days "
        + "with a chance of 39.8 % instead of 40.0 %: 0.20 ± 0.04 points less, more than the error of the simulation "
        + "(±), but little. It changes most: order defect rate, a chance of 5.0 % instead of 20.0 % within 30 days. "
        + "It makes worse: cancellation rate, a chance of 12.0 % instead of 5.0 % within 30 days.")
  }

  @Test("A rate that the change does not reach is said to be untouched")
  func untouched() {
    let verdict = ScenarioVerdict.text(
      Self.forecast([
        Rate(before: Self.rate(0.4), after: Self.rate(0.4), isReached: false),
        Rate(before: Self.rate(.cancellation, 0.2), after: Self.rate(.cancellation, 0.1), spared: 1000),
      ]))
    #expect(
      verdict
        == "This change does not touch the rate most at risk, late shipment rate, 30 days, which is off target "
        + "within 30 days with a chance of 40.0 %. It changes most: cancellation rate, a chance of 10.0 % instead of 20.0 % "
        + "within 30 days.")
  }

  @Test("A rate off target: when it is back, and the days that are spared")
  func wayBack() {
    func off(_ recovery: Int?) -> MetricForecast {
      SampleForecasts.metric(
        .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, breached: [1: 1], recovery: recovery)
    }
    func verdict(_ before: Int?, _ after: Int?, days: (Int, Int), isReached: Bool = true) -> String {
      ScenarioVerdict.text(
        Self.forecast([
          Rate(before: off(before), after: off(after), isReached: isReached, daysOff: days),
          Rate(before: Self.rate(0.4), after: Self.rate(0.4)),
        ]))
    }
    // Every change is 4 ± 1 days, so the error of the mean is 1/√10,000.
    #expect(
      verdict(12, 9, days: (12, 8))
        == "With this change the order defect rate, off target now, is back on target with an "
        + "even chance by 2 Dec 2026 instead of 5 Dec 2026, and is off target for 8.0 of the next 30 days instead of "
        + "12.0: 4.00 ± 0.01 days less, more than the error of the simulation (±).")
    #expect(
      verdict(12, nil, days: (12, 20)).hasPrefix(
        "With this change the order defect rate, off target now, more likely than not stays so for 90 days, and is off "
          + "target for 20.0 of the next 30 days instead of 12.0: 8.00 ± 0.01 days more, more than the error")
    )
    #expect(
      verdict(12, 12, days: (12, 12), isReached: false).hasPrefix(
        "This change does not touch the order defect rate, which is off target now: it is back on target with an even "
          + "chance by 5 Dec 2026."))
  }
}
