import AccountHealth
import Testing

@testable import SellerReports

@Suite("Two downloads of one kind about one order")
struct DisputeTests {
  /// Shipped orders promised for 1 to 9 November, all confirmed in time.
  private static let orders = DeliveryListTests.orders()

  private static func tracking(_ answer: String) -> String {
    "Order ID,Carrier Name,Promised Delivery Date,Has valid tracking,Product Category\n"
      + "\(Desk.id(3)),USPS,11/03/2026,\(answer),Home\n\(Desk.id(4)),UPS,11/04/2026,Yes,Kitchen\n"
  }

  private static func late(_ impact: String, confirmed: String = "10/26/2026") -> String {
    "Order Date,Order ID,Expected Ship Date,Ship Date,Ship Confirm Date,Impacts Account Health\n"
      + "10/23/2026,\(Desk.id(3)),10/24/2026,10/24/2026,\(confirmed),\(impact)\n"
  }

  private static func cancellation(_ impact: String) -> String {
    "Order Date,Order ID,Impacts Account Health\n11/16/2026,\(Desk.id(20)),\(impact)\n"
  }

  private static func defects(_ mark: String) -> String {
    "Order date,Order ID,Negative feedback,A-to-z claim,Chargeback\n10/23/2026,\(Desk.id(3)),No,\(mark),No\n"
  }

  private func books(_ orders: [DeskOrder], _ files: [(text: String, written: String)]) throws -> [OrderBook]
  {
    try [files, files.reversed()].map { files in
      let desk = try Desk().put(orders)
      for file in files { try desk.put(file.text, written: file.written) }
      return try desk.book()
    }
  }

  private func said(_ book: OrderBook) -> Bool {
    book.notes.contains {
      $0.contains("1 orders have different facts in two files, which leaves them undecided")
    }
  }

  @Test("Tracking, valid by one and not by the other of the same evening, is undecided, and it is said")
  func tracking() throws {
    let evening = Desk.evening
    for book in try books(Self.orders, [(Self.tracking("No"), evening), (Self.tracking("Yes"), evening)]) {
      #expect(book.order(3)?.tracking == nil)
      #expect(book.order(3)?.undecided.contains(.tracking) == true)
      #expect(book.order(4)?.tracking == .valid)
      #expect(said(book), "\(book.notes)")
    }
    // Two that agree, and one that leaves the answer blank.
    for book in try books(Self.orders, [(Self.tracking("No"), evening), (Self.tracking("No"), evening)]) {
      #expect(book.order(3)?.tracking == .invalid && !said(book))
    }
    for book in try books(Self.orders, [(Self.tracking(""), evening), (Self.tracking("No"), evening)]) {
      #expect(book.order(3)?.tracking == .invalid && !said(book))
    }
    let blank = try #require(try books(Self.orders, [(Self.tracking(""), evening)]).first)
    #expect(blank.order(3)?.undecided.contains(.tracking) == true)
  }

  @Test("Of an older and a newer download the newer one counts")
  func newer() throws {
    // The newer names an order of the evening, which dates it.
    let newer = Self.tracking("Yes") + "\(Desk.id(900)),UPS,11/28/2026,Yes,Kitchen\n"
    for book in try books(Self.orders, [(Self.tracking("No"), "2026-11-14"), (newer, Desk.evening)]) {
      #expect(book.order(3)?.tracking == .valid)
      #expect(!said(book))
    }
  }

  @Test("A late order that impacts account health by one and not by the other is undecided")
  func late() throws {
    let evening = Desk.evening
    for book in try books(Self.orders, [(Self.late("Yes"), evening), (Self.late("No"), evening)]) {
      #expect(book.order(3)?.lateShipment == .undecided(from: Day(iso: "2026-10-25")!))
      #expect(said(book), "\(book.notes)")
    }
    // Late by both, on different days: late.
    let days = [(Self.late("Yes"), evening), (Self.late("Yes", confirmed: "10/27/2026"), evening)]
    let shipped = try books(Self.orders, days).map { $0.order(3)?.shipped }
    #expect(shipped[0] == shipped[1] && shipped[0] != nil)
    // In time by one of them.
    for book in try books(
      Self.orders, [(Self.late("Yes"), evening), (Self.late("Yes", confirmed: "10/24/2026"), evening)])
    {
      #expect(book.order(3)?.lateShipment == .undecided(from: Day(iso: "2026-10-25")!))
    }
  }

