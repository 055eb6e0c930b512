import AccountHealth
import Foundation
import Testing

@Suite("The plan of action, on the command line")
struct PlanCommandTests {
  private static let run = ["--paths", "256", "--horizon", "40", "--seed", "1", "-q"]

  /// Two orders a day; every fourth is two days late.
  private static func orders(account: String = "acme", sku: String = "lamp") -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at,sku\n"
    for number in 0..<80 {
      let day = 1 + number / 2
      let dates = [day, day + 1, day + (number % 4 == 0 ? 3 : 1)].map(Fixtures.date)
      text += "o-\(number),\(account),\(dates.joined(separator: ",")),\"\(sku)\"\n"
    }
    return text
  }

  private func plan(_ arguments: [String], in folder: ScratchFolder) throws -> CommandLineRun {
    try CommandLineRun(["plan"] + arguments + Self.run, in: folder)
  }

  @Test("Three parts, a reply, blanks, orders and notes; a blank and suggestions where nothing was done")
  func parts() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try plan(["x.csv"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    for part in [
      "# Plan of action: late shipment rate", "## Short reply to the notice", "## Part 1: root cause",
      "## Part 2: what was done", "## Part 3: what prevents it", "## Attached",
      "# Notes for you: delete them before you send the plan", "# Annex: the orders",
    ] {
      #expect(run.output.contains("\n\(part)") || run.output.hasPrefix(part), "\(part)\n\(run.output)")
    }
    #expect(run.output.contains("| Seller (legal name) | [ … ] |"))
    #expect(run.output.contains("For root cause 1: [ what was changed"))
    #expect(run.output.contains("[ SUGGESTION, not done and not decided: "))
    #expect(!run.output.contains("Since the evening") && run.output.contains("no kind of order stands out"))
    let done = try plan(
      [
        "x.csv", "--done", "auto_confirm=\(Fixtures.date(30))", "--planned",
        "extra_shift=\(Fixtures.date(50))",
      ],
      in: folder)
    #expect(done.output.contains("- Since 30 Nov 2026: The label or first scan confirms the shipment."))
    #expect(done.output.contains("- From 20 Dec 2026: More pick and pack capacity."))
    #expect(!done.output.contains("SUGGESTION") && !done.output.contains("What to expect"))
    // An action that has nothing to do with the rate leaves the cause to be answered.
    let other = try plan(["x.csv", "--done", "track_all=1999-11-30"], in: folder)
    #expect(other.output.contains("For root cause 1: [ what was changed"), "\(other.errors)")
    let notes = other.output.replacing("\n  ", with: " ")
    #expect(notes.contains("by anything that the catalogue says of it"))
    #expect(notes.contains("before the first of these orders"))
    #expect(!done.output.contains("does not change the late shipment rate"))
    let appeal = try plan(["x.csv", "--appeal"], in: folder)
    #expect(appeal.output.hasPrefix("# Appeal and plan of action"))
    #expect(appeal.output.contains("## What to expect from an appeal (assumed)"))
    // 1 − 0.7 · 0.82 in two tries, and 1 − 0.35 · 0.48 · 0.584 · 0.6672 · 0.73376 in five.
    #expect(
      appeal.output.contains("| order performance | 2 (1 to 7) | 30.0 % to 65.0 % | 42.6 % to 95.2 % |"))
    #expect(!appeal.output.contains("which cause does the notice name?"))
  }

  @Test("Without a bad order nothing is confessed and nothing suggested; an insurance is no prevention")
  func clean() throws {
    let folder = try ScratchFolder()
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for number in 0..<800 {
      let day = 1 + number / 20
      text += "o-\(number),\([day, day + 1, day + 1].map(Fixtures.date).joined(separator: ","))\n"
    }
    try folder.write(text, to: "x.csv")
    let run = try plan(["x.csv"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let words = run.output.replacing("\n  ", with: " ")
    #expect(words.contains("No order in the window counts against us."), "\(words)")
    #expect(!words.contains("no kind of order stands out") && !words.contains("SUGGESTION"), "\(words)")
    #expect(!words.contains("Below are") && words.contains("Below: the root cause,"))
    let insured = try plan(["x.csv", "--planned", "insurance=\(Fixtures.date(50))"], in: folder)
    #expect(insured.status == 0, "\(insured.errors)")
    let parts = insured.output.split(separator: "# Notes for you")
    #expect(!parts[0].contains("Insurance") && parts[1].contains("prevents nothing"), "\(insured.output)")
  }

  @Test("A file, a page and a folder, readable only by their owner; an unknown ending is refused")
  func outputs() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let text = try plan(["x.csv"], in: folder).output
    #expect(try plan(["x.csv", "-o", "plan.md"], in: folder).output.isEmpty)
    #expect(try folder.text("plan.md") == text)
    #expect(try plan(["x.csv", "-o", "plan.html"], in: folder).status == 0)
    #expect(try folder.text("plan.html").hasPrefix("<!doctype html>"))
    #expect(try plan(["x.csv", "-o", "out"], in: folder).status == 0)
    #expect(
      try folder.names(in: "out") == ["manifest.json", "plan.md", "plan_causes.csv", "plan_orders.csv"])
    #expect(try folder.text("out/plan.md").contains("(plan\\_orders.csv)"))
    let rows = try folder.text("out/plan_orders.csv").split(separator: "\n")
    #expect(
      rows[0] == "account,metric,order_id,placed,due,happened,fact,days_late,sku,category,leaves,findings")
    #expect(rows[1].contains(",confirmed_late,2,lamp,"))
    for name in ["plan.md", "plan.html", "out/plan.md", "out/plan_orders.csv"] {
      let mode = try FileManager.default.attributesOfItem(atPath: folder.path + "/" + name)[.posixPermissions]
      #expect(mode as? Int == 0o600, "\(name)")
    }
    let wrong = try plan(["x.csv", "-o", "plan.docx"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("expected .md or .html"))
  }

  @Test("Programs get the orders and the whole answer")
  func programs() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let json = try plan(["x.csv", "--format", "json"], in: folder).output
    let object = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any], "\(json)")
    #expect(object["reason"] as? String == "off_target" && object["basis"] as? String == "orders")
    let orders = object["bad_orders"] as? [[String: Any]]
    #expect(orders?.count == object["bad"] as? Int && orders?.first?["fact"] as? String == "confirmed_late")
    let lines = try plan(["x.csv", "--format", "ndjson"], in: folder).output.split(separator: "\n")
    #expect(lines.count == orders?.count)
  }

  @Test(
    "Texts of files stay texts", arguments: HostileTexts.all + ["[x](javascript:pwned)", "# head", "a|b`c`"])
  func hostile(text: String) throws {
    let folder = try ScratchFolder()
    let cell = text.replacing("\"", with: "\"\"")
    try folder.write(Self.orders(account: "acme", sku: cell), to: "x.csv")
    let run = try plan(["x.csv", "--done", "auto_confirm=\(Fixtures.date(30))"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").filter { $0.hasPrefix("| o-") }
    #expect(!lines.isEmpty)
    for line in lines {
      // Six cells, whatever is in the last one, and no markup in it.
      let bare = line.replacing(#/\\./#, with: "")
      #expect(bare.count { $0 == "|" } == 7, "\(line)")
      #expect(!bare.contains { "<>[]`*_".contains($0) }, "\(line)")
      #expect(line.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control })
    }
  }

  @Test("A page keeps texts of files as texts, also the name of the account")
  func hostilePage() throws {
    let folder = try ScratchFolder()
    try folder.write(HostileTexts.orders(account: "<script>window.pwned=1</script>"), to: "x.csv")
    let run = try plan(["x.csv", "-o", "plan.html", "--for", "late_shipment_rate_30d"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let page = try folder.text("plan.html")
    #expect(page.contains("&lt;script&gt;window.pwned=1&lt;/script&gt;"))
    for tag in ["<script", "<img", "<svg", "<iframe", "<link", "<b>", "</title><", "<a "] {
      #expect(!page.contains(tag), "\(tag)")
    }
  }

  @Test(
    "Wrong usage",
    arguments: [
      (["--for", "late"], 64, "expected one of"), (["--done", "auto_confirm"], 64, "expected an action, ="),
      (["--done", "magic=2026-11-30"], 64, "--done: found 'magic', expected one of"),
      (["--planned", "magic=2026-12-30"], 64, "--planned: found 'magic', expected one of"),
      (["--done", "auto_confirm=2026-11-30", "--done", "auto_confirm=2026-11-29"], 64, "is given twice"),
      (
        ["--done", "auto_confirm=2027-11-30"], 64,
        "--done: found auto_confirm=2027-11-30, expected a day up to"
      ),
      (["--planned", "auto_confirm=2026-11-30"], 64, "What was done belongs to --done."),
    ] as [([String], Int32, String)])
  func usage(arguments: [String], status: Int32, text: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try plan(["x.csv"] + arguments, in: folder)
    #expect(run.status == status && run.errors.contains(text), "\(run.errors)")
  }

  @Test("Several accounts: one must be named; no orders: nothing to plan")
  func accounts() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    try folder.write(Self.orders(account: "other").replacing("o-", with: "p-"), to: "y.csv")
    let both = try plan(["x.csv", "y.csv"], in: folder)
    #expect(both.status == 64 && both.errors.contains("--account: found 2 accounts"), "\(both.errors)")
    let one = try plan(["x.csv", "y.csv", "--account", "other"], in: folder)
    #expect(one.status == 0 && one.output.contains("| Account | other |"), "\(one.errors)")
    try folder.write("order_id,account,purchased_at,ship_by,shipped_at\n", to: "empty.csv")
    #expect(try plan(["empty.csv"], in: folder).status == 65)
  }

  @Test("An account that is deactivated: the plan offers the appeal, and the appeal has the day")
  func deactivated() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    let added = try CommandLineRun(
      ["notice", "add", "--received", "2026-11-28", "--kind", "deactivation"], in: folder)
    #expect(added.status == 0, "\(added.errors)")
    let plain = try plan([], in: folder)
    #expect(
      plain.output.replacing("\n  ", with: " ").contains(
        "Amazon has deactivated the account (notice 1 (deactivation), received 28 Nov 2026). This plan does not ask for its reinstatement: headroom plan --appeal writes that"
      ), "\(plain.output)")
    #expect(plain.output.contains("| Case or notice number, its date | [ number … ], 28 Nov 2026 |"))
    let appeal = try plan(["--appeal"], in: folder)
    #expect(appeal.output.contains("Our account was deactivated by your notice of 28 Nov 2026. "))
    #expect(!appeal.output.contains("headroom plan --appeal writes that"))
    // By Amazon's report alone.
    try folder.write(
      SellerFilesTests.report(
        "ATVPDKIKX0DER", accounts: "{\"marketplaceId\":\"ATVPDKIKX0DER\",\"status\":\"DEACTIVATED\"}"),
      to: "v2.json")
    let reported = try plan(["x.csv", "v2.json"], in: folder)
    #expect(
      reported.output.contains("Amazon has deactivated the account (by its report of 19 Nov 2026)."),
      "\(reported.output)\(reported.errors)")
    let json = try plan(["x.csv", "v2.json", "--format", "json"], in: folder).output
    #expect(json.contains("\"deactivated\":\"2026-11-19\"") && json.contains("\"is_deactivated\":true"))
  }
}
