import Testing

@testable import SellerReports

@Suite("Order numbers, cleaned of what spreadsheets do to them")
struct OrderNumberTests {
  @Test(
    "One number in all its forms",
    arguments: [
      "900-0000001-0000002", "=\"900-0000001-0000002\"", "'900-0000001-0000002", "\"900-0000001-0000002\"",
      "’900-0000001-0000002’", "90000000010000002", "９００-００００００１-０００００02",
      "900\u{2011}0000001\u{2013}0000002",
      "900-0000001-0000002\u{200B}", "\u{FEFF}900-0000001-0000002", "\u{A0}900-0000001-0000002\u{202F}",
      " 900-0000001-0000002\t", "=900-0000001-0000002", "=\"\"900-0000001-0000002\"\"",
      "=T(\"900-0000001-0000002\")", "900 0000001 0000002", "900 - 0000001 - 0000002", "900_0000001_0000002",
      "(900-0000001-0000002)", "Amazon 900-0000001-0000002", "900.0000001.0000002",
    ])
  func disguises(text: String) {
    #expect(OrderNumber.cleaned(text) == "900-0000001-0000002")
    #expect(OrderNumber.form(OrderNumber.cleaned(text)) == .amazon)
  }

  @Test("Letters of Amazon's shape become capitals; any other number keeps its letters, spaces and marks")
  func letters() {
    #expect(OrderNumber.cleaned("s01-0000001-0000002") == "S01-0000001-0000002")
    for text in [
      "m-0001", "Order 7", "#1001", "aB3x", "9000000001000000", "900000000100000021", "S01-1", "ä-1",
      "900-0000001-0000002-1", "900-0000001x0000002", "900-0000001-0000002A", "9000-000001-0000002",
      "S900-0000001-000000", "X9000000001-0000002",
    ] {
      #expect(OrderNumber.cleaned(text) == text)
    }
    #expect(OrderNumber.cleaned("''") == "''")
  }

  @Test("What a spreadsheet rounds", arguments: ["9.00E+16", "5,00E+15", "9E+16", "9.00000000100000E+16"])
  func scientific(text: String) { #expect(OrderNumber.form(OrderNumber.cleaned(text)) == .scientific) }

  @Test(
    "Numbers that only look like it",
    arguments: ["5E10", "E+16", "12.0E+16", "1.5E+161", "M-1E+5", "900-0000001-0000002"])
  func notScientific(text: String) { #expect(OrderNumber.form(OrderNumber.cleaned(text)) != .scientific) }

  @Test("A file of them joins with Amazon's own, whatever programs changed either")
  func joined() throws {
    let amazon =
      "amazon-order-id\tpurchase-date\tfulfillment-channel\n"
      + (10..<50).map { "900-0000001-00000\($0)\t2026-01-01\tAmazon\n" }.joined()
    for disguise in [{ "=\"\($0)\"" }, { "'\($0)" }, { $0.replacing("-", with: "") }, { " \($0)\u{A0}" }]
      as [(String) -> String]
    {
      let own =
        "order_id,purchased_at,sku\n"
        + (10..<50).map { disguise("900-0000001-00000\($0)") + ",2026-01-01,A\n" }.joined()
      let book = try Seller.book(joining: [own, amazon])
      #expect(book.orders.count == 40)
      #expect(book.orders.allSatisfy { $0.channel == .amazon && $0.sku == "A" })
      #expect(book.notes.isEmpty)
    }
  }

  @Test("A number in small letters and in capitals is one order; one that mixes them equals only itself")
  func cases() throws {
    let book = try Seller.book(joining: [
      "order_id,purchased_at,sku\nm-1,2026-01-01,A\naB,2026-01-01,\n",
      "order_id,purchased_at,units\nM-1,2026-01-01,3\nAb,2026-01-01,\n",
    ])
    #expect(book.orders.map(\.id) == ["Ab", "aB", "m-1"])
    #expect(book.orders.map(\.units) == [1, 1, 3])
  }

  @Test("A file whose numbers a spreadsheet has damaged is refused, with the reason")
  func ruined() throws {
    let scientific = try Seller.error("order_id,purchased_at\n1,2026-01-01\n9.00E+16,2026-01-01\n")
    #expect(
      scientific
        == "orders.csv:3:1: order_id: found '9.00E+16', expected the whole number of the order. A spreadsheet wrote it in scientific notation and its digits are lost. Export the file again, and open it in no spreadsheet before."
    )
    let rounded = try Seller.error(
      "order_id,purchased_at\n" + (10..<20).map { "900000000100\($0)000,2026-01-01\n" }.joined())
    #expect(
      rounded
        == "orders.csv: order numbers: all 10 end in 00, as a spreadsheet rounds numbers of 17 digits. Export the file again, and open it in no spreadsheet before."
    )
    #expect(
      try Seller.error("order_id,purchased_at\n90000000010000000,2026-01-01\n90000000010000012,2026-01-01\n")
        == nil)
  }

  @Test("A prefix with a mark is removed from Amazon's number; other numbers keep theirs")
  func prefixes() {
    for text in ["#900-0000001-0000002", "AMZ-900-0000001-0000002", "shop_900-0000001-0000002"] {
      #expect(OrderNumber.cleaned(text) == "900-0000001-0000002")
    }
    for text in [
      "A900-0000001-0000002", "1900-0000001-0000002", "900-0000001-0000002-1", "#S01-0000001-0000002",
    ] {
      #expect(OrderNumber.cleaned(text) == text)
    }
  }

  @Test(
    "Numbers of two files that differ only in the case of their letters are one, those of one file are two")
  func casesOfTwoFiles() throws {
    let header = "order_id,purchased_at,ship_by,shipped_at\n"
    func rows(_ id: (Int) -> String) -> String {
      header + (1...9).map { "\(id($0)),2026-01-0\($0),2026-01-12,2026-01-10\n" }.joined()
    }
    let (mixed, capital) = (rows { "Ab-\($0)" }, rows { "AB-\($0)" })
    for files in [[mixed, capital], [capital, mixed]] {
      let book = try Seller.book(joining: files)
      #expect(book.orders.count == 9)
      #expect(book.notes.contains { $0.contains("9 order numbers differ between files only in the case") })
    }
    // As programs number in 62 characters.
    let distinct =
      header
      + (1...9).flatMap { number in
        ["aB\(number)", "Ab\(number)"].map { "\($0),2026-01-0\(number),2026-01-12,2026-01-10\n" }
      }.joined()
    #expect(try Seller.book(distinct).orders.count == 18)
    #expect(try Seller.book(joining: [distinct, distinct]).orders.count == 18)
  }
}
