import AccountHealth
import Foundation
import Testing

/// `rank` as a user meets it, on the bundled example.
@Suite("What first")
struct RankCommandTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks-data/example/orders.csv").path

  @Test("forecast says what the command that it names says first, and what that assumes")
  func first() throws {
    let folder = try ScratchFolder()
    let forecast = try CommandLineRun(
      ["forecast", Self.example, "--as-of", "2026-11-11", "--seed", "1", "--paths", "10240", "-q"], in: folder
    )
    let lines = forecast.output.split(separator: "\n")
    let command = try #require(lines.first { $0.hasPrefix("  headroom rank ") })
    let rank = try CommandLineRun(
      shell: command.replacing("  headroom", with: "$headroom") + " -q", in: folder)
    #expect(rank.status == 0, "\(rank.errors)")
    func action(_ run: CommandLineRun) -> String? {
      run.output.firstMatch(of: /Do first: [^(]*\((\w+)/).map { String($0.1) }
    }
    #expect(action(forecast) != nil && action(forecast) == action(rank), "\(rank.output)")
    let text = forecast.output.replacing("\n  ", with: " ")
    #expect(!text.contains("none is given here"), "it gives a chance of a deactivation")
    #expect(text.contains("Low, central and high are settings"), "\(text)")
    #expect(text.contains("the effects of actions are believed"), "\(text)")
  }

  @Test("A rate that cannot be asked about is refused under the option that named it")
  func refusedObjective() throws {
    for (option, what) in [
      ("--by", "breach:order_defect_rate"), ("--objective", "p_breach(order_defect_rate,30d)"),
    ] {
      let run = try CommandLineRun(
        ["rank", Self.example, option, what, "--horizon", "20", "-q"], in: ScratchFolder())
      #expect(run.status == 64 && run.errors.contains("\(option): "), "\(run.errors)")
    }
  }

  @Test("A cost in the currency of the orders is in the file too, where no rate of exchange is given")
  func ownCost() throws {
    let folder = try ScratchFolder()
    var text = "order_id,purchased_at,ship_by,shipped_at,amount,currency\n"
    for number in 0..<600 {
      let day = 1 + number / 15
      let dates = [day, day + 1, day + (number % 12 == 0 ? 2 : 1)].map(Fixtures.date)
      text += "o-\(number),\(dates.joined(separator: ",")),900,INR\n"
    }
    try folder.write(text, to: "x.csv")
    func costs(_ more: [String]) throws -> [String] {
      let run = try CommandLineRun(
        [
          "rank", "x.csv", "--marketplace", "amazon.in", "--seed", "1", "--paths", "512", "--format", "csv",
          "-q",
        ] + more, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let table = run.rows
      let row = try #require(table.first { $0[0] == "handling_plus_1" })
      return try ["cost", "cost_currency", "own_cost_low", "own_cost_high"].map { name in
        row[try #require(table[0].firstIndex(of: name))]
      }
    }
    let own = try costs([])
    #expect(own[0].isEmpty && own[1] == "USD", "\(own)")
    #expect(try #require(Double(own[2])) > 0 && Double(own[2])! <= Double(own[3])!, "\(own)")
    let rated = try costs(["--usd-rate", "83"])
    #expect(try #require(Double(rated[0])) > 0 && rated[1] == "INR" && rated[2].isEmpty, "\(rated)")
  }

  @Test(
    "rank writes its files: one row per action, do_nothing 0 ± 0, p_best adding to 1, the seed in the manifest"
  )
  func rank() throws {
    let folder = try ScratchFolder()
    let run = try CommandLineRun(
      ["rank", Self.example, "--seed", "1", "--paths", "20480", "-o", "out", "-q"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let text = try folder.text("out/rank.csv")
    let table = CommandLineRun.rows(text)
    #expect(
      table[0].prefix(10) == [
        "action", "delta_p", "se", "p_best", "rank_lo", "rank_hi", "cost", "delta_p_per_cost", "delta_loss",
        "se_loss",
      ])
    #expect(table.count == 33)
    let nothing = try #require(table.first { $0[0] == "do_nothing" })
    #expect(nothing[1...2] == ["0", "0"])
    let shares = table.dropFirst().map { Double($0[3]) ?? 9 }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-6)
    let place = try #require(table[0].firstIndex(of: "do_first"))
    let first = table.filter { $0[place] == "1" }
    #expect(first.count == 1 && table.count { $0[place] == "0" } == 31)
    #expect(run.output.contains("(\(try #require(first.first)[0]),"))
    let manifest = try folder.text("out/manifest.json")
    #expect(manifest.contains("\"seed\"") && manifest.contains("enforcement"))
    // The range of what is assumed comes before its central figure.
    #expect(
      run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ").contains(
        "points from lenient to strict enforcement (assumed; central "))
    // A longer handling time lowers the volume, so earlier cancellations weigh more; the winner says so.
    #expect(
      run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        .contains("Side effect: chance of cancellation rate off target +"))
    #expect(run.output.contains("Assumed: the effects of actions are believed, not known"))
    for file in ["effects.csv", "tornado.csv"] { #expect(try folder.text("out/" + file).count > 100) }
    let again = try CommandLineRun(
      ["rank", Self.example, "--seed", "1", "--paths", "20480", "-o", "two", "-q", "--threads", "1"],
      in: folder)
    #expect(again.output == run.output)
    #expect(try folder.text("two/rank.csv") == text)
    // The first screen is the verdict and one table; --details adds to it, and takes nothing away.
    #expect(run.output.contains("\n--details adds") && !run.output.contains("\nWhat they do to each rate"))
    let details = try CommandLineRun(
      ["rank", Self.example, "--seed", "1", "--paths", "20480", "-q", "--details"], in: folder)
    #expect(details.output.contains("\nWhat they do to each rate") && !details.output.contains("--details"))
    #expect(details.output.contains(" rests on, widest first:"))
    let lines = Set(details.output.split(separator: "\n"))
    #expect(run.output.split(separator: "\n").filter { !lines.contains($0) }.count <= 2)
  }

  @Test("rank --list shows all 31 with their grades")
  func list() throws {
    let folder = try ScratchFolder()
    let run = try CommandLineRun(["rank", "--list"], in: folder)
    #expect(run.status == 0)
    #expect(run.output.split(separator: "\n").count == 32)
    #expect(run.output.contains("handling_plus_1"))
  }

  @Test("Amazon's own account status comes before the ranking")
  func standing() throws {
    let folder = try ScratchFolder()
    let account = """
      {"marketplaceId":"ATVPDKIKX0DER","status":"AT_RISK"}
      """
    try folder.write(SellerFilesTests.report("ATVPDKIKX0DER", accounts: account), to: "v2.json")
    let run = try CommandLineRun(["rank", "v2.json", "--seed", "1", "--paths", "2000", "-q"], in: folder)
    #expect(
      run.status == 0
        && run.output.hasPrefix("amazon.com: account status at Amazon AT_RISK (report of 19 Nov 2026).\n\n"),
      "\(run.output.prefix(300))\(run.errors)")
  }

  @Test("A user's action takes part, and an action without data keeps its row")
  func ownAction() throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      apiVersion: headroom/v1
      kind: Action
      metadata: {name: night_shift, title: Night shift, source: own trial, grade: D}
      spec:
        cause: dispatch
        effects:
          - {target: late_shipment, odds: {p10: 0.1, p50: 0.2, p90: 0.3}, pending: true}
        cost: [{per: week, usd: 100}]
      """, to: "mine.yaml")
    let run = try CommandLineRun(
      [
        "rank", Self.example, "--seed", "1", "--paths", "20480", "-q", "--actions", "mine.yaml", "--format",
        "csv", "--objective", "p_breach(late_shipment_rate_30d,30d)",
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let table = try CommandLineRun(
      [
        "rank", Self.example, "--seed", "1", "--paths", "20480", "-q", "--actions", "mine.yaml",
        "--objective",
        "p_breach(cancellation_rate,30d)",
      ], in: folder)
    #expect(table.output.contains("\nNight shift "), "an own action has its row, though it does nothing here")
    let own = try #require(run.rows.first { $0[0] == "night_shift" })
    #expect((Double(own[1]) ?? 0) > 0.05)
    try folder.write(
      "order_id,purchased_at,ship_by,shipped_at\n"
        + (1...60).map { "o\($0),2026-10-\(10 + $0 % 20),2026-10-\(11 + $0 % 20),2026-10-\(10 + $0 % 20)" }
        .joined(separator: "\n") + "\n", to: "few.csv")
    let few = try CommandLineRun(
      ["rank", "few.csv", "--seed", "1", "--paths", "4096", "-q", "--format", "csv"], in: folder)
    #expect(few.status == 0, "\(few.errors)")
    let blocked = try #require(few.rows.first { $0[0] == "stock_sync" })
    #expect(blocked[1] == "" && blocked[3] == "0" && blocked[19].contains("cancellation"))
  }
}
