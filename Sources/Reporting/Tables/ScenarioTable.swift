import AccountHealth
import Decisions
import Documents
import Forecasting
import Simulation

/// A baseline and a scenario side by side, for one account.
public enum ScenarioTable {
  public static func text(_ forecast: ScenarioForecast, on terminal: Terminal = .plain) -> String {
    let before = forecast.baseline
    var parts = [
      Phrases.heading(before.account, before.marketplace, before.asOf) + "\n"
        + TextWrap.wrapped("Scenario: " + TerminalText.escaped(forecast.name), to: terminal.width)
    ]
    if before.metrics.contains(where: { forecast.reaches($0.metric) }) {
      parts.append(rates(forecast).text(on: terminal))
      parts.append(
        TextWrap.wrapped(
          "change: in percentage points; newly off: futures off target by then only in the scenario.",
          to: terminal.width))
    }
    let untouched = before.metrics.filter { !forecast.reaches($0.metric) }
    if !untouched.isEmpty {
      let names = untouched.map { metric in
        metric.metric.rawValue
          + (metric.breachProbability(within: spans(forecast)[0]).map {
            " (\(Phrases.chance($0, isExact: metric.method == .exact)))"
          } ?? "")
      }
      parts.append(
        TextWrap.wrapped(
          "Not touched, with the chance to be off target within \(Phrases.count(spans(forecast)[0], "day", "days")): "
            + names.joined(separator: ", ") + ".", to: terminal.width))
    }
    parts.append(deactivation(forecast).text(on: terminal))
    return parts.joined(separator: "\n\n")
  }

  /// 30 days and the horizon.
  private static func spans(_ forecast: ScenarioForecast) -> [Int] {
    forecast.horizon > 30 ? [30, forecast.horizon] : [forecast.horizon]
  }

  private static func rates(_ forecast: ScenarioForecast) -> TextTable {
    // The name has its own line, so that a narrow terminal shows it whole.
    var table = TextTable(
      header: ["off target within", ForecastFiles.baselineName, "scenario", "change", "newly off"],
      right: [1, 2, 3, 4],
      optional: [4])
    for (before, after) in zip(forecast.baseline.metrics, forecast.scenario.metrics)
    where forecast.reaches(before.metric) {
      let isExact = before.method == .exact && after.method == .exact
      table.rows.append([before.metric.rawValue, "", "", "", ""])
      for days in ScenarioFiles.horizons(forecast) {
        guard let one = before.breachProbability(within: days),
          let two = after.breachProbability(within: days),
          let change = forecast.change(of: before.metric, within: days)
        else { continue }
        table.rows.append([
          "  " + Phrases.count(days, "day", "days"),
          Phrases.chance(one, isExact: before.method == .exact),
          Phrases.chance(two, isExact: after.method == .exact),
          Phrases.change(change),
          isExact
            ? "–" : forecast.worsened(before.metric, within: days).map { Phrases.percent($0.value) } ?? "–",
        ])
      }
      let pairs = [
        ("first, 1 in 10", day(before.firstPassage.q10), day(after.firstPassage.q10)),
        ("first, 1 in 2", day(before.firstPassage.q50), day(after.firstPassage.q50)),
        ("back after", back(before), back(after)),
      ]
      for (what, one, two) in pairs where one != "–" || two != "–" {
        table.rows.append(["  " + what, one, two, "", ""])
      }
    }
    return table
  }

  private static func day(_ day: Day?) -> String { day.map { "\($0)" } ?? "–" }

  private static func back(_ metric: MetricForecast) -> String {
    metric.medianRecovery.map { Phrases.count($0, "day", "days") } ?? "–"
  }

  /// The chances to be off target and to be deactivated, side by side: the first is counted, the second is
  /// assumed.
  private static func deactivation(_ forecast: ScenarioForecast) -> TextTable {
    var table = TextTable(
      header: [
        "within", "a rate off", "assumed", "deactivated", "scenario", "change",
      ], right: [3, 4, 5])
    for days in spans(forecast) {
      let any = forecast.comparison.any
      for (index, setting) in RiskSetting.allCases.enumerated() {
        guard let passage = forecast.deactivation(setting) else { continue }
        let (before, after) = (any.baselineProbability(by: days), any.scenarioProbability(by: days))
        table.rows.append([
          index == 0 ? Phrases.count(days, "day", "days") : "",
          index == 0
            ? "\(Phrases.percent(rounded(before)).dropLast(2)) → \(Phrases.percent(rounded(after)))" : "",
          setting.rawValue,
          Phrases.chance(passage.baselineProbability(by: days), isExact: false),
          Phrases.chance(passage.scenarioProbability(by: days), isExact: false),
          Phrases.change(passage.change(by: days)),
        ])
      }
    }
    return table
  }

  private static func rounded(_ estimate: Estimate) -> Double { (estimate.value * 1000).rounded() / 1000 }
}
