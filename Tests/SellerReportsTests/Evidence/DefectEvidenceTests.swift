import AccountHealth
import Testing

@testable import SellerReports

@Suite("Claims by lists and payments")
struct DefectEvidenceTests {
  /// Forty orders of ten days, and the last evening.
  private static let orders =
    (1...40).map {
      DeskOrder($0, "2026-10-" + ($0 <= 9 ? "0\($0)" : "\(1 + $0 % 28)"), updated: "2026-10-30")
    }
    + [.last]
  private static let feedback =
    "Date\tRating\tComments\tYour Response\tOrder ID\n10/30/26\t1\tb\t\t\(Desk.id(2))\n10/31/26\t5\tc\t\t\(Desk.id(4))\n"

  private static func payments(_ rows: [[String]]) -> String { TransactionTests.file(rows) }
  private static func claim(_ number: Int, _ day: String, total: String) -> [String] {
    TransactionTests.row(number, "\(day), 2026 8:00:00 AM PST", type: "A-to-z Guarantee Refund", total: total)
  }

  @Test("A list of claims by hand: granted ones count, denied ones do not, undecided ones stay open")
  func claims() throws {
    let list =
      "Order ID,Claim Date,Claim Status,Amount\n\(Desk.id(1)),2026-11-01,Granted,19.99\n\(Desk.id(2)),2026-11-02,Denied,5\n"
      + "\(Desk.id(3)),2026-11-03,Under review,5\n\(Desk.id(5)),2026-11-03,Closed in seller's favor,5\n"
    let book = try Desk().put(Self.orders).put(list).book()
    #expect(book.evidence.files.map(\.kind) == ["list of A-to-z claims"])
    #expect(book.order(1)?.defect == .aToZClaim && book.order(1)?.defectRecorded == Day(iso: "2026-11-01"))
    #expect(book.order(1)?.purchased == Day(iso: "2026-10-01"))
    #expect(book.order(2)?.defect == nil && book.order(5)?.defect == nil)
    #expect(book.order(3)?.undecided.contains(.defect) == true)
    let bank = "Order ID,Chargeback opened\n\(Desk.id(1)),2026-11-01\n"
    #expect(try Desk().put(Self.orders).put(bank).book().order(1)?.defect == .chargeback)
  }

  @Test("An appeal that is won in a later file of payments takes the claim back; half of the money does not")
  func wonBack() throws {
    let lost = Self.payments([
      Self.claim(1, "Nov 2", total: "-19.99"), Self.claim(3, "Nov 2", total: "-19.99"),
    ])
    let won = Self.payments([Self.claim(1, "Nov 9", total: "19.99"), Self.claim(3, "Nov 9", total: "9.99")])
    let desk = try Desk().put(Self.orders).put(lost)
    #expect(try desk.book().order(1)?.defect == .aToZClaim)
    let book = try desk.put(won).put(won).book()
    #expect(book.order(1)?.defect == nil && book.order(3)?.defect == .aToZClaim)
  }

  @Test("A bad rating that only an older report of ratings has is undecided")
  func removedRating() throws {
    let header = "Date\tRating\tComments\tYour Response\tOrder ID\n"
    let (early, bad) = ("10/05/26\t5\ta\t\t\(Desk.id(1))\n", "10/30/26\t1\tb\t\t\(Desk.id(2))\n")
    let late = "11/15/26\t5\ta\t\t\(Desk.id(5))\n"
    func order(_ newer: String) throws -> Order? {
      try Desk().put(Self.orders).put(header + early + bad, written: "2026-11-10").put(header + newer).book()
        .order(2)
    }
    #expect(try order(early + bad + late)?.defect == .negativeFeedback)
    let open = try order(early + late)
    #expect(open?.defect == nil && open?.undecided.contains(.defect) == true)
    // A newer report of other days says nothing.
    #expect(try order(late)?.defect == .negativeFeedback)
  }

