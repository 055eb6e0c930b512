import AccountHealth
import Documents
import Forecasting
import Testing

@testable import Decisions

struct ChangeLogTests {
  private static func log(_ text: String) throws -> ChangeLog {
    try ChangeLog(document: [UInt8](text.utf8), file: "changes.yaml")
  }

  @Test("Every field of a change is read")
  func fields() throws {
    let log = try Self.log(
      """
      format: 1
      changes:
        - {date: 2026-09-01, action: extra_shift, ramp: 7, account: acme, where: {sku: MUG}}
        - {date: 2026-10-01, of: [late_delivery, tracking]}
        - {date: 2026-10-02, of: orders}
      """)
    let day = try #require(Day(iso: "2026-09-01"))
    #expect(
      log.changes == [
        LoggedChange(day: day, action: "extra_shift", ramp: 7, account: "acme", sku: "MUG"),
        LoggedChange(day: day + 30, rates: [.lateDelivery, .tracking]),
        LoggedChange(day: day + 31, rates: [.orders]),
      ])
    #expect(ActionCatalogue.builtIn["extra_shift"]?.studiedRates == [.lateShipment, .lateDelivery])
  }

  private static let wrong: [(String, String)] = [
    ("format: 1\nchanges: []", "found no change"),
    ("format: 1\nchanges:\n  - {date: 2026-09-01}", "found a change without action and of"),
    ("format: 1\nchanges:\n  - {date: 2026-09-31, of: orders}", "changes.yaml:3:12: changes[0].date"),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, action: nap}",
      "found 'nap', expected an action of the catalogue"
    ),
    ("format: 1\nchanges:\n  - {date: 2026-09-01, of: lateness}", "expected one of late_shipment"),
    ("format: 1\nchanges:\n  - {date: 2026-09-01, of: orders, ramp: -3}", "changes[0].ramp"),
    ("format: 1\nchanges:\n  - {date: 2026-09-01, of: orders, who: me}", "an unknown name"),
  ]

  @Test("A fault is named with its place", arguments: wrong)
  func faults(text: String, words: String) {
    let error = #expect(throws: DocumentError.self) { try Self.log(text) }
    #expect(error.map { "\($0)".contains(words) } == true, "\(String(describing: error))")
  }
}
