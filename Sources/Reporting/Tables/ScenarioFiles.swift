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
    var scenario: String
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
        newlyOff: forecast.worsened(metric, within: days)?.value, scenario: forecast.name)
    }
  }

  /// By horizon.
  static func changes(of passage: PairedPassage, _ name: String, _ forecast: ScenarioForecast) -> [Change] {
    horizons(forecast).map { days in
      Change(
        account: forecast.baseline.account, name: name, days: days,
        before: passage.baselineProbability(by: days), after: passage.scenarioProbability(by: days),
        change: passage.change(by: days), scenario: forecast.name)
    }
  }

  /// The chances by horizon; none if the enforcement says nothing under the setting.
  static func deactivations(under setting: RiskSetting, _ forecast: ScenarioForecast) -> [Deactivation] {
    guard let passage = forecast.deactivation(setting),
      let index = RiskSetting.allCases.firstIndex(of: setting)
    else { return [] }
    let any = forecast.comparison.any
    return changes(of: passage, setting.rawValue, forecast).map { change in
      Deactivation(
        change: change, anyBefore: any.baselineProbability(by: change.days),
        anyAfter: any.scenarioProbability(by: change.days),
        background: forecast.background[index][change.days - 1])
    }
  }
}
