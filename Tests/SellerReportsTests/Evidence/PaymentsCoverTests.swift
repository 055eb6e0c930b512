import AccountHealth
import Testing

@testable import SellerReports

@Suite("Payments that lack days, products or kinds of booking")
struct PaymentsCoverTests {
  private static let months = [9: "Sep", 10: "Oct", 11: "Nov"]
  private static let feedback =
    "Date\tRating\tComments\tYour Response\tOrder ID\n"
    + (1...28).map { "9/\($0)/26\t5\tc\t\t\(Desk.id(4))\n" }.joined()
  /// A refund from before the orders, and a transfer.
  private static let others = [
    TransactionTests.row(1, "Sep 1, 2026 8:00:00 AM PST", type: "Refund"),
    [
      "Nov 12, 2026 1:00:00 PM PST", "9", "Transfer", "", "", "To your account", "", "", "", "", "", "", "",
      "0", "-1,204.50", "Released", "",
    ],
  ]

  /// The days of purchase from 1 October to 16 November.
  private static let days: [Day] = (0..<47).map { Day(iso: "2026-10-01")! + $0 }
  /// Three orders of each day, which are sent on the next one.
  private static let orders =
    days.enumerated().flatMap { place, day in
      (1...3).map { DeskOrder(3 * place + $0, "\(day)", updated: "\(day + 1)") }
    } + [.last]

  private static func time(_ day: Day) -> String {
    "\(months[day.civil.month]!) \(day.civil.day), 2026 8:00:00 AM PST"
  }

  /// The bookings of the orders of some days.
  private static func bookings(_ isThere: (Day, Int) -> Bool) -> [[String]] {
    days.enumerated().flatMap { place, day in
      (1...3).map { 3 * place + $0 }.filter { isThere(day, $0) }.map {
        TransactionTests.row($0, time(day + 1))
      }
    }
  }

  /// The orders without a known defect, and the remark on the payments.
  private static func read(_ files: [[String]]..., orders: [DeskOrder] = orders) throws
    -> (open: Int, all: Int, remark: String?)
  {
    let desk = try Desk().put(orders).put(feedback)
    for file in files { try desk.put(TransactionTests.file(file), "tx.csv") }
    let book = try desk.book()
    return (
      book.orders.count { $0.undecided.contains(.defect) }, book.orders.count,
      book.notes.first { $0.contains("whether") || $0.contains("Whether") }
    )
  }

  @Test("Payments that go on to the evening have every claim")
  func whole() throws {
    let whole = try Self.read(Self.bookings { _, _ in true } + Self.others)
    #expect(whole.open == 0 && whole.remark == nil)
    // One that ends days before, and one of ten orders without a booking.
    let nearly = try Self.read(
      Self.bookings { day, number in day < Self.days[46] && number % 13 != 0 } + Self.others)
    #expect(nearly.open == 0 && nearly.remark == nil)
  }

  @Test("Payments that end early say nothing of any order")
  func ends() throws {
    let found = try Self.read(Self.bookings { day, _ in day < Self.days[20] } + Self.others)
    #expect(found.open == found.all)
    #expect(
      found.remark?.hasSuffix(
        "tx.csv: 78 orders were sent in the days from 2026-10-22 to 2026-11-19, and no payment of these days is there. Whether an order placed before 2026-11-19 has a claim or a chargeback is not known. Download the payments of these days as well."
      ) == true)
  }

  @Test("Days without payments between two files leave the orders before them open")
  func hole() throws {
    let (first, last) = (Self.days[10], Self.days[25])
    let found = try Self.read(
      Self.bookings { day, _ in day < first } + Self.others, Self.bookings { day, _ in day >= last })
    // The first booking behind the hole is of the day after the purchase.
    #expect(found.open == 3 * 26)
    #expect(found.remark?.contains("45 orders were sent in the days from 2026-10-12 to 2026-10-26") == true)
  }

  @Test("Payments of some products, or of orders only, say nothing")
  func filtered() throws {
    let product = try Self.read(Self.bookings { _, number in number % 3 == 0 } + Self.others)
    #expect(product.open == product.all)
    #expect(product.remark?.contains("orders that were sent have no booking") == true)
    let kind = try Self.read(Self.bookings { _, _ in true })
    #expect(kind.open == kind.all)
    #expect(kind.remark?.contains("every booking is one of an order, without a refund") == true)
  }

  @Test("A shop of one order a week has no hole between them")
  func slow() throws {
    let orders =
      (0..<7).map { DeskOrder($0 + 1, "\(Self.days[7 * $0])", updated: "\(Self.days[7 * $0] + 1)") } + [.last]
    let rows = (0..<7).map { TransactionTests.row($0 + 1, Self.time(Self.days[7 * $0] + 1)) }
    let whole = try Self.read(rows + Self.others, orders: orders)
    #expect(whole.open == 0 && whole.remark == nil)
    let early = try Self.read(rows.dropLast(3) + Self.others, orders: orders)
    #expect(early.open == early.all)
  }
}
