import AccountHealth
import Testing

@testable import SellerReports

@Suite("Days of which a spreadsheet exchanged month and day")
struct ColumnDatesTests {
  /// Days as a spreadsheet that puts the month first saves those of a file that puts the day first.
  private static func saved(_ day: Day) -> String {
    let (year, month, date) = day.civil
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return date <= 12 ? "\(year)-\(two(date))-\(two(month))" : "\(two(date))/\(two(month))/\(year)"
  }

  private static func file(_ write: (Day) -> String) -> String {
    let first = Day(iso: "2026-09-01")!
    return "order_id,purchased_at,ship_by\n"
      + (0..<60).map { "\($0),\(write(first + $0)),\(first + $0 + 2)\n" }.joined()
  }

  @Test("They are changed back, column by column, and it is said")
  func exchanged() throws {
    let plain = try Seller.book(Self.file(\.description))
    let book = try Seller.book(Self.file(Self.saved))
    #expect(book.orders == plain.orders)
    #expect(plain.notes.isEmpty)
    #expect(book.notes.count == 1 && book.notes[0].contains("a spreadsheet exchanged month and day"))
  }

  @Test("A file that changes its form on the 13th of a month is left as it is")
  func form() throws {
    let first = Day(iso: "2026-09-01")!
    func write(_ day: Day) -> String { day - first < 12 ? day.description : Self.saved(day) }
    let text =
      "order_id,purchased_at\n" + (0..<29).map { "\($0),\(write(first + $0))\n" }.joined()
    let book = try Seller.book(text)
    #expect(book.orders.map(\.purchased) == (0..<29).map { first + $0 })
  }

  @Test("One day above the 12th among those that begin with a year, and nothing was exchanged")
  func mixed() throws {
    let text = Self.file(Self.saved).replacing("2026-02-09,", with: "2026-09-20,")
    #expect(try Seller.book(text).notes.allSatisfy { !$0.contains("exchanged") })
  }
}
