import Testing

@testable import Decisions

@Suite struct EnforcementChainTests {
  private let file = Enforcement.builtIn

  /// The table "Chance of deactivation if the metric stays off target": per cent as printed, 7, 14, 30, 60
  /// days.
  static let table: [(Severity, RiskSetting, [String])] = [
    (.small, .central, ["0.2", "0.3", "0.7", "1.5"]),
    (.mild, .low, ["0.2", "0.5", "1", "2"]),
    (.mild, .central, ["1.7", "3.4", "7", "14"]),
    (.mild, .high, ["11", "20", "38", "62"]),
    (.severe, .low, ["1", "2", "5", "10"]),
    (.severe, .central, ["9", "17", "33", "56"]),
    (.severe, .high, ["40", "64", "89", "99"]),
  ]

  @Test(
    "The printed table is reproduced to its last digit: outcome at once, group factor 1", arguments: table)
  func printed(_ severity: Severity, _ setting: RiskSetting, _ cells: [String]) {
    let chances = file.deactivationProbability(
      staying: severity, days: [7, 14, 30, 60], setting: setting, noticeDays: 0)
    for (chance, cell) in zip(chances, cells) {
      let unit = cell.contains(".") ? 10.0 : 1
      #expect((chance * 100 * unit).rounded() / unit == Double(cell), "\(chance) for \(cell)")
    }
  }

  @Test("With an outcome at once the chain is a constant daily hazard")
  func closedForm() {
    let (direct, notice, shut) = (0.002, 0.03, (1 - 0.55) * 0.85)
    let daily = direct + (1 - direct) * notice * shut
    let chances = file.deactivationProbability(
      staying: .severe, days: [1, 30, 365], setting: .central, noticeDays: 0)
    for (chance, days) in zip(chances, [1, 30, 365]) {
      var open = 1.0
      for _ in 0..<days { open *= 1 - daily }
      #expect(abs(chance - (1 - open)) < 1e-13)
    }
  }

  @Test("Notices: every course of events enumerated over eight days gives the same chance")
  func enumerated() {
    let (direct, notice, shut) = (0.010, 0.10, (1 - 0.35) * 0.95)
    /// The chance to be shut within `left` days; `due` days to the deadline, nil when free.
    func chance(_ left: Int, due: Int?) -> Double {
      guard left > 0 else { return 0 }
      if let due {
        let later =
          due == 0 ? shut + (1 - shut) * chance(left - 1, due: nil) : chance(left - 1, due: due - 1)
        return direct + (1 - direct) * later
      }
      // A notice of today has its deadline three days on.
      let noticed = notice * chance(left - 1, due: 2)
      return direct + (1 - direct) * (noticed + (1 - notice) * chance(left - 1, due: nil))
    }
    let days = Array(1...8)
    let chances = file.deactivationProbability(staying: .severe, days: days, setting: .high)
    for (day, value) in zip(days, chances) { #expect(abs(value - chance(day, due: nil)) < 1e-14, "\(day)") }
  }

  @Test("Back on target at the deadline, a notice is dropped or judged as for a mild excess")
  func dropped() {
    var chain = EnforcementChain(file, setting: .central, factor: 1)
    chain.step(.severe)
    let direct = chain.deactivated
    #expect(abs(direct - 0.002) < 1e-16)
    for _ in 0..<2 { chain.step(nil) }
    #expect(chain.deactivated == direct)
    chain.step(nil)
    let expected = direct + (1 - direct) * 0.03 * (1 - 0.80) * (1 - 0.65) * 0.75
    #expect(abs(chain.deactivated - expected) < 1e-15)
    for _ in 0..<30 { chain.step(nil) }
    #expect(abs(chain.deactivated - expected) < 1e-15)
  }

  @Test("On target nothing happens; a daily factor of 0 is a moratorium; more days never lower the chance")
  func monotone() {
    var chain = EnforcementChain(file, setting: .high, factor: 1.5)
    for _ in 0..<90 { chain.step(nil) }
    for _ in 0..<90 { chain.step(.severe, dayFactor: 0) }
    #expect(chain.deactivated == 0)
    var last = 0.0
    for day in 0..<400 {
      chain.step(Severity.allCases[day % 3], dayFactor: 2)
      #expect(chain.deactivated >= last && chain.deactivated <= 1)
      last = chain.deactivated
    }
    for severity in Severity.allCases {
      let chances = RiskSetting.allCases.map {
        file.deactivationProbability(staying: severity, days: [30], setting: $0)[0]
      }
      #expect(chances == chances.sorted())
    }
  }

  @Test("Appeals: reinstated in the end, per cent as printed, the best chances under low")
  func appeals() {
    let printed = [
      "order_performance": [95, 80, 43], "policy": [88, 58, 23], "linked_account": [84, 55, 18],
      "intellectual_property": [93, 70, 30], "fraud": [27, 8, 1], "wrongful_sweep": [97, 90, 60],
    ]
    #expect(file.appeals.count == printed.count)
    for appeal in file.appeals {
      let ends = RiskSetting.allCases.map { Int((appeal.reinstatedInTheEnd($0) * 100).rounded()) }
      #expect(ends == printed[appeal.cause], "\(appeal.cause)")
    }
  }
}
