import Foundation
import Testing

@Suite("effect")
struct EffectCommandTests {
  private static let header =
    "account,of,from,action,odds_p10,odds_p50,odds_p90,p_helped,p_nothing,placebo_rank,orders_before,orders_after"

  /// `days` from 1 March 2026 with ten orders each: one late a day before 20 May, then one in five days.
  private static func orders(account: String = "acme", days: Int = 120, stepDay: Int = 79, undone: Int = 999)
    -> String
  {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for day in 0..<days {
      for number in 0..<10 {
        let isLate = number == 0 && (day < stepDay || day >= undone || day % 5 == 0)
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(date)
        text += "\(account)-\(day)-\(number),\(account),\(dates.joined(separator: ","))\n"
      }
    }
    return text
  }

  /// So many days after 1 March 2026.
  private static func date(_ day: Int) -> String {
    let months = [("03", 31), ("04", 30), ("05", 31), ("06", 30), ("07", 31)]
    var left = day
    for (name, length) in months {
      if left < length { return "2026-\(name)-\(left < 9 ? "0" : "")\(left + 1)" }
      left -= length
    }
    return "2026-08-01"
  }

  private static let step = ["--of", "late_shipment", "--from", "2026-05-20", "-q"]

  @Test("A step to a fifth is found, in every format")
  func formats() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let table = try CommandLineRun(["effect", "x.csv"] + Self.step, in: folder)
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.output.contains("The change helped: the odds of late shipments from 20 May 2026 are ×0."))
    #expect(table.output.contains("Placebo days: of 5"))
    let csv = try CommandLineRun(["effect", "x.csv", "--format", "csv"] + Self.step, in: folder)
    let lines = csv.output.split(separator: "\n")
    #expect(lines.count == 2 && lines[0].hasPrefix(Self.header + ",odds_p05"))
    let cells = lines[1].split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    #expect(cells[0...3] == ["acme", "late_shipment", "2026-05-20", ""])
    let numbers = try cells[4...9].map { try #require(Double($0), "\($0)") }
    // 79 of 790 were late before, 8 of 410 after: odds ×0.18.
    #expect(numbers[0] < 0.18 && numbers[2] > 0.18 && numbers[1] < 0.5, "\(numbers)")
    #expect(numbers[3] > 0.975 && numbers[4] < 0.05, "\(numbers)")
    #expect(cells[10...11] == ["790", "410"])
    let json = try CommandLineRun(["effect", "x.csv", "--format", "json"] + Self.step, in: folder)
    let rows = try #require(
      try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [[String: Any]])
    #expect(rows.count == 1 && rows[0]["verdict"] as? String == "helped")
    let lineRun = try CommandLineRun(["effect", "x.csv", "--format", "ndjson"] + Self.step, in: folder)
    #expect(lineRun.output.contains("\"orders_after\":410"))
    let threads = try CommandLineRun(
      ["effect", "x.csv", "--format", "csv", "--threads", "1"] + Self.step, in: folder)
    #expect(threads.output == csv.output)
  }

  @Test("The catalogue's range is believed beforehand; orders and a ramp work too")
  func priors() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let shift = try CommandLineRun(
      ["effect", "x.csv", "--action", "extra_shift", "--ramp", "5"] + Self.step, in: folder)
    #expect(shift.output.contains("The change (extra_shift) helped"), "\(shift.output)\(shift.errors)")
    let words = shift.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("the catalogue's range of extra_shift (grade A→D)"), "\(words)")
    let orders = try CommandLineRun(
      ["effect", "x.csv", "--of", "orders", "--from", "2026-05-20", "-q", "--format", "csv"], in: folder)
    #expect(orders.status == 0 && orders.output.contains("acme,orders,2026-05-20,"), "\(orders.errors)")
  }

  private static let wrong: [([String], String)] = [
    (["--from", "2026-05-20"], "Missing expected argument '--of <rate>'"),
    (["--of", "lateness", "--from", "2026-05-20"], "found 'lateness', expected one of late_shipment, late_"),
    (
      ["--of", "late_shipment", "--from", "2025-01-01"],
      "--from: found 2025-01-01, expected a day of the record"
    ),
    (["--of", "late_shipment", "--from", "2027-01-01"], "2026-03-03 to 2026-06-29"),
    (step + ["--ramp=-1"], "--ramp is a number of days 0…365, got -1."),
    (
      step + ["--until", "2026-05-01"], "--until 2026-05-01 is before --from 2026-05-20. Are the two swapped?"
    ),
    (step + ["--action", "extra_shft"], "Did you mean 'extra_shift'?"),
  ]

  @Test("Wrong usage ends with 64", arguments: wrong)
  func usage(arguments: [String], words: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try CommandLineRun(["effect", "x.csv"] + arguments, in: folder)
    #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(
    "Of several accounts each has its row, one whose record is too short says so; a missing rate is refused")
  func accounts() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    try folder.write(Self.orders(account: "=new", days: 30), to: "y.csv")
    let csv = try CommandLineRun(["effect", "x.csv", "y.csv", "--format", "csv"] + Self.step, in: folder)
    #expect(csv.status == 0 && csv.output.split(separator: "\n").count == 3, "\(csv.errors)")
    #expect(csv.output.contains("\n'=new,late_shipment,2026-05-20,,,,,,,,,,"), "\(csv.output)")
    #expect(csv.output.contains("no orders after"))
    let missing = try CommandLineRun(
      ["effect", "x.csv", "--of", "defects", "--from", "2026-05-20"], in: folder)
    #expect(missing.status == 65 && missing.errors.contains("defect"), "\(missing.errors)")
  }

  @Test("The last day, the second day and a handful of orders are answered with what they say")
  func edges() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    for day in ["2026-06-29", "2026-03-03"] {
      let run = try CommandLineRun(
        ["effect", "x.csv", "--of", "late_shipment", "--from", day, "-q", "--format", "csv"], in: folder)
      #expect(run.status == 0 && run.output.contains("few_orders"), "\(day): \(run.output)\(run.errors)")
    }
    try folder.write(String(Self.orders(days: 6).prefix(1200)), to: "small.csv")
    let small = try CommandLineRun(
      ["effect", "small.csv", "--of", "late_shipment", "--from", "2026-03-03", "-q"], in: folder)
    #expect(
      small.status == 0 && small.output.contains("cannot be told yet"), "\(small.output)\(small.errors)")
  }

  @Test(
    "A log is estimated at once, and its measured ranges are taken by rank and whatif as the seller's own")
  func log() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
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
      ["effect", "x.csv", "--log", "changes.yaml"] + Self.step, in: folder)
    #expect(both.status == 64 && both.errors.contains("Give one of --log, --design, and --of with --from."))
  }

  @Test(
    "What accounts that had not changed did on the same days is taken off, and said",
    arguments: [true, false])
  func controls(isShared: Bool) throws {
    let folder = try ScratchFolder()
    // The others have the same step, or none.
    let texts = ["acme", "beta", "gamma", "delta", "epsilon"].map {
      Self.orders(account: $0, stepDay: isShared || $0 == "acme" ? 79 : 999)
    }
    let rows = texts.flatMap { $0.split(separator: "\n").dropFirst() }
    try folder.write(
      texts[0].prefix { $0 != "\n" } + "\n" + rows.joined(separator: "\n") + "\n", to: "x.csv")
    try folder.write(
      "format: 1\nchanges:\n  - {date: 2026-05-20, of: late_shipment, account: acme}\n", to: "changes.yaml")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--log", "changes.yaml", "-q", "--format", "csv"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func cell(_ name: String) throws -> Substring {
      lines[1][try #require(lines[0].firstIndex { $0 == name })]
    }
    #expect(try lines.count == 2 && cell("controls") == "4", "\(run.output)")
    let common = try #require(Double(try cell("controls_p50")))
    let (own, without) = (
      try #require(Double(try cell("odds_p50"))), try #require(Double(try cell("without_p50")))
    )
    #expect(own < 0.35)
    #expect(
      isShared ? common < 0.5 && without > 0.5 : abs(common - 1) < 0.3 && without < 0.45, "\(run.output)")
    #expect(try cell("warnings").contains("controls") == isShared)
    let table = try CommandLineRun(["effect", "x.csv", "--log", "changes.yaml", "-q"], in: folder)
    #expect(table.output.contains("Other accounts: in 4 that had not changed"), "\(table.output)")
    // What others had too is not said to be the change's doing, nor written as measured.
    let doubt = "It has been better since the change, but the days do not show that the change did it"
    #expect(table.output.contains(isShared ? doubt : "The change helped"), "\(table.output)")
    #expect(try cell("doubted") == (isShared ? "yes" : "no"))
    let written = try CommandLineRun(
      ["effect", "x.csv", "--log", "changes.yaml", "-q", "-o", "mine.yaml"], in: folder)
    #expect(try folder.names().contains("mine.yaml") == !isShared, "\(written.errors)")
  }

  @Test("The range of the catalogue makes no effect out of a few orders, and no action of one's own")
  func fewOrders() throws {
    let folder = try ScratchFolder()
    // Nothing changes, and ten orders came since.
    try folder.write(Self.orders(days: 80, stepDay: 999), to: "x.csv")
    let run = try CommandLineRun(
      [
        "effect", "x.csv", "--of", "late_shipment", "--from", "2026-05-19", "--action", "auto_confirm", "-o",
        "mine.yaml",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(
      run.output.contains("What the change (auto_confirm) did cannot be told yet")
        && run.output.contains("the range of the catalogue says more than these days do"), "\(run.output)")
    #expect(run.errors.contains("no action was measured, so mine.yaml is not written"), "\(run.errors)")
  }

  @Test("Where the catalogue's range turns what the days say, the days are said first")
  func turned() throws {
    let folder = try ScratchFolder()
    // One late a day, and two on each of the six days since.
    let text = Self.orders(days: 85, stepDay: 999).split(separator: "\n").map { line -> String in
      let cells = line.split(separator: ",").map(String.init)
      let number = cells[0].split(separator: "-")
      guard number.count == 3, let day = Int(number[1]), day >= 79, number[2] == "1" else {
        return String(line)
      }
      return (cells[..<4] + [Self.date(day + 2)]).joined(separator: ",")
    }
    try folder.write(text.joined(separator: "\n") + "\n", to: "x.csv")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--action", "hard_cap", "--priors", "built-in"] + Self.step, in: folder)
    // By the days alone it harmed for sure; with the range there is a chance of one in ten that it did not.
    #expect(
      run.output.contains("By its days alone (×2.20")
        && run.output.contains("the change (hard_cap) made it worse"),
      "\(run.output)")
    let alone = try CommandLineRun(["effect", "x.csv", "--priors", "built-in"] + Self.step, in: folder)
    #expect(alone.output.contains("The change made it worse"), "\(alone.output)")
  }

  @Test("A change that was undone is said to have moved back, on about which day")
  func undone() throws {
    let folder = try ScratchFolder()
    // From 20 May on one late order in five days, and from day 110 (19 June) on one a day again.
    try folder.write(Self.orders(days: 150, undone: 110), to: "x.csv")
    let run = try CommandLineRun(["effect", "x.csv"] + Self.step + ["--format", "csv"], in: folder)
    #expect(run.output.contains("moved_back"), "\(run.output)")
    let table = try CommandLineRun(["effect", "x.csv"] + Self.step, in: folder)
    #expect(
      table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "the rate moved back by"),
      "\(table.output)")
    try folder.write(Self.orders(days: 150), to: "lasting.csv")
    let lasting = try CommandLineRun(
      ["effect", "lasting.csv"] + Self.step + ["--format", "csv"], in: folder)
    #expect(!lasting.output.contains("moved_back"), "\(lasting.output)")
  }

  @Test("An account of the log that the files do not have is named")
  func strangeAccount() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
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
    try folder.write(Self.orders(days: 86), to: "x.csv")
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

  @Test(
    "A trial of a stronger effect takes fewer days, and half of the orders can be compared with the other half"
  )
  func design() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    func days(_ design: String) throws -> [Int?] {
      let run = try CommandLineRun(
        ["effect", "x.csv", "--design", design, "--format", "csv", "-q"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let cells = run.output.split(separator: "\n")[1].split(separator: ",", omittingEmptySubsequences: false)
      return [Int(cells[5]), Int(cells[7])]
    }
    let (strong, weak) = (try days("late_shipment=x0.2"), try days("late_shipment=x0.4"))
    let (one, two) = (try #require(strong[0]), weak[0] ?? 731)
    #expect(one > 3 && one < two && strong[1] != nil, "\(strong) \(weak)")
    let wrong = try CommandLineRun(["effect", "x.csv", "--design", "late_shipment=x1"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("a factor from 0.01 to 100 other than 1"))
  }

  @Test("A step that nobody logged is found about its day, and none in a record without one")
  func changes() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try CommandLineRun(["explain", "x.csv", "--changes", "--format", "csv", "-q"], in: folder)
    let lines = run.output.split(separator: "\n")
    #expect(run.status == 0 && lines.count == 2, "\(run.output)\(run.errors)")
    #expect(lines.last?.contains(",late_shipment,2026-05-") == true, "\(run.output)")
    try folder.write(Self.orders(days: 79), to: "y.csv")
    let calm = try CommandLineRun(
      ["explain", "y.csv", "--changes", "--of", "late_shipment", "-q"], in: folder)
    #expect(calm.output.contains("No step stands out"), "\(calm.output)\(calm.errors)")
    let wrong = try CommandLineRun(["explain", "x.csv", "--changes", "--from", "2026-05-01"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("without --metric, --from and --to"))
  }

  /// `days` from 1 March 2026 with eight orders each and one of 16 late; on `sale` 30, of which one in three
  /// is late.
  private static func orders(sale: ClosedRange<Int>, days: Int = 150) -> String {
    var text = "order_id,purchased_at,ship_by,shipped_at\n"
    for day in 0..<days {
      let isSale = sale.contains(day)
      for number in 0..<(isSale ? 30 : 8) {
        let isLate = isSale ? number % 3 == 0 : number == 0 && day % 2 == 0
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(date)
        text += "\(day)-\(number),\(dates.joined(separator: ","))\n"
      }
    }
    return text
  }

  @Test(
    "A sale that ends before the change, or begins after it, is not read and makes no effect",
    arguments: [(sale: 74...79, days: "2026-05-14 to 2026-05-19"), (80...85, "2026-05-20 to 2026-05-25")])
  func sale(sale: ClosedRange<Int>, days: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(sale: sale), to: "x.csv")
    // Orders stand on their ship-by day, the day after.
    let step = ["--of", "late_shipment", "--from", "2026-05-20", "-q", "--priors", "built-in"]
    func verdict(_ more: [String] = []) throws -> (verdict: Substring, warnings: Substring) {
      let run = try CommandLineRun(["effect", "x.csv", "--format", "csv"] + step + more, in: folder)
      let lines = run.output.split(separator: "\n").map {
        $0.split(separator: ",", omittingEmptySubsequences: false)
      }
      let (verdict, warnings) = (
        try #require(lines[0].firstIndex(of: "verdict")), try #require(lines[0].firstIndex(of: "warnings"))
      )
      return (lines[1][verdict], lines[1][warnings])
    }
    let found = try verdict()
    #expect(["unclear", "nothing"].contains(found.verdict) && found.warnings.contains("beside"), "\(found)")
    let table = try CommandLineRun(["effect", "x.csv"] + step, in: folder)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("Not read: the orders of days with far more orders than usual (\(days))"), "\(words)")
    // The same days as a sale that the calendar names.
    let parts = days.split(separator: " ")
    try folder.write(
      "format: 1\nname: mine\nevents:\n  spring:\n    title: Spring sale\n    from: \(parts[0])\n"
        + "    to: \(parts[2])\n    orders: {p10: 1, p50: 2, p90: 4}\n    grade: D\n    source: own\n",
      to: "events.yaml")
    #expect(try ["unclear", "nothing"].contains(verdict(["--events", "events.yaml"]).verdict))
    let named = try CommandLineRun(["effect", "x.csv", "--events", "events.yaml"] + step, in: folder)
    #expect(named.output.contains("Spring sale") && !named.output.contains("far more"), "\(named.output)")
  }

  @Test("Where all orders since the change are those of a sale, it is said that nothing can be told")
  func onlySale() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(sale: 140...149), to: "x.csv")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--of", "late_shipment", "--from", "2026-07-22"], in: folder)
    #expect(run.status == 64 && run.errors.contains("cannot be told from a sale"), "\(run.errors)")
  }

  @Test("A rate that the action is not known to touch is questioned, and not written as the action's")
  func strangeRate() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try CommandLineRun(
      ["effect", "x.csv", "--action", "stock_sync", "-o", "mine.yaml"] + Self.step, in: folder)
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("by the catalogue stock_sync touches cancellation, not late_shipment"), "\(words)")
    #expect(words.contains("beforehand, next to nothing"), "\(words)")
    #expect(run.errors.contains("mine.yaml is not written"), "\(run.errors)")
    let right = try CommandLineRun(
      ["effect", "x.csv", "--action", "extra_shift", "--format", "csv"] + Self.step, in: folder)
    #expect(!right.output.contains("other_rate"), "\(right.output)")
  }

  @Test("The weight of the catalogue's range is said and can be set; harm is told in spite of it")
  func weight() throws {
    let folder = try ScratchFolder()
    // One late in five days before, and one a day since.
    try folder.write(Self.orders(days: 120, stepDay: 0, undone: 79), to: "x.csv")
    func cells(_ more: [String]) throws -> [Double?] {
      let run = try CommandLineRun(
        ["effect", "x.csv", "--action", "extra_shift", "--format", "csv", "--priors", "built-in"] + Self.step
          + more, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let row = try #require(run.output.split(separator: "\n").dropFirst().first)
      return row.split(separator: ",", omittingEmptySubsequences: false).map { Double($0) }
    }
    let (half, all, none) = (
      try cells([]), try cells(["--catalogue-weight", "1"]), try cells(["--catalogue-weight", "0"])
    )
    // 16 of 790 before and 41 of 410 since: odds ×5.4. The range of extra_shift ends at ×0.90.
    let (p10, p90, helped) = (try #require(half[4]), try #require(half[6]), try #require(half[7]))
    #expect(p10 < 5.4 && p90 > 4.5 && helped < 0.01, "\(half)")
    #expect(try #require(all[6]) < p90, "\(all)")
    #expect(abs(try #require(none[5]) / (try #require(half[5])) - 1) < 0.1, "\(none)")
    let table = try CommandLineRun(["effect", "x.csv", "--action", "extra_shift"] + Self.step, in: folder)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains("with a chance of 50 % (--catalogue-weight) the catalogue's range of extra_shift"),
      "\(words)")
    let wrong = try CommandLineRun(
      ["effect", "x.csv", "--catalogue-weight", "2"] + Self.step, in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("--catalogue-weight is a chance 0 to 1"))
  }

  @Test("A change of the log on a day outside the record is blamed on its line")
  func futureChange() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
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
    try folder.write(Self.orders(stepDay: 999), to: "x.csv")
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
      planned.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "is not in the forecast: in force since 2026-06-01"), "\(planned.output)\(planned.errors)")
    let whatif = try CommandLineRun(
      ["whatif", "x.csv", "--action", "extra_shift"] + run + log, in: folder)
    #expect(
      whatif.status == 0
        && (whatif.output + whatif.errors).split(whereSeparator: \.isWhitespace).joined(separator: " ")
          .contains("extra_shift is in force since 2026-05-20, as the log of changes says"),
      "\(whatif.output)\(whatif.errors)")
  }

  @Test("Measured ranges have the mark own in whatif and plan as in rank, in words and in CSV")
  func marks() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(stepDay: 999), to: "x.csv")
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

  @Test("What is common to several accounts stands in a sentence, and each is drawn towards it")
  func pooled() throws {
    let folder = try ScratchFolder()
    let names = ["acme", "beta", "gamma", "delta"]
    for name in names { try folder.write(Self.orders(account: name), to: "\(name).csv") }
    let files = names.map { "\($0).csv" }
    let table = try CommandLineRun(
      ["effect"] + files + ["--action", "extra_shift"] + Self.step, in: folder)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Common to 4 accounts (extra_shift, late shipments): a factor of ×0."), "\(words)")
    #expect(words.contains("In the next account it would be ×0."), "\(words)")
    let csv = try CommandLineRun(["effect"] + files + Self.step + ["--format", "csv"], in: folder)
    let rows = csv.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func value(_ name: String) throws -> Double {
      let column = try #require(rows[0].firstIndex { $0 == name })
      return try #require(Double(rows[1][column]))
    }
    // Four alike are surer together.
    #expect(
      try value("shrunk_p90") / value("shrunk_p10") < 0.9 * value("odds_p90") / value("odds_p10"),
      "\(csv.output)")
    let one = try CommandLineRun(["effect", "acme.csv"] + Self.step, in: folder)
    #expect(!one.output.contains("Common to"))
  }

  @Test("A change of Amazon's channel is judged by the orders that Amazon ships")
  func channel() throws {
    let folder = try ScratchFolder()
    var text = "order_id,purchased_at,channel\n"
    for day in 0..<120 {
      for number in 0..<12 {
        // Amazon's orders double on day 80; the seller's stay.
        if number < 4 { text += "s\(day)-\(number),\(Self.date(day)),seller\n" }
        if number < (day < 80 ? 6 : 12) { text += "a\(day)-\(number),\(Self.date(day)),amazon\n" }
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
}
