import AccountHealth
import Foundation
import Store
import Testing

@Suite("What checks of several nights say of each other")
struct CheckNightsTests {
  /// Twenty orders a day from 1 August 2025 on; `late` of them on each of these days.
  private static func orders(days: Int, late: Int, on lateDays: [ClosedRange<Int>]) -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    let first = Day(iso: "2025-08-01")!
    for day in 0..<days {
      for number in 0..<20 {
        let isLate = number < late && lateDays.contains { $0.contains(day) }
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map { "\(first + $0)" }
        text += "\(day)-\(number),acme,\(dates.joined(separator: ","))\n"
      }
    }
    return text
  }

  private static func evening(_ days: Int) -> Day { Day(iso: "2025-08-01")! + days }

  private static func check(_ more: String..., in folder: ScratchFolder) throws -> CommandLineRun {
    try folder.write(
      "format: 1\ncritical: [late_shipment_rate_10d.off_target == false]\n", to: "policy.yaml")
    return try CommandLineRun(
      ["check", "--policy", "policy.yaml"] + CheckCommandTests.common + more, in: folder)
  }

  private static func keep(_ text: String, _ name: String, in folder: ScratchFolder) throws {
    try folder.write(text, to: name)
    #expect(try CommandLineRun(["import", name, "-q"], in: folder).status == 0)
  }

  @Test("Files that end long ago hide no alarm that tonight raises; the next evening it is no longer new")
  func lagging() throws {
    let folder = try ScratchFolder()
    try Self.keep(Self.orders(days: 40, late: 9, on: [34...39]), "a.csv", in: folder)
    let today = Store.Clock.now.day
    let first = try Self.check("--since", "\(today - 1)", in: folder)
    #expect(first.status == 2, "\(first.output)")
    #expect(
      first.output.contains("\nCRITICAL acme late_shipment_rate_10d: off target"), "\(first.output)")
    #expect(first.output.contains(" by files up to \(Self.evening(41))"), "\(first.output)")
    // A day of more orders, and still off target.
    try Self.keep(Self.orders(days: 41, late: 9, on: [34...40]), "b.csv", in: folder)
    let next = try Self.check("--since", "\(today + 1)", in: folder)
    #expect(next.status == 2 && !next.output.contains("\nCRITICAL"), "\(next.output)")
    let csv = try Self.check("--format", "csv", in: folder)
    #expect(csv.output.contains(",0,,"), "no alarm is new: \(csv.output)")
  }

  @Test("An alarm that ended is told once, and known when it is raised again")
  func ended() throws {
    let folder = try ScratchFolder()
    let bad = 34...39
    try Self.keep(Self.orders(days: 40, late: 9, on: [bad]), "a.csv", in: folder)
    #expect(try Self.check(in: folder).status == 2)
    try Self.keep(Self.orders(days: 60, late: 9, on: [bad]), "b.csv", in: folder)
    let over = try Self.check(in: folder)
    #expect(over.status == 0 && over.output.contains(", no alarm; not in the files: "), "\(over.output)")
    #expect(over.output.contains("; 1 alarm ended |"), "\(over.output)")
    #expect(
      over.output.contains(
        "\nENDED acme late_shipment_rate_10d: on target, where late_shipment_rate_10d.off_target == false holds again; raised on \(Self.evening(41)), ended on \(Self.evening(60)).\n"
      ), "\(over.output)")
    #expect(try !Self.check(in: folder).output.contains("ended"), "told once")
    try Self.keep(Self.orders(days: 66, late: 9, on: [bad, 60...65]), "c.csv", in: folder)
    let again = try Self.check(in: folder)
    #expect(again.status == 2)
    #expect(
      again.output.contains(
        ", again: raised before from \(Self.evening(41)) to \(Self.evening(60))."), "\(again.output)")
    let csv = try Self.check("--format", "csv", in: folder)
    #expect(
      csv.output.contains(",1,\(Self.evening(41)),\(Self.evening(60)),"), "\(csv.output)")
    // A look at an evening between the two knows that it was raised and ended.
    let past = try Self.check("--as-of", "\(Self.evening(50))", in: folder)
    #expect(past.output.contains("\nENDED acme"), "\(past.output)")
  }

  @Test("A notice that is closed ends its alarm")
  func closed() throws {
    let folder = try ScratchFolder()
    try Self.keep(Self.orders(days: 40, late: 0, on: []), "a.csv", in: folder)
    let today = Store.Clock.now.day
    for arguments in [
      ["notice", "add", "--received", "\(today - 9)", "--answer-by", "\(today - 1)"], ["check", "-q"],
      ["notice", "close", "1"],
    ] { _ = try CommandLineRun(arguments, in: folder) }
    let run = try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    // The alarm that it was close and the one that it was over are one.
    #expect(
      run.output.split(separator: "\n").count { $0.hasPrefix("ENDED notice: closed; raised on ") } == 1
        && run.output.contains("; 1 alarm ended"), "\(run.output)")
    let again = try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    #expect(!again.output.contains("ENDED"), "\(again.output)")
  }

  @Test("What is first for an account that is deactivated is its appeal")
  func deactivated() throws {
    let folder = try ScratchFolder()
    try Self.keep(Self.orders(days: 40, late: 9, on: [34...39]), "a.csv", in: folder)
    let today = Store.Clock.now.day
    let command = ["check", "--seed", "1", "--paths", "500", "-q", "--policy", "p.yaml"]
    try folder.write(
      "format: 1\ncritical: [late_shipment_rate_10d.off_target == false, any.p_deactivated(30d) < 2%]\n",
      to: "p.yaml")
    let added = try CommandLineRun(
      [
        "notice", "add", "--received", "\(today - 1)", "--kind", "deactivation", "--answer-by",
        "\(today + 7)",
      ], in: folder)
    #expect(added.status == 0, "\(added.errors)")
    let builtIn = try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    #expect(
      builtIn.status == 2
        && builtIn.output.contains("\nCRITICAL notice: deactivated, where notice.days_left > 1d")
        && builtIn.output.contains(", answer by "), "\(builtIn.output)")
    let run = try CommandLineRun(command, in: folder)
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("CRITICAL") }
    #expect(lines.count == 2 && run.status == 2, "\(run.output)")
    #expect(
      lines.allSatisfy {
        $0.contains(
          " Do first: write the plan of action for the appeal; headroom plan --appeal drafts it. It is due by "
        )
      }, "\(run.output)")
    #expect(run.output.contains("acme deactivation: deactivated, where"), "\(run.output)")
    let csv = try CommandLineRun(command + ["--format", "csv"], in: folder)
    #expect(csv.output.contains(",appeal,"), "\(csv.output)")
    // The way out that is named is one.
    #expect(try CommandLineRun(["plan", "--appeal", "-q", "--seed", "1"], in: folder).status == 0)
  }

  @Test("What is not known is handed to the command once, and a check that cannot be made every time")
  func unknownIsTold() throws {
    let folder = try ScratchFolder()
    try Self.keep(Self.orders(days: 40, late: 0, on: []), "a.csv", in: folder)
    let command = ["--notify", "cat >> told.txt"]
    func check(_ policy: String, _ more: [String] = []) throws -> (CommandLineRun, told: String) {
      try folder.write("format: 1\ncritical: [\(policy)]\n", to: "own.yaml")
      let run = try CommandLineRun(
        ["check", "--policy", "own.yaml"] + CheckCommandTests.common + command + more, in: folder)
      return (run, (try? folder.text("told.txt")) ?? "")
    }
    let open = "order_defect_rate.off_target == false"
    let first = try check(open)
    #expect(first.0.status == 3 && first.0.errors.isEmpty, "\(first.0.errors)")
    #expect(first.told.hasPrefix("UNKNOWN acme order_defect_rate: "), "\(first.told)")
    #expect(try check(open).told == first.told, "told once")
    // Something else that is not known is told, and what was told is not.
    let second = try check(open + ", cancellation_rate.off_target == false")
    let more = second.told.dropFirst(first.told.count)
    #expect(
      more.hasPrefix("UNKNOWN acme cancellation_rate") && !more.contains("order_defect_rate"), "\(more)")
    // What was known again in between is told again.
    #expect(try check("late_shipment_rate_30d.off_target == false").0.status == 0)
    let again = try check(open)
    #expect(again.told == second.told + first.told, "\(again.told)")
    // A command that fails is run again.
    try FileManager.default.removeItem(atPath: folder.path + "/told.txt")
    #expect(try check("late_shipment_rate_30d.off_target == false").0.status == 0)
    let failed = try check(open, ["--notify", "exit 1"])
    #expect(failed.0.errors.contains("--notify: the command failed"), "\(failed.0.errors)")
    #expect(try check(open).told == first.told)
    // A damaged store: nothing can be kept, so each night says it.
    try folder.write("not a store", to: "bad.sqlite")
    try FileManager.default.removeItem(atPath: folder.path + "/told.txt")
    let broken = try check(open, ["--store", "bad.sqlite"])
    #expect(broken.0.status == 3 && broken.told.hasPrefix("HEADROOM UNKNOWN: bad.sqlite: "), "\(broken.told)")
    #expect(try check(open, ["--store", "bad.sqlite"]).told == broken.told + broken.told)
    let past = try check(open, ["--store", "bad.sqlite", "--as-of", "\(Self.evening(30))"])
    #expect(past.told == broken.told + broken.told)
  }
}
