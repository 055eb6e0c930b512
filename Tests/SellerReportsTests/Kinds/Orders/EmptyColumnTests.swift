import AccountHealth
import Testing

@testable import SellerReports

@Suite("Empty columns of orders.csv")
struct EmptyColumnTests {
  private static let header =
    "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,cancelled_by,defect,defect_at\n"

  /// Orders of the first days of January, with the cells from `ship_by` to `tracking` of each.
  private func book(_ count: Int, _ cells: (Int) -> String, rest: String = ",,,\n") throws -> OrderBook {
    try Seller.book(
      Self.header + (0..<count).map { "\($0),2026-01-\(10 + min($0 / 2, 10)),\(cells($0)),\(rest)" }.joined())
  }

  private func count(_ book: OrderBook, _ metric: Metric) throws -> WindowCount {
    let rule = MetricRule(metric: metric, youngest: 0, oldest: 60, limit: Ratio(1, 10))
    return rule.count(of: book.orders, on: try #require(Day(iso: "2026-02-20")))
  }

  @Test("A blank tracking is unknown, however few there are, and it is said")
  func tracking() throws {
    func cells(_ number: Int, blanks: Int) -> String {
      "2026-01-25,2026-01-25,2026-01-30,2026-01-28,\(number < blanks ? "" : "valid")"
    }
    let some = try book(20) { cells($0, blanks: 3) }
    #expect(try count(some, .validTracking) == WindowCount(orders: 20, bad: 0, undecided: 3))
    #expect(
      some.notes == [
        "orders.csv: 3 shipped orders have an empty tracking; whether it was valid is not known. Write valid, invalid or none."
      ])
    let most = try book(20) { cells($0, blanks: 14) }
    #expect(try count(most, .validTracking) == WindowCount(orders: 20, bad: 0, undecided: 14))
    #expect(
      most.notes == [
        "orders.csv: 14 shipped orders have an empty tracking; whether it was valid is not known. Write valid, invalid or none."
      ])
    let all = try book(20) { cells($0, blanks: 20) }
    #expect(all.accounts[0].fields.isDisjoint(with: .tracking))
    #expect(all.accounts[0].missingMetrics.map(\.metric).contains(.validTracking))
    #expect(
      all.notes == [
        "orders.csv: tracking is empty in every order that could have it; it is read as unknown, as if the column was not there."
      ])
    // Only bad words: a blank may be valid.
    let bad = try book(20) {
      $0 < 12 ? cells(0, blanks: 0).replacing("valid", with: "none") : cells(0, blanks: 1)
    }
    #expect(try count(bad, .validTracking) == WindowCount(orders: 20, bad: 12, undecided: 8))
  }

  @Test(
    "Blank cells of tracking never decide that the rate is on target, or off it", arguments: [112, 134, 399])
  func blankDecidesNothing(filled: Int) throws {
    // Most are valid, and the limit of 95 % lies between all of the blanks being valid and none of them.
    let text = (0..<400).map { "\($0),2026-01-05,2026-01-06,2026-01-12,\($0 < filled ? "valid" : "")\n" }
      .joined()
    let book = try Seller.book("order_id,purchased_at,shipped_at,deliver_by,tracking\n" + text)
    let rule = MetricRule(metric: .validTracking, youngest: 10, oldest: 39, limit: Ratio(5, 100))
    let count = rule.count(of: book.orders, on: try #require(Day(iso: "2026-01-25")))
    #expect(count == WindowCount(orders: 400, bad: 0, undecided: 400 - filled))
    #expect(rule.state(of: count) == (filled == 399 ? .met : .undecided))
  }

  @Test("An order with tracking in one of its rows has tracking")
  func items() throws {
    let rows = (0..<6).map { "\($0),2026-01-01,2026-01-02,A,\n\($0),2026-01-01,2026-01-02,B,valid\n" }
      .joined()
    let book = try Seller.book("order_id,purchased_at,shipped_at,sku,tracking\n" + rows)
    #expect(book.notes.isEmpty)
    #expect(book.orders.allSatisfy { $0.invalidTracking == .good })
  }

  @Test("A blank tracking of an order that is not shipped, or that Amazon sends, is nothing")
  func notShipped() throws {
    let book = try Seller.book(
      "order_id,purchased_at,channel,shipped_at,tracking\n1,2026-01-01,seller,2026-01-02,valid\n2,2026-01-01,seller,,\n3,2026-01-01,amazon,2026-01-02,\n"
    )
    #expect(book.notes.isEmpty)
    #expect(book.accounts[0].fields.contains(.tracking))
  }

  @Test("An empty ship_by is unknown, not in time")
  func shipBy() throws {
    let book = try book(9) { _ in ",2026-01-25,,," }
    #expect(book.accounts[0].missingMetrics.map(\.metric).contains(.lateShipment30))
    #expect(book.notes.contains { $0.hasPrefix("orders.csv: ship_by is empty in every order") })
    // One order with a deadline tells that the others have one too.
    let mixed = try self.book(9) { $0 == 0 ? "2026-01-25,2026-01-25,,,valid" : ",2026-01-25,,,valid" }
    #expect(
      mixed.notes == [
        "orders.csv: 8 orders have an empty ship_by; whether they were late is not known. Amazon's order report has the day."
      ])
    #expect(mixed.orders.count { $0.lateShipment == .undecided(from: $0.purchased + 1) } == 8)
  }

  @Test("An empty deliver_by beside others may be of any window, and of a late delivery")
  func deliverBy() throws {
    let mixed = try book(9) { "2026-01-25,2026-01-15,\($0 < 6 ? "2026-01-20" : ""),2026-01-19,valid" }
    #expect(
      mixed.notes == [
        "orders.csv: 3 orders have an empty deliver_by; whether they count in the rates by promised delivery, and were late, is not known. Amazon's order report has the day."
      ])
    #expect(try count(mixed, .onTimeDelivery) == WindowCount(orders: 9, bad: 0, undecided: 3))
    // Where no order has one, the column says nothing of any of them.
    #expect(try book(9) { _ in "2026-01-25,2026-01-15,,2026-01-19,valid" }.notes.isEmpty)
  }

  @Test("If no order of a shop is shipped, the column is not kept")
  func shipped() throws {
    let old = try book(20) { _ in "2026-01-11,,,," }
    #expect(old.accounts[0].missingMetrics.map(\.metric).contains(.lateShipment30))
    #expect(old.notes.contains { $0.hasPrefix("orders.csv: shipped_at is empty in every order") })
    // A shop whose orders are not due yet has confirmed nothing.
    let new = try book(20) { _ in "2026-01-25,,,," }
    #expect(new.accounts[0].fields.contains(.shipped))
    #expect(new.notes.isEmpty)
  }

  @Test("Another file answers what an empty column does not")
  func joined() throws {
    let rows = (0..<20).map { "\($0),2026-01-\(10 + $0 / 2),2026-01-11" }
    let blank = "order_id,purchased_at,ship_by,shipped_at\n" + rows.map { "\($0),\n" }.joined()
    let filled =
      "order_id,purchased_at,ship_by,shipped_at\n" + rows.prefix(5).map { "\($0),2026-01-11\n" }.joined()
    for files in [[blank, filled], [filled, blank]] {
      let book = try Seller.book(joining: files)
      #expect(book.accounts[0].fields.contains(.shipped))
      #expect(book.orders.filter { $0.undecided.contains(.shipped) }.count == 15)
    }
  }

  @Test("A status says that an order was cancelled or shipped, without its day")
  func status() throws {
    let due = try #require(Day(iso: "2026-01-04"))
    for (word, isOpen) in [
      ("Cancelled", true), ("CANCELED", true), ("Storniert", true), ("キャンセル済み", true),
      ("Shipped", true), ("Delivered", true), ("Versendet", true), ("Unshipped", false), ("", true),
      ("Pending", false),
    ] {
      let book = try Seller.book(
        "order_id,purchased_at,ship_by,shipped_at,status\n1,2026-01-01,2026-01-03,,\(word)\n2,2026-01-01,2026-01-03,2026-01-02,Shipped\n"
      )
      #expect(book.orders[0].lateShipment == (isOpen ? .undecided(from: due) : .bad(from: due)), "\(word)")
      #expect(book.orders[1].lateShipment == .good)
      #expect(book.notes.count == (isOpen && !word.isEmpty ? 1 : 0))
    }
  }

  @Test("A word instead of a day says that it happened, not when")
  func eventWords() throws {
    let header = "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
    let due = try #require(Day(iso: "2026-01-04"))
    for (word, isKnown) in [
      ("yes", true), ("Ja", true), ("x", true), ("1", true), ("Shipped", true), ("versendet", true),
      ("no", false),
      ("0", false), ("", false),
    ] {
      let book = try Seller.book(
        header + "1,2026-01-01,2026-01-03,\(word),,\n2,2026-01-09,2026-01-10,2026-01-09,,\n")
      #expect(book.faultCount == 0, "\(word)")
      #expect(book.orders[0].lateShipment == (isKnown ? .undecided(from: due) : .bad(from: due)), "\(word)")
      #expect(
        book.notes
          == (isKnown
            ? [
              "orders.csv: 1 cell of shipped_at says yes without the day; when it was is not known. Write the day as year-month-day."
            ] : []))
    }
    let cancelled = try Seller.book(
      header + "1,2026-01-01,2026-01-03,,yes,seller\n2,2026-01-01,2026-01-03,2026-01-02,no,\n")
    #expect(cancelled.orders[0].sellerCancellation == .undecided(from: due - 3))
    #expect(cancelled.orders[0].lateShipment == .undecided(from: due))
    #expect(cancelled.orders[1].sellerCancellation == .good)
    // A word that says nothing of the kind stays a fault.
    #expect(try Seller.book(header + "1,2026-01-01,2026-01-03,soon,,\n").faultCount == 1)
  }

  @Test("An order that was cancelled or shipped, nobody knows which, is not late for certain")
  func cancelledOrShipped() throws {
    let book = try Seller.book(
      "order_id,purchased_at,shipped_at,deliver_by,delivered_at,cancelled_at\n1,2026-01-01,,2026-01-05,,yes\n2,2026-01-01,2026-01-02,2026-01-05,2026-01-04,\n"
    )
    #expect(try count(book, .onTimeDelivery) == WindowCount(orders: 2, bad: 0, undecided: 1))
  }

  @Test("A yes in the column of defects is a defect, a no is none, and any other word leaves it open")
  func defectWords() throws {
    let header = "order_id,purchased_at,defect,defect_at\n"
    for word in ["Yes", "TRUE", "x", "1", "2", "Ja", "oui", "✓", "はい"] {
      let book = try Seller.book(header + "1,2026-01-01,\(word),2026-01-05\n2,2026-01-06,No,\n")
      #expect(book.orders.map(\.orderDefect) == [.bad(from: Day(iso: "2026-01-05")!), .good], "\(word)")
      #expect(book.faultCount == 0, "\(word)")
    }
    for word in ["No", "FALSE", "0", "Nein", "non", "none", ""] {
      #expect(try Seller.book(header + "1,2026-01-01,\(word),\n").orders[0].orderDefect == .good, "\(word)")
    }
    for word in ["maybe", "7", "?"] {
      let order = try Seller.book(header + "1,2026-01-01,\(word),\n").orders[0]
      #expect(order.orderDefect == .undecided(from: order.purchased), "\(word)")
    }
    let both = try Seller.book(header + "1,2026-01-01,Yes; A-to-z,2026-01-05\n")
    #expect(both.orders[0].defect == .aToZClaim)
    #expect(
      try Seller.book(header + "1,2026-01-01,yes,2026-01-05\n").notes == [
        "orders.csv: 1 cell of defect says yes without the kind, and counts as negative feedback. Write negative_feedback, a_to_z_claim or chargeback."
      ])
  }

  @Test("An empty channel beside others that name theirs, and days that run backwards, are said")
  func said() throws {
    let channels = try Seller.book(
      "order_id,purchased_at,channel\n1,2026-01-01,AFN\n2,2026-01-01,\n3,2026-01-01,\n")
    #expect(channels.notes == ["orders.csv: 2 orders have an empty channel and count as sent by the seller."])
    let rows = (0..<20).map { "\($0),2026-01-05,2026-01-04\n" }.joined()
    #expect(
      try Seller.book("order_id,purchased_at,shipped_at\n" + rows).notes == [
        "orders.csv: 20 orders were shipped before the day they were placed. Are two columns mixed up?"
      ])
  }

  @Test("Empty defects and cancellations are none, and it is said of many orders")
  func none() throws {
    let book = try book(40) { _ in "2026-01-25,2026-01-25,,,valid" }
    #expect(
      book.notes == [
        "orders.csv: defect is empty in all 40 orders and read as none. If you do not record it, leave the column out.",
        "orders.csv: cancelled_at is empty in all 40 orders and read as none. If you do not record it, leave the column out.",
      ])
    // A cell that cannot be read is not empty.
    let unread = try self.book(40, { _ in "2026-01-25,2026-01-25,,,valid" }, rest: ",,odd word,\n")
    #expect(
      unread.notes == [
        "orders.csv: cancelled_at is empty in all 40 orders and read as none. If you do not record it, leave the column out."
      ])
    #expect(try self.book(29) { _ in "2026-01-25,2026-01-25,,,valid" }.notes.isEmpty)
  }

  @Test("Orders without a ship-by day may be Amazon's where nothing says who ships")
  func amazons() throws {
    func book(_ channel: (Int) -> String, without: Int) throws -> OrderBook {
      try Seller.book(
        "order_id,purchased_at,channel,ship_by,shipped_at,cancelled_at,cancelled_by\n"
          + (0..<60).map { number in
            let shipBy = number < without ? "" : "2026-01-03"
            return "\(number),2026-01-01,\(channel(number)),\(shipBy),2026-01-02,,\n"
          }.joined())
    }
    func open(_ book: OrderBook) -> Int { book.orders.count { $0.undecided.contains(.namedChannel) } }
    #expect(try open(book({ _ in "" }, without: 40)) == 40)
    #expect(try open(book({ _ in "" }, without: 5)) == 0)
    #expect(try open(book({ _ in "seller" }, without: 40)) == 0)
  }
}
