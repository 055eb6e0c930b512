import AccountHealth
import Testing

@testable import SellerReports

@Suite("Canonical orders.csv")
struct CanonicalOrdersTests {
  private func day(_ text: String) throws -> Day { try #require(Day(iso: text)) }

  @Test("Every column, in any order and spelling, beside unknown columns")
  func everyColumn() throws {
    let text = """
      Category,SKU,currency,amount,units,defect_at,defect,cancelled_by,cancelled_at,tracking,delivered_at,\
      deliver_by,shipped_at,ship_by,channel,marketplace,account,Purchased At,Order-ID,weather
      Shoes,'=S-1,EUR,19.90,3,2026-03-09,A_TO_Z_claim,Buyer,2026-03-08,valid,2026-03-07,2026-03-06,2026-03-05,\
      2026-03-04,AMAZON,amazon.de,shop,2026-03-01,  900-1  ,rain
      """
    let book = try Seller.book(text)
    #expect(book.messages.isEmpty)
    #expect(book.accounts.map(\.name) == ["shop"])
    #expect(book.accounts.map(\.marketplace) == ["amazon.de"])
    var order = Order(id: "900-1", purchased: try day("2026-03-01"), channel: .amazon)
    order.shipBy = try day("2026-03-04")
    order.shipped = try day("2026-03-05")
    order.deliverBy = try day("2026-03-06")
    order.delivered = try day("2026-03-07")
    order.tracking = .valid
    order.cancelled = try day("2026-03-08")
    order.cancelledBy = .buyer
    (order.defect, order.defectRecorded) = (.aToZClaim, try day("2026-03-09"))
    (order.units, order.amount, order.currency) = (3, 19.9, "EUR")
    (order.sku, order.category) = ("=S-1", "Shoes")
    #expect(book.orders == [order])
    let all: OrderFields = [
      .channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .cancelled, .cancelledBy, .defect,
    ]
    #expect(book.accounts.map(\.fields) == [all])
    #expect(book.inputs.map(\.kind) == ["orders.csv"])
    #expect(book.inputs.map(\.rows) == [1])
    #expect(book.inputs.map(\.orders) == [1])
  }

  @Test(
    "Byte order mark, line ends, blank lines before, between and after", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    let lines = ["\u{FEFF}order_id,purchased_at", "1,2026-01-01", "", " ", ",", "2,2026-01-02", "", ""]
    let book = try Seller.book(lines.joined(separator: end))
    #expect(book.messages.isEmpty)
    #expect(book.orders.map(\.id) == ["1", "2"])
    #expect(book.inputs.map(\.rows) == [2])
    #expect(try Seller.book("\(end)\(end)order_id,purchased_at\(end)1,2026-01-01").orders.count == 1)
  }

  @Test("Quoted cells, doubled quotes, line ends inside; the guard against spreadsheets is removed")
  func quotes() throws {
    let text = """
      order_id,purchased_at,sku,category
      "1","2026-01-01","a ""long"" name, with a comma","two
      lines"
      '-2,2026-01-02,'@x,'quoted'
      """
    let orders = try Seller.book(text).orders
    #expect(orders.map(\.id) == ["1", "-2"])
    #expect(orders.map(\.sku) == ["a \"long\" name, with a comma", "@x"])
    #expect(orders.map(\.category) == ["two\nlines", "'quoted'"])
  }

  @Test(
    "Rows of one order are one order: units and amounts add up, the first defect and the last shipment stay")
  func items() throws {
    let text = """
      order_id,purchased_at,units,amount,sku,shipped_at,defect,defect_at
      1,2026-01-01,2,10.10,A,,chargeback,2026-01-20
      2,2026-01-01,,,,2026-01-02,,
      1,2026-01-01,3,0.20,B,2026-01-03,negative_feedback,2026-01-10
      2,2026-01-01,,5,,2026-01-04,,
      """
    let book = try Seller.book(text)
    #expect(book.orders.map(\.units) == [5, 1])
    #expect(book.orders.map(\.amount) == [10.3, 5])
    #expect(book.orders.map(\.sku) == ["A", nil])
    #expect(book.orders.map { $0.shipped?.description } == ["2026-01-03", "2026-01-04"])
    #expect(book.orders.map(\.defect) == [.negativeFeedback, nil])
    #expect(book.orders.map { $0.defectRecorded?.description } == ["2026-01-10", nil])
    #expect(book.notes.isEmpty)
    #expect(book.inputs.map(\.orders) == [2])
  }

  @Test("Amounts of two currencies are not added: the first stays, with a note")
  func currencies() throws {
    let text = """
      order_id,purchased_at,units,amount,currency
      1,2026-01-01,1,5,EUR
      1,2026-01-01,1,7,USD
      1,2026-01-01,1,2,EUR
      """
    let book = try Seller.book(text)
    #expect(book.orders.map(\.units) == [3])
    #expect(book.orders.map(\.amount) == [7])
    #expect(book.orders.map(\.currency) == ["EUR"])
    #expect(
      book.notes == [
        "1 orders say different things in two rows or files of the same kind; the later one was used."
      ])
  }

