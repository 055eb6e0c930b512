import Foundation
import Testing

@Suite("explain")
struct ExplainCommandTests {
  private static let arguments = [
    "--metric", "late_shipment_rate_10d", "--from", "2026-11-15", "--to", "2026-11-25",
  ]

  @Test("Table, CSV and JSON of one account; the second evening may be left out")
  func formats() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let table = try CommandLineRun(["explain", "x.csv"] + Self.arguments, in: folder)
    #expect(table.status == 0, "\(table.errors)")
    #expect(
      table.errors
        == "headroom: x.csv: names no marketplace; taken as amazon.com, the usual one. Say --marketplace if it is another.\n"
    )
    // The late order of the 10th has left the ten days, that of the 20th has come.
    #expect(table.output.contains("late orders that came in                   +1      +1   +5.00\n"))
    #expect(table.output.contains("20-1   2026-11-20  2026-11-30  came in\n"), "\(table.output)")
    let csv = try CommandLineRun(["explain", "x.csv", "--format", "csv"] + Self.arguments, in: folder)
    let lines = csv.output.split(separator: "\n")
    #expect(
      lines.count == 41 && lines[0] == "account,metric,from,to,order_id,day,change,bad,leaves,undecided")
    let json = try CommandLineRun(["explain", "x.csv", "--format", "json"] + Self.arguments, in: folder)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect((object["orders"] as? [Any])?.count == 40)
    let last = try CommandLineRun(["explain", "x.csv"] + Self.arguments.prefix(4), in: folder)
    #expect(last.output.contains("as of 2 Dec 2026"), "\(last.output)")
  }

  @Test("Of a store, a defect that was taken back between the evenings is one that no longer counts")
  func takenBack() throws {
    let folder = try ScratchFolder()
    func orders(_ defects: [Int], days: Int) -> String {
      var text = "order_id,account,purchased_at,defect,defect_at\n"
      for day in 1...days {
        let defect = defects.contains(day) ? "a_to_z_claim,\(Fixtures.date(day + 5))" : ","
        text += "\(day),acme,\(Fixtures.date(day)),\(defect)\n"
      }
      return text
    }
    try folder.write(orders([3, 7], days: 30), to: "a.csv")
    try folder.write(orders([7], days: 33), to: "b.csv")
    for (file, day) in [("a.csv", 30), ("b.csv", 33)] {
      let run = try CommandLineRun(["import", file, "--evening", Fixtures.date(day), "-q"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let range = ["--metric", "order_defect_rate", "--from", Fixtures.date(30), "--to", Fixtures.date(33)]
    let kept = try CommandLineRun(["explain", "-q"] + range, in: folder)
    // The two defects count on the first evening, and one of them on the second.
    #expect(
      kept.status == 0 && kept.output.contains(#/no longer counted as bad +−1 /#),
      "\(kept.output)\(kept.errors)")
    let files = try CommandLineRun(["explain", "a.csv", "b.csv", "-q"] + range, in: folder)
    #expect(
      files.output.contains(#/no longer counted as bad +0 /#), "files know what is so now: \(files.output)")
  }

  private static let wrong: [([String], String)] = [
    (["--from", "2026-11-01"], "Missing expected argument '--metric <metric>'"),
    (["--metric", "lateness", "--from", "2026-11-01"], "found the metric 'lateness', expected one of late_"),
    (
      ["--metric", "cancellation_rate", "--from", "2026-11-02", "--to", "2026-11-02"],
      "--from: found 2026-11-02, expected a day before the second evening, 2026-11-02. Are the two swapped?"
    ),
    (arguments + ["--as-of", "2026-11-20"], "both name the second evening"),
    (
      ["--metric", "late_shipment_rate_10d", "--from", "2027-01-01"],
      "--from: found 2027-01-01, expected a day before the second evening, 2026-12-02."
    ),
  ]

  @Test("Wrong usage ends with 64", arguments: wrong)
  func usage(arguments: [String], words: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    let run = try CommandLineRun(["explain", "x.csv"] + arguments, in: folder)
    #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("One of several accounts must be named; a rate without its columns is refused")
  func accounts() throws {
    let folder = try ScratchFolder()
    for name in ["a", "b"] { try folder.write(Fixtures.orders(account: name), to: name + ".csv") }
    let both = try CommandLineRun(["explain", "a.csv", "b.csv"] + Self.arguments, in: folder)
    #expect(both.status == 64)
    #expect(
      both.errors.contains(
        "--account: found 2 accounts in these files, expected one, such as 'a' (amazon.com), 'b' (amazon.com)."
          + " Name it, or give the files of one marketplace."))
    let one = try CommandLineRun(
      ["explain", "a.csv", "b.csv", "--account", "b"] + Self.arguments, in: folder)
    #expect(one.status == 0 && one.output.hasPrefix("b (amazon.com), as of 25 Nov 2026\n"))
    let missing = try CommandLineRun(
      ["explain", "a.csv", "--metric", "cancellation_rate", "--from", "2026-11-01"], in: folder)
    #expect(missing.status == 65 && missing.output.isEmpty)
    #expect(missing.errors.contains("cancellation_rate: needs cancelled_at, cancelled_by."))
  }
}
