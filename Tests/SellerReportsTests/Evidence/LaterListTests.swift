import AccountHealth
import Testing

@testable import SellerReports

@Suite("Lists that are newer than the orders beside them")
struct LaterListTests {
  private static let evening = "2026-10-31"

  /// Four orders of each day of October, sent on the next day, but the last four are open.
  private static let orders = (1...31).flatMap { day in
    (0..<4).map { place in
      let date = "2026-10-" + (day < 10 ? "0" : "") + "\(day)"
      let first = Day(iso: date)!
      return DeskOrder(
        4 * day + place, date, shipBy: "\(first + 3)", deliverBy: "\(first + 6)",
        updated: day < 31 ? "\(first + 1)" : date, status: day < 31 ? "Shipped" : "Unshipped")
    }
  }

  private static func book(_ list: String) throws -> OrderBook {
    try Desk().put(orders).put(list, written: "2026-11-24").book()
  }

  @Test("Deliveries and late shipments of days after the orders' evening do not move it")
  func deliveries() throws {
    let late = Desk.id(124)
    let delivery =
      DeliveryListTests.onTime
      + "\n\(late),SKU-1,1,10/31/26,11/3/26,11/6/26,,11/6/26,11/6/26,11/9/26,Yes,USPS,Ground\n"
      + "\(Desk.id(700)),SKU-1,1,11/7/26,11/10/26,11/9/26,,11/13/26,11/13/26,11/15/26,Yes,USPS,Ground\n"
    let list = LateListTests.header + "\n10/31/2026,\(late),11/03/2026,11/06/2026,11/06/2026,Yes\n"
    for file in [delivery, list] {
      let book = try Self.book(file)
      #expect(book.accounts[0].lastActivity == Day(iso: Self.evening))
      #expect(book.orders.allSatisfy { $0.shipped == nil || $0.shipped! <= Day(iso: Self.evening)! })
    }
  }

  @Test("A defect or a cancellation without a day is known by the orders' evening, or left open")
  func undated() throws {
    let defects = DefectListTests.header + "\n10/05/2026,\(Desk.id(20)),No,Yes,No\n"
    let found = try Self.book(defects)
    #expect(found.accounts[0].lastActivity == Day(iso: Self.evening))
    #expect(found.order(20)?.defectRecorded == Day(iso: Self.evening))
    let cancelled = try Self.book(
      CancellationListTests.header + "\n10/31/2026,\(Desk.id(124)),Yes\n11/20/2026,\(Desk.id(700)),Yes\n")
    #expect(cancelled.accounts[0].lastActivity == Day(iso: Self.evening))
    #expect(cancelled.order(124)?.cancelled == nil)
    #expect(cancelled.order(124)?.undecided.contains(.cancelled) == true)
  }

  @Test("The evening of a list is that of its file if it has an order behind that of the orders")
  func evening() throws {
    let list =
      CancellationListTests.header + "\n10/31/2026,\(Desk.id(124)),Yes\n11/02/2026,\(Desk.id(700)),Yes\n"
    let book = try Desk().put(Self.orders).put(list, written: "2026-11-05").book()
    #expect(book.evidence.files[0].evening == Day(iso: "2026-11-05"))
    // Its window of seven days begins on 29 October.
    #expect(book.order(120)?.assumed.contains(.cancelledBy) == true)
    #expect(book.order(112)?.assumed.contains(.cancelledBy) == false)
  }
}
