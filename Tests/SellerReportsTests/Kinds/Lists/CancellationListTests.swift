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

  @Test("An item that was cancelled out of an order that continues: by whom, only the list says")
  func item() throws {
    let header =
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tsku\titem-status\tquantity\n"
    func row(_ number: Int, _ sku: String, _ status: String) -> String {
      "\(Desk.id(number))\t2026-11-14T20:00:00+00:00\t2026-11-15T22:00:00+00:00\tShipped\tMerchant\tAmazon.com\t\(sku)\t\(status)\t1\n"
    }
    let all =
      header + row(1, "A", "Shipped") + row(1, "B", "Cancelled") + row(2, "A", "Shipped")
      + row(2, "B", "Shipped")
    let own =
      "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
      + (1...2).map { "\(Desk.id($0)),2026-11-14,2026-11-16,2026-11-15,,\n" }.joined()
      + "\(Desk.id(3)),2026-11-14,2026-11-16,,2026-11-15,buyer\n\(Desk.id(4)),2026-11-19,2026-11-21,,,\n"
    let open = try Desk().put(all, "all.txt").put(own, "own.csv").book()
    #expect(open.count(.cancellation)?.description == "0/3 +1")
    let fine = try Desk().put(all, "all.txt").put(own, "own.csv").put(Self.header + "\n").book()
    #expect(fine.count(.cancellation)?.description == "0/3")
    let bad = try Desk().put(all, "all.txt").put(own, "own.csv")
      .put(Self.header + "\n11/14/2026,\(Desk.id(1)),Yes\n").book()
    #expect(bad.count(.cancellation)?.description == "1/3")
  }
}
