import AccountHealth
import Testing

@testable import SellerReports

@Suite("The order defect download, feedback and returns beside orders")
struct DefectListTests {
  static let header = "Order Date,Order ID,Negative Feedback,A-to-z Guarantee Claim,Chargeback"

  /// Ten seller-fulfilled orders of 1 to 10 October, and three that Amazon fulfilled.
  static func orders() -> [DeskOrder] {
    (1...10).map { DeskOrder($0, "2026-10-" + ($0 < 10 ? "0" : "") + "\($0)", updated: "2026-10-15") }
      + (21...23).map { DeskOrder($0, "2026-10-05", channel: "Amazon") } + [.last]
  }

  @Test(
    "Its defects are known from the evening of the file on; the other channel stays open")
  func list() throws {
    let rows = [
      "10/02/2026,\(Desk.id(2)),Yes,No,No", "10/03/2026,\(Desk.id(3)),,X,", "10/04/2026,\(Desk.id(4)),1,,Y",
      "10/05/2026,\(Desk.id(5)),No,No,No",
    ]
    let book = try Desk().put(Self.orders()).put(([Self.header] + rows).joined(separator: "\n")).book()
    #expect(book.count(.orderDefect)?.description == "3/10")
    #expect(book.order(2)?.defect == .negativeFeedback)
    #expect(book.order(2)?.defectRecorded == Day(iso: Desk.evening))
    #expect(book.order(3)?.defect == .aToZClaim)
    #expect(book.order(6)?.assumed == .defect)
    #expect(book.count(.orderDefectAmazon)?.description == "0/3 +3")
  }

  @Test(
    "One column that names the defect is enough, and a list of Amazon-fulfilled orders belongs to their rate")
  func variants() throws {
    for name in ["Defect Type", "Type", "Reason"] {
      let named =
        "Order Date,Order ID,\(name)\n10/02/2026,\(Desk.id(2)),Negative feedback\n10/03/2026,\(Desk.id(3)),A-to-z Guarantee claim\n"
      let book = try Desk().put(Self.orders()).put(named).book()
      #expect(book.count(.orderDefect)?.description == "2/10", "\(name)")
      #expect(book.order(3)?.defect == .aToZClaim)
    }

    let amazon = Self.header + "\n10/05/2026,\(Desk.id(21)),Yes,No,No\n"
    let other = try Desk().put(Self.orders()).put(amazon).book()
    #expect(other.count(.orderDefectAmazon)?.description == "1/3")
    #expect(other.count(.orderDefect)?.description == "0/10 +10")
  }

  @Test("A list with orders that were too young on the orders' evening is of the day it was written")
  func later() throws {
    // No order came in the three weeks up to the download.
    let orders = (1...28).map { DeskOrder($0, "2026-10-\($0 < 10 ? "0" : "")\($0)") }
    let list = Self.header + "\n10/26/2026,\(Desk.id(26)),Yes,No,No\n"
    let cancellations = "Order Date,Order ID,Impacts Account Health\n"
    let book = try Desk().put(orders).put(list).put(cancellations).book()
    // The orders of its own window are known; an older one may have left the list.
    #expect(book.evidence.files.map { $0.evening?.description } == [Desk.evening, Desk.evening])
    #expect(book.count(.orderDefect, on: "2026-11-19")?.description == "1/28")
    let early = try Desk().put(orders).put(Self.header + "\n10/05/2026,\(Desk.id(5)),Yes,No,No\n")
      .put(cancellations).book()
    #expect(early.evidence.files.map { $0.evening?.description } == ["2026-10-28", "2026-10-28"])
  }

  @Test("Feedback dates the list")
  func dated() throws {
    let feedback =
      "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email\n10/20/26\t2\tLate\t\t\(Desk.id(2))\tx@example.invalid\n"
    let book = try Desk().put(Self.orders()).put(Self.header + "\n10/02/2026,\(Desk.id(2)),Yes,No,No\n").put(
      feedback
    ).book()
    #expect(book.order(2)?.defectRecorded == Day(iso: "2026-10-20"))
    #expect(book.count(.orderDefect)?.description == "1/10")
  }

