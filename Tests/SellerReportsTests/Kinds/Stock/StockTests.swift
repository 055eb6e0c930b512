import AccountHealth
import Testing

@testable import SellerReports

@Suite("Reports of stock in Amazon's warehouses")
struct StockTests {
  static let inventory = [
    "sku", "fnsku", "asin", "product-name", "condition", "your-price", "mfn-listing-exists",
    "mfn-fulfillable-quantity", "afn-listing-exists", "afn-warehouse-quantity", "afn-fulfillable-quantity",
    "afn-unsellable-quantity", "afn-reserved-quantity", "afn-total-quantity", "per-unit-volume",
    "afn-inbound-working-quantity", "afn-inbound-shipped-quantity", "afn-inbound-receiving-quantity",
  ].joined(separator: "\t")
  static let stranded = [
    "primary-action", "date-stranded", "Date-to-take-auto-removal", "status-primary", "status-secondary",
    "error-message", "stranded-reason", "asin", "sku", "fnsku", "product-name", "condition", "fulfilled-by",
    "fulfillable-qty", "your-price", "unfulfillable-qty", "reserved-quantity", "inbound-shipped-qty",
  ].joined(separator: "\t")
  static let quantities =
    "seller-sku\tfulfillment-channel-sku\tasin\tcondition-type\tWarehouse-Condition-code\tQuantity Available"

  static func row(
    _ sku: String, _ sellable: String, _ unsellable: String = "0", reserved: String = "0",
    price: String = "10.00", condition: String = "New"
  ) -> String {
    [
      sku, "X-\(sku)", "B0", "A thing", condition, price, "No", "", "Yes", "", sellable, unsellable, reserved,
      "", "0.10", "0", "0", "0",
    ].joined(separator: "\t")
  }

  private func book(_ lines: String..., name: String = "stock.txt") throws -> OrderBook {
    let folder = try TemporaryFolder()
    let text = lines.joined(separator: "\n") + "\n"
    return try Seller.reader().readStock([folder.write(Array(text.utf8), name)])
  }

  @Test("An inventory report: quantities, prices and their sums")
  func sums() throws {
    let book = try book(
      Self.inventory, Self.row("MUG", "10", "2", reserved: "3", price: "20.00"),
      Self.row("CUP", "5", price: ""), Self.row("OWN", "", "", reserved: "", price: "7.00"))
    let report = try #require(book.stock.first)
    #expect(book.faultCount == 0 && report.kind == .inventory && report.file == "stock.txt")
    #expect((report.sellable, report.unsellable, report.reserved) == (15, 2, 3))
    #expect(report.units == 20 && report.unpricedUnits == 5)
    // 15 units at 20.00, and 5 more at the mean of these.
    #expect(report.sales == 400)
    #expect(report.items[2].units == 0 && report.items[2].sellable == nil)
    #expect(book.inputs.map(\.kind) == ["FBA inventory report"])
  }

