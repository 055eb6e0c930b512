import AccountHealth
import Testing

@testable import SellerReports

@Suite("A number that stands for orders of several times")
struct ReusedNumberTests {
  private static let rule = MetricRule(
    metric: .lateShipment30, youngest: 0, oldest: 59, limit: Ratio(4, 100))

  /// 40 orders of 40 days in time, and what a test adds.
  private func book(_ more: [String], beside: [String] = []) throws -> OrderBook {
    let rows = (0..<40).map { number in
      let day = Day(number: 20_500 + number)
      return "\(number),\(day),\(day + 2),\(day + 1)"
    }
    let header = "order_id,purchased_at,ship_by,shipped_at"
    let own = ([header] + rows + more).joined(separator: "\n")
    return try Seller.book(
      joining: [own] + (beside.isEmpty ? [] : [([header] + beside).joined(separator: "\n")]))
  }

  private func row(_ id: String, _ day: Int, late: Bool) -> String {
    let day = Day(number: 20_500 + day)
    return "\(id),\(day),\(day + 2),\(day + (late ? 5 : 1))"
  }

  private func count(_ book: OrderBook) -> WindowCount {
    Self.rule.count(of: book.orders, on: Day(number: 20_545))
  }

  @Test("A late order is not lost behind a later one of its number, in any order of the rows")
  func late() throws {
    let rows = [row("x", 5, late: true), row("x", 35, late: false)]
    let (one, other) = (try book(rows), try book(rows.reversed()))
    #expect(one.orders.map(\.id) == other.orders.map(\.id))
    #expect(one.orders.count == 42)
    #expect(count(one) == count(other))
    #expect(count(one).bad == 0 && count(one).undecided == 1)
    #expect(one.notes.contains { $0.hasPrefix("1 order number stands in one file for orders placed more") })
    #expect(!one.notes.contains { $0.contains("no number or no day of purchase") })
  }

  @Test("One number for a row a day is no single order")
  func daily() throws {
    let book = try book((10..<20).map { row("x", $0, late: $0 == 12) })
    #expect(book.orders.count > 42)
    #expect(count(book).undecided > 0)
  }

  @Test("Items of near days stay one order, and so do two files that differ")
  func near() throws {
    let items = try book([row("x", 5, late: true), row("x", 8, late: false)])
    #expect(items.orders.count == 41)
    let files = try book([row("x", 5, late: true)], beside: [row("x", 35, late: false)])
    #expect(files.orders.count == 41)
    #expect(!files.notes.contains { $0.contains("in one file for orders placed") })
  }
}