  @Test("An empty column of defects is not kept where other files have defects")
  func emptyColumn() throws {
    let orders = Self.orders.dropLast() + (51...58).map { DeskOrder($0, "2026-11-0\($0 - 50)") }
    let own =
      "order_id,purchased_at,shipped_at,defect,marketplace\n"
      + orders.map { "\($0.id),\($0.purchased),\($0.purchased),,amazon.com\n" }.joined()
    let alone = try Desk().put(own, "own.csv").book()
    #expect(alone.count(.orderDefect)?.description == "0/44")
    let book = try Desk().put(own, "own.csv").put(Self.feedback).book()
    #expect(book.order(2)?.defect == .negativeFeedback)
    // 1 of 44 is off target already; the others are open.
    #expect(book.count(.orderDefect)?.description == "1/44 +43")
    #expect(
      book.evidence.remarks.contains { $0.contains("own.csv: no order has a defect, and other files have") })
    // One defect in the column, and it is kept.
    let kept = own.replacing(
      "\(Desk.id(7)),2026-10-07,2026-10-07,,", with: "\(Desk.id(7)),2026-10-07,2026-10-07,chargeback,")
    #expect(
      try Desk().put(kept, "own.csv").put(Self.feedback).book().order(3)?.undecided.contains(.defect) == false
    )
  }

  @Test("A defect that a list of the same evening does not have is undecided; a later one counts")
  func unlisted() throws {
    let list = DefectListTests.header + "\n10/01/2026,\(Desk.id(1)),,X,\n"
    let book = try Desk().put(Self.orders).put(Self.feedback).put(list).book()
    #expect(book.order(1)?.defect == .aToZClaim)
    #expect(book.order(2)?.defect == nil && book.order(2)?.undecided.contains(.defect) == true)
    let later = Self.feedback.replacing("10/30/26", with: "11/15/26")
    let old = try Desk().put(Self.orders).put(later).put(list, written: "2026-11-10").book()
    #expect(old.order(2)?.defect == .negativeFeedback && old.order(2)?.undecided.contains(.defect) == false)
  }

  @Test("A booking of no known kind leaves the defect of its order open, and is named")
  func strange() throws {
    let rows =
      (1...40).map { TransactionTests.row($0, "Oct 30, 2026 8:00:00 AM PDT") } + [
        TransactionTests.row(9, "Sep 1, 2026 8:00:00 AM PST", type: "Refund"),
        TransactionTests.row(1, "Nov 2, 2026 8:00:00 AM PST", type: "Reklamation"),
        TransactionTests.row(6, "Nov 3, 2026 8:00:00 AM PST", type: "Chargeback Refund", total: "-16.99"),
        TransactionTests.row(7, "Nov 4, 2026 8:00:00 AM PST", type: "Refund"),
      ]
    let ratings = (1...28).map { "9/\($0)/26\t5\tc\t\t\(Desk.id(4))\n" }.joined()
    let book = try Desk().put(Self.orders).put(Self.feedback + ratings).put(TransactionTests.file(rows))
      .book()
    #expect(book.order(1)?.undecided.contains(.defect) == true)
    #expect(book.order(6)?.defect == .chargeback)
    #expect(book.order(7)?.undecided.contains(.defect) == false)
    #expect(book.notes.contains { $0.contains("1 booking is of no known kind, such as 'Reklamation'") })
  }

  @Test("A part of the defects counts only where it is too much already")
  func part() throws {
    let book = try Desk().put(Self.orders).put(Self.feedback).book()
    let count = try #require(book.count(.orderDefect))
    #expect(count.bad == 1 && count.undecided == count.orders - 1)
    #expect(book.notes.contains { $0.contains("these alone put the order defect rate off target") })
    let none = try Desk().put(Self.orders).put(Self.feedback.replacing("\t1\tb", with: "\t4\tb")).book()
    #expect(none.count(.orderDefect) == nil)
  }

  @Test("Bookings that nearly all come on the day after ship-by may be late or not")
  func lag() throws {
    let orders =
      (1...20).map { DeskOrder($0, "2026-11-01", shipBy: "2026-11-03", updated: "2026-11-19") } + [.last]
    func count(nextDay: Int, later: Int) throws -> String? {
      let rows = (1...20).map { number in
        let day = number <= nextDay ? 4 : number <= nextDay + later ? 6 : 3
        return TransactionTests.row(number, "Nov \(day), 2026 8:00:00 AM PST")
      }
      return try Desk().put(orders).put(TransactionTests.file(rows)).book().count(.lateShipment30)?
        .description
    }
    #expect(try count(nextDay: 4, later: 2) == "6/21")
    #expect(try count(nextDay: 14, later: 1) == "1/21 +14")
  }

  @Test("Orders of the payments from before the order files begin are counted, and may be late")
  func earlier() throws {
    let orders =
      (21...40).map {
        DeskOrder($0, "2026-11-\($0 - 21 < 9 ? 10 : 12)", shipBy: "2026-11-15", updated: "2026-11-19")
      }
      + [.last]
    var rows = (21...40).map { TransactionTests.row($0, "Nov 14, 2026 8:00:00 AM PST") }
    rows += (1...12).map { TransactionTests.row($0, "Nov \($0 < 9 ? 2 : 3), 2026 8:00:00 AM PST") }
    rows.append(TransactionTests.row(13, "Nov 3, 2026 8:00:00 AM PST", fulfillment: "Amazon"))
    let book = try Desk().put(orders).put(TransactionTests.file(rows)).book()
    #expect(book.order(1)?.purchased == Day(iso: "2026-11-02") && book.order(13)?.channel == .amazon)
    #expect(book.count(.lateShipment30)?.description == "0/33 +12")
    // No order of another account is known.
    let other = rows.map { row in row.map { $0.replacing("900-00000", with: "901-00000") } }
    #expect(try Desk().put(orders).put(TransactionTests.file(other)).book().orders.count == 21)
  }
}
