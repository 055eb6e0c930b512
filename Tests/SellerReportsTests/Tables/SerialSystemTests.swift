import AccountHealth
import Testing

@testable import SellerReports

@Suite("Days of a spreadsheet that count from 1900 or from 1904")
struct SerialSystemTests {
  /// 2026-11-02 is 46,328 from 1900 and 44,866 from 1904, by the two first days that spreadsheets document.
  private static let (from1900, from1904) = (46_328, 44_866)
  private static let header = "order_id,purchased_at,ship_by,shipped_at\n"

  private func book(_ rows: [String], written: String = "2026-11-20") throws -> OrderBook {
    try Desk().put(Self.header + rows.joined(separator: "\n"), "orders.csv", written: written).book()
  }

  @Test("Beside written days a column is of the system that puts it near them", arguments: [46_328, 44_866])
  func beside(first: Int) throws {
    let rows = (0..<8).map { "\($0),2026-11-0\(1 + $0),2026-11-1\($0),\(first + $0)" }
    let book = try book(rows)
    #expect(book.orders.map(\.shipped) == (0..<8).map { Day(iso: "2026-11-0\(2 + $0)") })
    let words =
      first == Self.from1904 ? "days of a spreadsheet that counts from 1904" : "days of a spreadsheet"
    #expect(
      book.notes.contains { $0.contains("all were read as \(words), this one as 2026-11-02") },
      "\(book.notes)")
  }

  @Test("Without written days the later system is ruled out where it lies ahead of the file")
  func alone() throws {
    let rows = (0..<8).map {
      "\($0),\(Self.from1900 + $0),\(Self.from1900 + 3 + $0),\(Self.from1900 + 1 + $0)"
    }
    #expect(try book(rows).orders.first?.purchased == Day(iso: "2026-11-02"))
  }

  @Test("Where both are possible the file is refused, with what settles it")
  func either() throws {
    let rows = (0..<8).map {
      "\($0),\(Self.from1904 + $0),\(Self.from1904 + 3 + $0),\(Self.from1904 + 1 + $0)"
    }
    let error = try Desk().put(
      Self.header + rows.joined(separator: "\n"), "orders.csv", written: "2026-11-20"
    ).error()
    #expect(
      error
        == "0-orders.csv:2:2: purchased_at: found '44866', expected a day that is not both 2022-11-01 and 2026-11-02. A spreadsheet counts days from 1900 or from 1904, and nothing in the file settles which. Write the days of one column as year-month-day, and export the file again."
    )
  }

  @Test("One column that is settled settles the others, and one mistyped cell unsettles none")
  func wholeFile() throws {
    // Bought on written days; the deadline is far from them only in the wrong system.
    var rows = (0..<40).map {
      "\($0),2026-11-02,\(Self.from1904 + 3),\(Self.from1904 + 1)"
    }
    rows[7] = "7,2026-11-02,\(Self.from1904 + 3),\(Self.from1904 + 900)"
    let book = try book(rows)
    #expect(book.orders.count == 40)
    #expect(book.orders.allSatisfy { $0.shipBy == Day(iso: "2026-11-05") })
    #expect(book.orders.filter { $0.shipped == Day(iso: "2026-11-03") }.count == 39)
  }
}
