import AccountHealth
import Testing

@testable import SellerReports

@Suite("What a store writes of stock, settlements and violations is read back as it was")
struct WrittenBackTests {
  @Test("Every kind of report of stock")
  func stock() throws {
    let stranded = StockTests.stranded.split(separator: "\t").map { name in
      [
        "sku": "MUG", "fnsku": "X1", "date-stranded": "2026-11-02", "fulfilled-by": "Amazon",
        "Date-to-take-auto-removal": "2026-12-02", "fulfillable-qty": "7", "unfulfillable-qty": "1",
        "your-price": "12.5", "stranded-reason": "No offer", "condition": "New",
      ][String(name)] ?? ""
    }.joined(separator: "\t")
    let files = [
      StockTests.inventory + "\n" + StockTests.row("=MUG", "10", "2", reserved: "3", price: "20.00") + "\n"
        + StockTests.row("CUP, blue", "5", price: "") + "\n" + StockTests.row("OWN", "", "", reserved: "")
        + "\n",
      StockTests.stranded + "\n" + stranded + "\n",
      StockTests.quantities
        + "\nMUG\tX1\tB0\tNewItem\tSELLABLE\t4\nMUG\tX1\tB0\tNewItem\tUNSELLABLE\t2\nCUP\tX2\tB1\tNewItem\tSELLABLE\t\n",
      "snapshot-date,sku,fnsku,condition,sellable-quantity,unsellable-quantity\n2026-11-01,MUG,X1,New,1,\n",
    ]
    for (file, kind) in zip(
      files, [StockReport.Kind.inventory, .stranded, .quantities, .recommendedRemovals])
    {
      let folder = try TemporaryFolder()
      let first = try Seller.reader().readStock([folder.write(Array(file.utf8), "stock.txt")])
      let report = try #require(first.stock.first)
      #expect(report.kind == kind && !report.items.isEmpty)
      let text = StockFile.text(report)
      let again = try Seller.reader().readStock([
        folder.write(Array(text.utf8), StockFile.name(kind))
      ])
      #expect(again.faultCount == 0 && again.stock.first?.kind == kind, "\(text)\(again.faults)")
      #expect(again.stock.first?.items == report.items, "\(text)")
    }
  }

  @Test("Settlements, with and without sums, and violations")
  func moneyAndViolations() throws {
    var first = SettlementMoney(file: "settlements.csv")
    (first.start, first.end) = (Day(iso: "2026-10-31"), Day(iso: "2026-11-13"))
    (first.deposit, first.total, first.reserve) = (Day(iso: "2026-11-15"), -12.5, 1_055.25)
    first.currency = "EUR"
    var second = SettlementMoney(file: "settlements.csv")
    second.end = Day(iso: "2026-11-28")
    let violations = [
      Violation(date: Day(iso: "2026-11-02")!, severity: .high, isOpen: true, asin: "B012345678"),
      Violation(date: Day(iso: "2026-10-01")!, severity: nil, isOpen: false),
    ]
    let folder = try TemporaryFolder()
    let orders = "order_id,purchased_at\n1,2026-11-20\n"
    let book = try Seller.reader().read([
      folder.write(Array(orders.utf8), "orders.csv"),
      folder.write(Array(SettlementsFile.text([first, second]).utf8), SettlementsFile.name),
      folder.write(Array(ViolationsFile.text(violations).utf8), ViolationsFile.name),
    ])
    #expect(book.faultCount == 0 && book.violations.map(\.violations) == [violations])
    let read = book.settlements.map { money in
      var money = money
      money.number = 0
      return money
    }
    #expect(read == [first, second])
  }
}
