import Foundation
import Testing

/// `CommandLineRun` sets HEADROOM_STORE to `kept/store.sqlite` in its folder.
@Suite("Notices")
struct NoticeCommandTests {
  @Test("A deactivation without a deadline is critical, and gets neither days nor a chance")
  func deactivated() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    let added = try CommandLineRun(
      ["notice", "add", "--received", "2026-11-18", "--kind", "deactivation"], in: folder)
    #expect(added.status == 0, "\(added.errors)")
    let run = try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    #expect(
      run.status == 2 && run.output.contains("CRITICAL notice: deactivated, where notice.days_left > 1d"))
    #expect(!run.output.contains("0 days left"), "\(run.output)")
    #expect(!run.output.contains("days_left'=") && !run.output.contains("WARNING notice"), "\(run.output)")
    let forecast = try CommandLineRun(["forecast", "--seed", "1", "--paths", "200"], in: folder)
    let output = forecast.output.replacing("\n  ", with: " ")
    #expect(output.contains("The account is deactivated: appeal first."), "\(output)")
    #expect(!output.contains("Given this, deactivated"), "\(output)")
  }

  @Test("An open notice comes first in forecast and report, and decides how enforcement begins")
  func noticed() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    // The last day of the orders is 12 December.
    let added = try CommandLineRun(
      [
        "notice", "add", "--received", "2026-12-11", "--answer-by", "2026-12-14", "--metric",
        "late_shipment_rate_30d",
      ],
      in: folder)
    #expect(added.status == 0)
    let forecast = try CommandLineRun(
      ["forecast", "--seed", "1", "--paths", "4000", "--as-of", "2026-12-11"], in: folder)
    #expect(forecast.status == 0, "\(forecast.errors)")
    let first =
      "Open notice 1 (performance, late_shipment_rate_30d), received 11 Dec 2026: answer by 14 Dec 2026, 3 days left."
    let output = forecast.output.replacing("\n  ", with: " ")
    #expect(output.hasPrefix(first + " Given this, deactivated within 90 days: "), "\(forecast.output)")
    #expect(forecast.errors.contains("open notice 1 (performance, late_shipment_rate_30d)"))
    // It was not there the day before.
    let before = try CommandLineRun(["status", "--as-of", "2026-12-10"], in: folder)
    #expect(!before.errors.contains("notice") && !before.output.contains("notice"))
    let page = try CommandLineRun(
      [
        "report", "-o", "r.html", "--no-rank", "-q", "--seed", "1", "--paths", "500", "--as-of", "2026-12-11",
      ],
      in: folder)
    #expect(page.status == 0, "\(page.errors)")
    let html = try folder.text("r.html").replacing("\u{A0}", with: " ")
    #expect(html.contains("<p class=\"standing\">\(first)</p>"), "\(html.prefix(3000))")
    #expect(html.contains("the account starts with the open notice 1"))
    #expect(try CommandLineRun(["notice", "close", "1", "--on", "2026-12-11"], in: folder).status == 0)
    let closed = try CommandLineRun(["status", "--as-of", "2026-12-11"], in: folder)
    #expect(!closed.errors.contains("open notice"))
  }

  @Test("Notices count down")
  func notices() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    func notice(_ arguments: String...) throws -> CommandLineRun {
      try CommandLineRun(["notice"] + arguments, in: folder)
    }
    #expect(try notice("list").output == "No notice.\n")
    #expect(try notice("add", "--received", "2026-11-14", "--answer-by", "2026-11-13").status == 64)
    let added = try notice(
      "add", "--received", "2020-11-14", "--kind", "performance", "--answer-by", "2020-11-17", "--metric",
      "order_defect_rate")
    #expect(added.output == "Notice 1 kept; check counts down to 2020-11-17.\n", "\(added.errors)")
    // A deadline of the past is critical.
    let check = try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    #expect(check.status == 2 && check.output.contains("answer by 17 Nov 2020"), "\(check.output)")
    #expect(check.output.contains("days overdue") && !check.output.contains("notice -"), "\(check.output)")
    // A notice of another account is nothing to an account that is looked at alone.
    try folder.write(Fixtures.orders(account: "else"), to: "y.csv")
    #expect(try CommandLineRun(["import", "y.csv", "-q"], in: folder).status == 0)
    _ = try notice("add", "--received", "2020-11-14", "--answer-by", "2020-11-18", "--account", "else")
    let own = try CommandLineRun(["check", "--account", "acme"] + CheckCommandTests.common, in: folder)
    #expect(own.output.contains("17 Nov 2020") && !own.output.contains("18 Nov 2020"), "\(own.output)")
    #expect(
      try CommandLineRun(["check"] + CheckCommandTests.common, in: folder).output.contains("18 Nov 2020"))
    let two = ["check", "--account", "acme", "--account", "ELSE"] + CheckCommandTests.common
    let both = try CommandLineRun(two, in: folder)
    #expect(both.output.contains("17 Nov 2020") && both.output.contains("18 Nov 2020"), "\(both.output)")
    #expect(try notice("close", "1", "--on", "2020-11-16").output == "Notice 1 closed.\n")
    #expect(try notice("close", "1").status == 65)
    #expect(
      try notice("list", "--format", "csv").output.hasSuffix(
        "1,performance,2020-11-14,2020-11-17,order_defect_rate,,2020-11-16\n"))
  }

  @Test("A notice of an account that the store does not know, or of a day to come, is refused and not kept")
  func refusedNotices() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    func add(_ arguments: String...) throws -> CommandLineRun {
      try CommandLineRun(["notice", "add"] + arguments, in: folder)
    }
    let unknown = try add("--received", "2026-11-01", "--account", "acne")
    #expect(
      unknown.status == 64
        && unknown.errors.contains(
          "--account: found 'acne', expected an account of the store: 'acme'. Did you mean 'acme'?"),
      "\(unknown.errors)")
    let ahead = try add("--received", "2199-11-14", "--answer-by", "2199-11-17")
    #expect(
      ahead.status == 64
        && ahead.errors.contains("--received: found 2199-11-14, expected a day that has come; today is 2"),
      "\(ahead.errors)")
    let before = try add("--received", "2026-11-14", "--answer-by", "2026-11-13")
    #expect(before.status == 64 && before.errors.contains("Are the two swapped?"), "\(before.errors)")
    #expect(try CommandLineRun(["notice", "list"], in: folder).output == "No notice.\n")
    #expect(try add("--received", "2026-11-01", "--account", "acme").status == 0)
    let empty = try CommandLineRun(
      ["notice", "add", "--received", "2026-11-01", "--account", "acme", "--store", "new.sqlite"], in: folder)
    #expect(empty.status == 64 && empty.errors.contains("the store has no orders yet"), "\(empty.errors)")
    #expect(!(try folder.names().contains("new.sqlite")))
    // Without an account it is about all, also before anything is imported.
    #expect(
      try CommandLineRun(
        ["notice", "add", "--received", "2026-11-01", "--store", "new.sqlite"], in: folder
      ).status == 0)
  }

  @Test("Where the store has several accounts, a notice that names none is refused and not kept")
  func nobody() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    try folder.write(Fixtures.orders(account: "else"), to: "y.csv")
    #expect(try CommandLineRun(["import", "y.csv", "-q"], in: folder).status == 0)
    let add = ["notice", "add", "--received", "2026-11-01"]
    let nobody = try CommandLineRun(add, in: folder)
    #expect(
      nobody.status == 64
        && nobody.errors.contains(
          "--account is missing: the store has 2 accounts, 'acme', 'else'. Name the one that the notice is about."
        ), "\(nobody.status) \(nobody.errors)")
    #expect(try CommandLineRun(["notice", "list"], in: folder).output == "No notice.\n")
    #expect(try CommandLineRun(add + ["--account", "else"], in: folder).status == 0)
  }

  @Test("A notice is closed on the day by which check counts")
  func closedToday() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    // The last evening of the store is 11 December; today may be earlier.
    _ = try CommandLineRun(["notice", "add", "--received", "2026-11-20"], in: folder)
    #expect(try CommandLineRun(["notice", "close", "1"], in: folder).status == 0)
    let list = try CommandLineRun(["notice", "list", "--format", "csv"], in: folder).output
    let closed = try #require(list.split(separator: "\n").last?.split(separator: ",").last.map(String.init))
    #expect(closed >= Fixtures.date(41), "\(list)")
    let status = try CommandLineRun(["status", "--as-of", closed], in: folder)
    #expect(!status.errors.contains("open notice"), "\(status.errors)")
  }

  @Test("The first line says that a notice waits for an answer; one without a last day is not known")
  func firstLine() throws {
    let folder = try CheckCommandTests.folder(late: 0)
    func notice(_ arguments: String...) throws -> CommandLineRun {
      try CommandLineRun(["notice"] + arguments, in: folder)
    }
    func check() throws -> CommandLineRun {
      try CommandLineRun(["check"] + CheckCommandTests.common, in: folder)
    }
    _ = try notice(
      "add", "--received", "2020-11-14", "--answer-by", "2020-11-17", "--metric", "late_shipment_rate_30d")
    let overdue = try check()
    #expect(
      overdue.output.hasPrefix("HEADROOM CRITICAL: notice about late_shipment_rate_30d "), "\(overdue.output)"
    )
    _ = try notice("close", "1")
    _ = try check()
    _ = try notice("add", "--received", "2020-11-14")
    let endless = try check()
    #expect(
      endless.status == 3
        && endless.output.hasPrefix("HEADROOM UNKNOWN: last day for an answer to notice is not known |"),
      "\(endless.output)")
    #expect(
      endless.output.contains(
        "\nUNKNOWN last day for an answer to notice: the notice came on 14 Nov 2020 and names no last day"),
      "\(endless.output)")
    #expect(endless.output.split(separator: "\n").count { $0.hasPrefix("UNKNOWN") } == 1, "\(endless.output)")
    // The usage of a command within a command names it whole.
    let wrong = try notice("add", "--received", "2999-01-01")
    #expect(wrong.errors.contains("See 'headroom notice add --help'."), "\(wrong.errors)")
  }
}
