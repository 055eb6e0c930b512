import AccountHealth
import Testing

@testable import SellerReports

@Suite("The cancellation download beside orders")
struct CancellationListTests {
  static let header = "Order Date,Order ID,Impacts Account Health"

  /// Seven orders of 12 to 18 November: 2 and 3 were cancelled, the rest was shipped. Order 8 is older.
  static func orders() -> [DeskOrder] {
    (1...7).map { number in
      DeskOrder(
        number, "2026-11-\(11 + number)", status: number == 2 || number == 3 ? "Cancelled" : "Shipped")
    } + [DeskOrder(8, "2026-11-05", status: "Cancelled"), .last]
  }

  @Test("Without it, who cancelled is not known; an empty one says that no seller did")
  func empty() throws {
    let book = try Desk().put(Self.orders()).put(Self.header + "\r\n").book()
    #expect(book.count(.cancellation)?.description == "0/7")
    #expect(book.order(2)?.cancelledBy == .buyer)
    #expect(book.order(2)?.assumed == .cancelledBy)
    // Older than the window of the list.
    #expect(book.order(8)?.cancelledBy == nil)
  }

  @Test("Cancelled orders that it lists count, even if only an item of a shipped order was cancelled")
  func listed() throws {
    let rows = [
      "11/13/2026,\(Desk.id(2)),Yes", "11/15/2026,\(Desk.id(4)),Yes", "11/14/2026,\(Desk.id(3)),No",
    ]
    let book = try Desk().put(Self.orders()).put(([Self.header] + rows).joined(separator: "\n")).book()
    #expect(book.count(.cancellation)?.description == "2/7")
    #expect(book.order(2)?.cancelledBy == .seller)
    #expect(book.order(4)?.itemCancelled == Day(iso: "2026-11-15"))
    #expect(book.order(4)?.cancelled == nil)
    #expect(book.order(3)?.exempt == .cancelledBy)
  }

  @Test("It is proven by Amazon's own count of the evening")
  func proven() throws {
    let book = try Desk().put(Self.orders()).put(Self.header + "\n11/13/2026,\(Desk.id(2)),Yes\n").putReport(
      "\"preFulfillmentCancellationRate\":{\(Desk.range("2026-11-12", "2026-11-18")),\"orderCount\":7,\"cancellationCount\":1,\"rate\":0.14}"
    ).book()
    #expect(book.evidence.files[0].completeness == .proven)
    #expect(book.order(3)?.proven.contains(.cancelledBy) == true)
    #expect(book.count(.cancellation)?.description == "1/7")
  }
}
