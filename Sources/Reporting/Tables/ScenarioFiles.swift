import AccountHealth
import Decisions
import Forecasting
import Simulation

/// change.csv and deactivation.csv: what a scenario changes, on the same random numbers.
public enum ScenarioFiles {
  /// A chance within some days, before and after.
  struct Change {
    var account: String
    /// The metric, or another quantity with its own row.
    var name: String
    var days: Int
    var before: Estimate
    var after: Estimate
    /// The paired change, whose error is not that of two estimates.
    var change: Estimate
    /// The share of the futures that are off target by then only in the scenario; `nil` if it is not counted.
    var newlyOff: Double?
    /// The chance to be back on target by then; `nil` for a rate that is on target today.
    var back: Pair?
    /// Expected days off target; `nil` where `days` is neither 30 nor the horizon.
    var daysOff: Pair?
    var scenario: String
    /// The grades of the scenario's actions, in their order.
    var grade: String
  }

  /// A figure before and after, with its paired change.
  struct Pair {
    var before: Estimate
    var after: Estimate
    var change: Estimate
  }

  /// A chance of deactivation under one setting.
  struct Deactivation {
    var change: Change
    /// The chance that some rate is off target by then.
    var anyBefore: Estimate
    var anyAfter: Estimate
    /// The chance of a deactivation that no rate shows.
    var background: Double
  }

  static let changes: Columns<Change> = [
    Column("account", .files) { .text($0.account) },
    Column("metric", .files) { .word($0.name) },
    Column("days") { .count($0.days) },
    Column("p_breach_baseline", key: "p_baseline") { Cell($0.before.value) },
    Column("se_baseline", .files) { Cell($0.before.standardError, digits: 8) },
    Column("p_breach_scenario", key: "p_scenario") { Cell($0.after.value) },
    Column("se_scenario", .files) { Cell($0.after.standardError, digits: 8) },
    Column("change") { Cell($0.change.value) },
    Column("se_change", key: "se") { Cell($0.change.standardError, digits: 8) },
    Column("newly_off") { Cell($0.newlyOff) },
    Column("scenario", .files) { .text($0.scenario) },
    Column("p_back_baseline") { Cell($0.back?.before.value) },
    Column("p_back_scenario") { Cell($0.back?.after.value) },
    Column("change_back") { Cell($0.back?.change.value) },
    Column("se_change_back") { Cell($0.back?.change.standardError, digits: 8) },
    Column("days_off_baseline") { Cell($0.daysOff?.before.value, digits: 4) },
    Column("days_off_scenario") { Cell($0.daysOff?.after.value, digits: 4) },
    Column("change_days_off") { Cell($0.daysOff?.change.value, digits: 4) },
    Column("se_change_days_off") { Cell($0.daysOff?.change.standardError, digits: 6) },
    Column("grade") { $0.grade.isEmpty ? .empty : .word($0.grade) },
  ]

  static let deactivations: Columns<Deactivation> = [
    Column("account", .files) { .text($0.change.account) },
    Column("setting", .files) { .word($0.change.name) },
    Column("days") { .count($0.change.days) },
    Column("p_any_breach_baseline", .files) { Cell($0.anyBefore.value) },
    Column("p_any_breach_scenario", .files) { Cell($0.anyAfter.value) },
    Column("p_deactivated_baseline", key: "p_baseline") { Cell($0.change.before.value) },
    Column("se_baseline", .files) { Cell($0.change.before.standardError, digits: 8) },
    Column("p_deactivated_scenario", key: "p_scenario") { Cell($0.change.after.value) },
    Column("se_scenario", .files) { Cell($0.change.after.standardError, digits: 8) },
    Column("change") { Cell($0.change.change.value) },
    Column("se_change", key: "se") { Cell($0.change.change.standardError, digits: 8) },
    Column("p_background", .files) { Cell($0.background) },
    Column("scenario", .files) { .text($0.change.scenario) },
  ]

