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
          "change: in percentage points, or in days; newly off: futures off target by then only in the "
            + "scenario; days off target: expected number.",
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
      header: ["", ForecastFiles.baselineName, "scenario", "change", "newly off"],
      right: [1, 2, 3, 4],
      optional: [4])
    for (before, after) in zip(forecast.baseline.metrics, forecast.scenario.metrics)
    where forecast.reaches(before.metric) {
      table.rows.append([before.metric.rawValue, "", "", "", ""])
      table.rows +=
        before.wayBack == nil ? breaches(before, after, forecast) : returns(before, after, forecast)
      for days in Set(spans(forecast)).sorted() {
        guard let pair = ScenarioFiles.daysOff(before.metric, within: days, forecast) else { continue }
        table.rows.append([
          "  days off in \(days)", Phrases.days(pair.before), Phrases.days(pair.after),
          Phrases.changedDays(pair.change), "",
        ])
      }
    }
    return table
  }

  /// A rate that is on target today: when it goes off.
  private static func breaches(
    _ before: MetricForecast, _ after: MetricForecast, _ forecast: ScenarioForecast
  ) -> [[String]] {
    let isExact = before.method == .exact && after.method == .exact
    var rows: [[String]] = []
    for days in ScenarioFiles.horizons(forecast) {
      guard let one = before.breachProbability(within: days), let two = after.breachProbability(within: days),
        let change = forecast.change(of: before.metric, within: days)
      else { continue }
      rows.append([
        "  off within \(Phrases.count(days, "day", "days"))",
        Phrases.chance(one, isExact: before.method == .exact),
        Phrases.chance(two, isExact: after.method == .exact), Phrases.change(change),
        isExact
          ? "–" : forecast.worsened(before.metric, within: days).map { Phrases.percent($0.value) } ?? "–",
      ])
    }
    return rows
      + dates([
        ("first, 1 in 10", before.firstPassage.q10, after.firstPassage.q10),
        ("first, 1 in 2", before.firstPassage.q50, after.firstPassage.q50),
      ])
  }

  /// A rate that is off target today: when it is back.
  private static func returns(
    _ before: MetricForecast, _ after: MetricForecast, _ forecast: ScenarioForecast
  ) -> [[String]] {
    var rows: [[String]] = []
    for days in ScenarioFiles.horizons(forecast) {
      guard let pair = ScenarioFiles.back(before.metric, within: days, forecast) else { continue }
      rows.append([
        "  back within \(Phrases.count(days, "day", "days"))",
        Phrases.chance(pair.before, isExact: false), Phrases.chance(pair.after, isExact: false),
        Phrases.change(pair.change), "",
      ])
    }
    rows += dates([
      ("back, 1 in 2", before.wayBack?.q50, after.wayBack?.q50),
      ("back, 9 in 10", before.wayBack?.q90, after.wayBack?.q90),
    ])
    if let one = before.wayBack?.relapse, let two = after.wayBack?.relapse {
      rows.append([
        "  off again within 30 days", Phrases.chance(one, isExact: false),
        Phrases.chance(two, isExact: false),
        "", "",
      ])
    }
    return rows
  }

  private static func dates(_ pairs: [(what: String, one: Day?, two: Day?)]) -> [[String]] {
    pairs.filter { $0.one != nil || $0.two != nil }.map {
      ["  " + $0.what, $0.one.map { "\($0)" } ?? "–", $0.two.map { "\($0)" } ?? "–", "", ""]
    }
  }

  /// The chances to be off target and to be deactivated, side by side: the first is counted, the second is
  /// assumed.
  private static func deactivation(_ forecast: ScenarioForecast) -> TextTable {
    var table = TextTable(
      header: [
        "within", "a rate off", "assumed", "deactivated", "scenario", "change",
      ], right: [3, 4, 5])
    // A rate that is off target today is so within any number of days.
    let isOff = forecast.baseline.metrics.contains(where: \.state.isOffTarget)
    for days in spans(forecast) {
      let any = forecast.comparison.any
      for (index, setting) in RiskSetting.allCases.enumerated() {
        guard let passage = forecast.deactivation(setting) else { continue }
        let (before, after) = (any.baselineProbability(by: days), any.scenarioProbability(by: days))
        let change =
          "\(Phrases.percent(rounded(before)).dropLast(2)) → \(Phrases.percent(rounded(after)))"
        table.rows.append([
          index == 0 ? Phrases.count(days, "day", "days") : "",
          index > 0 ? "" : isOff ? "now" : change,
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