  @Test("A newer row of an order wins over a later one")
  func newerRow() throws {
    let text = """
      order_id,purchased_at,shipped_at,updated_at
      1,2026-01-01,2026-01-05,2026-01-06T10:00:00
      1,2026-01-01,2026-01-04,2026-01-06T09:59:59
      """
    let book = try Seller.book(text)
    #expect(book.orders.map { $0.shipped?.description } == ["2026-01-05"])
    #expect(book.notes.isEmpty)
  }

  @Test(
    "A short row is read, and what it does not have is unknown; empty fields after the last column do no harm"
  )
  func rowLengths() throws {
    let book = try Seller.book("order_id,purchased_at,units\n1,2026-01-01\n2,2026-01-02,4,,\n")
    #expect(book.orders.map(\.units) == [1, 4])
    #expect(book.orders.map(\.furtherUnits) == [9, 0])
    #expect(
      book.notes == [
        "orders.csv: 1 row has fewer fields than the header, in line 2; what they do not have is not known. Is the file complete?",
        "1 order has units that are empty or cannot be read; such a row counts as 1 to 10 units, the most of any other row, but at least 10. A rate that this decides is undecided, and a forecast starts from the worse end. Fill in the cells.",
      ])
  }

  @Test("A canceller without a day leaves open whether the order was cancelled")
  func undatedCancellation() throws {
    let book = try Seller.book("order_id,purchased_at,cancelled_at,cancelled_by\n1,2026-01-01,,seller\n")
    #expect(book.orders.map(\.cancelled) == [nil])
    #expect(book.orders.map(\.undecided) == [.cancelled])
    #expect(
      book.notes == [
        "orders.csv: 1 rows have cancelled_by without cancelled_at; whether they were cancelled is not known."
      ])
  }

  @Test("Bytes that are not UTF-8 are Windows-1252, with a note")
  func windows1252() throws {
    let bytes =
      Array("order_id,purchased_at,sku,buyer\n1,2026-01-01,".utf8) + [0xC9, 0x80, 0x81] + [0x2C, 0xFF]
    let book = try Seller.book(bytes)
    #expect(book.orders.map(\.sku?.unicodeScalars.first) == ["É"])
    #expect(book.notes == ["orders.csv: not all UTF-8; such cells were read as Windows-1252."])
    let long =
      Array("order_id,purchased_at,sku\n".utf8)
      + (1...3).flatMap { Array("\($0),2026-01-01,Gr\u{20}".utf8) + [0xFC] + Array("ner Schuh, \n".utf8) }
    #expect(try Seller.book(long).messages.count == 0)
    #expect(try Seller.book(long).orders.map(\.sku) == Array(repeating: "Gr üner Schuh", count: 3))
  }

  @Test("Several accounts and marketplaces, ascending; one account only")
  func accounts() throws {
    let text = """
      order_id,purchased_at,account,marketplace
      1,2026-01-02,b,amazon.de
      1,2026-01-01,b,
      1,2026-01-01,a,Amazon.DE
      0,2026-01-01,b,amazon.de
      3,2026-01-01,,
      """
    let book = try Seller.book(text)
    #expect(book.accounts.map(\.name) == ["", "a", "b", "b"])
    #expect(book.accounts.map(\.marketplace) == ["amazon.com", "amazon.de", "amazon.com", "amazon.de"])
    #expect(book.accounts[3].orders.map(\.id) == ["0", "1"])
    #expect(try Seller.book(text, account: "b").accounts.map(\.marketplace) == ["amazon.com", "amazon.de"])
    #expect(try Seller.book(text, account: "amazon.com").accounts.map(\.name) == [""])
  }

  @Test("Several accounts are kept, each however it is written; one that is not there is an error")
  func severalAccounts() throws {
    let text =
      "order_id,purchased_at,account\n"
      + ["a", "b", "B", "c"].enumerated().map { "\($0),2026-01-01,\($1)\n" }.joined()
    let folder = try TemporaryFolder()
    let path = try folder.write(Array(text.utf8), "orders.csv")
    #expect(Set(try Seller.reader(accounts: ["c", "b"]).read([path]).orders.map(\.id)) == ["1", "2", "3"])
    let error = #expect(throws: ReportError.self) {
      try Seller.reader(accounts: ["c", "nobody"]).read([path])
    }
    #expect(error?.description.contains("found no rows of 'nobody', expected one of 'B', 'a'") == true)
  }

  @Test("Faults of accounts other than the requested one are not reported")
  func faultsOfOthers() throws {
    let text = "order_id,purchased_at,account\n1,yesterday,a\n2,2026-01-01,b\n"
    #expect(try Seller.book(text, account: "b").faultCount == 0)
    #expect(try Seller.book(text).faultCount == 1)
  }

  @Test(
    "Orders of other shops do not count, by a column that names the shop", arguments: ["Source", "Platform"])
  func otherShops(column: String) throws {
    let book = try Seller.book(
      "order_id,purchased_at,\(column)\n1,2026-11-01,Amazon\n2,2026-11-01,eBay\n3,2026-11-02,amazon.de\n4,2026-11-02,Walmart US\n5,2026-11-02,\n"
    )
    #expect(Set(book.orders.map(\.id)) == ["1", "3", "5"])
    #expect(book.notes.contains { $0.contains("2 ") && $0.contains("left out") })
  }

  @Test("Numbers that are not Amazon's among those that are may be of other shops")
  func foreignNumbers() throws {
    let own = (1...6).map { "900-000000\($0)-000000\($0),2026-11-0\($0)\n" }.joined()
    let book = try Seller.book("order_id,purchased_at\n" + own + "#1001,2026-11-03\n")
    #expect(book.orders.filter { $0.undecided.contains(.number) }.map(\.id) == ["#1001"])
    #expect(
      book.notes.contains { $0.contains("1 orders have numbers that are not Amazon's, such as '#1001'") })
    let plain = try Seller.book("order_id,purchased_at\nA-1,2026-11-01\nA-2,2026-11-02\n")
    #expect(plain.orders.allSatisfy { !$0.undecided.contains(.number) })
  }

  @Test("Amazon's number beside the shop's own is the one that joins")
  func amazonsNumber() throws {
    let book = try Seller.book(
      "order_id,channel_reference,purchased_at\nSO-1,900-0000001-0000001,2026-11-01\nSO-2,900-0000002-0000002,2026-11-01\n"
    )
    #expect(book.orders.map(\.id) == ["900-0000001-0000001", "900-0000002-0000002"])
  }

  @Test("Years first in two digits are told by the days of the month")
  func yearFirst() throws {
    let rows = (1...28).map { "\($0),26/10/\($0 < 10 ? "0" : "")\($0),26/11/\($0 < 10 ? "0" : "")\($0)\n" }
      .joined()
    let book = try Seller.book("order_id,purchased_at,ship_by\n" + rows)
    #expect(book.orders.first?.purchased == Day(iso: "2026-10-01"))
    #expect(book.orders.last?.shipBy == Day(iso: "2026-11-28"))
  }

  @Test("A failed lookup or formula is not known, and no event that did not happen")
  func formulas() throws {
    let book = try Seller.book(
      "order_id,purchased_at,ship_by,shipped_at\n1,2026-11-01,2026-11-02,#N/A\n2,2026-11-01,2026-11-02,#REF!\n3,2026-11-01,2026-11-02,\n4,2026-11-09,2026-11-10,2026-11-10\n"
    )
    let open = Dictionary(uniqueKeysWithValues: book.orders.map { ($0.id, $0.undecided.contains(.shipped)) })
    #expect(open == ["1": true, "2": true, "3": false, "4": false])
  }

  @Test("An older state of an order in the same file is not an item that was never shipped")
  func states() throws {
    let header = "order_id,purchased_at,ship_by,shipped_at,units,sku,amount\n"
    let stale = "1,2026-11-01,2026-11-02,,1,A,9.90\n"
    let due = try #require(Day(iso: "2026-11-03"))
    let end = "9,2026-11-09,2026-11-12,2026-11-10,1,A,9.90\n"
    for late in [false, true] {
      let fresh = "1,2026-11-01,2026-11-02,2026-11-0\(late ? 5 : 2),1,A,9.90\n"
      for rows in [stale + fresh, fresh + stale] {
        let order = try #require(try Seller.book(header + rows + end).orders.first)
        #expect(order.lateShipment == (late ? OrderFate.bad(from: due) : .undecided(from: due)))
      }
    }
    // Another item waits, or was cancelled.
    let items = try Seller.book(
      header + "1,2026-11-01,2026-11-02,2026-11-02,1,A,9.90\n1,2026-11-01,2026-11-02,,1,B,9.90\n" + end)
    #expect(items.orders.first?.lateShipment == .undecided(from: Day(iso: "2026-11-03")!))
  }

  @Test("Cancelled by its status, or by someone who is not understood: nothing is certainly late")
  func cancelledSomehow() throws {
    let end = "9,2026-11-20,2026-11-22,2026-11-21,2026-11-25,,,\n"
    let book = try Seller.book(
      "order_id,purchased_at,ship_by,shipped_at,deliver_by,delivered_at,cancelled_by,status\n"
        + "1,2026-11-01,2026-11-02,,2026-11-05,,,Cancelled by seller\n2,2026-11-01,2026-11-02,,2026-11-05,,us (out of stock),\n"
        + end)
    for order in book.orders.prefix(2) {
      if case .bad = order.lateShipment { Issue.record("\(order.id) is late") }
      if case .bad = order.lateDelivery { Issue.record("\(order.id) is delivered late") }
    }
  }
}
