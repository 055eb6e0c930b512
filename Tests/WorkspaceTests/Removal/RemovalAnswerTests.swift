import AccountHealth
import Decisions
import Testing

@testable import Workspace

@Suite("Stock that is to leave Amazon's warehouses")
struct RemovalAnswerTests {
  private static let header =
    "sku\tfnsku\tcondition\tyour-price\tafn-fulfillable-quantity\tafn-unsellable-quantity\tafn-reserved-quantity\n"
  private let files: SellerFiles

  init() throws { files = try SellerFiles() }

  private func answer(
    _ rows: String..., name: String = "stock.txt", _ change: (inout RemovalQuestion) -> Void = { _ in }
  ) throws -> RemovalAnswer {
    let path = try files.file(name, Self.header + rows.map { $0 + "\n" }.joined())
    var question = RemovalQuestion()
    change(&question)
    var settings = Settings()
    settings.asOf = Day(iso: "2026-11-29")
    return try RemovalAnswer(reading: [path], question, under: settings)
  }

  private func refusal(_ work: () throws -> RemovalAnswer) -> Refusal.Reason? {
    do {
      _ = try work()
      return nil
    } catch {
      return (error as? Refusal)?.reason
    }
  }

  @Test("All of it: the conditions of a SKU together, reserved units stay, fees by the assumed weights")
  func all() throws {
    let answer = try answer(
      "MUG\tX1\tNew\t20.00\t10\t2\t3", "MUG\tX2\tUsed\t15.00\t4\t0\t0", "CUP\tX3\tNew\t5.00\t0\t0\t9")
    #expect(answer.lines.map(\.sku) == ["MUG"])
    let line = answer.lines[0]
    #expect((line.sellable, line.unsellable, line.reserved) == (14, 2, 3))
    #expect(line.conditions == ["New", "Used"] && line.price == 20)
    #expect(answer.units == 16 && answer.sales == 280)
    #expect(answer.cost(16, .low) == 16 * 0.84 && answer.cost(16, .central) == 16 * 1.53)
    #expect(!answer.isWeighed && answer.feesOrigin.isBuiltIn)
  }

  @Test("A part, a weight, and single quantities")
  func parts() throws {
    let rows = "MUG\tX1\tNew\t20.00\t10\t2\t3"
    let bad = try answer(rows) { $0.part = .unsellable }
    let good = try answer(rows) { $0.part = .sellable }
    #expect(bad.units == 2 && good.units == 10)
    let some = try answer(rows) {
      $0.quantities = [.init(sku: "MUG", sellable: 4, unsellable: 1)]
      ($0.size, $0.pounds) = (.bulky, 1.5)
    }
    #expect(some.units == 5 && some.cost(1, .low) == 4.3 && some.cost(1, .high) == 4.3 && some.isWeighed)
  }

