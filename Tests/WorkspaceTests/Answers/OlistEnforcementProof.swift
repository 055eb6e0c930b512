import AccountHealth
import Decisions
import Forecasting
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// The top-down check of the assumed enforcement: about one seller in ten is deactivated per year for any
/// cause, a fifth of them for order performance (a tenth to a third), of sellers who are off target on 5 to
/// 15 % of the days: 0.0012 (0.0002 to 0.005) for each day off target. The sellers of these orders are off
/// target more often, so that only the chance for each such day can be compared. All have the same evening.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct OlistEnforcementProof {
  @Test("Chances of a deactivation per year on a population of sellers, by setting and cause")
  func perYear() async throws {
    let file = OracleFolder.data("olist-dev/orders.csv.gz").path
    var settings = Settings()
    settings.asOf = try #require(Day(iso: "2018-06-30"))
    // The stand-in for defects of these orders fits a limit of 5 %, not of 1 %.
    settings.limits = [.init(metric: .orderDefect, limit: try #require(Ratio(decimal: "0.05")))]
    let all = try Workspace(reading: [file], under: settings)
    let evening = all.asOf
    // Orders after the evening are in the file, and not known on it.
    let names = all.state.subjects.compactMap(\.account).filter { account in
      account.orders.count { $0.purchased > evening - 90 && $0.purchased <= evening } >= 30
    }.map(\.name).sorted()
    var question = LossQuestion()
    question.run = .init(paths: 4096, seed: 1)
    var sums: [RiskSetting: (any: Double, performance: Double)] = [:]
    var (offTarget, daysOff, sellers) = (0.0, 0.0, 0)
    for name in names {
      settings.accounts = [name]
      settings.isLearning = false
      let own = try Workspace(reading: [file], under: settings)
      guard let answer = try? await own.loss(question) else { continue }
      sellers += 1
      var ahead = ForecastQuestion(horizon: question.horizon, run: question.run)
      ahead.run.paths = 1000
      for try await account in try own.forecast(ahead).accounts {
        daysOff += Self.daysOff(account.forecast, question.horizon)
      }
      offTarget += answer.loss.offTarget.value
      for setting in answer.loss.settings {
        // A chance within 90 days as one within a year, at the same hazard.
        func yearly(_ chance: Double) -> Double { 1 - pow(1 - chance, 365.0 / 90) }
        let own = setting.causes.filter { !$0.metrics.isEmpty }.reduce(0) { $0 + $1.chance.value }
        sums[setting.setting, default: (0, 0)].any += yearly(setting.chance.value)
        sums[setting.setting, default: (0, 0)].performance += yearly(own)
      }
    }
    #expect(sellers >= 40)
    let share = daysOff / Double(sellers) / Double(question.horizon)
    print("OlistEnforcementProof: days off target, those of all groups of rates added, \(share) of all days")
    print(
      "OlistEnforcementProof: \(sellers) sellers, some rate off target within 90 days \(offTarget / Double(sellers))"
    )
    for setting in RiskSetting.allCases {
      let sum = try #require(sums[setting])
      let (any, own) = (sum.any / Double(sellers), sum.performance / Double(sellers))
      print("OlistEnforcementProof: \(setting.rawValue) any cause \(any) a year, order performance \(own)")
      let perDay = -log(1 - own) / 365 / share
      print("OlistEnforcementProof: \(setting.rawValue) \(perDay) for each day off target")
      // Low and high are on either side of what the check allows, and central is within it.
      switch setting {
      case .low: #expect(perDay < 0.0012)
      case .central: #expect((0.0002...0.005).contains(perDay))
      case .high: #expect(perDay > 0.0012)
      }
    }
  }

  /// Expected days off target within the horizon, added over the rates that are judged apart.
  private static func daysOff(_ forecast: AccountForecast, _ horizon: Int) -> Double {
    let days = forecast.metrics.map { ($0.metric, $0.daysOff(within: horizon)?.value ?? 0) }
    return Enforcement.builtIn.groups.reduce(0) { sum, group in
      sum + (days.filter { group.metrics.contains($0.0) }.map(\.1).max() ?? 0)
    }
  }
}
