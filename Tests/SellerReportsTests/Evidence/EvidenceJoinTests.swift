import AccountHealth
import Testing

@testable import SellerReports

@Suite("Evidence of several files about one order")
struct EvidenceJoinTests {
  @Test("Two copies of the unshipped report bracket a confirmation")
  func clock() throws {
    func copy(_ day: String, _ numbers: [Int]) -> String {
      let rows = numbers.map {
        "\(Desk.id($0))\t1\t2026-11-10T20:00:00+00:00\t\(day)T23:00:00+00:00\t2026-11-12T22:00:00+00:00\t0\t1"
      }
      return
        ([
          "order-id\torder-item-id\tpurchase-date\treporting-date\tpromise-date\tdays-past-promise\tquantity-to-ship"
        ] + rows)
        .joined(separator: "\n")
    }
    let orders =
      (1...4).map { DeskOrder($0, "2026-11-10", shipBy: "2026-11-12", updated: "2026-11-18") } + [.last]
    let book = try Desk().put(orders).put(copy("2026-11-11", [1, 2, 3, 4])).put(copy("2026-11-12", [2, 3]))
      .put(copy("2026-11-14", [3])).put(
        LateListTests.header + "\n" + LateListTests.late.replacing(Desk.id(5), with: Desk.id(4))
      ).book()
    // Gone by the twelfth, its last day, it is on time; still there on the fourteenth, it is late.
    #expect(book.order(1)?.lateShipment == .good)
    #expect(book.order(1)?.shippedBy == Day(iso: "2026-11-12"))
    #expect(book.order(3)?.lateShipment == .bad(from: Day(iso: "2026-11-13")!))
  }

  @Test("Copies in any order bracket it as closely as they can, and one of each day decides the rate")
  func copies() throws {
    func copy(_ day: Int, _ numbers: [Int]) -> String {
      let rows = numbers.map {
        "\(Desk.id($0))\t1\t2026-11-10T20:00:00+00:00\t2026-11-\(day)T23:00:00+00:00\t2026-11-\($0 == 9 ? 21 : 12)T22:00:00+00:00\t0\t1"
      }
      return
        ([
          "order-id\torder-item-id\tpurchase-date\treporting-date\tpromise-date\tdays-past-promise\tquantity-to-ship"
        ] + rows).joined(separator: "\n")
    }
    // Their last update is that of the delivery. Order 1 waits until the eleventh, 2 until the fourteenth,
    // and 3 is in no copy: it was confirmed before the first.
    let orders =
      (1...3).map { DeskOrder($0, "2026-11-10", shipBy: "2026-11-12", updated: "2026-11-18") } + [.last]
    let all = [18: [9], 14: [2, 9], 12: [2, 9], 11: [1, 2, 9]]
    let waiting = DeskOrder(9, "2026-11-10", shipBy: "2026-11-21", status: "Unshipped")
    let desk = try Desk().put(orders + [waiting])
    for (day, numbers) in all.sorted(by: { $0.key > $1.key }) { try desk.put(copy(day, numbers)) }
    let book = try desk.book()
    #expect(book.order(1)?.shippedBy == Day(iso: "2026-11-12"))
    #expect(book.order(2)?.lateShipment == .bad(from: Day(iso: "2026-11-13")!))
    #expect(book.order(3)?.shippedBy == Day(iso: "2026-11-11") && book.order(3)?.assumed == .shipped)
    #expect(book.count(.lateShipment30)?.description == "1/5")
    // One copy tells nothing of orders that it does not list.
    #expect(try Desk().put(orders + [waiting]).put(copy(18, [9])).book().count(.lateShipment30) == nil)
  }