  @Test("A defect that an older copy of the list has too is as old as that copy, in whatever order they come")
  func copies() throws {
    let row = "\n10/02/2026,\(Desk.id(2)),Yes,No,No"
    let (old, new) = (Self.header + row, Self.header + row + "\n10/03/2026,\(Desk.id(3)),Yes,No,No")
    for isReversed in [false, true] {
      let desk = try Desk().put(Self.orders())
      let files = [(old, "old.csv", "2026-11-12"), (new, "new.csv", "2026-11-18")]
      for file in isReversed ? files.reversed() : files { _ = try desk.put(file.0, file.1, written: file.2) }
      let book = try desk.book()
      #expect(book.order(2)?.defectRecorded == Day(iso: "2026-11-12"))
      #expect(book.order(3)?.defectRecorded == Day(iso: "2026-11-18"))
    }
  }

  @Test("A rating that a complete list does not have was removed and does not count")
  func removed() throws {
    let feedback = "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/26\t2\tLate\t\t\(Desk.id(2))\n"
    let counts =
      "\"orderDefectRate\":{\"mfn\":{\(Desk.range("2026-09-06", "2026-11-04")),\"orderWithDefects\":{\"count\":0},\"orderCount\":10,\"rate\":0,\"fulfillmentType\":\"mfn\"}}"
    let book = try Desk().put(Self.orders()).put(Self.header + "\n").put(feedback).putReport(counts).book()
    #expect(book.count(.orderDefect)?.description == "0/10")
    #expect(
      book.notes.contains {
        $0.contains("1 negative ratings, claims or chargebacks are not in the complete list")
      })
  }

  @Test(
    "Feedback in any language: five, six and nine columns, dates as the store writes them",
    arguments: [
      (
        "Datum\tBewertung\tKommentare\tIhre Antwort\tBestellnummer\tE-Mail des Bewerters",
        "20.10.26\t2\tSpät\t\tID\tx@example.invalid", "Amazon.de"
      ),
      (
        "Date\tNote\tCommentaires\tVotre réponse\tN° de commande\tE-mail",
        "20/10/26\t1\tEn retard\t\tID\tx@example.invalid", "Amazon.de"
      ),
      ("a\tb\tc\td\te", "20/10/2026\t1\tcon retraso\t\tID", "Amazon.de"),
      (
        "Date\tRating\tComments\tArrived on Time\tItem as Described\tCustomer Service\tOrder ID\tRater Email\tRater Role",
        "10/20/26\t1\tLate\tNo\tYes\t\tID\tx@example.invalid\tBuyer", "Amazon.com"
      ),
      (
        "Date\tRating\tComments\tYour Response\tOrder ID\tRater Email",
        "10/9/26\t2\tA \"quote\tno\tID\tx@example.invalid", "Amazon.com"
      ),
    ])
  func feedback(header: String, row: String, store: String) throws {
    let good = row.replacing("\t2\t", with: "\t3\t").replacing("\t1\t", with: "\t5\t")
    let text = [header, row.replacing("ID", with: Desk.id(2)), good.replacing("ID", with: Desk.id(3))]
      .joined(separator: "\r\n")
    let desk = try Desk().put(Self.orders(), store: store).put(text)
    let book = try desk.book()
    #expect(book.evidence.files.map(\.kind) == ["feedback report"])
    #expect(book.order(2)?.defect == .negativeFeedback)
    let day = row.hasPrefix("10/9/26") ? "2026-10-09" : "2026-10-20"
    #expect(book.order(2)?.defectRecorded == Day(iso: day))
    #expect(book.order(3)?.defect == nil)
    // No file has claims and chargebacks, and one of ten orders is too much without them.
    #expect(book.count(.orderDefect)?.description == "1/10 +9")
    let alone = try Desk().put(text).error()
    #expect(alone?.hasPrefix("0-list.csv: feedback report, ") == true)
  }

  @Test("Returns mark claims, and with feedback and payments they answer the rate without its list")
  func substitutes() throws {
    let returns =
      "Order ID\tOrder date\tReturn request date\tA-to-Z Claim\tIs prime\n\(Desk.id(3))\t03-Oct-2026\t20-Oct-2026\tY\tN\n\(Desk.id(4))\t04-Oct-2026\t20-Oct-2026\tN\tN\n"
    let feedback = "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/26\t2\tLate\t\t\(Desk.id(2))\n"
    let settlement =
      "settlement-id\tsettlement-start-date\ttransaction-type\torder-id\tmarketplace-name\tamount\tposted-date\tposted-date-time\n"
      + "1\t2026-09-01 00:00:00 UTC\t\t\t\t\t\t\n1\t\tOrder\t\(Desk.id(1))\tAmazon.com\t19.90\t2026-09-30\t2026-09-30 10:00:00 UTC\n"
      + "1\t\tA-to-z Guarantee Refund\t\(Desk.id(3))\tAmazon.com\t-19.90\t2026-10-25\t2026-10-25 20:00:00 UTC\n"
      + "1\t\tChargeback Refund\t\(Desk.id(5))\tAmazon.com\t-19.90\t2026-10-26\t2026-10-26 20:00:00 UTC\n"
    let book = try Desk().put(Self.orders()).put(returns).put(feedback).put(settlement).book()
    #expect(book.order(3)?.defectRecorded == Day(iso: "2026-10-25"))
    #expect(book.order(5)?.defect == .chargeback)
    #expect(book.count(.orderDefect)?.description == "3/10")
    #expect(book.order(6)?.assumed == .defect)
  }

  @Test("A rating or a claim that cannot be read leaves open whether the order has a defect")
  func unread() throws {
    let list = Self.header + "\n10/02/2026,\(Desk.id(2)),Yes,No,No\n"
    for rating in ["?", "", "bad"] {
      let feedback =
        "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/26\t\(rating)\tLate\t\t\(Desk.id(3))\n"
        + "10/20/26\t5\tFine\t\t\(Desk.id(4))\n"
      let book = try Desk().put(Self.orders()).put(list).put(feedback).book()
      #expect(book.count(.orderDefect)?.description == "1/10 +1", "\(rating)")
      #expect(book.faultCount == 1 || rating.isEmpty)
    }
    for (rating, isBad) in [("2 stars", true), ("1/5", true), ("★★☆☆☆", true), ("4.0", false)] {
      let feedback =
        "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/26\t\(rating)\tLate\t\t\(Desk.id(3))\n"
      let book = try Desk().put(Self.orders()).put(list).put(feedback).book()
      #expect(book.count(.orderDefect)?.description == (isBad ? "1/10 +1" : "1/10"), "\(rating)")
    }
    let returns =
      "Order ID\tOrder date\tReturn request date\tA-to-Z Claim\n\(Desk.id(3))\t03-Oct-2026\t20-Oct-2026\tmaybe\n"
      + "\(Desk.id(4))\t04-Oct-2026\t20-Oct-2026\tN\n\(Desk.id(5))\t05-Oct-2026\t20-Oct-2026\t\n"
    let book = try Desk().put(Self.orders()).put(list).put(returns).book()
    #expect(book.count(.orderDefect)?.description == "1/10 +1")
  }

  @Test("A row of payments that does not tell what was booked may be a claim")
  func untoldBooking() throws {
    let list = Self.header + "\n"
    let settlement =
      "settlement-id\tsettlement-start-date\torder-id\ttransaction-type\tmarketplace-name\tamount\tposted-date-time\n"
      + "1\t2026-09-01 00:00:00 UTC\t\t\t\t\t\n1\t\t\(Desk.id(1))\tOrder\tAmazon.com\t19.90\t2026-09-30 10:00:00 UTC\n"
      + "1\t\t\(Desk.id(3))\n1\t\t\(Desk.id(4))\tOrder\tAmazon.com\t19.90\t2026-09-30 10:00:00 UTC\n"
    let book = try Desk().put(Self.orders()).put(list).put(settlement).book()
    #expect(book.count(.orderDefect)?.description == "0/10 +1")
  }

  @Test("A bad rating with a mistyped year leaves its order open", arguments: ["1990", "2099"])
  func mistypedYear(year: String) throws {
    let feedback =
      "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/\(year)\t2\tLate\t\t\(Desk.id(3))\n"
    let book = try Desk().put(Self.orders()).put(Self.header + "\n").put(feedback).book()
    #expect(book.count(.orderDefect)?.description == "0/10 +1")
  }

  @Test("A yes in a column that is not understood is a defect too")
  func otherWords() throws {
    let orders = (1...9).map { DeskOrder($0, "2026-10-0\($0)", updated: "2026-10-12") } + [.last]
    let list =
      "Order Date,Order ID,Negative feedback,Guarantee claim,Credit Card Dispute\n"
      + "10/01/2026,\(Desk.id(1)),No,No,Yes\n10/02/2026,\(Desk.id(2)),No,Yes,No\n10/03/2026,\(Desk.id(3)),No,No,No\n"
    let book = try Desk().put(orders).put(list).book()
    #expect(book.count(.orderDefect)?.bad == 2)
    #expect(book.evidence.files[0].listed == 2)
  }

  @Test("A count of an earlier evening does not move the list back")
  func olderCount() throws {
    let orders =
      (1...30).map { number in
        DeskOrder(number, "2026-10-\(number < 10 ? "0" : "")\(number)", updated: "2026-11-02")
      } + [.last]
    let list =
      "Order Date,Order ID,Negative feedback\n"
      + (26...30).map { "10/\($0)/2026,\(Desk.id($0)),Yes\n" }.joined()
    let report =
      "\"orderWithDefects\":{\"mfn\":{\(Desk.range("2026-08-29", "2026-10-27")),\"orderCount\":30,\"orderWithDefects\":{\"count\":5},\"rate\":0.16,\"status\":\"BAD\"}}"
    let book = try Desk().put(orders).put(list).putReport(report, evening: "2026-11-11", from: "2026-10-13")
      .book()
    #expect(book.evidence.files[0].evening == Day(iso: Desk.evening))
    #expect(book.count(.orderDefect)?.bad == 5)
  }

  @Test("A report of ratings that begins in the middle of the window leaves the orders before it open")
  func ratingsBegin() throws {
    let feedback =
      "Date\tRating\tComments\tYour Response\tOrder ID\n"
      + (0..<40).map { "10/\(10 + $0 / 2)/26\t5\tx\t\t\(Desk.id(1 + $0 % 9))\n" }.joined()
    let settlement =
      "settlement-id\tsettlement-start-date\ttransaction-type\torder-id\tmarketplace-name\tamount\tposted-date\tposted-date-time\n"
      + "1\t2026-09-01 00:00:00 UTC\t\t\t\t\t\t\n1\t\tOrder\t\(Desk.id(1))\tAmazon.com\t19.90\t2026-08-30\t2026-08-30 10:00:00 UTC\n"
      + "1\t\tOrder\t\(Desk.id(1))\tAmazon.com\t19.90\t2026-11-18\t2026-11-18 10:00:00 UTC\n"
    let orders = [DeskOrder(50, "2026-09-15", updated: "2026-10-01")] + Self.orders()
    let book = try Desk().put(orders).put(feedback).put(settlement).book()
    #expect(book.order(50)?.undecided.contains(.defect) == true)
    #expect(book.order(9)?.undecided.contains(.defect) == false)
  }
}
