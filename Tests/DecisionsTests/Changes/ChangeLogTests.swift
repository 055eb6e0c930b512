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
        - {date: 2026-10-02, of: orders, where: {channel: amazon}}
      """)
    let day = try #require(Day(iso: "2026-09-01"))
    #expect(
      log.changes == [
        LoggedChange(
          day: day, action: "extra_shift", ramp: 7, account: "acme", sku: "MUG",
          place: "changes.yaml:3:12: changes[0].date"),
        LoggedChange(
          day: day + 30, rates: [.lateDelivery, .tracking], place: "changes.yaml:4:12: changes[1].date"),
        LoggedChange(
          day: day + 31, rates: [.orders], channel: .amazon, place: "changes.yaml:5:12: changes[2].date"),
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
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, of: orders, where: {warehouse: north}}",
      "changes.yaml:3:55: changes[0].where.warehouse: found a warehouse, expected sku or channel. Order files"
    ),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, of: orders, where: {}}",
      "changes[0].where: found nothing, expected sku or channel."
    ),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, of: orders, where: {channel: afn}}",
      "found 'afn', expected seller or amazon"
    ),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, of: [defects, tracking], where: {channel: amazon}}",
      "changes[0].of: found a change of a rate that counts no order that Amazon ships"
    ),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, of: orders}\n  - {date: 2026-09-01, of: [defects, orders]}",
      "changes.yaml:4:12: changes[1].date: found a change that stands above with the same date, action and rate"
    ),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, action: extra_shift}\n"
        + "  - {date: 2026-09-01, action: extra_shift, of: late_shipment}",
      "changes[1].date: found a change that stands above"
    ),
    (
      "format: 1\nchanges:\n  - {date: 2026-09-01, action: stock_sync, where: {channel: amazon}}",
      "changes[0].where: found a change of a rate that counts no order that Amazon ships"
    ),
  ]

  @Test("Changes of one day that differ in action, rate, account or product stand side by side")
  func beside() throws {
    let log = try Self.log(
      """
      format: 1
      changes:
        - {date: 2026-09-01, of: orders}
        - {date: 2026-09-01, of: defects}
        - {date: 2026-09-01, action: price_rise, of: orders}
        - {date: 2026-09-01, of: orders, account: acme}
        - {date: 2026-09-01, of: orders, where: {sku: MUG}}
        - {date: 2026-09-02, of: orders}
      """)
    #expect(log.changes.count == 6)
  }

  @Test("A change of one channel is expected in that channel only, and in rates that count its orders")
  func channels() throws {
    let day = try #require(Day(iso: "2026-09-01"))
    let account = Account(name: "a", marketplace: "amazon.com", orders: [], fields: [])
    func days(_ change: LoggedChange) -> LoggedDays { ChangeLog([change]).days(in: account) }
    let both = days(LoggedChange(day: day, rates: [.defects]))
    #expect(Set(both.keys) == [LoggedRate(.defects, .seller), LoggedRate(.defects, .amazon)])
    let amazon = days(LoggedChange(day: day, action: "no such action", channel: .amazon))
    #expect(amazon.isEmpty == false && amazon.keys.allSatisfy { $0.channel == .amazon })
    let seller = days(LoggedChange(day: day, rates: [.lateShipment], ramp: 3, channel: .seller))
    #expect(seller == [LoggedRate(.lateShipment, .seller): [day, day + 3]])
  }

  @Test("In force is what was done to all orders by that evening and not undone, with what it contains")
  func inForce() throws {
    let day = try #require(Day(iso: "2026-09-01"))
    let account = Account(name: "a", marketplace: "amazon.com", orders: [], fields: [])
    func inForce(_ changes: [LoggedChange]) -> [String: Day] {
      ChangeLog(changes).actionsInForce(in: account, on: day)
    }
    let shift = LoggedChange(day: day - 9, action: "extra_shift")
    #expect(inForce([shift]) == ["extra_shift": day - 9])
    #expect(inForce([LoggedChange(day: day + 1, action: "extra_shift")]).isEmpty)
    #expect(inForce([LoggedChange(day: day, action: "extra_shift", account: "b")]).isEmpty)
    #expect(inForce([LoggedChange(day: day, action: "extra_shift", sku: "MUG")]).isEmpty)
    #expect(inForce([LoggedChange(day: day, action: "extra_shift", channel: .seller)]).isEmpty)
    // What the catalogue does not know goes by the name that effect gives it, and its undoing ends it.
    let labels = LoggedChange(day: day - 5, rates: [.tracking, .defects])
    #expect(inForce([labels]) == ["own_tracking_2026_08_27": day - 5, "own_defects_2026_08_27": day - 5])
    let back = LoggedChange(day: day - 1, action: "undo_own_tracking_2026_08_27")
    #expect(
      inForce([labels, back])
        == ["own_defects_2026_08_27": day - 5, "undo_own_tracking_2026_08_27": day - 1])
    let undone = LoggedChange(day: day - 2, action: "undo_extra_shift")
    #expect(inForce([undone, shift]) == ["undo_extra_shift": day - 2])
    let again = LoggedChange(day: day - 1, action: "extra_shift")
    #expect(inForce([shift, undone, again])["extra_shift"] == day - 1)
    let container = try #require(ActionCatalogue.builtIn.actions.first { !$0.includes.isEmpty })
    #expect(
      inForce([LoggedChange(day: day - 3, action: container.name)])
        == Dictionary(uniqueKeysWithValues: ([container.name] + container.includes).map { ($0, day - 3) }))
    let shiftAction = try #require(ActionCatalogue.builtIn["extra_shift"])
    #expect(shiftAction.obstacle(inForce: ["extra_shift": day]) == "in force since 2026-09-01")
    #expect(shiftAction.obstacle(inForce: ["auto_confirm": day]) == nil)
    let pause = try #require(ActionCatalogue.builtIn["vacation"])
    #expect(pause.isRepeatable && pause.obstacle(inForce: ["vacation": day]) == nil)
  }

  @Test("An action reaches the rates of its effects, of part of their orders too, and of its structure")
  func reached() throws {
    let catalogue = ActionCatalogue.builtIn
    func rates(_ name: String) throws -> [StudiedRate] {
      let action = try #require(catalogue[name])
      return StudiedRate.allCases.filter(action.reaches)
    }
    #expect(try rates("extra_shift") == [.lateShipment, .lateDelivery])
    #expect(try rates("quality_check") == [.defects])
    #expect(try rates("stock_sync") == [.cancellation])
    #expect(try rates("vacation") == [.orders])
    #expect(try rates("move_to_fba") == StudiedRate.allCases)
    #expect(try rates("insurance").isEmpty)
  }

  @Test("A fault is named with its place", arguments: wrong)
  func faults(text: String, words: String) {
    let error = #expect(throws: DocumentError.self) { try Self.log(text) }
    #expect(error.map { "\($0)".contains(words) } == true, "\(String(describing: error))")
  }
}
