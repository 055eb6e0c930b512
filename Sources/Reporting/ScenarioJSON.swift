import AccountHealth
import Decisions
import Forecasting
import Simulation

/// One object: the baseline, the scenario and what changes.
public enum ScenarioJSON {
  private struct Change: Encodable {
    var days: Int
    var pBaseline: Double
    var pScenario: Double
    var change: Double
    var se: Double
    var newlyOff: Double?
  }

  private struct Side: Encodable {
    var firstQ10: String?
    var firstQ50: String?
    var firstQ90: String?
    var recoveryQ50: Int?

    init(_ metric: MetricForecast) {
      firstQ10 = metric.firstPassage.q10.map { "\($0)" }
      firstQ50 = metric.firstPassage.q50.map { "\($0)" }
      firstQ90 = metric.firstPassage.q90.map { "\($0)" }
      recoveryQ50 = metric.medianRecovery
    }
  }

  private struct Rate: Encodable {
    var metric: String
    var reached: Bool
    var breach: [Change]
    var baseline: Side
    var scenario: Side
  }

  private struct Deactivation: Encodable {
    var setting: String
    var deactivated: [Change]
  }

  private struct Account: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var scenario: String
    var seed: UInt64
    var paths: Int
    var metrics: [Rate]
    /// Some rate off target.
    var anyBreach: [Change]
    /// Assumed, see the enforcement file.
    var deactivation: [Deactivation]
    var enforcement: String
    var notForecast: [String]
  }

  /// One line of JSON.
  public static func line(_ forecast: ScenarioForecast, seed: UInt64, paths: Int) throws -> String {
    let before = forecast.baseline
    let horizons = ScenarioTable.horizons(forecast)
    func changes(_ passage: PairedPassage) -> [Change] {
      horizons.map { days in
        let change = passage.change(by: days)
        return Change(
          days: days, pBaseline: passage.baselineProbability(by: days).value,
          pScenario: passage.scenarioProbability(by: days).value, change: change.value,
          se: change.standardError)
      }
    }
    let account = Account(
      account: before.account, marketplace: before.marketplace, asOf: "\(before.asOf)",
      scenario: forecast.name, seed: seed, paths: paths,
      metrics: zip(before.metrics, forecast.scenario.metrics).map { one, two in
        Rate(
          metric: one.metric.rawValue, reached: forecast.reaches(one.metric),
          breach: horizons.compactMap { days in
            guard let p = one.breachProbability(within: days), let q = two.breachProbability(within: days),
              let change = forecast.change(of: one.metric, within: days)
            else { return nil }
            return Change(
              days: days, pBaseline: p.value, pScenario: q.value, change: change.value,
              se: change.standardError, newlyOff: forecast.worsened(one.metric, within: days)?.value)
          }, baseline: Side(one), scenario: Side(two))
      },
      anyBreach: changes(forecast.comparison.any),
      deactivation: Setting.allCases.compactMap { setting in
        forecast.deactivation(setting).map {
          Deactivation(setting: setting.rawValue, deactivated: changes($0))
        }
      }, enforcement: forecast.enforcement.metadata.name, notForecast: before.notes)
    return try JSONText.line(account)
  }
}
