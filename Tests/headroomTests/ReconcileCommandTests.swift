import Foundation
import Testing

@Suite("Amazon's counts beside those of the orders, on the command line")
struct ReconcileCommandTests {
  /// Two orders a day for 40 days, of which some are cancelled: the 60th by the buyer, the 70th by the
  /// seller.
  private static func orders() -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at,cancelled_at,cancelled_by\n"
    for number in 0..<80 {
      let day = 1 + number / 2
      let (placed, due) = (Fixtures.date(day), Fixtures.date(day + 1))
      switch number {
      case 68: text += "o-68,acme,\(placed),\(due),,\(placed),buyer\n"
      case 70: text += "o-70,acme,\(placed),\(due),,\(placed),seller\n"
      default: text += "o-\(number),acme,\(placed),\(due),\(due),,\n"
      }
    }
    return text
  }

  @Test("A count read off the page: table, CSV and JSON with the order that explains it")
  func seen() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    // Ages 1 to 7 on 10 December, day 40: days 33 to 39, so orders 64 to 77.
    let command = [
      "reconcile", "x.csv", "-q", "--as-of", Fixtures.date(40), "--seen", "cancellation_rate=2/14",
    ]
    let run = try CommandLineRun(command, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.hasPrefix(
        "acme (amazon.com), as of 10 Dec 2026\n\nrate               evening     Amazon  files"),
      "\(run.output)")
    #expect(run.output.contains("cancellation_rate  2026-12-10    2/14   1/14            +1/0  --seen\n"))
    #expect(run.output.contains("Amazon counts 1 bad order more than the files. Most likely:"))
    #expect(
      run.output.contains("o-68   2026-12-05") && run.output.contains("cancelled by the buyer in your files"))
    let csv = try CommandLineRun(command + ["--format", "csv"], in: folder).output.split(separator: "\n")
    #expect(csv.count == 3)
    #expect(
      csv[1].hasPrefix("acme,cancellation_rate,2026-12-10,--seen,14,2,14,1,as_ruled,1,as_ruled,")
        || csv[1].hasPrefix("acme,cancellation_rate,2026-12-10,'--seen,14,2,14,1,as_ruled,1,as_ruled,"),
      "\(csv[1])")
    #expect(csv[2].contains(",o-68,2026-12-05,cancelled_by_buyer,"))
    let json = try CommandLineRun(command + ["--format", "json"], in: folder).output
    let rows = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(rows?.count == 2 && rows?[1]["order_id"] as? String == "o-68")
    // The other way round, the seller's cancellation may have been by the buyer's wish.
    let fewer = try CommandLineRun(
      ["reconcile", "x.csv", "-q", "--as-of", Fixtures.date(40), "--seen", "cancellation_rate=0/14"],
      in: folder)
    #expect(
      fewer.output.contains("The files have 1 bad order more")
        || fewer.output.contains("the files have 1 bad order more"),
      "\(fewer.output)")
    #expect(
      fewer.output.contains("o-70   2026-12-06") && fewer.output.contains("perhaps by the buyer's wish"))
  }

  @Test(
    "Wrong usage",
    arguments: [
      ([], 65, "There is no count of Amazon's to compare with."),
      (["--seen", "cancellation_rate=2/14@2026-13-01"], 64, "expected a day that exists"),
      (["--seen", "cancellation_rate=2/14@2027-03-01"], 65, "expected a day up to 2026-12-1"),
      (["--seen", "cancellation_rate=15/14"], 64, "Are the numbers swapped?"),
    ] as [([String], Int32, String)])
  func usage(arguments: [String], status: Int32, text: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try CommandLineRun(["reconcile", "x.csv", "-q"] + arguments, in: folder)
    #expect(run.status == status && run.errors.contains(text), "\(run.errors)")
  }
}
