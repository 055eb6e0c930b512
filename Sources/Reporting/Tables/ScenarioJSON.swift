import AccountHealth
import Decisions
import Forecasting
import Simulation
import Workspace

/// One JSON object: the baseline, the scenario and the changes.
enum ScenarioJSON {
  private struct Rate: Encodable {
    var metric: String
    var reached: Bool
    var breach: [RowObject]
    var baseline: RowObject
    var scenario: RowObject
  }

  private struct Deactivation: Encodable {
    var setting: String
    var deactivated: [RowObject]
  }

  private struct Account: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var scenario: String
    var seed: UInt64
    var paths: Int
    var metrics: [Rate]
    /// Changes of the chance that some rate is off target.
    var anyBreach: [RowObject]
    /// Assumed, see the enforcement file.
    var deactivation: [Deactivation]
    var enforcement: String
    var notForecast: [String]
    /// What the change does, in words.
    var verdict: String
    /// Rates that an account without orders of its own does not have.
    var notApplicable: [String]
  }

  /// One line of JSON.
  static func line(_ answer: WhatIfAnswer) throws -> String {
    let forecast = answer.forecast
    let before = forecast.baseline
    return try JSONText.line(
      Account(
        account: before.account, marketplace: before.marketplace, asOf: "\(before.asOf)",
        scenario: forecast.name, seed: answer.request.seed, paths: answer.request.paths,
        metrics: zip(before.metrics, forecast.scenario.metrics).map { one, two in
          Rate(
            metric: one.metric.rawValue, reached: forecast.reaches(one.metric),
            breach: ScenarioFiles.changes(of: one.metric, forecast).map(ScenarioFiles.changes.object),
            baseline: (ForecastFiles.passages + ForecastFiles.waysBack).object(.init(metric: one)),
            scenario: (ForecastFiles.passages + ForecastFiles.waysBack).object(.init(metric: two)))
        },
        anyBreach: ScenarioFiles.changes(of: forecast.comparison.any, "", forecast)
          .map(ScenarioFiles.changes.object),
        deactivation: RiskSetting.allCases.compactMap { setting in
          let rows = ScenarioFiles.deactivations(under: setting, forecast)
          return rows.isEmpty
            ? nil
            : Deactivation(
              setting: setting.rawValue, deactivated: rows.map(ScenarioFiles.deactivations.object))
        }, enforcement: forecast.enforcement.metadata.name, notForecast: answer.missing.map(\.description),
        verdict: ScenarioVerdict.text(forecast), notApplicable: answer.inapplicable.map(\.rawValue)))
  }
}
