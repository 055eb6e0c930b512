import AccountHealth
import Foundation
import Store
import Testing

@Suite("What a nightly check does not take for a pass")
struct CheckDoubtTests {
  /// Amazon's report of some evening with `bad` late orders of 600, and its account status.
  private static func report(_ day: Int, bad: Int, status: String) -> String {
    """
    {"accountStatuses":[{"marketplaceId":"ATVPDKIKX0DER","status":"\(status)"}],"performanceMetrics":[
     {"marketplaceId":"ATVPDKIKX0DER","lateShipmentRate":{"reportingDateRange":{
      "reportingDateFrom":"\(Fixtures.date(day - 29))T00:00:00Z","reportingDateTo":"\(Fixtures.date(day))T23:59:59Z"},
      "status":"BAD","targetValue":0.04,"targetCondition":"LESS_THAN","orderCount":600,"lateShipmentCount":\(bad),
      "rate":0.1}}]}
    """
  }

  @Test(
    "An earlier count of Amazon's that the orders do not explain leaves the rate open for check and forecast")
  func unexplained() throws {
    let folder = try ScratchFolder()
    try folder.write(CheckCommandTests.orders(late: 0), to: "x.csv")
    try folder.write(Self.report(36, bad: 90, status: "NORMAL"), to: "v2.json")
    try folder.write(
      "format: 1\ncritical: [late_shipment_rate_30d.off_target == false, late_shipment_rate_30d.room >= 3]\n",
      to: "p.yaml")
    let check = try CommandLineRun(
      ["check", "x.csv", "v2.json", "--policy", "p.yaml"] + CheckCommandTests.common, in: folder)
    #expect(check.status == 3, "\(check.output)")
    let forecast = try CommandLineRun(
      ["forecast", "x.csv", "v2.json", "--paths", "200", "--seed", "1", "-q", "--format", "csv"], in: folder)
    #expect(
      forecast.output.split(separator: "\n").contains {
        $0.contains(",late_shipment_rate_30d,") && $0.contains(",undecided,")
      }, "\(forecast.output)")
  }

  @Test("An old report that all is well is no pass; one that it is not stays an alarm")
  func oldStatus() throws {
    let folder = try ScratchFolder()
    try folder.write(CheckCommandTests.orders(late: 0), to: "x.csv")
    try folder.write("format: 1\ncritical: [status.at_risk == false]\n", to: "p.yaml")
    for (day, word, status) in [(40, "NORMAL", 0), (31, "NORMAL", 3), (31, "AT_RISK", 2)] {
      try folder.write(Self.report(day, bad: 0, status: word), to: "v2.json")
      let run = try CommandLineRun(
        ["check", "x.csv", "v2.json", "--policy", "p.yaml"] + CheckCommandTests.common, in: folder)
      #expect(run.status == status, "\(day) \(word): \(run.output)")
    }
    // By the built-in policy too, where the first line says it.
    try folder.write(Self.report(31, bad: 0, status: "NORMAL"), to: "v2.json")
    let builtIn = try CommandLineRun(["check", "x.csv", "v2.json"] + CheckCommandTests.common, in: folder)
    #expect(
      builtIn.status == 3
        && builtIn.output.hasPrefix("HEADROOM UNKNOWN: amazon.com account status is not known"),
      "\(builtIn.output)")
  }

  @Test("A damaged file that is left out is no pass, and is named")
  func damagedFile() throws {
    let folder = try ScratchFolder()
    try folder.write(CheckCommandTests.orders(late: 0), to: "x.csv")
    let bytes = (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* 167 &+ $0 / 7) }
    try Data(bytes).write(to: URL(fileURLWithPath: folder.path + "/rnd.csv"))
    let run = try CommandLineRun(["check", "x.csv", "rnd.csv"] + CheckCommandTests.common, in: folder)
    #expect(
      run.status == 3 && run.output.hasPrefix("HEADROOM UNKNOWN: what is in a damaged file is not known"),
      "\(run.output)")
    #expect(run.output.contains("\nUNKNOWN what is in a damaged file: rnd.csv"), "\(run.output)")
  }

  @Test("Among several accounts the one whose files lack a rate is named")
  func lacking() throws {
    let folder = try ScratchFolder()
    try folder.write(CheckCommandTests.orders(late: 0), to: "x.csv")
    let thin = CheckCommandTests.orders(late: 0).replacing("acme", with: "thin").split(separator: "\n").map {
      $0.split(separator: ",").prefix(3).joined(separator: ",")
    }
    let defects = thin.enumerated().map { $1 + ($0 == 0 ? ",defect" : ",none") }.joined(separator: "\n")
    try folder.write(defects + "\n", to: "y.csv")
    let run = try CommandLineRun(["check", "x.csv", "y.csv"] + CheckCommandTests.common, in: folder)
    #expect(
      run.output.contains(
        "\nNOT JUDGED thin: not in its files: late_shipment_rate_30d, late_shipment_rate_10d\n"),
      "\(run.output)")
  }

  @Test("An account whose orders ended long before those of the others is no pass when it is checked alone")
  func deadAccount() throws {
    let folder = try ScratchFolder()
    try folder.write(CheckCommandTests.orders(late: 0), to: "x.csv")
    let dead = CheckCommandTests.orders(late: 0).replacing("acme", with: "dead").replacing(
      "2026-1", with: "2026-0"
    )
    .replacing("2026-02", with: "2026-08").replacing("2026-01", with: "2026-07")
    try folder.write(dead, to: "y.csv")
    #expect(try CommandLineRun(["import", "x.csv", "y.csv", "-q"], in: folder).status == 0)
    let run = try CommandLineRun(["check", "--account", "dead"] + CheckCommandTests.common, in: folder)
    #expect(run.status == 3, "\(run.output)\(run.errors)")
    let alive = try CommandLineRun(["check", "--account", "acme"] + CheckCommandTests.common, in: folder)
    #expect(alive.status == 0, "\(alive.output)")
  }

  @Test("A notice of deactivation is critical without a deadline too")
  func deactivation() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    let add = try CommandLineRun(
      ["notice", "add", "--received", Fixtures.date(40), "--kind", "deactivation"], in: folder)
    #expect(add.status == 0, "\(add.errors)")
    let run = try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    #expect(run.status == 2 && run.output.contains("CRITICAL"), "\(run.output)")
    let earlier = try CommandLineRun(
      ["check", "--as-of", Fixtures.date(39)] + CheckCommandTests.common, in: folder)
    #expect(earlier.status != 2, "\(earlier.output)")
    let since = try CommandLineRun(
      ["check", "--as-of", Fixtures.date(40)] + CheckCommandTests.common, in: folder)
    #expect(since.status == 2, "\(since.output)")
  }

  @Test("Wishes that would be ignored are refused or said")
  func ignored() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    let kept = try CommandLineRun(["forecast", "--keep", "--as-of", Fixtures.date(30)], in: folder)
    #expect(kept.status == 64 && kept.errors.contains("a forecast made afterwards is no record"))
    let scores = try CommandLineRun(["backtest", "--kept", "-o", "out"], in: folder)
    #expect(scores.status == 64 && scores.errors.contains("--kept has no files"))
    let past = try CommandLineRun(
      [
        "check", "--as-of", Fixtures.date(30), "--notify", "cat > told.txt", "--no-explain", "--paths", "200",
      ],
      in: folder)
    #expect(past.errors.contains("--notify: nothing is run"), "\(past.errors)")
  }

  @Test("Files that are named are judged by their last day, as imports are; a look at the past is not")
  func oldFiles() throws {
    let folder = try ScratchFolder()
    // Twenty orders a day, the last of them `age` days ago.
    func check(age: Int, _ more: String...) throws -> CommandLineRun {
      let last = Store.Clock.now.day - age
      var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
      for day in 0..<60 {
        for number in 0..<20 {
          let dates = [day - 60, day - 59, day - 59].map { "\(last + $0)" }
          text += "\(day)-\(number),acme,\(dates.joined(separator: ","))\n"
        }
      }
      try folder.write(text, to: "x.csv")
      return try CommandLineRun(["check", "x.csv"] + CheckCommandTests.common + more, in: folder)
    }
    let new = try check(age: 1)
    #expect(new.status == 0 && new.output.contains("'import.age'="), "\(new.output)")
    let old = try check(age: 95)
    #expect(
      old.status == 1 && old.output.hasPrefix("HEADROOM WARNING: newest evening of the files 9"),
      "\(old.output)")
    let past = try check(age: 95, "--as-of", "\(Store.Clock.now.day - 105)")
    #expect(past.status == 0 && !past.output.contains("import.age"), "\(past.output)")
  }
}