  /// The horizons of breach.csv within the forecast, or the whole horizon if it is shorter than all of them.
  static func horizons(_ forecast: ScenarioForecast) -> [Int] {
    let days = ForecastFiles.horizons.filter { $0 <= forecast.horizon }
    return days.isEmpty ? [forecast.horizon] : days
  }

  /// change.csv: one row per metric and horizon.
  public static func changes(_ forecast: ScenarioForecast) -> String {
    changes.header
      + changes.csv(forecast.baseline.metrics.flatMap { changes(of: $0.metric, forecast) })
  }

  /// deactivation.csv: one row per setting and horizon.
  public static func deactivation(_ forecast: ScenarioForecast) -> String {
    deactivations.header
      + deactivations.csv(RiskSetting.allCases.flatMap { deactivations(under: $0, forecast) })
  }

  /// The changes by horizon; none if the rate has no forecast of so many days.
  static func changes(of metric: Metric, _ forecast: ScenarioForecast) -> [Change] {
    guard let before = forecast.baseline.metrics.first(where: { $0.metric == metric }),
      let after = forecast.scenario.metrics.first(where: { $0.metric == metric })
    else { return [] }
    return horizons(forecast).compactMap { days in
      guard let one = before.breachProbability(within: days), let two = after.breachProbability(within: days),
        let change = forecast.change(of: metric, within: days)
      else { return nil }
      return Change(
        account: before.account, name: metric.rawValue, days: days, before: one, after: two, change: change,
        newlyOff: forecast.worsened(metric, within: days)?.value,
        back: before.wayBack == nil ? nil : back(metric, within: days, forecast),
        daysOff: daysOff(metric, within: days, forecast), scenario: forecast.name, grade: grade(forecast))
    }
  }

  private static func grade(_ forecast: ScenarioForecast) -> String {
    forecast.actions.compactMap { $0.grade.map { "\($0)" } }.joined(separator: " ")
  }

  static func back(_ metric: Metric, within days: Int, _ forecast: ScenarioForecast) -> Pair? {
    guard let back = forecast.exposure(of: metric)?.back, days <= forecast.horizon else { return nil }
    return Pair(
      before: back.baselineProbability(by: days), after: back.scenarioProbability(by: days),
      change: back.change(by: days))
  }

  static func daysOff(_ metric: Metric, within days: Int, _ forecast: ScenarioForecast) -> Pair? {
    let spans = MetricSummary.exposureSpans(horizon: forecast.horizon)
    guard let span = spans.lastIndex(of: days), let exposure = forecast.exposure(of: metric) else {
      return nil
    }
    let count = exposure.daysOff[span]
    return Pair(before: count.baselineMean, after: count.scenarioMean, change: count.change)
  }

  /// By number of days; those of `horizons` if none are given.
  static func changes(
    of passage: PairedPassage, _ name: String, _ forecast: ScenarioForecast, within spans: [Int]? = nil
  ) -> [Change] {
    (spans ?? horizons(forecast)).map { days in
      Change(
        account: forecast.baseline.account, name: name, days: days,
        before: passage.baselineProbability(by: days), after: passage.scenarioProbability(by: days),
        change: passage.change(by: days), scenario: forecast.name, grade: grade(forecast))
    }
  }

  /// The chances by number of days, those of `horizons` if none are given; none if the enforcement says
  /// nothing under the setting.
  static func deactivations(
    under setting: RiskSetting, _ forecast: ScenarioForecast, within spans: [Int]? = nil
  ) -> [Deactivation] {
    guard let passage = forecast.deactivation(setting),
      let index = RiskSetting.allCases.firstIndex(of: setting)
    else { return [] }
    let any = forecast.comparison.any
    return changes(of: passage, setting.rawValue, forecast, within: spans).map { change in
      Deactivation(
        change: change, anyBefore: any.baselineProbability(by: change.days),
        anyAfter: any.scenarioProbability(by: change.days),
        background: forecast.background[index][change.days - 1])
    }
  }
}
