import AccountHealth
import Decisions
import Foundation
import TestSupport
import Testing

@testable import Workspace

/// The top-down check of the assumed enforcement: about one seller in ten is deactivated per year for any
/// cause, a fifth of them for order performance (a tenth to a third). Real sellers, all with the same
/// evening.
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
    let names = all.state.subjects.compactMap(\.account).filter { account in
      account.orders.count { order in order.purchased > settings.asOf.map { $0 - 90 } ?? order.purchased }
        >= 30
    }.map(\.name).sorted()
    var question = LossQuestion()
    question.run = .init(paths: 4096, seed: 1)
    var sums: [RiskSetting: (any: Double, performance: Double)] = [:]
    var (offTarget, sellers) = (0.0, 0)
    for name in names {
      settings.accounts = [name]
      settings.isLearning = false
      guard let answer = try? await Workspace(reading: [file], under: settings).loss(question) else {
        continue
      }
      sellers += 1
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
    print(
      "OlistEnforcementProof: \(sellers) sellers, some rate off target within 90 days \(offTarget / Double(sellers))"
    )
    for setting in RiskSetting.allCases {
      let sum = try #require(sums[setting])
      let (any, own) = (sum.any / Double(sellers), sum.performance / Double(sellers))
      print("OlistEnforcementProof: \(setting.rawValue) any cause \(any) a year, order performance \(own)")
      if setting == .low { #expect(any < 0.1) }
      if setting == .high { #expect(any > 0.1) }
    }
  }
}
