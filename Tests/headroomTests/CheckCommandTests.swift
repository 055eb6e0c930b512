import AccountHealth
import Foundation
import Testing

/// `CommandLineRun` sets HEADROOM_STORE to `kept/store.sqlite` in its folder.
@Suite("The nightly check")
struct CheckCommandTests {
  /// Forty orders a day for forty days, of which the last days have `late` late ones each.
  static func orders(late: Int) -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for day in 1...40 {
      for number in 1...20 {
        let isLate = day > 34 && number <= late
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(Fixtures.date)
        text += "\(day)-\(number),acme,\(dates.joined(separator: ","))\n"
      }
    }
    return text
  }

  static let common = ["--paths", "200", "--seed", "1", "-q", "--no-explain"]

  static func folder(late: Int) throws -> ScratchFolder {
    let folder = try ScratchFolder()
    try folder.write(orders(late: late), to: "x.csv")
    #expect(try CommandLineRun(["import", "x.csv", "-q"], in: folder).status == 0)
    return folder
  }

  private static func policy(_ lines: String, in folder: ScratchFolder) throws -> [String] {
    try folder.write("format: 1\n" + lines, to: "policy.yaml")
    return ["check", "--policy", "policy.yaml"] + common
  }

  @Test("Of all rates none passes while one of them is not decided; forecast begins with that")
  func undecided() throws {
    let folder = try ScratchFolder()
    // Six or sixty orders, twenty days old, have no day of shipment: 6 of 580 are met, 60 may not be.
    func orders(_ unreadable: Int) -> String {
      var lines = Self.orders(late: 0).split(separator: "\n").map(String.init)
      for line in lines.indices.suffix(400).prefix(unreadable) {
        lines[line] = lines[line].split(separator: ",").prefix(4).joined(separator: ",") + ",soon"
      }
      return lines.joined(separator: "\n") + "\n"
    }
    try folder.write("format: 1\ncritical: [any.off_target == false]\n", to: "p.yaml")
    for (count, status) in [(6, 0), (60, 3)] {
      try folder.write(orders(count), to: "x\(count).csv")
      let run = try CommandLineRun(
        ["check", "x\(count).csv", "--policy", "p.yaml"] + Self.common, in: folder)
      #expect(run.status == status, "\(run.output)")
      let unknown =
        "\nUNKNOWN acme late_shipment_rate_30d: the files do not decide whether it is off target now: for 60 orders"
      #expect(run.output.contains(unknown) == (status == 3), "\(run.output)")
      let forecast = try CommandLineRun(
        ["forecast", "x\(count).csv", "--paths", "200", "--seed", "1", "-q"], in: folder)
      #expect(forecast.output.contains("Whether something is off target now is not known") == (status == 3))
    }
  }

  @Test("Fine, warning, critical and unknown end with 0, 1, 2 and 3")
  func exits() throws {
    let folder = try Self.folder(late: 0)
    func run(_ lines: String) throws -> CommandLineRun {
      try CommandLineRun(Self.policy(lines, in: folder), in: folder)
    }
    let fine = try run("warning: [late_shipment_rate_30d.room >= 3]\n")
    #expect(
      fine.status == 0
        && fine.output.hasPrefix(
          "HEADROOM OK: 1 account as of 2026-12-11, no alarm; not in the files: cancellation_rate, order_defect_rate, "
            + "on_time_delivery_rate, valid_tracking_rate |")
    )
    #expect(fine.output.contains(" 'late_shipment_rate_30d room'=23"), "\(fine.output)")
    let warning = try run("warning: [late_shipment_rate_30d.room >= 300]\n")
    #expect(warning.status == 1, "\(warning.output)")
    #expect(
      warning.output.contains(
        "\nWARNING acme late_shipment_rate_30d: room for 23 bad orders, where late_shipment_rate_30d.room >= 300 should hold, new on 2026-12-11"
      ), "\(warning.output)")
    let critical = try run("critical: [late_shipment_rate_30d.room >= 300]\n")
    #expect(
      critical.status == 2 && critical.output.hasPrefix("HEADROOM CRITICAL: acme late_shipment_rate_30d"))
    // No file of the store says anything about defects: that is never a pass.
    let unknown = try run("warning: [order_defect_rate.p_breach(30d) < 5%]\n")
    #expect(
      unknown.status == 3 && unknown.output.hasPrefix("HEADROOM UNKNOWN: acme order_defect_rate is not known")
    )
    #expect(try run("warning: [status.at_risk == false]\n").status == 3)
    let old = try run("warning: [import.age < 2d]\n")
    #expect(old.status == 1 || old.status == 0)
  }

  @Test(
    "Wrong usage, a rate that does not exist and an empty store end with 3",
    arguments: [
      ["check", "--policy", "nowhere.yaml"], ["check", "--bogus"], ["check", "--account", "nobody"],
      ["check", "--policy", "bad.yaml"], ["check", "--store", "none.sqlite"], ["check", "--tune", "few"],
    ])
  func usage(arguments: [String]) throws {
    let folder = try Self.folder(late: 0)
    try folder.write("format: 1\nwarning: [lateness.room >= 2]\n", to: "bad.yaml")
    let run = try CommandLineRun(arguments, in: folder)
    #expect(run.status == 3 && run.output.hasPrefix("HEADROOM UNKNOWN: "), "\(run.output) \(run.errors)")
  }

  @Test("Help is help")
  func help() throws {
    let run = try CommandLineRun(["check", "--help"], in: try ScratchFolder())
    #expect(run.status == 0 && run.output.contains("Examples:"))
  }

  @Test("A rate off target is critical by the built-in policy, and is kept and told once")
  func offTarget() throws {
    let folder = try Self.folder(late: 9)
    let command = ["check"] + Self.common + ["--notify", "cat >> told.txt"]
    let first = try CommandLineRun(command, in: folder)
    #expect(first.status == 2, "\(first.output)\(first.errors)")
    #expect(
      first.output.contains("CRITICAL acme late_shipment_rate_10d: off target, where any.off_target == false")
    )
    #expect(first.output.contains(", new on 2026-12-12"), "\(first.output)")
    let told = try folder.text("told.txt")
    #expect(told.contains("late_shipment_rate_10d"))
    #expect(try CommandLineRun(command, in: folder).status == 2)
    #expect(try folder.text("told.txt") == told, "nobody is told twice")
    // A command that fails is tried again.
    let failing = try Self.folder(late: 9)
    let broken = ["check"] + Self.common + ["--notify", "echo told >> tries.txt; exit 1"]
    _ = try CommandLineRun(broken, in: failing)
    let tries = try failing.text("tries.txt").count
    _ = try CommandLineRun(broken, in: failing)
    #expect(try failing.text("tries.txt").count == 2 * tries && tries > 0)
  }

  @Test("An account whose orders stopped never passes, and one with few orders is not stopped by a week")
  func stopped() throws {
    let folder = try ScratchFolder()
    // Twenty orders a day up to 1 December; then a single delivery eight days later.
    var text = "order_id,account,purchased_at,ship_by,shipped_at,deliver_by,delivered_at\n"
    for day in 1...31 {
      for number in 1...20 {
        let dates = [day, day + 1, day + 1, day + 5].map(Fixtures.date).joined(separator: ",")
        text += "\(day)-\(number),acme,\(dates),\(Fixtures.date(min(day + 4, 31)))\n"
      }
    }
    let last = text
    text += "31-x,acme,\(Fixtures.date(31)),\(Fixtures.date(32)),\(Fixtures.date(32)),,\(Fixtures.date(39))\n"
    try folder.write(text, to: "x.csv")
    try folder.write("format: 1\ncritical: [any.off_target == false]\n", to: "policy.yaml")
    let run = try CommandLineRun(["check", "x.csv", "--policy", "policy.yaml"] + Self.common, in: folder)
    #expect(run.status == 3, "\(run.output)")
    #expect(
      run.output.contains("\nUNKNOWN acme rates: no order since 1 Dec 2026, which is long for this account;"),
      "\(run.output)")
    #expect(run.output.split(separator: "\n").count == 2, "one line for all rates: \(run.output)")
    try folder.write(last, to: "y.csv")
    let fresh = try CommandLineRun(["check", "y.csv", "--policy", "policy.yaml"] + Self.common, in: folder)
    #expect(fresh.status == 0, "\(fresh.output)")
  }

  @Test("Where nothing can be kept, alarms are told nevertheless")
  func readOnly() throws {
    let folder = try Self.folder(late: 9)
    // A folder of the lock's name: nobody can have the right to write, not even root.
    try FileManager.default.removeItem(atPath: folder.path + "/kept/store.sqlite.lock")
    try FileManager.default.createDirectory(
      atPath: folder.path + "/kept/store.sqlite.lock", withIntermediateDirectories: false)
    let run = try CommandLineRun(["check"] + Self.common, in: folder)
    #expect(run.status == 2 && run.output.contains("CRITICAL acme late_shipment_rate_10d"), "\(run.output)")
    #expect(
      run.errors.contains("the store cannot be written") && run.errors.contains("alarms may be told again"),
      "\(run.errors)")
  }

  @Test("The status in Amazon's report: normal, at risk, and a word that nobody knows")
  func accountStatus() throws {
    let folder = try Self.folder(late: 0)
    for (word, status) in [("NORMAL", Int32(0)), ("AT_RISK", 2), ("DEACTIVATED", 2), ("weird", 3), ("", 3)] {
      try folder.write(
        SellerFilesTests.report(
          "ATVPDKIKX0DER", accounts: "{\"marketplaceId\":\"ATVPDKIKX0DER\",\"status\":\"\(word)\"}"),
        to: "v2.json")
      try folder.write("format: 1\ncritical: [status.at_risk == false]\n", to: "policy.yaml")
      let run = try CommandLineRun(["check", "v2.json", "--policy", "policy.yaml"] + Self.common, in: folder)
      #expect(run.status == status, "\(word): \(run.output)")
      #expect(run.output.contains("status deactivated") == (word == "DEACTIVATED"), "\(run.output)")
      #expect(run.output.contains("status at risk") == (word == "AT_RISK"), "\(run.output)")
    }
  }

  @Test("A look at the past leaves the alarms of tonight and the kept forecasts as they are")
  func past() throws {
    let folder = try Self.folder(late: 9)
    let policy = try Self.policy("critical: [late_shipment_rate_10d.off_target == false]\n", in: folder)
    #expect(try CommandLineRun(policy, in: folder).status == 2)
    let kept = try folder.bytes("kept/store.sqlite")
    // The rate was off target then too, so there is an alarm that could be kept and told.
    let past = try CommandLineRun(
      policy + ["--as-of", Fixtures.date(40), "--notify", "cat >> told.txt"], in: folder)
    #expect(past.status == 2, "\(past.output)")
    #expect(try folder.bytes("kept/store.sqlite") == kept && !folder.names().contains("told.txt"))
  }

  @Test("What was said is kept, and scored against what happened")
  func kept() throws {
    let folder = try ScratchFolder()
    let rows = Self.orders(late: 9).split(separator: "\n").map(String.init)
    // As of the 30th no late order was known; ten days later the rate of ten days is off target.
    try folder.write(rows[...(30 * 20)].joined(separator: "\n") + "\n", to: "a.csv")
    try folder.write(rows.joined(separator: "\n") + "\n", to: "b.csv")
    #expect(try CommandLineRun(["import", "a.csv", "-q"], in: folder).status == 0)
    let said = try CommandLineRun(
      ["forecast", "--keep", "--paths", "200", "--seed", "1"], in: folder)
    #expect(said.status == 0 && said.errors.contains("headroom: kept 2 forecasts"), "\(said.errors)")
    let again = try CommandLineRun(["forecast", "--keep", "--paths", "200", "--seed", "2"], in: folder)
    #expect(again.errors.contains("kept 0 forecasts; 2 of this evening were kept before"), "\(again.errors)")
    #expect(try CommandLineRun(["import", "b.csv", "-q"], in: folder).status == 0)
    let scores = try CommandLineRun(["backtest", "--kept", "--format", "csv", "-q"], in: folder)
    #expect(scores.status == 0, "\(scores.errors)")
    let lines = scores.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    #expect(lines[0].prefix(4) == ["metric", "horizon", "checked", "open"])
    let week = try #require(lines.first { $0[0] == "late_shipment_rate_10d" && $0[1] == "7" })
    #expect(week[2] == "1" && week[3] == "0" && week[5] == "1", "\(scores.output)")
    let mean = try #require(Double(week[4]))
    let brier = try #require(Double(week[6]))
    #expect(abs(brier - (1 - mean) * (1 - mean)) < 1e-6)
    // Ninety days are not over.
    #expect(
      lines.contains { $0[0] == "late_shipment_rate_10d" && $0[1] == "90" && $0[2] == "0" && $0[3] == "1" })
    #expect(try CommandLineRun(["backtest"], in: folder).status == 64)
  }

  /// A seller with so many orders a month for 120 days, all shipped and delivered in time and with valid
  /// tracking, without any defect; the first `late` of the last month are shipped a day late.
  private static func seller(_ ordersPerMonth: Int, late: Int = 0) -> String {
    var text =
      "order_id,account,purchased_at,channel,ship_by,shipped_at,deliver_by,delivered_at,tracking,cancelled_at,"
      + "cancelled_by,defect,defect_at\n"
    let total = ordersPerMonth * 4
    for number in 0..<total {
      // Spread over 120 days that end on 20 November.
      let day = Day(number: 20_777 - 119 + number * 120 / total)
      let isLate = number >= total - ordersPerMonth && number < total - ordersPerMonth + late
      func done(_ days: Int) -> String { day + days <= Day(number: 20_777) ? "\(day + days)" : "" }
      text +=
        "\(number),acme,\(day),seller,\(day + 1),\(done(isLate ? 2 : 1)),\(day + 6),\(done(4)),"
        + "\(done(1).isEmpty ? "" : "valid"),,,none,\n"
    }
    return text
  }

  @Test(
    "The built-in policy does not warn of small sellers without a bad order, whose windows have no room",
    arguments: [10, 25, 60, 110, 200])
  func perfect(ordersPerMonth: Int) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.seller(ordersPerMonth), to: "x.csv")
    let run = try CommandLineRun(
      ["check", "x.csv", "--paths", "400", "--seed", "1", "-q", "--no-explain", "--as-of", "2026-11-20"],
      in: folder)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    // The room is still shown, for those who watch it.
    #expect(run.output.contains("'late_shipment_rate_30d room'="), "\(run.output)")
  }

  @Test("The built-in policy warns of a seller near the limit, however small")
  func near() throws {
    let folder = try ScratchFolder()
    // 4 of 110 late: 3.6 % of 4 %, so one more crosses.
    try folder.write(Self.seller(110, late: 4), to: "x.csv")
    let run = try CommandLineRun(
      ["check", "x.csv", "--paths", "400", "--seed", "1", "-q", "--no-explain", "--as-of", "2026-11-20"],
      in: folder)
    #expect(run.status != 0 && run.status != 3, "\(run.output)")
    #expect(run.output.contains("late_shipment_rate_30d"), "\(run.output)")
    // A policy of the user's means what it says.
    try folder.write(Self.seller(25), to: "y.csv")
    try folder.write("format: 1\nwarning: [late_shipment_rate_30d.room >= 2]\n", to: "p.yaml")
    let own = try CommandLineRun(["check", "y.csv", "--policy", "p.yaml"] + Self.common, in: folder)
    #expect(own.status == 1 && own.output.contains("room for 0 bad orders"), "\(own.output)")
  }

  @Test("Performance data has the bounds of the policy, and the numbers that are about no rate")
  func figures() throws {
    let folder = try Self.folder(late: 0)
    _ = try CommandLineRun(
      ["notice", "add", "--received", "2026-11-20", "--answer-by", "2026-12-20"], in: folder)
    let run = try CommandLineRun(
      Self.policy(
        """
        warning: [any.p_breach(30d) < 20%, late_shipment_rate_30d.p_breach(30d) < 10%, any.room >= 2, import.age < 3d,
          notice.days_left > 3d]
        critical: [any.p_breach(7d) < 25%, any.p_deactivated(90d) < 30%, notice.days_left > 1d]

        """, in: folder), in: folder)
    let line = run.output.prefix { $0 != "\n" }
    let data = line.split(separator: "|", maxSplits: 1).last.map(String.init) ?? ""
    func figure(_ label: String) throws -> Substring {
      let start = try #require(data.range(of: "'\(label)'="), "\(label): \(line)")
      return data[start.upperBound...].prefix { $0 != " " }
    }
    #expect(try figure("late_shipment_rate_30d p30").hasSuffix("%;10;;0;100"))
    #expect(try figure("late_shipment_rate_10d p30").hasSuffix("%;20;;0;100"))
    #expect(try figure("late_shipment_rate_30d p7").hasSuffix("%;;25;0;100"))
    #expect(try figure("late_shipment_rate_30d room") == "23;2:;")
    #expect(try figure("p_deactivated 90d").hasSuffix("%;;30;0;100"))
    #expect(try figure("import.age").hasSuffix(";2;"))
    #expect(try figure("notice 1 days_left").hasSuffix(";4:;2:"))
    #expect(data.components(separatedBy: "days_left").count == 2, "each number once: \(data)")
  }

  @Test("What is not known outweighs a warning, and a critical alarm does not hide it")
  func unknownBesideAlarms() throws {
    let folder = try Self.folder(late: 0)
    let open = "order_defect_rate.p_breach(30d) < 5%"
    let warned = try CommandLineRun(
      Self.policy("warning: [late_shipment_rate_30d.room >= 300, \(open)]\n", in: folder), in: folder)
    #expect(
      warned.status == 3
        && warned.output.hasPrefix(
          "HEADROOM UNKNOWN: acme late_shipment_rate_30d room for 23 bad orders; acme order_defect_rate is not known |"
        ), "\(warned.output)")
    #expect(warned.output.contains("\nWARNING acme late_shipment_rate_30d"))
    let critical = try CommandLineRun(
      Self.policy("critical: [late_shipment_rate_30d.room >= 300]\nwarning: [\(open)]\n", in: folder),
      in: folder)
    #expect(
      critical.status == 2 && critical.output.hasPrefix("HEADROOM CRITICAL: ")
        && critical.output.contains("; acme order_defect_rate is not known |"), "\(critical.output)")
  }

  @Test("Without any store the first line says so, and wrong usage says that")
  func noStore() throws {
    let folder = try ScratchFolder()
    let run = try CommandLineRun(["check"], in: folder)
    #expect(run.status == 3 && run.output == "HEADROOM UNKNOWN: there is no store yet\n", "\(run.output)")
    let usage = try CommandLineRun(["check", "--bogus"], in: Self.folder(late: 0))
    #expect(usage.output.hasPrefix("HEADROOM UNKNOWN: wrong usage"), "\(usage.output)")
  }

  @Test("Since when: a rate is off target since its first evening, whenever an alarm tells it")
  func since() throws {
    let folder = try Self.folder(late: 9)
    // From day 35 on 9 of 20 are late, seen on the day after ship-by, day 37: 9 of 200 within ten days.
    let policy = try Self.policy("critical: [late_shipment_rate_10d.off_target == false]\n", in: folder)
    let first = try CommandLineRun(policy, in: folder)
    let (begun, last) = (Fixtures.date(37), Fixtures.date(42))
    #expect(first.output.contains(" should hold, since \(begun), new on \(last)."), "\(first.output)")
    let later = try CommandLineRun(policy + ["--since", last], in: folder)
    #expect(
      later.output.contains("\nCRITICAL acme late_shipment_rate_10d"), "told since it was raised that evening"
    )
    // On an evening before the check of tonight nobody was told.
    let past = try CommandLineRun(policy + ["--as-of", Fixtures.date(39)], in: folder)
    #expect(
      past.output.contains(" should hold, since \(begun), new on \(Fixtures.date(39))."), "\(past.output)")
    let csv = try CommandLineRun(policy + ["--format", "csv"], in: folder)
    #expect(csv.output.contains(",\(begun),1,"), "\(csv.output)")
  }

  @Test("Bounds for a budget of false alarms, for people and for programs")
  func tune() throws {
    let folder = try ScratchFolder()
    // Five orders a day for 250 days: 131 nights lie after the first 90 days and before the last 30.
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for day in 0..<250 {
      let date = Day(number: 20_000 + day)
      for number in 0..<5 { text += "\(day)-\(number),acme,\(date),\(date + 1),\(date + 1)\n" }
    }
    try folder.write(text, to: "x.csv")
    let command = [
      "check", "x.csv", "--tune", "at most 1 false alarm a quarter", "--paths", "64", "--seed", "1", "-q",
    ]
    let table = try CommandLineRun(command, in: folder)
    #expect(table.status == 0, "\(table.errors)")
    #expect(
      table.output.contains("late_shipment_rate_30d.p_breach(30d) < ") && table.output.contains("   131  "))
    let json = try CommandLineRun(command + ["--format", "json"], in: folder)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]], "\(json.output)")
    let late = try #require(rows.first { $0["metric"] as? String == "late_shipment_rate_30d" })
    let bound = try #require(late["bound"] as? Double)
    #expect(bound >= 0.05 && late["nights"] as? Int == 131 && late["paths"] as? Int == 64)
    #expect(
      late["assertion"] as? String
        == "late_shipment_rate_30d.p_breach(30d) < \(Int((100 * bound).rounded()))%")
    // A seller who is never late has no right alarm, and the budget allows one wrong one less than was seen.
    #expect(late["right"] as? Int == 0 && late["alarms"] as? Int == 0, "\(late)")
    try folder.write(
      text.split(separator: "\n").suffix(600).reduce("order_id,account,purchased_at,ship_by,shipped_at\n") {
        $0 + $1 + "\n"
      }, to: "y.csv")
    let short = try CommandLineRun(
      ["check", "y.csv"] + command.dropFirst(2), in: folder)
    #expect(short.output.contains("fewer than 120 nights"), "\(short.output)")
  }
}