  @Test("More than there is, an unknown SKU and one given twice are refused")
  func refusals() throws {
    let row = "MUG\tX1\tNew\t20.00\t10\t2\t3"
    func asked(_ quantities: RemovalQuestion.Quantity...) -> Refusal.Reason? {
      refusal { try answer(row) { $0.quantities = quantities } }
    }
    #expect(
      asked(.init(sku: "MUG", sellable: 11, unsellable: 0))
        == .tooManyUnits(sku: "MUG", asked: 11, there: 10, isSellable: true, file: "stock.txt"))
    #expect(
      asked(.init(sku: "MUG", sellable: 0, unsellable: 3))
        == .tooManyUnits(sku: "MUG", asked: 3, there: 2, isSellable: false, file: "stock.txt"))
    #expect(
      asked(.init(sku: "MUGS", sellable: 1, unsellable: 0))
        == .unknownSKU("MUGS", file: "stock.txt", near: "MUG"))
    let one = RemovalQuestion.Quantity(sku: "MUG", sellable: 6, unsellable: 0)
    #expect(asked(one, one) == .repeatedSKU("MUG"))
  }

  @Test("Without a report of stock, with an empty one, and with two of a kind")
  func noReport() throws {
    let orders = try files.orders()
    #expect(refusal { try RemovalAnswer(reading: [orders], .init()) } == .noStock(files: 1))
    #expect(refusal { try answer() } == .nothingToRemove(file: "stock.txt"))
    #expect(refusal { try answer("CUP\tX3\tNew\t5.00\t0\t0\t9") } == .nothingToRemove(file: "stock.txt"))
    let two = try ["a.txt", "b.txt"].map { try files.file($0, Self.header + "MUG\tX\tNew\t1\t1\t1\t0\n") }
    guard case .severalStockReports(let names, _) = refusal({ try RemovalAnswer(reading: two, .init()) })
    else {
      Issue.record("two reports were taken")
      return
    }
    #expect(names.sorted() == ["a.txt", "b.txt"])
  }

  @Test("A SKU that cannot be written as it is, or that a spreadsheet would run, is left out and named")
  func hostile() throws {
    let skus = ["=cmd|' /C calc'!A0", "+1", "-x", "@y", "a\"b", "a\u{202E}b", "a\u{0B}b"]
    let answer = try answer((skus + ["GOOD"]).map { "\($0)\tX\tNew\t1\t1\t0\t0\n" }.joined())
    #expect(answer.lines.map(\.sku) == ["GOOD"])
    #expect(answer.leftOut.map(\.sku) == skus)
  }

  @Test("A quantity that cannot be read costs its cell, and the SKU's other units leave")
  func badCell() throws {
    let answer = try answer("MUG\tX1\tNew\t20.00\t1.5\t2\t0")
    #expect(answer.lines.map(\.units) == [2] && answer.faults.count == 1)
  }

  @Test("Where the fees are of another store, or of later days, no cost is said")
  func otherStore() throws {
    let path = try files.file("s.txt", Self.header + "MUG\tX\tNew\t1\t1\t1\t0\n")
    var settings = Settings()
    (settings.asOf, settings.marketplace) = (Day(iso: "2026-11-29"), "amazon.de")
    #expect(try RemovalAnswer(reading: [path], .init(), under: settings).fee == nil)
    (settings.asOf, settings.marketplace) = (Day(iso: "2025-11-29"), nil)
    #expect(try RemovalAnswer(reading: [path], .init(), under: settings).fee == nil)
  }

  @Test("The same order has the same number, and another one another")
  func number() throws {
    let one = try answer("MUG\tX1\tNew\t20.00\t10\t2\t3")
    let same = try answer("MUG\tX9\tNew\t21.00\t10\t2\t0", name: "again.txt")
    let other = try answer("MUG\tX1\tNew\t20.00\t10\t1\t3")
    let disposed = try answer("MUG\tX1\tNew\t20.00\t10\t2\t3") { $0.disposition = .dispose }
    #expect(one.number == same.number && Set([one.number, other.number, disposed.number]).count == 3)
    #expect(one.number.count == 21)
  }

  @Test("SKUs without an offer that only a second report lists leave too, and do not sell until then")
  func stranded() throws {
    let stock = try files.file(
      "stock.txt", Self.header + "MUG\tX1\tNew\t20.00\t10\t2\t3\nCUP\tX2\tNew\t5.00\t4\t0\t0\n")
    let lost = try files.file(
      "stranded.txt",
      "sku\tfnsku\tdate-stranded\tstranded-reason\tyour-price\tfulfillable-qty\tunfulfillable-qty\treserved-quantity\n"
        + "CUP\tX2\t2026-11-01\tlisting\t5.00\t4\t0\t0\nPOT\tX3\t2026-11-03\tlisting\t8.00\t9\t1\t0\n")
    for paths in [[stock, lost], [lost, stock]] {
      let answer = try RemovalAnswer(reading: paths, .init())
      #expect(answer.lines.map(\.sku) == ["MUG", "CUP", "POT"])
      #expect(answer.lines.map(\.isStranded) == [false, true, true])
      #expect(answer.lines.map(\.units) == [12, 4, 10] && answer.report.file == "stock.txt")
      #expect(answer.added?.file == "stranded.txt" && answer.added?.units == 10)
    }
    #expect(try RemovalAnswer(reading: [stock], .init()).added == nil)
  }

  @Test("The store is that of the other files; without any it is said to be assumed")
  func store() throws {
    let stock = try files.file("s.txt", Self.header + "MUG\tX\tNew\t1\t1\t1\t0\n")
    func orders(_ stores: [String]) throws -> String {
      try files.file(
        "orders.csv",
        "order_id,purchased_at,marketplace\n"
          + stores.enumerated().map { "o-\($0),2026-11-0\($0 + 1),\($1)\n" }.joined())
    }
    func answer(_ stores: [String]) throws -> RemovalAnswer {
      try RemovalAnswer(reading: [stock] + (stores.isEmpty ? [] : [orders(stores)]), .init())
    }
    let german = try answer(["amazon.de", "amazon.de"])
    #expect(german.marketplace == "amazon.de" && german.fee == nil && !german.isMarketplaceAssumed)
    for stores in [[], ["amazon.de", "amazon.fr"]] {
      let open = try answer(stores)
      #expect(open.marketplace == "amazon.com" && open.isMarketplaceAssumed)
    }
  }
}
