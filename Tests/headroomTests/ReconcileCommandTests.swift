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

  @Test("Where the orders differ too, they come before the bad ones that explain the rest")
  func ordersFirst() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try CommandLineRun(
      ["reconcile", "x.csv", "-q", "--as-of", Fixtures.date(40), "--seen", "cancellation_rate=2/20"],
      in: folder)
    let output = run.output.replacing("\n  ", with: " ")
    let parts = output.components(separatedBy: "Amazon counts ")
    #expect(
      parts.count == 3 && parts[1].hasPrefix("6 orders more than the files.")
        && parts[1].contains("These orders come first: a bad one among them is in no list of the files")
        && parts[2].hasPrefix("1 bad order more than the files. Most likely:"), "\(output)")
    #expect(!output.contains("Of the 1,") && output.contains("With a chance of "), "\(output)")
  }

  @Test("A count read off the page stands in a forecast, a status and a check as that of a report does")
  func seenElsewhere() throws {
    let folder = try ScratchFolder()
    try folder.write(CheckCommandTests.orders(late: 0), to: "x.csv")
    let seen = ["x.csv", "-q", "--seen", "late_shipment_rate_30d=24/580"]
    let forecast = try CommandLineRun(
      ["forecast", "--paths", "200", "--seed", "1", "--format", "csv"] + seen, in: folder)
    #expect(
      forecast.output.split(separator: "\n").contains {
        $0.contains(",late_shipment_rate_30d,") && $0.contains(",24,")
      }, "\(forecast.output)\(forecast.errors)")
    let status = try CommandLineRun(["status", "--format", "csv"] + seen, in: folder)
    #expect(status.output.contains(",24,580,") || status.output.contains(",580,24,"), "\(status.output)")
    let check = try CommandLineRun(["check"] + CheckCommandTests.common + seen, in: folder)
    #expect(
      check.output.contains("CRITICAL acme late_shipment_rate_30d: off target"), "\(check.output)")
    let later = try CommandLineRun(
      ["forecast", "x.csv", "--seen", "late_shipment_rate_30d=24/580@2027-01-01"], in: folder)
    #expect(later.status == 65 && later.errors.contains("--seen: found 2027-01-01"), "\(later.errors)")
    try folder.write(CheckCommandTests.orders(late: 0).replacing("acme", with: "b"), to: "y.csv")
    let two = try CommandLineRun(["forecast", "y.csv"] + seen, in: folder)
    #expect(two.status != 0 && two.errors.contains("accounts"), "\(two.errors)")
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

  @Test("Two counts of one evening are refused where they were given, and named where reports say them")
  func contradictions() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let command = ["reconcile", "x.csv", "-q", "--as-of", Fixtures.date(40)]
    let given = try CommandLineRun(
      command + ["--seen", "cancellation_rate=2/14", "--seen", "cancellation_rate=1/14"], in: folder)
    #expect(
      given.status == 64
        && given.errors.contains(
          "--seen: found 2/14 and 1/14, expected one count of cancellation_rate for 2026-12-10."),
      "\(given.errors)")
    // The same count twice is none, and neither is one of another evening.
    let twice = try CommandLineRun(
      command + [
        "--seen", "cancellation_rate=1/14", "--seen", "cancellation_rate=1/14", "--seen",
        "cancellation_rate=2/14@2026-12-09",
      ], in: folder)
    #expect(twice.status == 0 && !twice.output.contains("contradict"), "\(twice.errors)")
    // Two reports of one day: 812 orders with 19 late ones, or 17.
    let report = SellerFilesTests.report("ATVPDKIKX0DER")
    try folder.write(report, to: "a.json")
    try folder.write(
      report.replacing("\"lateShipmentCount\":19", with: "\"lateShipmentCount\":17"), to: "b.json")
    for files in [["a.json", "b.json"], ["b.json", "a.json"]] {
      let both = try CommandLineRun(command + files, in: folder)
      #expect(
        both.output.replacing("\n  ", with: " ").contains(
          "Late shipment rate, 30 days, 19 Nov 2026: Amazon's counts contradict each other: 17/812 (b.json) and 19/812 (a.json)."
        ), "\(both.output)")
      let csv = try CommandLineRun(command + files + ["--format", "csv"], in: folder)
      let rows = csv.output.split(separator: "\n").filter { $0.contains("late_shipment_rate_30d") }
      #expect(rows.count == 2 && rows.allSatisfy { $0.hasSuffix(",1") }, "\(csv.output)")
    }
  }

  @Test("With several evenings each has its difference explained")
  func evenings() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    // On 9 December the window is days 32 to 38, orders 62 to 75; on the 8th orders 60 to 73.
    let command = [
      "reconcile", "x.csv", "-q", "--as-of", Fixtures.date(40), "--seen", "cancellation_rate=2/14", "--seen",
      "cancellation_rate=2/14@2026-12-09", "--seen", "cancellation_rate=1/14@2026-12-08", "--seen",
      "cancellation_rate=0/14@2026-12-07",
    ]
    let run = try CommandLineRun(command, in: folder)
    let text = run.output.replacing("\n  ", with: " ")
    #expect(
      text.contains("10 Dec 2026: Amazon counts 1 bad order more than the files. Most likely:"), "\(text)")
    #expect(
      text.contains(
        "9 Dec 2026: Amazon counts 1 bad order more than the files. Most likely: o-68 ("), "\(text)")
    #expect(!text.contains("8 Dec 2026: "), "equal counts need no explanation: \(text)")
    #expect(
      text.contains("7 Dec 2026: the files have 1 bad order more than Amazon counts. Most likely: o-70 ("),
      "\(text)")
    let csv = try CommandLineRun(command + ["--format", "csv"], in: folder)
    #expect(csv.output.contains(",o-68,") && csv.output.contains(",o-70,"), "\(csv.output)")
  }

  @Test("Counts beside several accounts need the account, which is named as the option takes it")
  func severalAccounts() throws {
    let folder = try ScratchFolder()
    let rows = Self.orders()
    try folder.write(rows, to: "x.csv")
    try folder.write(rows.replacing(",acme,", with: ",other,"), to: "y.csv")
    let command = ["reconcile", "-q", "--as-of", Fixtures.date(40), "--seen", "cancellation_rate=2/14"]
    let several = try CommandLineRun(command + ["x.csv", "y.csv"], in: folder)
    #expect(
      several.status == 64
        && several.errors.contains("--account: found 2 accounts in these files, expected one, such as 'acme'"),
      "\(several.errors)")
    let one = try CommandLineRun(command + ["x.csv", "y.csv", "--account", "other"], in: folder)
    #expect(one.status == 0 && one.output.hasPrefix("other (amazon.com)"), "\(one.errors)")
    // One name in two marketplaces is told apart as the message writes it, from files and from the store.
    try folder.write(
      rows.replacing("order_id,account", with: "order_id,marketplace,account").replacing(
        ",acme,", with: ",amazon.com,acme,")
        + rows.split(separator: "\n").dropFirst().map {
          $0.replacing(",acme,", with: ",amazon.de,acme,") + "\n"
        }
        .joined().replacing("o-", with: "d-"), to: "z.csv")
    let twice = try CommandLineRun(command + ["z.csv", "--account", "acme"], in: folder)
    #expect(twice.status == 64 && twice.errors.contains("'acme (amazon.de)' (amazon.de)"), "\(twice.errors)")
    let german = try CommandLineRun(command + ["z.csv", "--account", "acme (amazon.de)"], in: folder)
    #expect(german.status == 0 && german.output.hasPrefix("acme (amazon.de)"), "\(german.errors)")
    #expect(try CommandLineRun(["import", "z.csv", "-q"], in: folder).status == 0)
    let kept = try CommandLineRun(command + ["--account", "acme (amazon.de)"], in: folder)
    #expect(kept.status == 0 && kept.output == german.output, "\(kept.errors)")
  }

  @Test("What cannot be comes first, without any order, and is told to programs")
  func impossible() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let command = [
      "reconcile", "x.csv", "-q", "--as-of", Fixtures.date(40), "--seen", "late_shipment_rate_30d=0/20",
    ]
    let run = try CommandLineRun(command, in: folder)
    let text = run.output.replacing("\n  ", with: " ")
    #expect(
      text.contains(
        "Late shipment rate, 30 days, 10 Dec 2026: Amazon counts 0 of 20, the files 0 of 60. Both cannot be right, so no single order explains it. Are the same orders in two files"
      )
        || text.contains(
          "Both cannot be right, so no single order explains it. Are the same orders in two files"),
      "\(text)")
    #expect(!text.contains("Most likely") && !text.contains("any of"), "\(text)")
    let json = try CommandLineRun(command + ["--format", "json"], in: folder).output
    let rows = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]]
    #expect(rows?.count == 1 && rows?[0]["contradicted"] as? Bool == true, "\(json)")
    let orders = try CommandLineRun(
      Array(command.dropLast()) + ["late_shipment_rate_30d=0/57"], in: folder
    ).output.replacing("\n  ", with: " ")
    #expect(orders.contains("orders fewer than the files, and as many bad ones."), "\(orders)")
    #expect(orders.contains("It may not count any of "), "\(orders)")
  }
}
