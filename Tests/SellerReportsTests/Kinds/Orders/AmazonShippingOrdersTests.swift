import AccountHealth
import Testing

@testable import SellerReports

@Suite("Amazon's order report")
struct AmazonShippingOrdersTests {
  private static let header =
    "order-id\torder-item-id\tpurchase-date\tbuyer-email\tbuyer-name\tsku\tproduct-name\tquantity-purchased\tcurrency\t"
    + "item-price\tship-city\tsales-channel\tlatest-ship-date\tlatest-delivery-date\tis-buyer-requested-cancellation"

  private func row(
    _ id: String, item: String = "1", name: String = "Demo", quantity: String = "1", price: String = "19.99",
    sales: String = "Amazon.com", shipBy: String = "2026-11-05T07:59:59+00:00",
    deliverBy: String = "2026-11-11T07:59:59+00:00", requested: String = "false"
  ) -> String {
    "\(id)\t\(item)\t2026-11-02T08:04:21+00:00\tjane@example.invalid\tJane Doe\tS-1\t\(name)\t\(quantity)\tUSD\t\(price)\t"
      + "Elmville\t\(sales)\t\(shipBy)\t\(deliverBy)\t\(requested)"
  }

  private func book(_ rows: [String]) throws -> OrderBook {
    try Seller.book(([Self.header] + rows).joined(separator: "\r\n") + "\r\n", name: "orders.txt")
  }

  /// The end of a day in Los Angeles is written as a time of the next one in UTC.
  @Test("Deadlines are days of the marketplace; items are one order; a lone quote is data")
  func orders() throws {
    let book = try book([
      row("1", name: "20\" screen", quantity: "2"), row("1", item: "2", price: "0.01"), row("2"),
    ])
    #expect(book.messages.isEmpty)
    #expect(book.notes.isEmpty)
    var order = Order(id: "1", purchased: try #require(Day(iso: "2026-11-02")))
    order.shipBy = Day(iso: "2026-11-04")
    order.deliverBy = Day(iso: "2026-11-10")
    (order.units, order.amount, order.currency, order.sku) = (3, 20, "USD", "S-1")
    #expect(book.orders.first == order)
    #expect(book.orders.map(\.id) == ["1", "2"])
    #expect(book.accounts.map(\.fields) == [[.shipBy, .deliverBy]])
    #expect(book.inputs.map(\.kind) == ["Amazon order report"])
    #expect(book.inputs.map(\.rows) == [3])
    #expect(book.inputs.map(\.orders) == [2])
  }

  @Test("The buyer's wish to cancel is kept but is not a cancellation by itself; the rates have no row")
  func requests() throws {
    let book = try book([row("1", requested: "true"), row("2", requested: "")])
    #expect(book.orders.map(\.cancelledBy) == [.buyer, nil])
    #expect(book.orders.map(\.cancelled) == [nil, nil])
    #expect(
      book.notes == [
        "orders.txt: 1 rows say that the buyer asked to cancel; if cancelled, they do not count."
      ])
    #expect(book.accounts.flatMap(\.availableMetrics).isEmpty)
  }

  @Test(
    "With the all-orders report in any order: deadlines from one, channel and cancellation from the other")
  func joined() throws {
    let own = ([Self.header] + [row("1", requested: "true"), row("2")]).joined(separator: "\n")
    let all =
      "amazon-order-id\tpurchase-date\tlast-updated-date\torder-status\tfulfillment-channel\tsales-channel\tquantity\n"
      + "1\t2026-11-02T08:04:21+00:00\t2026-11-03T22:07:59+00:00\tCancelled\tMerchant\tAmazon.com\t0\n"
      + "3\t2026-11-02T08:04:21+00:00\t2026-11-03T22:07:59+00:00\tShipped\tAmazon\tAmazon.com\t1\n"
    for files in [[own, all], [all, own]] {
      let book = try Seller.book(joining: files)
      #expect(book.orders.map(\.id) == ["1", "2", "3"])
      #expect(book.orders.map(\.channel) == [.seller, .seller, .amazon])
      #expect(book.orders.map { $0.cancelled?.description } == ["2026-11-03", nil, nil])
      #expect(book.orders.map(\.cancelledBy) == [.buyer, nil, nil])
      #expect(book.orders.map { $0.shipBy?.description } == ["2026-11-04", "2026-11-04", nil])
      #expect(book.orders.map(\.units) == [0, 1, 1])
      #expect(book.accounts.map(\.fields) == [[.channel, .shipBy, .deliverBy, .dispatched]])
    }
  }

