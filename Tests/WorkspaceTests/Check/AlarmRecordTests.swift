import AccountHealth
import Testing

@testable import Forecasting
@testable import Workspace

@Suite("How an alarm would have done in the past")
struct AlarmRecordTests {
  /// One forecast of 30 days a week, with these chances and what followed.
  private func rows(_ chances: [Double], off: Set<Int> = []) -> [BacktestRow] {
    chances.enumerated().map { week, chance in
      BacktestRow(
        account: "acme", metric: .lateShipment30, origin: Day(number: 20_000 + 7 * week), horizon: 30,
        isOffTarget: off.contains(week), rate: nil, law: nil, said: [.headroom: .init(chance: chance)])
    }
  }

  @Test("Evenings in a row are one alarm; one that stands all year is a wrong alarm a month")
  func standing() {
    let short = AlarmRecord(rows([0, 0.3, 0.3, 0, 0, 0.3, 0]), bound: 0.2) { _ in false }
    #expect(short.raised == 2 && short.wrong == 2)
    let year = AlarmRecord(rows(Array(repeating: 0.3, count: 50)), bound: 0.2) { _ in false }
    #expect(year.raised == 10 && year.wrong == 10)
  }

  @Test("A right alarm is followed by the rate off target")
  func right() {
    let first = Day(number: 20_000)
    let record = AlarmRecord(rows([0, 0.3, 0.3, 0], off: [1, 2]), bound: 0.2) { $0 >= first + 17 }
    #expect(record.raised == 1 && record.right == 1 && record.daysAhead == 10 && record.missed == 0)
  }

  private static let bound = Assertion("any.p_breach(30d) < 20%")!

  /// One night after another with these chances; it is off target on the nights of `off`, and within 30 days
  /// of each.
  private func nights(_ chances: [Double], off: Set<Int> = []) -> [AlarmRecord.Night] {
    chances.enumerated().map { night, chance in
      AlarmRecord.Night(
        day: Day(number: 20_000 + night), chance: off.contains(night) ? 1 : chance,
        isOff: off.contains(night),
        goesOff: off.contains { (1...30).contains($0 - night) })
    }
  }

  private func record(_ chances: [Double], off: Set<Int> = []) -> AlarmRecord {
    AlarmRecord(nights(chances, off: off), Self.bound, days: 30) { off.contains($0 - Day(number: 20_000)) }
  }

  @Test(
    "Night after night an alarm needs two evenings, and is one until it is taken back or its days are over")
  func nightly() {
    // One evening above the bound and not clearly is no alarm; two are one.
    #expect(record([0.1, 0.21, 0.19, 0.21, 0.1]).raised == 0)
    #expect(record([0.1, 0.21, 0.22, 0.21, 0.1]).raised == 1)
    // Up, clearly down, up again: two, both wrong.
    #expect(record([0.1, 0.3, 0.1, 0.3, 0.1]).wrong == 2)
    // Sixty-five nights in a row: the first, and one more after each 30 days.
    #expect(record(Array(repeating: 0.3, count: 65)).wrong == 3)
  }

  @Test(
    "What is told while the rate is off target is a fact; an alarm before it is right, and none is a miss")
  func facts() {
    let off: Set = [40, 41, 42]
    let right = record(Array(repeating: 0.1, count: 20) + Array(repeating: 0.3, count: 40), off: off)
    // Raised on night 20, 20 days ahead; the alarm that stands on afterwards is none of its own.
    #expect(right.raised == 1 && right.right == 1 && right.daysAhead == 20 && right.missed == 0)
    #expect(right.evenings == 57)
    let missed = record(Array(repeating: 0.1, count: 60), off: off)
    #expect(missed.raised == 0 && missed.missed == 1)
  }

  @Test("The lowest bound from which on all keep to the budget, one false alarm more held against it")
  func budget() throws {
    var chances = Array(repeating: 0.02, count: 364)
    // Two nights in a row at each height, far apart.
    for (place, chance) in [0.90, 0.70, 0.50, 0.30].enumerated() {
      for night in 0...1 { chances[40 + 60 * place + night] = chance }
    }
    let year = nights(chances)
    func bound(_ text: String) throws -> Int {
      let budget = try #require(FalseAlarmBudget(text))
      let found = try #require(budget.bound(year, days: 30) { _ in false })
      return Int((found.bound * 100).rounded())
    }
    // 364 nights are four quarters: three false alarms and one more are four, so all but the lowest peak.
    #expect(try bound("at most 1 false alarm a quarter") == 31)
    #expect(try bound("at most 2 false alarms a quarter") == 5)
    // Less than two a year are allowed: only none keeps.
    #expect(try bound("at most 1 false alarm a year") == 91)
  }
}
