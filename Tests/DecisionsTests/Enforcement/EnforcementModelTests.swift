import AccountHealth
import Simulation
import Testing

@testable import Decisions

/// Enforcement on paths against the exact chain.
@Suite struct EnforcementModelTests {
  private let file = Enforcement.builtIn
  private let asOf = Day(number: 20_780)  // 2026-11-23
  private let paths = 200_000

  private func rule(_ metric: Metric, _ limit: Ratio) -> MetricRule {
    MetricRule(metric: metric, youngest: 0, oldest: 29, limit: limit)
  }

  /// A rate that stays where its history has put it: no new orders, and the same counts every day.
  private func staying(bad: Int, orders: Int, days: Int) -> SimulationModel {
    var volume = OrderProcess(distribution: .fixed)
    volume.counts = .constant(0)
    var metric = MetricModel(name: Metric.orderDefect.rawValue)
    (metric.windowDays, metric.p) = (30, .constant(0))
    metric.rule = .rate(numerator: 1, denominator: 100, strict: false, minimumOrders: 1)
    metric.settledOrders = [Int](repeating: orders, count: days)
    metric.settledBad = [Int](repeating: bad, count: days)
    return SimulationModel(horizonDays: days, orders: volume, metrics: [metric])
  }

  @Test(
    "A rate that stays off target: the exact chain's chance, and the printed table's, at every setting",
    arguments: [(Severity.small, 2, 100), (.mild, 5, 300), (.severe, 9, 300)])
  func staying(severity: Severity, bad: Int, orders: Int) throws {
    var enforcement = file
    // The table has no calendar and no background.
    enforcement.calendar.fourthQuarter = enforcement.calendar.ordinary
    enforcement.background = Assumption(low: 0, central: 0, high: 0)
    let rule = rule(.orderDefect, Ratio(1, 100))
    #expect(file.severityRule(for: rule)?.severity(of: WindowCount(orders: orders, bad: bad)) == severity)
    let simulator = try Simulator(staying(bad: bad, orders: orders, days: 60))
    for outcomeAtOnce in [false, true] {
      if outcomeAtOnce { enforcement.noticeDays = Assumption(low: 0, central: 0, high: 0) }
      let summary = PairedSimulator(
        [.init(baseline: simulator, scenario: simulator)],
        enforcement: enforcement.model(rules: [rule], asOf: asOf, horizon: 60)
      ).run(paths: paths, seed: 81, threads: 2)
      for (setting, passage) in zip(RiskSetting.allCases, summary.deactivation) {
        let days = [7, 14, 30, 60]
        let exact = enforcement.deactivationProbability(staying: severity, days: days, setting: setting)
        for (day, chance) in zip(days, exact) {
          let error = (chance * (1 - chance) / Double(paths)).squareRoot()
          let found = passage.baselineProbability(by: day).value
          #expect(abs(found - chance) < 5 * error, "\(setting) \(day): \(found) for \(chance)")
        }
      }
    }
  }

  @Test(
    "An open notice gives its group a deadline: its own, or by the setting; one that is over is tomorrow's")
  func notices() throws {
    let rules = [rule(.orderDefect, Ratio(1, 100)), rule(.lateShipment30, Ratio(1, 25))]
    func deadlines(_ notices: [Notice]) -> [[Int]] {
      file.model(rules: rules, asOf: asOf, horizon: 60, notices: notices).policies.map(\.deadlines)
    }
    let groups = file.model(rules: rules, asOf: asOf, horizon: 60).groups.map { $0.map(\.metric) }
    let place = try #require(groups.firstIndex { $0.contains("late_shipment_rate_30d") })
    func notice(_ received: Int, _ answerBy: Int?, _ metric: Metric? = .lateShipment30) -> Notice {
      Notice(
        kind: .performance, received: asOf + received, answerBy: answerBy.map { asOf + $0 }, metric: metric)
    }
    #expect(deadlines([]) == [[], [], []])
    for (notices, expected) in [
      ([notice(-1, 2)], [2, 2, 2]), ([notice(-9, -4)], [1, 1, 1]),
      // Days from a notice to its deadline: 17, 3 and 3.
      ([notice(-1, nil)], [16, 2, 2]), ([notice(-1, 5), notice(0, 4)], [4, 4, 4]),
      ([notice(-1, 2, .validTracking)], [0, 0, 0]),
    ] {
      let found = deadlines(notices)
      #expect(found.map { $0[place] } == expected, "\(found)")
      #expect(found.allSatisfy { $0.enumerated().allSatisfy { $0.offset == place || $0.element == 0 } })
    }
  }

  @Test("October to December have their own factor; groups take theirs; small is a share of mild")
  func numbers() {
    let rules = [
      rule(.lateShipment30, Ratio(4, 100)), rule(.lateShipment10, Ratio(4, 100)),
      rule(.orderDefect, Ratio(1, 100)),
    ]
    let model = file.model(rules: rules, asOf: asOf, horizon: 60)
    #expect(
      model.groups.map { $0.map(\.metric) } == [
        ["order_defect_rate"], ["late_shipment_rate_30d", "late_shipment_rate_10d"],
      ])
    #expect(model.policies.map(\.name) == ["low", "central", "high"])
    let central = model.policies[1]
    // 2026-11-24 to 2026-12-31 are 38 days.
    #expect(central.dayFactors == [Double](repeating: 1.3, count: 38) + [Double](repeating: 1, count: 22))
    #expect(central.noticeDays == 3 && central.background == 0.00025)
    #expect(abs(central.deactivatedIfBack - 0.2 * 0.35 * 0.75) < 1e-15)
    let late = central.responses[1]
    for (response, factor) in zip(late, [0.7 * 0.1, 0.7]) {
      #expect(abs(response.notice - 0.008 * factor) < 1e-15)
      #expect(abs(response.deactivated - 0.0004 * factor) < 1e-15)
      #expect(abs(response.deactivatedAtDeadline - 0.35 * 0.75) < 1e-15)
    }
    #expect(
      abs(late[2].notice - 0.03 * 0.7) < 1e-15 && abs(late[2].deactivatedAtDeadline - 0.45 * 0.85) < 1e-15)
  }

  @Test("A judgement is the severity rule, number by number")
  func judgement() throws {
    for metric in Metric.allCases {
      let rule = try #require(file.severityRule(for: rule(metric, Ratio(5, 100))))
      let judgement = EnforcementModel.Judgement(rule)
      for orders in 0...60 {
        for bad in 0...orders {
          let severity = rule.severity(of: WindowCount(orders: orders, bad: bad))
          #expect(judgement.severity(bad: bad, orders: orders) == severity.map { $0.rawValue + 1 } ?? 0)
        }
      }
    }
  }
}
