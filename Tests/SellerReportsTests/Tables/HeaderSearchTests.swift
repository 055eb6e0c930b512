import Testing

@testable import SellerReports

@Suite("The header is found by its words")
struct HeaderSearchTests {
  private static let rows = ["order_id,purchased_at,amount", "1,2026-01-01,2.5", "2,2026-01-02,3.5"]

  @Test("Fields separated by any of four marks", arguments: [",", "\t", ";", "|"])
  func delimiters(mark: String) throws {
    let text = Self.rows.map { $0.replacing(",", with: mark) }.joined(separator: "\n")
    let book = try Seller.book(text)
    #expect(book.messages.isEmpty)
    #expect(book.notes.isEmpty)
    #expect(book.orders.map(\.id) == ["1", "2"])
    #expect(book.orders.map(\.amount) == [2.5, 3.5])
  }

  @Test("Semicolons with decimal commas, as spreadsheets in half of Europe write them")
  func semicolons() throws {
    let book = try Seller.book("order_id;purchased_at;amount;sku\n1;2026-01-01;19,90;a,b\n")
    #expect(book.orders.map(\.amount) == [19.9])
    #expect(book.orders.map(\.sku) == ["a,b"])
  }

  @Test(
    "A first line sep= names the separator and is not a row",
    arguments: ["sep=,", "SEP=,", "\"sep=,\"", "sep=,,,"])
  func sepLine(line: String) throws {
    let book = try Seller.book(([line] + Self.rows + ["x"]).joined(separator: "\r\n"))
    #expect(book.orders.map(\.id) == ["1", "2"])
    #expect(book.messages.map { $0.prefix(14) } == ["orders.csv:5:2"])
  }

  @Test("Lines before the header are skipped, quoted or not, and lines are still counted from the first")
  func preamble() throws {
    let preamble = [
      "\"Includes orders, and more\"", "All amounts in USD, unless specified", "", "\"Definitions:\"",
    ]
    for count in 0...4 {
      let book = try Seller.book((preamble.prefix(count) + Self.rows + ["x"]).joined(separator: "\r\n"))
      #expect(book.orders.map(\.id) == ["1", "2"])
      #expect(book.messages.map { $0.prefix(14) } == ["orders.csv:\(count + 4):2"])
    }
  }

  @Test("A table in the middle of a long text is not found")
  func farHeader() throws {
    let text = String(repeating: "a note\n", count: 30) + Self.rows.joined(separator: "\n")
    #expect(
      try Seller.error(text)?.hasPrefix("orders.csv:1: order_id: found a column that is not known") == true)
  }

  @Test("Names in any case, with any separators, full-width, with trailing spaces and a lone quote")
  func names() throws {
    for header in ["ORDER ID ,Purchased-At", "\"order_id\",\"purchased_at\"", "ｏｒｄｅｒ＿ｉｄ,purchased at"] {
      #expect(try Seller.book(header + "\n1,2026-01-01\n").orders.map(\.id) == ["1"])
    }
    #expect(Header.key("注文-番号 ") == "注文番号")
    #expect(Header.key("Ha\u{308}ndler_Nr. 2") == Header.key("HÄNDLER nr2"))
  }

  @Test(
    "Amazon's report that a spreadsheet saved with commas or semicolons is the same report",
    arguments: [",", ";"])
  func savedAnew(mark: String) throws {
    let text = """
      amazon-order-id,purchase-date,fulfillment-channel,product-name
      1,2026-11-02T08:04:21+00:00,Amazon,"5"" tall, ""x"";y"
      """.replacing(",", with: mark)
    let book = try Seller.book(text)
    #expect(book.inputs.map(\.kind) == ["Amazon all-orders report"])
    #expect(book.orders.map(\.channel) == [.amazon])
    #expect(book.notes.isEmpty)
  }

  @Test("Tabs are raw unless the header itself is quoted")
  func tabs() throws {
    let raw = "amazon-order-id\tpurchase-date\tsku\n1\t2026-01-01\t\"5 tall\n2\t2026-01-01\tx\"\n"
    #expect(try Seller.book(raw).orders.map(\.sku) == ["\"5 tall", "x\""])
    let quoted = "\"amazon-order-id\"\t\"purchase-date\"\t\"sku\"\n\"1\"\t\"2026-01-01\"\t\"5\"\" tall\"\n"
    #expect(try Seller.book(quoted).orders.map(\.sku) == ["5\" tall"])
  }
}

@Suite("A useless file beside good ones")
struct LeftOutTests {
  private static let good = "order_id,purchased_at\n1,2026-01-01\n"

  @Test("It is named and left out; it does not end the run")
  func useless() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write(Array(Self.good.utf8), "orders.csv")
    for (text, said) in [
      ("number,date\n1,2\n", "x.csv:1: order_id: found"), ("", "x.csv: an empty file."),
      ("order_id,purchased_at\n", "x.csv: 0 rows under the header."),
      ("PK\u{3}\u{4}", "x.csv: a ZIP archive"),
    ] {
      let other = try folder.write(Array(text.utf8), "x.csv")
      for files in [[good, other], [other, good]] {
        let book = try Seller.reader().read(files)
        #expect(book.orders.map(\.id) == ["1"])
        #expect(book.leftOut.count == 1)
        #expect(book.leftOut.first?.description.hasPrefix(said) == true)
      }
      #expect(throws: ReportError.self) { try Seller.reader().read([other]) }
    }
  }

  @Test("A file that is missing ends the run nevertheless")
  func missing() throws {
    let folder = try TemporaryFolder()
    let good = try folder.write(Array(Self.good.utf8), "orders.csv")
    #expect(throws: ReportError.self) { try Seller.reader().read([good, folder.path + "/none.csv"]) }
  }

  @Test("Many wide lines that are no header end in an error")
  func wide() throws {
    let text = String(repeating: String(repeating: ",;|\t", count: 250) + "\n", count: 65)
    #expect(try Seller.error(text)?.contains("expected a header") == true)
  }
}