  @Test("The report of unshipped orders: promise-date is the ship-by day; it says that it is incomplete")
  func unshipped() throws {
    let text =
      "order-id\torder-item-id\tpurchase-date\tpromise-date\tdays-past-promise\tsku\tquantity-to-ship\tsales-channel\n"
      + "900-0000002-0000002\t9\t2026-11-18T10:00:00+00:00\t2026-11-21T07:59:59+00:00\t-2\tDEMO\t1\tAmazon.com\n"
      + "900-0000003-0000003\t9\t2026-11-18T10:00:00+00:00\t2026-11-20T18:29:59+00:00\t-2\tDEMO\t1\tamazon.in\n"
    let book = try Seller.book(text, name: "unshipped.txt")
    #expect(book.accounts.map(\.marketplace) == ["amazon.com", "amazon.in"])
    #expect(book.orders.map { $0.shipBy?.description } == ["2026-11-20", "2026-11-20"])
    #expect(book.accounts.map(\.fields) == [[.shipBy], [.shipBy]])
    #expect(
      book.notes == [
        "unshipped.txt: lists only orders not yet confirmed, so rates and volume need another file. Add the all-orders report or orders.csv."
      ])
  }

  @Test("Orders from outside Amazon, and a report without the date columns")
  func notes() throws {
    let text =
      "order-id\torder-item-id\tpurchase-date\tsales-channel\n1\t1\t2026-11-02\tNon-Amazon\n2\t1\t2026-11-02\t\n"
    let book = try Seller.book(text, name: "orders.txt")
    #expect(book.orders.map(\.id) == ["2"])
    #expect(
      book.notes == [
        "orders.txt: 1 rows of orders from outside Amazon, by their sales channel, were left out.",
        "orders.txt: has no latest-ship-date. Select the date columns in Seller Central and download it again.",
      ])
  }

  @Test("Faults, word for word")
  func faults() throws {
    let book = try book([
      row("1", shipBy: "5 Nov"), row("2", quantity: "two"), row("3", requested: "maybe"), row(""), row("4"),
    ])
    #expect(book.orders.map(\.id) == ["1", "2", "3", "4", "line 5 of orders.txt"])
    #expect(
      book.messages == [
        "orders.txt:2:13: latest-ship-date: found '5 Nov', expected a day such as 2026-01-31 or a time such as 2026-01-31T14:05:00Z. Cell left out: write the day as year-month-day.",
        "orders.txt:3:8: quantity-purchased: found 'two', expected a whole number such as 2. Cell left out: remove separators and units.",
        "orders.txt:4:15: is-buyer-requested-cancellation: found 'maybe', expected false, true or nothing. Cell left out: use one of these words.",
        "orders.txt:5:1: order-id: found nothing, expected the number of the order. Cell left out: give each order its number.",
      ])
    let undated = try Seller.book("order-id\torder-item-id\tpurchase-date\n1\t1\t\n", name: "orders.txt")
    #expect(
      undated.messages == [
        "orders.txt:2:3: purchase-date: found nothing, expected a time such as 2026-01-31T14:05:00+00:00. Cell left out: an order needs the day it was placed."
      ])
  }

  @Test("Headers that cannot be used, word for word")
  func headers() throws {
    #expect(
      try Seller.error("order-id\torder-item-id\tsku\n1\t1\tA", name: "orders.txt")
        == "orders.txt:1: purchase-date: found the columns 'order-id', 'order-item-id', 'sku', expected one named purchase-date. Download the report again with this column."
    )
    #expect(
      try Seller.error("order-item-id\tpurchase-date\tpromise-date\n1\t2026-01-01\t", name: "orders.txt")
        == "orders.txt:1: order-id: found the columns 'order-item-id', 'purchase-date', 'promise-date', expected one named order-id. Download the report again with this column."
    )
    #expect(
      try Seller.book("order_id,purchased_at,order-item-id,purchase-date\n1,2026-01-01,1,\n").orders.count
        == 1)
  }

  @Test("What the buyer asked for does not count, whoever clicked; Amazon's own list goes before it")
  func clicked() throws {
    let own =
      "order_id,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
      + "900-0000001-0000001,2026-11-02,2026-11-04,,2026-11-03,seller\n"
      + "900-0000002-0000002,2026-11-02,2026-11-04,,2026-11-03,seller\n"
    let report =
      ([Self.header] + [row("900-0000001-0000001", requested: "true"), row("900-0000002-0000002")])
      .joined(separator: "\n")
    for files in [[own, report], [report, own]] {
      let book = try Seller.book(joining: files)
      #expect(book.orders.map(\.countedCancellation) == [nil, Day(iso: "2026-11-03")])
    }
    let list = "Order Date,Order ID,Impacts Account Health\n11/02/2026,900-0000001-0000001,Yes\n"
    let listed = try Seller.book(joining: [own, report, list])
    #expect(listed.orders[0].countedCancellation == Day(iso: "2026-11-03"))
  }

  @Test("Times that lost their zone in a spreadsheet are of UTC where the deadlines show it")
  func lostZone() throws {
    func book(_ purchased: String, _ shipBy: String) throws -> OrderBook {
      let rows = (1...3).map { "\($0)\t\($0)\t\(purchased)\t\(shipBy)\tAmazon.com\n" }.joined()
      return try Seller.book(
        "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tsales-channel\n" + rows, name: "or.txt")
    }
    for (purchased, shipBy) in [
      ("11/17/2026 3:00", "11/20/2026 7:59"), ("2026-11-17 03:00:00", "2026-11-20 07:59:59"),
      // The numbers of these times in a spreadsheet: 3/24 and 28,799/86,400 of a day.
      ("46343.125", "46346.333322"), ("46343.125", "46346.33332"),
    ] {
      let lost = try book(purchased, shipBy)
      #expect(lost.orders.map { $0.shipBy?.description } == ["2026-11-19", "2026-11-19", "2026-11-19"])
      #expect(lost.orders[0].purchased == Day(iso: "2026-11-16"))
      #expect(lost.notes.contains { $0.hasPrefix("or.txt: 3 rows have times without a zone") })
    }
    // Times of the store's own clock end its days.
    let own = try book("11/17/2026 3:00", "11/19/2026 23:59")
    #expect(own.orders[0].shipBy == Day(iso: "2026-11-19"))
    #expect(own.orders[0].purchased == Day(iso: "2026-11-17"))
    let ownNumbers = try book("46343.125", "46345.999988")
    #expect(ownNumbers.orders[0].shipBy == Day(iso: "2026-11-19"))
    #expect(ownNumbers.orders[0].purchased == Day(iso: "2026-11-17"))
  }

  @Test("Deadlines without times may be of the day before, west of UTC")
  func daysOnly() throws {
    func book(_ purchased: String, _ shipBy: String, _ store: String) throws -> OrderBook {
      let report =
        "order-id\torder-item-id\tpurchase-date\tlatest-ship-date\tsales-channel\n"
        + (1...3).map { "\($0)\t\($0)\t\(purchased)\t\(shipBy)\t\(store)\n" }.joined()
      let own =
        "order_id,purchased_at,shipped_at,marketplace\n"
        + (1...3).map { "\($0),2026-11-17,2026-11-\(18 + $0),\(store.lowercased())\n" }.joined()
      return try Seller.book(joining: [report, own])
    }
    for (purchased, shipBy) in [
      ("2026-11-17", "2026-11-20"), ("11/17/2026", "11/20/2026"), ("46343", "46346"),
    ] {
      let west = try book(purchased, shipBy, "Amazon.com")
      let due = try #require(Day(iso: "2026-11-20"))
      #expect(
        west.orders.map(\.lateShipment) == [.good, .undecided(from: due), .bad(from: due)], "\(shipBy)")
      #expect(west.notes.contains { $0.contains("3 rows have days without times") })
      let east = try book(purchased, shipBy, "Amazon.co.uk")
      #expect(east.orders.map(\.lateShipment) == [.good, .good, .bad(from: due + 1)])
    }
    // The time of the purchase shows that the report was in no spreadsheet.
    let whole = try book("2026-11-17T20:00:00+00:00", "2026-11-20", "Amazon.com")
    #expect(whole.orders.allSatisfy { !$0.assumed.contains(.shipBy) })
  }
}