  @Test("Prices of less than half of the units say nothing of all")
  func fewPrices() throws {
    let report = try #require(
      try book(Self.inventory, Self.row("A", "4", price: "5"), Self.row("B", "5", price: "")).stock.first)
    #expect(report.sales == nil && report.units == 9)
  }

  @Test("A row for each condition of a SKU adds up; the same row again does not")
  func conditions() throws {
    let book = try book(
      Self.quantities, "MUG\tX1\tB0\tNewItem\tSELLABLE\t12", "MUG\tX1\tB0\tNewItem\tUNSELLABLE\t3",
      "MUG\tX2\tB0\tUsedGood\tSELLABLE\t4", "MUG\tX1\tB0\tNewItem\tSELLABLE\t12",
      "MUG\tX1\tB0\tNewItem\tSOMEWHERE\t7")
    let report = try #require(book.stock.first)
    #expect((report.sellable, report.unsellable) == (16, 3) && report.sales == nil)
    #expect(
      book.messages == [
        "stock.txt:5:1: sku: found a SKU that an earlier row has in the same condition, expected each SKU once in each condition. Row left out: the first one counts.",
        "stock.txt:6:5: condition: found a text of 9 characters, which is not shown, expected SELLABLE or UNSELLABLE. Cell left out: whether these units can be sold is not known, and they are not counted.",
      ])
  }

  @Test("A stranded report: days as written, and only what Amazon ships")
  func stranded() throws {
    let book = try book(
      Self.stranded,
      "\t2026-11-01T00:00:00Z\t2026-12-31T00:00:00Z\t\t\t\tNo offer\tB0\tMUG\tX1\tMug\tNew\tAmazon\t40\t19.99\t2\t1\t0",
      "\t2026-11-01T00:00:00Z\t\t\t\t\tNo offer\tB0\tOWN\tX2\tOwn\tNew\tMerchant\t9\t19.99\t0\t0\t0")
    let report = try #require(book.stock.first)
    #expect(report.kind == .stranded && report.items.count == 1 && report.rows == 2)
    let item = report.items[0]
    #expect((item.sellable, item.unsellable, item.reserved) == (40, 2, 1))
    #expect(item.strandedSince == Day(iso: "2026-11-01") && item.removedOn == Day(iso: "2026-12-31"))
    #expect(item.price == 19.99 && item.condition == "New" && item.fnsku == "X1")
  }

  @Test("Recommended removals are no report of age")
  func recommended() throws {
    let book = try book(
      "snapshot-date\tsku\tfnsku\tasin\tproduct-name\tcondition\tsellable-quantity\tunsellable-quantity",
      "2026-11-01\tMUG\tX1\tB0\tMug\tNew\t3\t4")
    #expect(book.stock.map(\.kind) == [.recommendedRemovals] && book.stock[0].units == 7)
  }

  @Test(
    "A quantity that is no whole number costs its cell",
    arguments: ["12.5", "-3", "many", "1,204", "3 4", "99999999999"])
  func cells(text: String) throws {
    let book = try book(Self.inventory, Self.row("MUG", text, "2"), Self.row("CUP", "5"))
    #expect(book.stock[0].items.map(\.sellable) == [nil, 5] && book.stock[0].units == 7)
    #expect(book.faultCount == 1)
    #expect(
      book.messages[0].hasPrefix("stock.txt:2:11: units that can be sold: found ")
        && book.messages[0].hasSuffix(
          ", expected a whole number such as 2. Cell left out: remove separators and units."),
      "\(book.messages)")
  }

  @Test("A row without a SKU, a short row, a bad price and a bad day")
  func faults() throws {
    let book = try book(
      Self.stranded,
      "\tsoon\t\t\t\t\tx\tB0\tMUG\tX1\tMug\tNew\tAmazon\t40\tcheap\t2\t1\t0",
      "\t2026-11-01\t\t\t\t\tx\tB0\t\tX1\tMug\tNew\tAmazon\t40\t1.00\t2\t1\t0",
      "\t2026-11-01\t\t\t\t\tx\tB0\tCUP\tX1\tMug\tNew\tAmazon\t40")
    let items = book.stock[0].items
    #expect(items.map(\.sku) == ["MUG", "CUP"])
    #expect(items[0].units == 43 && items[0].price == nil && items[0].strandedSince == nil)
    #expect(items[1].unsellable == nil)
    #expect(book.faults.map(\.line) == [2, 2, 3, 4], "\(book.messages)")
    #expect(
      book.messages[2]
        == "stock.txt:3:9: sku: found nothing, expected the SKU of the product. Row left out.")
  }

  @Test("UTF-16 and Windows-1252, and a gzip of it")
  func encodings() throws {
    let text = Self.inventory + "\r\n" + Self.row("Tür-é", "3") + "\r\n"
    let wide: [UInt8] = [0xFF, 0xFE] + text.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] }
    let latin: [UInt8] = text.unicodeScalars.map { UInt8($0.value) }
    let folder = try TemporaryFolder()
    let files: [[UInt8]] = [wide, latin, Gzip.file(Array(text.utf8))]
    for (place, bytes) in files.enumerated() {
      let book = try Seller.reader().readStock([folder.write(bytes, "\(place).txt")])
      #expect(book.stock.first?.items.map(\.sku) == ["Tür-é"], "\(place)")
    }
  }

  @Test("A SKU is kept as it is, whatever it looks like, and never echoed in a message")
  func hostile() throws {
    let skus = ["=HYPERLINK(1)", "<script>", "a;b,c", "💥", String(repeating: "x", count: 300)]
    let book = try book(([Self.inventory] + skus.map { Self.row($0, "x") }).joined(separator: "\n"))
    #expect(book.stock[0].items.map(\.sku) == skus)
    #expect(book.faultCount == skus.count && !book.messages.joined().contains("HYPERLINK"))
  }

  @Test("Beside orders it changes no rate; alone it is named with what must lie beside it")
  func beside() throws {
    let text = Self.inventory + "\n" + Self.row("MUG", "3") + "\n"
    let orders = [DeskOrder(1, "2026-11-01", shipBy: "2026-11-03"), .last]
    let with = try Desk().put(orders).put(text).book()
    let without = try Desk().put(orders).book()
    #expect(with.accounts.map(\.orders) == without.accounts.map(\.orders))
    #expect(with.leftOut.isEmpty && with.stock.count == 1 && with.inputs.count == without.inputs.count + 1)
    #expect(
      try Desk().put(text).error()
        == "0-list.csv: Amazon's FBA inventory report: stock in Amazon's warehouses. It holds no order. Add the all-orders report or orders.csv, or give it to headroom removal."
    )
    let empty = try Desk().put(orders).put(Self.stranded + "\n").book()
    #expect(empty.stock.map(\.units) == [0] && empty.faultCount == 0)
  }

  @Test("An import keeps stock, of which the last report of a kind holds")
  func kept() throws {
    let folder = try TemporaryFolder()
    func kept(_ units: String, _ name: String) throws -> KeptFile {
      let text = Self.inventory + "\n" + Self.row("MUG", units) + "\n"
      let reading = try Seller.reader().keep([try folder.write(Array(text.utf8), name)])
      return try #require(reading.files.first)
    }
    let files = [try kept("3", "s.txt"), try kept("5", "t.txt")]
    #expect(files.allSatisfy { $0.isList && $0.evening == nil })
    #expect(files[0].statement != files[1].statement)
    #expect(try kept("3", "again.txt").statement == files[0].statement)
    var book = KeptBook(Seller.reader())
    let evening = Day(iso: "2026-11-19")!
    for (number, file) in files.enumerated() {
      try book.begin(file.head, number: number, seen: (evening, evening))
    }
    let stock = book.survey(["s.txt", "t.txt"]).book.stock
    #expect(stock.map(\.file) == ["t.txt"] && stock.first?.sellable == 5)
  }

  @Test("A price below zero is named and not known")
  func negativePrice() throws {
    let book = try book(Self.inventory, Self.row("A", "4", price: "-5.00"), Self.row("B", "5"))
    #expect(book.stock.first?.items.map(\.price) == [nil, 10])
    #expect(book.messages.count == 1 && book.messages[0].contains("expected a price of 0 or more"))
  }
}
