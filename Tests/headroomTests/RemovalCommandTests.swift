import Foundation
import Testing

@Suite("Removing stock, from the command line")
struct RemovalCommandTests {
  private static let header =
    "sku\tfnsku\tcondition\tyour-price\tafn-fulfillable-quantity\tafn-unsellable-quantity\tafn-reserved-quantity\n"
  private static let day = ["--as-of", "2026-11-29"]

  private func folder(
    _ rows: String = "MUG\tX1\tNew\t20.00\t10\t2\t3\n00123\tX2\tNew\t5.00\t4\t0\t0\n"
  ) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(Self.header + rows, to: "stock.txt")
    return folder
  }

  @Test("A report without one of its quantities is named, and its units are not said to be none in silence")
  func missingColumn() throws {
    let folder = try ScratchFolder()
    try folder.write("sku\tfnsku\tafn-fulfillable-quantity\nMUG\tX1\t10\n", to: "stock.txt")
    let run = try CommandLineRun(["removal", "stock.txt"] + Self.day, in: folder)
    #expect(run.status == 0)
    #expect(
      run.errors.contains("stock.txt: has no column for units that cannot be sold; these are not counted."),
      "\(run.errors)")
  }

  @Test("The file to upload: keys with an empty address, an empty line, and a row per SKU")
  func upload() throws {
    let folder = try folder()
    let run = try CommandLineRun(["removal", "stock.txt", "-o", "out.txt"] + Self.day, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let text = try folder.text("out.txt")
    let number = String(try #require(text.split(separator: "\n").first?.split(separator: "\t").last))
    let keys = [
      "AddressName", "AddressFieldOne", "AddressFieldTwo", "AddressFieldThree", "AddressCity",
      "AddressCountryCode", "AddressStateOrRegion", "AddressPostalCode", "ContactPhoneNumber",
      "ShippingNotes",
    ]
    #expect(
      text == "MerchantRemovalOrderID\t\(number)\nRemovalDisposition\tReturn\n"
        + keys.map { $0 + "\t\n" }.joined()
        + "\nMerchantSKU\tSellableQuantity\tUnsellableQuantity\nMUG\t10\t2\n00123\t4\t0\n")
    #expect(run.errors == "headroom: wrote the order \(number) to out.txt\n")
    let output = run.output.replacing("\n  ", with: " ")
    #expect(
      output.hasPrefix("16 units of 2 SKUs are to be sent back to you: 14 sellable and 2 unsellable"))
    #expect(output.contains("It costs about 24 USD") && output.contains("evidence C"))
    #expect(output.contains("Can still be sold: 14 units, 220 at your prices"))
    let disposed = try CommandLineRun(
      ["removal", "stock.txt", "--disposition", "dispose", "-q", "-o", "out.txt"] + Self.day, in: folder)
    #expect(disposed.status == 0 && disposed.errors.isEmpty)
    let lines = try folder.text("out.txt").split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "RemovalDisposition\tDisposal" && lines[2].isEmpty)
  }

  @Test("Without -o nothing is written, and a liquidation has no file")
  func nothing() throws {
    let folder = try folder()
    let run = try CommandLineRun(["removal", "stock.txt"] + Self.day, in: folder)
    #expect(run.status == 0 && run.output.contains("Nothing was written. -o FILE"), "\(run.output)")
    let sold = try CommandLineRun(
      ["removal", "stock.txt", "--disposition", "liquidate"] + Self.day, in: folder)
    #expect(sold.status == 0 && sold.output.contains("has no liquidation"), "\(sold.output)")
    let refused = try CommandLineRun(
      ["removal", "stock.txt", "--disposition", "liquidate", "-o", "out.txt"], in: folder)
    #expect(refused.status == 64 && refused.errors.contains("knows only returns and disposals"))
    #expect(try folder.names() == ["stock.txt"])
  }

  @Test("A SKU that a spreadsheet would run reaches neither the file nor, unguarded, the CSV")
  func hostile() throws {
    let folder = try folder(
      "=HYPERLINK(1)\tX1\tNew\t20.00\t10\t2\t3\nA\u{1b}[31m\tX\tNew\t1\t1\t0\t0\nMUG\tX\tNew\t1\t1\t0\t0\n")
    let run = try CommandLineRun(["removal", "stock.txt", "-o", "out.txt"] + Self.day, in: folder)
    #expect(run.status == 0 && run.output.contains("Left out, ") && !run.output.contains("\u{1b}"))
    #expect(try folder.text("out.txt").hasSuffix("UnsellableQuantity\nMUG\t1\t0\n"))
    let csv = try CommandLineRun(["removal", "stock.txt", "--format", "csv"] + Self.day, in: folder)
    #expect(csv.output.contains("\n'=HYPERLINK(1),") && csv.output.contains(",0\n"))
  }

  @Test("Faults name the way out, and end with the status of the kind of fault")
  func faults() throws {
    let folder = try folder()
    try folder.write("order_id,purchased_at\n1,2026-11-01\n", to: "orders.csv")
    let cases: [([String], Int32, String)] = [
      (["orders.csv"], 65, "Download \"Manage FBA Inventory\""),
      (["stock.txt", "stock.txt"], 65, "Give the newest one"),
      (["stock.txt", "--quantity", "MUG=11"], 64, "--quantity: 'MUG': found 11 units, expected at most 10"),
      (["stock.txt", "--quantity", "MUG=1.5"], 64, "expected whole units"),
      (["stock.txt", "--quantity", "CUP=1"], 64, "which stock.txt does not list"),
      (["stock.txt", "--weight", "0"], 64, "--weight is in pounds"),
      (["stock.txt", "--quantity", "MUG=1", "--only", "sellable"], 64, "not both"),
    ]
    for (arguments, status, words) in cases {
      let run = try CommandLineRun(["removal"] + arguments, in: folder)
      #expect(run.status == status && run.errors.contains(words), "\(arguments): \(run.errors)")
    }
  }

  @Test("The table of fees can be replaced")
  func fees() throws {
    let folder = try folder()
    let shown = try CommandLineRun(["show", "fees"], in: folder)
    try folder.write(shown.output.replacing("fee: 1.53", with: "fee: 2.00"), to: "fees.yaml")
    let run = try CommandLineRun(["removal", "stock.txt", "--fees", "fees.yaml"] + Self.day, in: folder)
    let output = run.output.replacing("\n  ", with: " ")
    #expect(
      output.contains("It costs about 32 USD") && output.contains("table of fees fees.yaml"), "\(output)")
  }

  @Test("Programs get one object: the cost, the days and every SKU")
  func json() throws {
    let folder = try folder()
    let run = try CommandLineRun(["removal", "stock.txt", "--format", "json", "-q"] + Self.day, in: folder)
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any], "\(run.output)")
    #expect(
      object["units"] as? Int == 16 && object["sellable"] as? Int == 14 && object["reserved"] as? Int == 3)
    #expect(object["sales"] as? Double == 220 && object["disposition"] as? String == "return")
    let cost = try #require(object["cost"] as? [String: Double])
    #expect(cost["low"]! < cost["central"]! && cost["central"]! < cost["high"]!)
    #expect(object["cost_currency"] as? String == "USD" && object["proceeds"] == nil)
    #expect((object["days_until_gone"] as? [String: Double])?["central"] == 20)
    #expect((object["lines"] as? [[String: Any]])?.map { $0["sku"] as? String } == ["MUG", "00123"])
    let sold = try CommandLineRun(
      ["removal", "stock.txt", "--disposition", "liquidate", "--format", "json", "-q"] + Self.day, in: folder)
    let other = try JSONSerialization.jsonObject(with: Data(sold.output.utf8)) as? [String: Any]
    #expect(other?["cost"] == nil && other?["proceeds"] is [String: Any], "\(sold.output)")
  }

  @Test("Stock is kept by an import, the last report counts, and it makes the imports no newer")
  func kept() throws {
    let folder = try folder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    let imported = try CommandLineRun(["import", "stock.txt"], in: folder)
    #expect(
      imported.status == 0 && imported.output.hasPrefix("stock.txt: FBA inventory report, 2 rows, kept."),
      "\(imported.output)\(imported.errors)")
    #expect(imported.output.contains("seen on 2026-12-02"), "the evening of the orders: \(imported.output)")
    #expect(try CommandLineRun(["import", "stock.txt"], in: folder).output.hasSuffix("Nothing new.\n"))
    let fromFile = try CommandLineRun(["removal", "stock.txt", "x.csv", "-q"] + Self.day, in: folder)
    let fromStore = try CommandLineRun(["removal", "-q"] + Self.day, in: folder)
    #expect(fromStore.status == 0 && fromStore.output == fromFile.output, "\(fromStore.errors)")
    try folder.write(Self.header + "MUG\tX1\tNew\t20.00\t1\t0\t0\n", to: "later.txt")
    #expect(try CommandLineRun(["import", "later.txt", "-q"], in: folder).status == 0)
    #expect(try CommandLineRun(["removal", "-q"] + Self.day, in: folder).output.hasPrefix("1 unit of 1 SKU"))
    let empty = try CommandLineRun(["removal"], in: try ScratchFolder())
    #expect(empty.status == 64 && empty.errors.contains("Name a report of your stock"), "\(empty.errors)")
  }
}
