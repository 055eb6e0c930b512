import Foundation
import Testing

@Suite("effect")
struct EffectCommandTests {
  private static let header =
    "account,of,from,action,odds_p10,odds_p50,odds_p90,p_helped,p_nothing,placebo_rank,orders_before,orders_after"

  /// `days` from 1 March 2026 with ten orders each: one late a day before 20 May, then one in five days.
  static func orders(
    account: String = "acme", days: Int = 120, stepDay: Int = 79, undone: Int = 999, left: Int = 5
  ) -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for day in 0..<days {
      for number in 0..<10 {
        let isLate = number == 0 && (day < stepDay || day >= undone || day % left == 0)
        let dates = [day, day + 1, day + (isLate ? 2 : 1)].map(date)
        text += "\(account)-\(day)-\(number),\(account),\(dates.joined(separator: ","))\n"
      }
    }
    return text
  }

  /// So many days after 1 March 2026.
  static func date(_ day: Int) -> String {
    let months = [("03", 31), ("04", 30), ("05", 31), ("06", 30), ("07", 31)]
    var left = day
    for (name, length) in months {
      if left < length { return "2026-\(name)-\(left < 9 ? "0" : "")\(left + 1)" }
      left -= length
    }
    return "2026-08-01"
  }

  static let step = ["--of", "late_shipment", "--from", "2026-05-20", "-q"]

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
      run.output.contains("By its days alone (×2.18")
        && run.output.contains("the change (hard_cap) made it worse"),
      "\(run.output)")
    let alone = try CommandLineRun(["effect", "x.csv", "--priors", "built-in"] + Self.step, in: folder)
    #expect(alone.output.contains("The change made it worse"), "\(alone.output)")
    #expect(alone.output.contains("Bad orders that it has caused so far: "), "\(alone.output)")
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
    let table = try CommandLineRun(["effect", "x.csv", "--design", "late_shipment=x0.2", "-q"], in: folder)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(
      words.contains(try #require(strong[1]) < one ? "tells it sooner" : "does not tell it"), "\(words)")
    for option in [["--until", "2026-06-01"], ["--actions", "mine.yaml"], ["--catalogue-weight", "0.2"]] {
      let idle = try CommandLineRun(
        ["effect", "x.csv", "--design", "late_shipment=x0.2"] + option, in: folder)
      #expect(idle.status == 64 && idle.errors.contains("are of an effect, not of --design"), "\(option)")
    }
    let wrong = try CommandLineRun(["effect", "x.csv", "--design", "late_shipment=x1"], in: folder)
    #expect(wrong.status == 64 && wrong.errors.contains("a factor from 0.01 to 100 other than 1"))
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

  @Test("What is common to several accounts stands in a sentence, and each is drawn towards it")
  func pooled() throws {
    let folder = try ScratchFolder()
    let names = ["acme", "beta", "gamma", "delta"]
    for name in names {
      try folder.write(Self.orders(account: name, left: name == "delta" ? 2 : 5), to: "\(name).csv")
    }
    let files = names.map { "\($0).csv" }
    let table = try CommandLineRun(
      ["effect"] + files + ["--action", "extra_shift"] + Self.step, in: folder)
    let words = table.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("Common to 4 accounts (extra_shift, late shipments): a factor of ×0."), "\(words)")
    #expect(words.contains("In the next account it would be ×0."), "\(words)")
    #expect(words.contains("Drawn together: the account's own factor"), "\(words)")
    let csv = try CommandLineRun(["effect"] + files + Self.step + ["--format", "csv"], in: folder)
    let rows = csv.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
    func value(_ name: String, of account: String = "acme") throws -> Double {
      let column = try #require(rows[0].firstIndex { $0 == name })
      return try #require(rows.first { $0[0] == account }.flatMap { Double($0[column]) })
    }
    // Together they are surer, and the one with a weaker effect stays weaker than the others.
    #expect(try value("shrunk_p50", of: "delta") > 1.03 * value("shrunk_p50"), "\(csv.output)")
    #expect(try value("shrunk_p50", of: "delta") < value("odds_p50", of: "delta"), "\(csv.output)")
    #expect(
      try value("shrunk_p90") / value("shrunk_p10") < 0.9 * value("odds_p90") / value("odds_p10"),
      "\(csv.output)")
    let one = try CommandLineRun(["effect", "acme.csv"] + Self.step, in: folder)
    #expect(!one.output.contains("Common to"))
  }
}