  @Test("An order in the list of late ones that was confirmed in time by the list's own days is undecided")
  func lateInTime() throws {
    let list = Self.late("Yes", confirmed: "10/24/2026")
    let book = try #require(try books(Self.orders, [(list, Desk.evening)]).first)
    #expect(book.order(3)?.lateShipment == .undecided(from: Day(iso: "2026-10-25")!))
    #expect(said(book), "\(book.notes)")
    let exempt = try #require(
      try books(Self.orders, [(Self.late("No", confirmed: "10/24/2026"), Desk.evening)]).first)
    #expect(exempt.order(3)?.lateShipment == .good && !said(exempt))
  }

  @Test("A cancellation that counts by one and not by the other is undecided, of an item as well")
  func cancellation() throws {
    let evening = Desk.evening
    for status in ["Cancelled", "Shipped"] {
      let orders =
        Self.orders + [
          DeskOrder(20, "2026-11-16", shipBy: "2026-11-18", updated: "2026-11-17", status: status)
        ]
      for book in try books(
        orders, [(Self.cancellation("Yes"), evening), (Self.cancellation("No"), evening)])
      {
        let count = try #require(book.count(.cancellation))
        #expect(count.bad == 0 && count.undecided == 1, "\(status) \(count)")
        #expect(said(book), "\(book.notes)")
      }
      let one = try #require(try books(orders, [(Self.cancellation("Yes"), evening)]).first)
      #expect(one.count(.cancellation)?.bad == 1, "\(status)")
    }
  }

  @Test("A defect by one and none by the other is undecided")
  func defect() throws {
    for book in try books(
      Self.orders, [(Self.defects("Yes"), Desk.evening), (Self.defects("No"), Desk.evening)])
    {
      #expect(book.order(3)?.orderDefect == .undecided(from: Day(iso: "2026-10-23")!))
      #expect(said(book), "\(book.notes)")
    }
  }

  @Test(
    "What only an older download has is open, and gone where Amazon's count shows that the newer is complete")
  func withdrawn() throws {
    // The newer list is of the evening by its other order; order 3 is in its window as well.
    let newer =
      "Order date,Order ID,Negative feedback,A-to-z claim,Chargeback\n10/25/2026,\(Desk.id(5)),Yes,No,No\n"
    let files = [(Self.defects("Yes"), "2026-11-14"), (newer, Desk.evening)]
    for book in try books(Self.orders, files) {
      #expect(book.order(3)?.orderDefect == .undecided(from: Day(iso: "2026-10-23")!))
      #expect(book.count(.orderDefect)?.bad == 1 && book.count(.orderDefect)?.undecided == 1)
      #expect(said(book) && book.notes.contains { $0.contains("no longer listed") }, "\(book.notes)")
    }
    for files in [files, files.reversed()] {
      let desk = try Desk().put(Self.orders)
      for file in files { try desk.put(file.0, written: file.1) }
      try desk.putReport(
        "\"orderDefectRate\":{\"mfn\":{\(Desk.range("2026-09-06", "2026-11-04")),\"orderCount\":9,\"orderWithDefects\":{\"count\":1},\"rate\":0.11}}"
      )
      let book = try desk.book()
      #expect(book.order(3)?.orderDefect == .good)
      #expect(book.notes.contains { $0.contains("removed, denied or won back") }, "\(book.notes)")
    }
    // The order is listed if another list of the same evening leaves it out.
    for book in try books(Self.orders, [(Self.defects("Yes"), Desk.evening), (newer, Desk.evening)]) {
      #expect(book.count(.orderDefect)?.bad == 2)
    }
  }

  @Test("A cancellation that only an older download counts is open")
  func withdrawnCancellation() throws {
    let orders =
      Self.orders
      + [20, 21].map {
        DeskOrder($0, "2026-11-16", shipBy: "2026-11-18", updated: "2026-11-17", status: "Cancelled")
      }
    let newer = "Order Date,Order ID,Impacts Account Health\n11/16/2026,\(Desk.id(21)),Yes\n"
    for book in try books(orders, [(Self.cancellation("Yes"), "2026-11-17"), (newer, Desk.evening)]) {
      let count = try #require(book.count(.cancellation))
      #expect(count.bad == 1 && count.undecided == 1, "\(count)")
      #expect(said(book), "\(book.notes)")
    }
  }

  @Test("A listed order without any mark has some defect or none, nobody knows")
  func unmarked() throws {
    let blank = Self.defects("").replacing("No", with: "")
    let book = try #require(try books(Self.orders, [(blank, Desk.evening)]).first)
    #expect(book.order(3)?.orderDefect == .undecided(from: Day(iso: "2026-10-23")!))
    #expect(book.order(4)?.orderDefect == .good)
    let denied = try #require(try books(Self.orders, [(Self.defects("No"), Desk.evening)]).first)
    #expect(denied.order(3)?.orderDefect == .good)
  }

  @Test("The files of an account are named in one order, however they were given")
  func sources() throws {
    let texts = (1...3).map { "order_id,purchased_at,defect\n\($0),2026-01-0\($0),\n" }
    let folder = try TemporaryFolder()
    let paths = try zip(texts, ["c.csv", "a.csv", "b.csv"]).map { try folder.write(Array($0.utf8), $1) }
    for order in [[0, 1, 2], [2, 1, 0], [1, 2, 0]] {
      let book = try Seller.reader().read(order.map { paths[$0] })
      #expect(book.accounts.map { $0.sources.map(\.file) } == [["a.csv", "b.csv", "c.csv"]])
    }
  }
}