  @Test("The seller's own upload confirms on the day it was written, which is assumed")
  func upload() throws {
    let orders = [DeskOrder(1, "2026-11-10", shipBy: "2026-11-12", updated: "2026-11-18"), .last]
    let feed =
      "TemplateType=OrderFulfillment\tVersion=2011.1102\n注文番号\t注文商品番号\t出荷数\t出荷日\n"
      + "order-id\torder-item-id\tquantity\tship-date\tcarrier-code\tcarrier-name\ttracking-number\tship-method\n"
      + "\(Desk.id(1))\t1\t1\t2026-11-13\tOther\tPost\tDEMO\tGround\n"
    let book = try Desk().put(orders).put(feed, written: "2026-11-13").book()
    #expect(book.order(1)?.shipped == Day(iso: "2026-11-13"))
    #expect(book.order(1)?.assumed == .shipped)
    // Copied weeks later, the file does not say when it was uploaded.
    let copied = try Desk().put(orders).put(feed, written: "2026-12-24").book()
    #expect(copied.order(1)?.shipped == nil)
  }

  @Test("A day far from its order's own, or after the end of the orders, is left out and reported")
  func far() throws {
    let orders =
      (1...40).map {
        DeskOrder($0, "2026-10-" + ($0 <= 9 ? "0\($0)" : "\(min($0, 31))"), updated: "2026-11-05")
      }
      + (41...80).map {
        DeskOrder($0, "2026-11-" + ($0 <= 49 ? "0\($0 - 40)" : "\(min($0 - 40, 19))"), updated: "2026-11-19")
      }
    let feedback =
      "Date\tRating\tComments\tYour Response\tOrder ID\n10/20/2096\t2\ta\t\t\(Desk.id(2))\n12/24/26\t1\tb\t\t\(Desk.id(3))\n10/9/26\t1\tc\t\t\(Desk.id(4))\n"
    let list = DefectListTests.header + "\n"
    let book = try Desk().put(orders).put(feedback, written: "2026-12-25").put(list).book()
    #expect(book.order(2)?.defect == nil)
    #expect(book.order(3)?.defect == nil)
    // The empty list of the same evening does not have it.
    #expect(book.order(4)?.undecided.contains(.defect) == true)
    #expect(book.accounts[0].lastActivity == Day(iso: Desk.evening))
    #expect(book.notes.contains { $0.hasPrefix("1 dates in these files are far") })
    #expect(book.notes.contains { $0.hasPrefix("1 dates in these files are later than 2026-11-20") })
  }

  @Test("A list of another store's account does not affect the first")
  func homes() throws {
    let own =
      "order_id,purchased_at,account,marketplace\nA-1,2026-11-02,shop,amazon.de\nA-2,2026-11-19,shop,amazon.de\n"
    let book = try Desk().put(LateListTests.orders()).put(own, "own.csv").put(
      LateListTests.header + "\n" + LateListTests.late
    ).book()
    let german = try #require(book.accounts.first { $0.marketplace == "amazon.de" })
    #expect(!german.fields.contains(.shipped))
    #expect(book.evidence.files[0].account == "amazon.com")
  }

