import Foundation
import Testing

@Suite("backtest")
struct BacktestCommandTests {
  /// Two orders a day for 120 days of 2026 from 1 January on; every ninth order ships two days late.
  private static func orders(account: String = "acme") -> String {
    var text = "order_id,account,purchased_at,ship_by,shipped_at\n"
    for number in 0..<240 {
      let day = number / 2
      let dates = [day, day + 1, day + (number % 9 == 0 ? 3 : 1)].map(date)
      text += "\(number),\(account),\(dates.joined(separator: ","))\n"
    }
    return text
  }

  private static func date(_ number: Int) -> String {
    var (month, day) = (0, number)
    let lengths = [31, 28, 31, 30, 31]
    while day >= lengths[month] { (month, day) = (month + 1, day - lengths[month]) }
    return "2026-0\(month + 1)-\(day < 9 ? "0" : "")\(day + 1)"
  }

  private static let span = [
    "--from", "2026-03-01", "--to", "2026-03-22", "--limit", "late_shipment_rate_30d=0.15", "--seed", "5",
    "--paths", "500",
  ]
  private static let files = [
    "backtest.csv", "manifest.json", "reliability.csv", "return_scores.csv", "returns.csv", "scores.csv",
  ]

  @Test("The same bytes for one, two and seven threads; rows, scores and reliability fit together")
  func files() throws {
    let folder = try ScratchFolder()
    for name in ["acme", "b"] { try folder.write(Self.orders(account: name), to: name + ".csv") }
    var runs: [[Data]] = []
    for threads in ["1", "2", "7"] {
      let run = try CommandLineRun(
        ["backtest", "acme.csv", "b.csv", "--threads", threads, "--output", "out" + threads, "--quiet"]
          + ["--format", "csv"] + Self.span, in: folder)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(try folder.names(in: "out" + threads) == Self.files)
      #expect(Data(run.output.utf8) == (try folder.bytes("out\(threads)/scores.csv")))
      runs.append(
        try Self.files.filter { $0.hasSuffix("csv") }.map { try folder.bytes("out\(threads)/\($0)") })
    }
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
    func lines(_ name: String) throws -> [[Substring]] {
      String(decoding: try folder.bytes("out1/" + name), as: UTF8.self).split(separator: "\n")
        .map { $0.split(separator: ",", omittingEmptySubsequences: false) }
    }
    let rows = try lines("backtest.csv")
    #expect(
      rows[0].joined(separator: ",")
        == "account,metric,origin,horizon,p_breach,observed,rate_q05,rate_q50,rate_q95,rate_observed,"
        + "rate_below,rate_at_most")
    // 1, 8, 15 and 22 March; 60 days after 8 March nothing is known any more.
    #expect(Set(rows.dropFirst().map { $0[2] }).count == 4)
    #expect(!rows.contains { $0[2] == "2026-03-08" && $0[3] == "60" })
    #expect(rows.contains { $0[2] == "2026-03-01" && $0[3] == "60" })
    for row in rows.dropFirst() {
      let numbers = row[4...].compactMap { Double($0) }
      #expect(row.count == 12 && numbers.count == 8 && numbers.allSatisfy { (0...1).contains($0) })
      #expect(row[5] == "0" || row[5] == "1")
    }
    let scores = try lines("scores.csv")
    #expect(
      scores[0].joined(separator: ",")
        == "metric,horizon,method,rows,base_rate,brier,log_score,crps,coverage_90,mean_forecast")
    let ours = scores.filter { $0[2] == "headroom" }
    #expect(ours.reduce(0) { $0 + (Int($1[3]) ?? 0) } == rows.count - 1 && scores.count == 1 + 6 * ours.count)
    for score in ours {
      let own = rows.filter { $0[1] == score[0] && $0[3] == score[1] }
      let gaps = own.map { ((Double($0[4]) ?? .nan) - (Double($0[5]) ?? .nan)) }
      let brier = gaps.reduce(0) { $0 + $1 * $1 } / Double(own.count)
      #expect(abs(brier - (Double(score[5]) ?? .nan)) < 3e-6)
    }
    let bins = try lines("reliability.csv")
    #expect(
      bins[0].joined(separator: ",")
        == "metric,horizon,bin_low,bin_high,rows,mean_forecast,observed_share,se")
    #expect(bins.dropFirst().reduce(0) { $0 + (Int($1[4]) ?? 0) } == rows.count - 1)
    let manifest = String(decoding: try folder.bytes("out1/manifest.json"), as: UTF8.self)
    for words in [
      "\"from\" : \"2026-03-01\"", "\"every\" : 7", "\"seed\" : 5", "\"paths\" : 500",
      "\"rows\" : \(rows.count - 1)", "late_shipment_rate_30d=3/20", "\"as_of\" : \"2026-05-01\"",
    ] {
      #expect(manifest.contains(words), "\(words)")
    }
  }

  @Test("A table with seed and notes, or one JSON object")
  func formats() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "acme.csv")
    let table = try CommandLineRun(["backtest", "acme.csv"] + Self.span, in: folder)
    #expect(table.status == 0)
    #expect(
      table.output.hasPrefix(
        "1 account forecast again on past days, 1 Mar 2026 to 22 Mar 2026, every 7 days, each time from what"
      ))
    #expect(table.output.contains("Seed 5, 500 simulated futures each"))
    #expect(table.errors.contains("left out: their last day is after 2026-05-01, the last one known.\n"))
    let json = try CommandLineRun(
      ["backtest", "acme.csv", "--format", "json", "--quiet"] + Self.span, in: folder)
    let object = try #require(
      JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any])
    #expect(object["seed"] as? Int == 5 && object["every"] as? Int == 7)
    #expect(object["horizons"] as? [Int] == [14, 30, 60])
    let scores = try #require(object["scores"] as? [[String: Any]])
    #expect(scores.first?["method"] as? String == "headroom" && scores.first?["coverage_90"] is Double)
  }

  @Test("--as-of is the last known day: nothing later is used")
  func asOf() throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "acme.csv")
    let run = try CommandLineRun(
      ["backtest", "acme.csv", "--as-of", "2026-03-20", "--quiet", "--output", "out"] + Self.span, in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let rows = String(decoding: try folder.bytes("out/backtest.csv"), as: UTF8.self).split(separator: "\n")
    #expect(rows.count > 1 && rows.dropFirst().allSatisfy { $0.contains(",2026-03-01,14,") })
  }

  private static let wrong: [([String], String)] = [
    (["--to", "2026-03-01"], "Missing expected argument '--from <day>'"),
    (
      ["--from", "2026-03-02", "--to", "2026-03-01"],
      "--from 2026-03-02 is after --to 2026-03-01. Are the two"
    ),
    (["--from", "2026-02-30", "--to", "2026-03-01"], "expected a day that exists"),
    (span + ["--every", "0"], "--every is a number of days from 1, got 0."),
    (span + ["--horizons", ""], "found '', expected increasing days 1…730"),
    (span + ["--horizons", "30,14"], "found '30,14', expected increasing days"),
    (span + ["--horizons", "14,14"], "found '14,14', expected increasing days"),
    (span + ["--horizons", "0,14"], "found '0,14', expected increasing days"),
    (span + ["--horizons", "14,731"], "found '14,731', expected increasing days"),
    (span + ["--horizons", "two"], "found 'two', expected increasing days"),
    (span + ["--min-orders", "0"], "--min-orders is a number from 1, got 0."),
    (span + ["--min-account-orders", "0"], "--min-account-orders is a number from 1, got 0."),
  ]

  @Test("Wrong usage ends with 64", arguments: wrong)
  func usage(arguments: [String], words: String) throws {
    let run = try CommandLineRun(["backtest", "x.csv"] + arguments, in: ScratchFolder())
    #expect(run.status == 64 && run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test("No files at all")
  func noFiles() throws {
    let run = try CommandLineRun(["backtest"] + Self.span, in: ScratchFolder())
    #expect(run.status == 64 && run.errors.contains("Name at least one order file"))
  }

  private static let unusable: [([String], String)] = [
    (
      ["--from", "2025-01-01", "--to", "2025-02-01"],
      "No forecast from 2025-01-01 to 2025-02-01 can be checked: the orders run from 2026-01-01 to 2026-05-01, and the shortest horizon is 14 days."
    ),
    (["--from", "2026-04-21", "--to", "2026-05-01"], "can be checked"),
    (
      span + ["--min-account-orders", "241"],
      "--min-account-orders: found 241, expected at most 240, the orders of the largest account. Lower it."
    ),
  ]

  @Test("Input from which nothing can be forecast and checked ends with 65", arguments: unusable)
  func input(arguments: [String], words: String) throws {
    let folder = try ScratchFolder()
    try folder.write(Self.orders(), to: "x.csv")
    let run = try CommandLineRun(["backtest", "x.csv", "--output", "out"] + arguments, in: folder)
    #expect(run.status == 65 && run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(try folder.names() == ["x.csv"])
  }
}
