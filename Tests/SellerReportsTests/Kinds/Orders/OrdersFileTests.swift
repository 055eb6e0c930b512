import AccountHealth
import Testing

@testable import SellerReports

@Suite("Orders written as canonical CSV")
struct OrdersFileTests {
  @Test("An export says of an account whose rows end before those of others that they do")
  func ends() throws {
    func rows(_ account: String, _ days: Range<Int>) -> String {
      "order_id,account,purchased_at,ship_by,shipped_at\n"
        + days.map { number in
          let day = Day(iso: "2026-01-01")! + number
          return "\(account)\(number),\(account),\(day),\(day + 1),\(day)\n"
        }.joined()
    }
    let book = try Seller.book(joining: [rows("a", 0..<40), rows("b", 0..<60)])
    let file = JoinedOrdersFile(book.accounts)
    let text = file.header + book.accounts.map { file.rows($0.orders, of: $0) }.joined()
    let again = try Seller.book(text)
    for book in [book, again] {
      #expect(book.accounts.map { $0.sources.map(\.through) } == [[Day(iso: "2026-02-09")], [nil]])
    }
  }

  @Test("Every column is written; an unknown value is an empty cell, and foreign text is made safe")
  func rows() {
    let day = Day(number: 20_780)  // 2026-11-23
    var full = Order(id: "=1", purchased: day)
    full.shipBy = day + 1
    full.shipped = day + 2
    full.deliverBy = day + 5
    full.delivered = day + 6
    full.tracking = .valid
    full.cancelled = day + 8
    full.cancelledBy = .buyer
    full.defect = .aToZClaim
    full.defectRecorded = day + 9
    full.units = 2
    full.amount = 12.5
    full.currency = "USD"
    full.sku = "a,b"
    full.category = "toys"
    var bare = Order(id: "2", purchased: day)
    bare.channel = .amazon
    #expect(
      OrdersFile.text([full, bare], account: "acme", marketplace: "amazon.com") == """
        account,order_id,purchased_at,marketplace,channel,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,defect,defect_at,units,amount,currency,sku,category
        acme,'=1,2026-11-23,amazon.com,seller,2026-11-24,2026-11-25,2026-11-28,2026-11-29,valid,2026-12-01,buyer,a_to_z_claim,2026-12-02,2,12.50,USD,"a,b",toys
        acme,2,2026-11-23,amazon.com,amazon,,,,,,,,,,1,,,,

        """)
  }

  @Test(
    "Reader and writer share their columns and words: what is written is read back")
  func readBack() throws {
    let day = Day(number: 20_780)
    var orders: [Order] = []
    for (number, defect) in Order.Defect.allCases.enumerated() {
      var order = Order(id: "-\(number)", purchased: day, channel: Order.Channel.allCases[number % 2])
      (order.shipBy, order.shipped, order.deliverBy, order.delivered) = (day + 1, day + 2, day + 5, day + 6)
      order.tracking = Order.Tracking.allCases[number]
      (order.cancelled, order.cancelledBy) = (day + 8, Order.Canceller.allCases[number])
      (order.defect, order.defectRecorded) = (defect, day + 9)
      (order.units, order.amount, order.currency) = (number + 1, 12.5, "USD")
      (order.sku, order.category) = ("a,b", "\"toys\"")
      orders.append(order)
    }
    let book = try Seller.book(OrdersFile.text(orders, account: "-acme", marketplace: "amazon.com"))
    #expect(book.messages.isEmpty && book.notes.isEmpty)
    #expect(book.accounts.map(\.name) == ["-acme"])
    #expect(book.orders == orders)
    #expect(
      book.accounts.map(\.fields.rawValue) == [OrderFields(OrdersColumn.allCases.map(\.field)).rawValue])
  }
}