  @Test("Beside Amazon's own counts but no orders, a list is left out and the run continues")
  func withoutOrders() throws {
    let desk = try Desk().putReport(
      "\"validTrackingRate\":{\(Desk.range("2026-10-11", "2026-11-09")),\"shipmentCount\":9,\"validTrackingCount\":7,\"rate\":0.78}"
    )
    .put(LateListTests.header + "\n" + LateListTests.late)
    let book = try desk.book()
    #expect(book.performance.count == 1)
    #expect(
      book.leftOut.map(\.description) == [
        "1-list.csv: late shipment download, which needs orders beside it. Add the all-orders report and the order report (which has latest-ship-date)."
      ])
  }

  @Test(
    "Files of removals are named and left out",
    arguments: [
      (
        "request-date\torder-id\torder-type\tservice-speed\torder-status\tlast-updated-date\tsku\tfnsku\tdisposition",
        "removal order report"
      ),
      (
        "removal-date\torder-id\tshipment-date\tsku\tfnsku\tdisposition\tquantity shipped\tcarrier\ttracking-number",
        "removal order report"
      ),
    ])
  func named(header: String, name: String) throws {
    let text = header + "\n" + header.split(separator: "\t").map { _ in "1" }.joined(separator: "\t") + "\n"
    #expect(try Desk().put(text).error()?.contains("Amazon's \(name)") == true)
    let book = try Desk().put(LateListTests.orders()).put(text).book()
    #expect(book.leftOut.count == 1)
  }

  @Test("A shipping export of two stores says when the orders of both were shipped")
  func twoStores() throws {
    let header =
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\n"
    let all = (1...6).map {
      "\(Desk.id($0))\t2026-11-02T20:00:00+00:00\t2026-11-06T20:00:00+00:00\tShipped\tMerchant\tAmazon.\($0 < 5 ? "com" : "ca")\n"
    }.joined()
    let promised = (1...6).map {
      "\(Desk.id($0))\t\($0)\t2026-11-02T20:00:00+00:00\t2026-11-04T22:00:00+00:00\tAmazon.\($0 < 5 ? "com" : "ca")\n"
    }.joined()
    let ships = (1...6).map {
      "\(Desk.id($0)),11/2/2026 1:00:00 AM,11/\($0 == 5 ? 6 : 3)/2026 12:00:00 AM\n"
    }.joined()
    let book = try Desk().put(header + all, "all.txt").put(
      "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tsales-channel\n" + promised, "report.txt"
    ).put("Order - Number,Date - Order Date,Date - Shipped Date\n" + ships).book()
    #expect(book.accounts.map(\.marketplace) == ["amazon.ca", "amazon.com"])
    #expect(book.order(5)?.isShippedLate == true && book.order(6)?.shipped == Day(iso: "2026-11-03"))
    #expect(book.order(1)?.shipped == Day(iso: "2026-11-03"))
  }

  @Test("A few bad ratings without a file of claims are named, though no rate is counted from them")
  func ratings() throws {
    let orders =
      (1...9).map { DeskOrder($0, "2026-11-0\($0)", updated: "2026-11-18") }
      + (101...300).map { DeskOrder($0, "2026-10-0\(1 + $0 % 5)", updated: "2026-11-18") } + [.last]
    let feedback =
      "Date\tRating\tComments\tYour Response\tOrder ID\n11/12/26\t1\ta\t\t\(Desk.id(2))\n11/13/26\t5\tb\t\t\(Desk.id(3))\n"
    let book = try Desk().put(orders).put(feedback).book()
    #expect(!book.accounts[0].fields.contains(.defect))
    #expect(book.evidence.remarks.contains { $0.hasPrefix("1 order has a negative rating or a claim.") })
  }

  @Test("Payments saved a day later do not move the evening of a busy account to a day without orders")
  func laterPayments() throws {
    func last(perDay: Int) throws -> Day? {
      let first = Day(iso: "2026-10-23")!
      var orders = (0..<(28 * perDay)).map { number in
        DeskOrder(
          number + 1, (first + number / perDay).description, shipBy: "2026-11-22", updated: "2026-11-19")
      }
      orders[orders.count - 1].status = "Unshipped"
      let payments = TransactionTests.file([
        TransactionTests.row(orders.count, "Nov 20, 2026 8:00:00 AM PST")
      ])
      return try Desk().put(orders).put(payments).book().accounts[0].lastActivity
    }
    #expect(try last(perDay: 1) == Day(iso: "2026-11-20"))
    #expect(try last(perDay: 4) == Day(iso: "2026-11-19"))
  }

  @Test("JSON of too many levels is left out beside good files")
  func deep() throws {
    let orders = (1...9).map { DeskOrder($0, "2026-11-0\($0)", updated: "2026-11-18") } + [.last]
    let deep =
      String(repeating: "{\"performanceMetrics\":", count: 80) + "1" + String(repeating: "}", count: 80)
    let book = try Desk().put(orders).put(deep, "deep.json").book()
    #expect(book.orders.count == 10)
    #expect(book.leftOut.count == 1 && book.leftOut[0].description.contains("levels of nesting"))
  }
}
