import Foundation
import Testing

@Suite("Changes that the log names, and one that it does not")
struct EffectLogTests {
  @Test(
    "A log is estimated at once, and its measured ranges are taken by rank and whatif as the seller's own")
  func log() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    try folder.write(
      """
      format: 1
      changes:
        - {date: 2026-05-20, action: extra_shift, of: late_shipment}
        - {date: 2026-04-10, of: late_shipment}
        - {date: 2026-05-25, of: orders, account: somebody else}
      """, to: "changes.yaml")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--log", "changes.yaml", "-o", "mine.yaml", "--format", "csv"], in: folder)
    #expect(run.status == 0 && run.errors.contains("wrote 1 action to mine.yaml"), "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    #expect(lines.count == 3 && lines[1].contains(",late_shipment,2026-05-20,extra_shift,"), "\(run.output)")
    let text = try folder.text("mine.yaml")
    #expect(text.contains("  name: extra_shift\n") && text.contains("  grade: own\n"), "\(text)")
    #expect(try CommandLineRun(["validate", "mine.yaml"], in: folder).status == 0)
    let rank = try CommandLineRun(
      ["rank", "x.csv", "--actions", "mine.yaml", "--paths", "500", "--seed", "1", "--format", "csv"],
      in: folder)
    #expect(rank.status == 0, "\(rank.errors)")
    let row = rank.output.split(separator: "\n").first { $0.hasPrefix("extra_shift,") }
    #expect(row != nil, "\(rank.output)")
    let whatif = try CommandLineRun(
      [
        "whatif", "x.csv", "--actions", "mine.yaml", "--action", "extra_shift", "--paths", "500", "--seed",
        "1",
      ],
      in: folder)
    #expect(whatif.status == 0, "\(whatif.errors)")
    let both = try CommandLineRun(
      ["effect", "x.csv", "--log", "changes.yaml"] + EffectCommandTests.step, in: folder)
    #expect(both.status == 64 && both.errors.contains("Give one of --log, --design, and --of with --from."))
  }

  @Test("An account of the log that the files do not have is named")
  func strangeAccount() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-05-20, of: late_shipment}\n"
        + "  - {date: 2026-05-20, of: late_shipment, account: acmee}\n", to: "changes.yaml")
    let run = try CommandLineRun(["effect", "x.csv", "--log", "changes.yaml"], in: folder)
    #expect(run.status == 0 && run.errors.contains("the log names the account 'acmee'"), "\(run.errors)")
  }

  @Test("A forecast believes that a logged change moved the level, says so, and takes actions of any name")
  func forecast() throws {
    let folder = try ScratchFolder()
    // The change is six days old on the last evening.
    try folder.write(EffectCommandTests.orders(days: 86), to: "x.csv")
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-05-20, action: new_packer, of: late_shipment}\n",
      to: "changes.yaml")
    func chance(_ more: [String]) throws -> Double {
      let run = try CommandLineRun(
        ["forecast", "x.csv", "--seed", "1", "--paths", "2000", "-o", "out"] + more, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      #expect(run.output.contains("changes.yaml") == !more.isEmpty, "\(run.output)")
      let manifest = try folder.text("out/manifest.json")
      #expect(manifest.contains("\"changes\"") == !more.isEmpty, "\(manifest)")
      let rows = try folder.text("out/breach.csv").split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let column = try #require(rows[0].firstIndex(of: "p_back_60"))
      let row = try #require(rows.first { $0.contains("late_shipment_rate_30d") })
      return try #require(Double(row[column]))
    }
    #expect(try chance(["--log", "changes.yaml"]) > (try chance([])) + 0.02)
    try folder.write("format: 1\nchanges:\n  - {date: soon, of: late_shipment}\n", to: "bad.yaml")
    let bad = try CommandLineRun(["forecast", "x.csv", "--log", "bad.yaml"], in: folder)
    #expect(bad.status == 65 && bad.errors.contains("bad.yaml:3:"), "\(bad.errors)")
  }

  @Test("A change of the log on a day outside the record is blamed on its line")
  func futureChange() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    let future = "  - {date: 2027-06-04, of: late_shipment}\n"
    try folder.write("format: 1\nchanges:\n\(future)", to: "changes.yaml")
    let alone = try CommandLineRun(["effect", "x.csv", "--log", "changes.yaml"], in: folder)
    #expect(
      alone.status == 65
        && alone.errors.contains(
          "changes.yaml:3:12: changes[0].date: found 2027-06-04, expected a day of the record"),
      "\(alone.errors)")
    #expect(!alone.errors.contains("--from"))
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-05-20, of: late_shipment}\n\(future)", to: "changes.yaml")
    let both = try CommandLineRun(["effect", "x.csv", "--log", "changes.yaml"], in: folder)
    let words = both.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      both.status == 0
        && words.contains("late_shipment (2027-06-04): changes.yaml:4:12: changes[1].date: found 2027-06-04"),
      "\(words)")
  }

  @Test("What the log says is in force is neither ranked nor suggested as new, and a what-if says so")
  func inForce() throws {
    let folder = try ScratchFolder()
    // One late in ten orders, so that the rate is off target.
    try folder.write(EffectCommandTests.orders(stepDay: 999), to: "x.csv")
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-05-20, action: extra_shift, of: late_shipment}\n",
      to: "changes.yaml")
    let run = ["--paths", "500", "--seed", "1"]
    func rank(_ more: [String], _ format: [String] = []) throws -> String {
      let run = try CommandLineRun(["rank", "x.csv"] + run + more + format, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return run.output
    }
    let log = ["--log", "changes.yaml"]
    #expect(
      try rank(log).split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "in force since 2026-05-20"))
    let row = try rank(log, ["--format", "csv"]).split(separator: "\n").first {
      $0.hasPrefix("extra_shift,")
    }
    #expect(row?.contains("in force since 2026-05-20") == true, "\(row ?? "")")
    let free = try rank([], ["--format", "csv"]).split(separator: "\n").first {
      $0.hasPrefix("extra_shift,")
    }
    #expect(free?.contains("in force") == false, "\(free ?? "")")
    let plan = try CommandLineRun(["plan", "x.csv"] + run + log, in: folder)
    let words = plan.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      plan.status == 0
        && words.contains(
          "More pick and pack capacity is in force since 20 May 2026, as the log of changes says"),
      "\(words)\(plan.errors)")
    #expect(!words.contains("(extra_shift): by the ranking"), "\(words)")
    let planned = try CommandLineRun(
      ["plan", "x.csv", "--done", "extra_shift=2026-06-01", "--planned", "extra_shift=2026-07-03"] + run,
      in: folder)
    #expect(
      planned.status == 64 && planned.errors.contains("found extra_shift, which is among those done too"),
      "\(planned.output)\(planned.errors)")
    // What is in force by the log alone is no step that was named twice.
    let inForce = try CommandLineRun(
      ["plan", "x.csv", "--planned", "extra_shift=2026-07-03"] + run + log, in: folder)
    #expect(
      inForce.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "is not in the forecast: in force since 2026-05-20"), "\(inForce.output)\(inForce.errors)")
    let whatif = try CommandLineRun(
      ["whatif", "x.csv", "--action", "extra_shift"] + run + log, in: folder)
    #expect(
      whatif.status == 0
        && (whatif.output + whatif.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
          .contains("extra_shift is in force since 2026-05-20, as the log of changes says"),
      "\(whatif.output)\(whatif.errors)")
  }

  @Test("A change that the log names by its rate is in force too, by the name of its measured action")
  func unnamedInForce() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    try folder.write("format: 1\nchanges:\n  - {date: 2026-05-20, of: late_shipment}\n", to: "changes.yaml")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--log", "changes.yaml", "-o", "mine.yaml", "-q"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let name = "own_late_shipment_2026_05_20"
    let text = try folder.text("mine.yaml")
    #expect(text.contains("name: \(name)") && text.contains("Made already, on 2026-05-20: give"), "\(text)")
    func row(_ more: [String]) throws -> Substring? {
      let run = try CommandLineRun(
        ["rank", "x.csv", "--actions", "mine.yaml", "--paths", "500", "--seed", "1", "--format", "csv"]
          + more, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(separator: "\n").first { $0.hasPrefix(name + ",") }
    }
    #expect(try row(["--log", "changes.yaml"])?.contains("in force since 2026-05-20") == true)
    #expect(try row([])?.contains("in force") == false)
  }

  @Test("What harmed several accounts is followed by its undoing, as what harmed one is", arguments: [1, 3])
  func harmOfSeveral(accounts: Int) throws {
    let folder = try ScratchFolder()
    let names = (0..<accounts).map { "shop\($0)" }
    for name in names {
      // One late order in five days, and from day 79 (20 May) on one a day.
      try folder.write(EffectCommandTests.orders(account: name, stepDay: 0, undone: 79), to: "\(name).csv")
    }
    try folder.write("format: 1\nchanges:\n  - {date: 2026-05-20, of: late_shipment}\n", to: "changes.yaml")
    let run = try CommandLineRun(
      ["effect"] + names.map { "\($0).csv" } + ["--log", "changes.yaml", "-o", "mine.yaml"], in: folder)
    #expect(run.status == 0 && run.errors.contains("wrote 2 actions to mine.yaml"), "\(run.errors)")
    #expect(try folder.text("mine.yaml").contains("name: undo_own_late_shipment_2026_05_20"))
  }

  @Test("Changes of the log that no forecast uses are said, loudly if there is no other")
  func leftOut() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    func errors(_ changes: String) throws -> String {
      try folder.write("format: 1\nchanges:\n\(changes)", to: "changes.yaml")
      let run = try CommandLineRun(
        ["forecast", "x.csv", "--log", "changes.yaml", "--paths", "200", "--seed", "1"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return run.errors.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let strange = "  - {date: 2026-05-20, of: late_shipment, account: acmee}\n"
    let alone = try errors(strange)
    #expect(
      alone.contains(
        "warning: changes of the log that are left out: of accounts that these files do not have (acmee). It has no other"
      ), "\(alone)")
    let later = try errors("  - {date: 2027-05-20, of: orders}\n")
    #expect(later.contains("left out: 1 after 2026-06-29."), "\(later)")
    let some = try errors(strange + "  - {date: 2026-05-20, of: late_shipment}\n")
    #expect(some.contains("(acmee)") && !some.contains("warning: changes of the log"), "\(some)")
    let none = try errors("  - {date: 2026-05-20, of: late_shipment}\n")
    #expect(!none.contains("changes of the log that are left out"), "\(none)")
  }

  @Test("A product that no order has is named with its line, and a ramp that still grows is no measurement")
  func productAndRamp() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-05-20, of: late_shipment, ramp: 200}\n"
        + "  - {date: 2026-05-20, of: late_shipment, where: {sku: MGU}}\n", to: "changes.yaml")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--log", "changes.yaml", "-o", "mine.yaml"], in: folder)
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(
        "changes.yaml:4:12: changes[1].date: found product 'MGU', of which these files have no order"),
      "\(words)\(run.errors)")
    #expect(words.contains("it grows over 200 days, of which 41 are over"), "\(words)")
    #expect(run.errors.contains("mine.yaml is not written"), "\(run.errors)")
  }

  @Test("Measured ranges have the mark own in whatif and plan as in rank, in words and in CSV")
  func marks() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(stepDay: 999), to: "x.csv")
    try folder.write(
      """
      apiVersion: headroom/v1
      kind: Action
      metadata: {name: second_pickup, title: A second pickup, source: measured, grade: own}
      spec:
        cause: dispatch
        effects:
          - {target: late_shipment, odds: {p10: 0.1, p50: 0.2, p90: 0.3}, grade: own}
      """, to: "mine.yaml")
    let run = ["x.csv", "--actions", "mine.yaml", "--paths", "500", "--seed", "1"]
    let own = ["--action", "second_pickup"]
    let whatif = try CommandLineRun(["whatif"] + run + own + ["-o", "out"], in: folder)
    #expect(
      whatif.status == 0
        && whatif.output.contains("Range: own, measured on your own orders (second_pickup)."),
      "\(whatif.output)\(whatif.errors)")
    let rows = try folder.text("out/change.csv").split(separator: "\n")
    #expect(rows[0].hasSuffix(",grade") && rows[1].hasSuffix(",own"), "\(rows.prefix(2))")
    let words = whatif.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("except second_pickup, marked own"), "\(words)")
    let judged = try CommandLineRun(
      ["whatif"] + run + ["--action", "extra_shift", "-o", "judged"], in: folder)
    #expect(judged.status == 0 && !judged.output.contains("marked own"), "\(judged.output)")
    #expect(try folder.text("judged/change.csv").split(separator: "\n")[1].hasSuffix(",A→D"))
    let plan = try CommandLineRun(["plan"] + run, in: folder)
    #expect(
      plan.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "by the range that was measured on your own orders (own)"), "\(plan.output)\(plan.errors)")
  }

  @Test("A change of Amazon's channel is judged by the orders that Amazon ships")
  func channel() throws {
    let folder = try ScratchFolder()
    var text = "order_id,purchased_at,channel\n"
    for day in 0..<120 {
      for number in 0..<12 {
        // Amazon's orders double on day 80; the seller's stay.
        if number < 4 { text += "s\(day)-\(number),\(EffectCommandTests.date(day)),seller\n" }
        if number < (day < 80 ? 6 : 12) {
          text += "a\(day)-\(number),\(EffectCommandTests.date(day)),amazon\n"
        }
      }
    }
    try folder.write(text, to: "x.csv")
    func row(_ part: String) throws -> [Substring] {
      try folder.write(
        "format: 1\nchanges:\n  - {date: 2026-05-20, of: orders\(part)}\n", to: "changes.yaml")
      let run = try CommandLineRun(
        ["effect", "x.csv", "--log", "changes.yaml", "--format", "csv", "--priors", "built-in", "-q"],
        in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let row = try #require(run.output.split(separator: "\n").dropFirst().first)
      return row.split(separator: ",", omittingEmptySubsequences: false)
    }
    let (amazon, seller) = (try row(", where: {channel: amazon}"), try row(", where: {channel: seller}"))
    #expect(amazon[10...11] == ["480", "480"] && amazon.contains("helped"), "\(amazon)")
    #expect(seller[10...11] == ["320", "160"] && !seller.contains("helped"), "\(seller)")
    #expect(amazon.contains("amazon") && seller.contains("seller"))
  }

  @Test("A step that nobody logged is found about its day, and none in a record without one")
  func changes() throws {
    let folder = try ScratchFolder()
    try folder.write(EffectCommandTests.orders(), to: "x.csv")
    let run = try CommandLineRun(["explain", "x.csv", "--changes", "--format", "csv", "-q"], in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(run.status == 0 && lines.count == 2, "\(run.output)\(run.errors)")
    #expect(lines.last?.contains(",late_shipment,2026-05-") == true, "\(run.output)")
    try folder.write(EffectCommandTests.orders(days: 79), to: "y.csv")
    let calm = try CommandLineRun(
      ["explain", "y.csv", "--changes", "--of", "late_shipment", "-q"], in: folder)
    #expect(calm.output.contains("No step stands out"), "\(calm.output)\(calm.errors)")
    let wrong = try CommandLineRun(["explain", "x.csv", "--changes", "--from", "2026-05-01"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("without --metric, --from and --to"))
  }
}
