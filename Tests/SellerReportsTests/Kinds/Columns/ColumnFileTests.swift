import AccountHealth
import Documents
import Testing

@testable import SellerReports

@Suite("Tables of the seller's own, read by a column file")
struct ColumnFileTests {
  private static let orders = """
    columns:
      order_id: Auftrag
      purchased_at: [Kaufdatum, Datum]
      ship_by: Versand bis
      shipped_at: Versendet
    constants: {marketplace: amazon.de, channel: FBM, units: 2}
    dates: dmy
    """
  private static let table =
    "Auftrag;Datum;Versand bis;Versendet;Kunde\nA-1;02.03.2026;04.03.2026;05.03.2026;Jane\nA-2;03.03.2026;05.03.2026;;Jane\n"

  private func book(_ files: [(String, String)], by map: String) throws -> OrderBook {
    let folder = try TemporaryFolder()
    let clocks = ["amazon.com": "America/Los_Angeles", "amazon.de": "Europe/Berlin"]
    let reader = OrderBookReader(
      timeZone: { clocks[$0] }, marketplaceName: { clocks[$0.lowercased()] == nil ? nil : $0.lowercased() },
      columns: try ColumnMap.maps(document: Array(map.utf8), file: "columns.yaml"))
    return try reader.read(files.map { try folder.write(Array($0.1.utf8), $0.0) })
  }

  private func faults(_ text: String) -> [String] {
    do throws(DocumentError) {
      _ = try ColumnMap.maps(document: Array(text.utf8), file: "c.yaml")
      return []
    } catch {
      return error.faults.map(\.description)
    }
  }

  @Test("Orders: their columns, what holds for all rows, and the order of dates")
  func ordersTable() throws {
    let book = try book([("shop.csv", Self.table)], by: Self.orders)
    #expect(book.messages.isEmpty)
    #expect(book.accounts.map(\.marketplace) == ["amazon.de"])
    #expect(book.orders.map(\.id) == ["A-1", "A-2"])
    #expect(book.orders[0].purchased == Day(iso: "2026-03-02"))
    #expect(book.orders[0].shipBy == Day(iso: "2026-03-04"))
    #expect(book.orders[0].shipped == Day(iso: "2026-03-05"))
    #expect(book.orders.map(\.units) == [2, 2])
    #expect(book.accounts[0].fields == [.channel, .shipBy, .shipped])
    // Other files are read as ever, and a fault has the table's own name of the column.
    let bad = try self.book(
      [("shop.csv", Self.table.replacing("05.03.2026;Jane", with: "bald;Jane"))], by: Self.orders)
    #expect(
      bad.messages == [
        "shop.csv:2:4: Versendet: found 'bald', expected a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z. Cell left out: write the day as year-month-day."
      ])
  }

  @Test("Without a day of purchase it is a table of parcels, beside orders of any numbers")
  func parcels() throws {
    let map = "columns: {order_id: Ref, shipped_at: Out}\ndates: mdy\n"
    let own =
      "order_id,purchased_at,ship_by,marketplace\nA-1,2026-03-02,2026-03-04,amazon.de\nA-2,2026-03-05,2026-03-07,amazon.de\n"
    let book = try book([("orders.csv", own), ("out.csv", "Ref,Out\nA-1,03/05/2026\n")], by: map)
    #expect(book.orders.first?.shipped == Day(iso: "2026-03-05"))
    #expect(book.orders.first?.assumed == .shipped)
    #expect(book.orders.last?.undecided == .shipped)
  }

  @Test("Every fault of a column file is named with its line")
  func faultsOfFile() {
    let names = OrdersColumn.allCases.map(\.name).joined(separator: ", ")
    #expect(
      faults(
        """
        columns:
          order_id: "--"
          shiped_at: Out
          units: Qty
        constants:
          channel: drone
          units: 2
        dates: dym
        """) == [
          "c.yaml:2:13: columns.order_id: found a name without letters or digits, expected the name of a column in the table. Copy it from the table's header.",
          "c.yaml:3:3: columns.shiped_at: found an unknown name, expected one of \(names). Correct the spelling or remove it.",
          "c.yaml:6:12: constants.channel: found 'drone', expected amazon, seller. Use one of these words.",
          "c.yaml:7:10: constants.units: found both a column and a constant, expected one of the two. Remove one of them.",
          "c.yaml:8:8: dates: found 'dym', expected dmy, mdy, ymd. Say which comes first: day, month or year.",
        ])
    #expect(
      faults("constants: {units: 1}\n") == [
        "c.yaml:1:1: columns: found nothing, expected this field. Add it."
      ])
  }
}
