import AccountHealth
import Testing

@testable import SellerReports

@Suite("An order of several items")
struct ItemTests {
  private static let header =
    "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,units,sku\n"
  private static let inTime = "1,2026-01-01,2026-01-03,2026-01-02,2026-01-09,2026-01-08,valid,,,1,"
  private static let late = "1,2026-01-01,2026-01-03,2026-01-05,2026-01-09,2026-01-11,invalid,,,2,"
  private static let open = "1,2026-01-01,2026-01-03,,2026-01-09,,,,,1,"
  private static let cancelled = "1,2026-01-01,2026-01-03,,2026-01-09,,,2026-01-02,seller,1,"
  private static let byBuyer = "1,2026-01-01,2026-01-03,,2026-01-09,,,2026-01-02,buyer,1,"
  private static let other = "2,2026-01-20,2026-01-22,2026-01-21,,,,,,1,\n"

  /// The first order, from its rows in any sequence and with the same or different items.
  private func order(_ rows: [String], check: (Order) throws -> Void) throws {
    for sku in [{ _ in "A" }, { "A\($0)" }] as [(Int) -> String] {
      for turned in [rows, rows.reversed()] {
        let text = turned.enumerated().map { $1 + sku($0) + "\n" }.joined()
        let book = try Seller.book(Self.header + text + Self.other)
        #expect(book.messages.isEmpty)
        // Some of these items have no tracking, which is said.
        #expect(book.notes.allSatisfy { $0.contains(" tracking") })
        try check(try #require(book.orders.first))
      }
    }
  }

  @Test("Any item late makes it late, and delivered late, and its tracking invalid")
  func late() throws {
    try order([Self.inTime, Self.late, Self.inTime + " "]) { order in
      #expect(order.shipped?.description == "2026-01-05")
      #expect(order.delivered?.description == "2026-01-11")
      #expect(order.tracking == .invalid)
      #expect(order.isShippedLate)
    }
  }

  @Test("Any item open past ship-by makes it late")
  func open() throws {
    try order([Self.inTime, Self.open]) { order in
      #expect(order.shipped == nil)
      #expect(order.lateShipment == .bad(from: order.purchased + 3))
      #expect(order.units == 2)
    }
  }

  @Test("An item that the seller cancelled counts by itself, and the rest is shipped and delivered")
  func itemCancelled() throws {
    try order([Self.cancelled, Self.inTime]) { order in
      #expect(order.cancelled == nil)
      #expect(order.itemCancelled?.description == "2026-01-02")
      #expect(order.sellerCancellation == .bad(from: order.purchased + 1))
      #expect(order.shipped?.description == "2026-01-02")
      #expect(order.delivered?.description == "2026-01-08")
      #expect(order.tracking == .valid)
      #expect(order.units == 1)
    }
    try order([Self.cancelled, Self.late, Self.inTime]) { order in
      #expect(order.units == 3)
      #expect(order.itemCancelled?.description == "2026-01-02")
      #expect(order.isShippedLate)
    }
  }

  @Test("An item that the buyer cancelled does not count")
  func byBuyer() throws {
    try order([Self.byBuyer, Self.inTime]) { order in
      #expect(order.cancelled == nil)
      #expect(order.itemCancelled == nil)
      #expect(order.sellerCancellation == .good)
    }
  }

  @Test("If all items are cancelled, the order is cancelled; by the seller, if any of them was")
  func allCancelled() throws {
    try order([Self.cancelled, Self.byBuyer]) { order in
      #expect(order.cancelled?.description == "2026-01-02")
      #expect(order.sellerCancellation == .bad(from: order.purchased + 1))
    }
  }

  @Test("A row with neither a deadline nor a fact continues the row before it")
  func continued() throws {
    let rest = "1,2026-01-01,,,,,,,,3,"
    try order([Self.inTime, rest]) { order in
      #expect(order.shipped?.description == "2026-01-02")
      #expect(order.units == 4)
    }
    try order([Self.cancelled, rest]) { order in
      #expect(order.cancelled?.description == "2026-01-02")
    }
  }

  @Test("Items of one order in two files of a kind add up; the same item in both does not")
  func overFiles() throws {
    let (one, two) = (Self.inTime + "A\n", Self.late + "B\n")
    for files in [[one, two], [one + two, two], [two, one + two], [one + two, one + two]] {
      let book = try Seller.book(joining: files.map { Self.header + $0 })
      #expect(book.orders.map(\.units) == [3])
      #expect(book.orders.map(\.isShippedLate) == [true])
      #expect(book.notes.isEmpty)
    }
  }

  @Test("A header in the middle, as in concatenated files, is not a row")
  func headerInside() throws {
    let book = try Seller.book(Self.header + Self.inTime + "A\n" + Self.header + Self.other)
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.id) == ["1", "2"])
  }

  @Test("A header in the middle with columns in another order begins another table, which is refused")
  func otherHeaderInside() throws {
    let columns = Self.header.split(whereSeparator: { ",\n".contains($0) })
    let others = [
      [columns[1], columns[0]] + columns[2...], columns + ["amount"], Array(columns.dropLast()),
    ]
    for other in others {
      let error = #expect(throws: ReportError.self) {
        try Seller.book(Self.header + Self.inTime + "A\n" + other.joined(separator: ",") + "\n" + Self.other)
      }
      #expect(error?.description.contains("another header, whose columns differ") ?? false, "\(other)")
    }
  }
}
