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
}
