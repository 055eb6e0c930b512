import AccountHealth
import Testing

@testable import SellerReports

@Suite("Rows without a number or a day of purchase, and rows inside a quote, are not lost")
struct LostRowTests {
  private static let header =
    "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by,defect,defect_at,note"
  private static let asOf = Day(iso: "2026-03-31")

  private static let rules: [Metric: MetricRule] = [
    .lateShipment30: MetricRule(
      metric: .lateShipment30, youngest: 0, oldest: 59, limit: Ratio(4, 100)),
    .orderDefect: MetricRule(
      metric: .orderDefect, youngest: 0, oldest: 59, limit: Ratio(1, 100)),
  ]

  /// 80 orders of 20 days, four a day; all were shipped in time and have no defect.
  private static func rows() -> [String] {
    (0..<80).map { number in
      let day = Day(number: 20_523 - 20 + number / 4)
      return "\(number),\(day),\(day + 2),\(day + 1),,,,,fine"
    }
  }

  private static func count(_ metric: Metric, _ rows: [String]) throws -> WindowCount {
    let book = try Seller.book(([header] + rows).joined(separator: "\n") + "\n")
    let rule = try #require(rules[metric])
    return rule.count(of: book.orders, on: try #require(asOf))
  }

  @Test("A good order without its day enlarges the window, or is not in it")
  func good() throws {
    var rows = Self.rows()
    let plain = try Self.count(.lateShipment30, rows)
    rows[40] = rows[40].split(separator: ",", maxSplits: 2).enumerated().map {
      $0.offset == 1 ? "soon" : String($0.element)
    }.joined(separator: ",")
    let count = try Self.count(.lateShipment30, rows)
    #expect(plain == WindowCount(orders: plain.orders, bad: 0))
    #expect(count == WindowCount(orders: plain.orders - 1, bad: 0, unplaced: 1))
  }

  @Test("A bad order without its day may be bad in the window, so that the rate is not met")
  func bad() throws {
    let late = "x,,2026-03-05,2026-03-09,,,,,late"
    let count = try Self.count(.lateShipment30, Self.rows() + [late])
    let plain = try Self.count(.lateShipment30, Self.rows())
    #expect(count == WindowCount(orders: plain.orders + 1, bad: 0, undecided: 1))
    let defect = "x,31/31/2026,2026-03-05,2026-03-04,,,chargeback,2026-03-20,"
    let rate = try Self.count(.orderDefect, Self.rows() + [defect])
    #expect(rate.bad == 0 && rate.undecided == 1)
    // 1 of 81 is past the limit of 1 %, 0 of 81 is not.
    let rule = try #require(Self.rules[.orderDefect])
    #expect(rule.state(of: rate) == .undecided)
  }

  @Test("A row without a number may be an order of its own or an item of another")
  func numberless() throws {
    let plain = try Self.count(.lateShipment30, Self.rows())
    let late = ",2026-03-04,2026-03-05,2026-03-09,,,,,late"
    #expect(
      try Self.count(.lateShipment30, Self.rows() + [late])
        == WindowCount(orders: plain.orders + 1, bad: 0, undecided: 1))
    let good = ",2026-03-04,2026-03-05,2026-03-05,,,,,good"
    #expect(
      try Self.count(.lateShipment30, Self.rows() + [good])
        == WindowCount(orders: plain.orders, bad: 0, unplaced: 1))
  }

  @Test(
    "Rows that a lone quote took in may be bad orders of any day", arguments: [(10, 30), (10, 11), (60, 79)])
  func swallowed(from first: Int, to last: Int) throws {
    let plain = try Self.count(.orderDefect, Self.rows())
    // The quote is in the note of one row, and the next in the note of another, where it ends the field.
    var rows = Self.rows()
    rows[first] = rows[first].replacing("fine", with: "\"fine")
    rows[last] = rows[last].replacing("fine", with: "fine\"")
    let closed = try Self.count(.orderDefect, rows)
    #expect(closed.undecided == last - first && closed.bad == 0)
    #expect(closed.orders == plain.orders)
    // Or it begins a field again, so that text follows the closing quote.
    rows[last] = Self.rows()[last].replacing("fine", with: "\"fine")
    let torn = try Self.count(.orderDefect, rows)
    #expect(torn.undecided == last - first && torn.bad == 0 && torn.orders == plain.orders)
  }

  @Test("A quoted text of several lines has no rows in it")
  func text() throws {
    let plain = try Self.count(.orderDefect, Self.rows())
    var rows = Self.rows()
    rows[5] = rows[5].replacing("fine", with: "\"Dear all,\nplease, ring twice,\nthanks\"")
    #expect(try Self.count(.orderDefect, rows) == plain)
  }

  @Test("A row that is cut before it says whose order it is may be of the account of the row before")
  func account() throws {
    let header = "order_id,purchased_at,ship_by,shipped_at,account\n"
    let rows = (0..<40).map { "\($0),2026-03-\(10 + $0 / 4),2026-03-22,2026-03-20,acme\n" }
    let book = try Seller.book(header + rows.joined() + "40,2026-03-18\n" + rows[0])
    let order = try #require(book.orders.first { $0.id == "40" })
    #expect(book.accounts.count == 1 && order.undecided.isSuperset(of: [.number, .shipped]))
    let rule = try #require(Self.rules[.lateShipment30])
    let count = rule.count(of: book.orders, on: try #require(Self.asOf))
    #expect(count == WindowCount(orders: 41, bad: 0, undecided: 1))
  }

  @Test("Another file with the order says when it was placed")
  func joined() throws {
    let first = Self.header + "\n1,soon,2026-03-05,,,,,,\n2,2026-03-03,2026-03-05,2026-03-04,,,,,\n"
    let second = "order_id,purchased_at,shipped_at\n1,2026-03-04,2026-03-05\n2,2026-03-03,2026-03-04\n"
    for files in [[first, second], [second, first]] {
      let book = try Seller.book(joining: files)
      let order = try #require(book.orders.first { $0.id == "1" })
      #expect(order.purchased == Day(iso: "2026-03-04") && !order.undecided.contains(.purchased))
    }
  }

  @Test("Written to orders.csv and read again, they may belong to a rate as before")
  func written() throws {
    let odd = ["x,,2026-03-05,2026-03-09,,,,,", ",2026-03-04,2026-03-05,2026-03-09,,,,,", "y,soon,,,,,,,"]
    let book = try Seller.book(([Self.header] + Self.rows() + odd).joined(separator: "\n") + "\n")
    let account = try #require(book.accounts.first)
    let file = JoinedOrdersFile([account])
    let again = try Seller.book(file.header + file.rows(account.orders, of: account))
    #expect(again.messages.isEmpty)
    for rule in Self.rules.values {
      for day in [Self.asOf, Day(iso: "2026-03-12")].compactMap(\.self) {
        #expect(rule.count(of: again.orders, on: day) == rule.count(of: book.orders, on: day))
      }
    }
  }

  @Test("A line of another kind is no order: a sum, and a part of a broken line")
  func sums() throws {
    let plain = try Self.count(.lateShipment30, Self.rows())
    #expect(try Self.count(.lateShipment30, Self.rows() + ["Total: 80", ",,,,,,,,80"]) == plain)
    let book = try Seller.book(([Self.header] + Self.rows() + ["of tea"]).joined(separator: "\n") + "\n")
    #expect(book.orders.count == 80)
    #expect(
      book.messages == [
        "orders.csv:82:2: purchased_at: found nothing, expected the number of an order and the day it was placed. Row left out: is it a row of an order?"
      ])
  }

  @Test("A sum under the rows is no order", arguments: ["TOTAL", "Grand total:", "Summe", "合計"])
  func sum(name: String) throws {
    let rows = Self.rows() + ["\(name),2026-03-30,,,,,,,80"]
    let book = try Seller.book(([Self.header] + rows).joined(separator: "\n") + "\n")
    #expect(book.orders.count == 80)
    #expect(book.messages.count == 1 && book.messages[0].hasSuffix("Row left out: it is a sum."))
  }
}
