import Decisions
import Forecasting
import SellerReports
import Simulation

/// change.csv and deactivation.csv: what a scenario changes, on the same random numbers.
public enum ScenarioFiles {
  public static let changeHeader =
    "account,metric,days,p_breach_baseline,se_baseline,p_breach_scenario,se_scenario,change,se_change,"
    + "newly_off,scenario\n"
  public static let deactivationHeader =
    "account,setting,days,p_any_breach_baseline,p_any_breach_scenario,p_deactivated_baseline,se_baseline,"
    + "p_deactivated_scenario,se_scenario,change,se_change,p_background,scenario\n"

  /// A row a metric and horizon. `change` = scenario − baseline; `newly_off` = share of the futures that are off target
  /// by then in the scenario alone.
  public static func changes(_ forecast: ScenarioForecast) -> String {
    var rows = ""
    for (before, after) in zip(forecast.baseline.metrics, forecast.scenario.metrics) {
      for days in ScenarioTable.horizons(forecast) {
        guard let one = before.breachProbability(within: days),
          let two = after.breachProbability(within: days),
          let change = forecast.change(of: before.metric, within: days)
        else { continue }
        rows += CSVText.row(
          [CSVText.cell(before.account), before.metric.rawValue, "\(days)"] + numbers([one, two, change]) + [
            CSVText.number(forecast.worsened(before.metric, within: days)?.value),
            CSVText.cell(forecast.name),
          ])
      }
    }
    return rows
  }

  /// A row a setting and horizon. `p_any_breach` = some rate off target by then; `p_background` = deactivated by then
  /// for reasons that no rate shows.
  public static func deactivation(_ forecast: ScenarioForecast) -> String {
    var rows = ""
    let any = forecast.comparison.any
    for (index, setting) in Setting.allCases.enumerated() {
      guard let passage = forecast.deactivation(setting) else { continue }
      for days in ScenarioTable.horizons(forecast) {
        rows += CSVText.row(
          [
            CSVText.cell(forecast.baseline.account), setting.rawValue, "\(days)",
            CSVText.number(any.baselineProbability(by: days).value),
            CSVText.number(any.scenarioProbability(by: days).value),
          ]
            + numbers([
              passage.baselineProbability(by: days), passage.scenarioProbability(by: days),
              passage.change(by: days),
            ]) + [
              CSVText.number(forecast.background[index][days - 1]), CSVText.cell(forecast.name),
            ])
      }
    }
    return rows
  }

  private static func numbers(_ estimates: [Estimate]) -> [String] {
    estimates.flatMap { [CSVText.number($0.value), CSVText.number($0.standardError, digits: 8)] }
  }
}
