import AccountHealth
import Testing

@testable import Reporting
@testable import Workspace

@Suite("Bounds that keep to a budget of false alarms")
struct TunedTableTests {
  /// A bound that was tried on 140 nights, in which 1.54 false alarms were allowed.
  private func tuned(_ metric: Metric, wrong: Int) -> TunedThreshold {
    var record = AlarmRecord([], bound: 0.2) { _ in false }
    record.raised = wrong
    var tuned = TunedThreshold(account: "acme", metric: metric, days: 30)
    (tuned.bound, tuned.record, tuned.nights) = (0.19, record, 280)
    tuned.trial = .init(bound: 0.2, nights: 140, record: record, allowed: 140.0 / 91)
    return tuned
  }

  @Test("Bounds that broke the budget in their own trial are named, and no others")
  func overBudget() throws {
    let text = try TunedTable.text(
      [tuned(.orderDefect, wrong: 4), tuned(.lateShipment30, wrong: 1)], as: .table, on: .plain
    ).replacing("\n", with: " ")
    #expect(
      text.contains("In their trial these gave more false alarms than the budget allows"), "\(text)")
    #expect(text.contains("acme order_defect_rate (4, where 1.54 are allowed)."), "\(text)")
    #expect(!text.contains("late_shipment_rate_30d ("))
    let good = try TunedTable.text([tuned(.orderDefect, wrong: 1)], as: .table, on: .plain)
    #expect(!good.contains("In their trial"))
  }
}
