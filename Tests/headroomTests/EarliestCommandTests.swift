import Foundation
import Testing

/// `whatif --solve earliest`: how soon good handling can bring a rate back.
@Suite("The earliest day, on the command line")
struct EarliestCommandTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks-data/example/orders.csv").path

  private func run(_ arguments: String..., format: String? = "csv") throws -> CommandLineRun {
    let form = format.map { ["--format", $0] } ?? []
    return try CommandLineRun(["whatif"] + arguments + form + ["-q"], in: ScratchFolder())
  }

  /// The text on one line.
  private func words(_ run: CommandLineRun) -> String {
    run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  @Test("It is the day that the forecast names, in a row per evening, and in JSON the same")
  func evenings() throws {
    let asked = [Self.example, "--as-of", "2026-11-11", "--solve", "earliest"]
    let table = try run(asked[0], asked[1], asked[2], asked[3], asked[4]).rows
    #expect(
      table[0] == [
        "account", "metric", "evening", "bad", "known", "new_needed", "new_coming", "is_back", "from_counts",
      ])
    let lines = table.dropFirst()
    #expect(lines.allSatisfy { $0[1] == "late_shipment_rate_10d" && $0[8] == "0" })
    #expect(lines.first?[2] == "2026-11-12" && lines.last?[5] == "0")
    let back = try #require(lines.first { $0[7] == "1" })
    let forecast = try CommandLineRun(
      [
        "forecast", Self.example, "--as-of", "2026-11-11", "--paths", "256", "--seed", "1", "--format", "csv",
        "-q",
      ],
      in: ScratchFolder())
    let rates = forecast.rows
    let place = try #require(rates[0].firstIndex(of: "earliest_back"))
    #expect(rates.first { $0[1] == "late_shipment_rate_10d" }?[place] == back[2])
    // Without as many new orders as are needed it is off target, with them it is not.
    for line in lines {
      let figures = line[3...6].map { Int($0) ?? -1 }
      #expect((figures[3] >= figures[2]) == (line[7] == "1"))
      #expect(100 * figures[0] < 4 * (figures[1] + figures[2]))
      #expect(figures[2] == 0 || 100 * figures[0] >= 4 * (figures[1] + figures[2] - 1))
    }
    let json = try run(asked[0], asked[1], asked[2], asked[3], asked[4], format: "json").output
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [[String: Any]])
    #expect(objects.count == lines.count && objects.first?["new_needed"] as? Int == Int(lines[1][5]))
    let text = words(try run(asked[0], asked[1], asked[2], asked[3], asked[4], format: nil))
    #expect(text.contains("it is back on ") && text.contains("Counted, not simulated"), "\(text)")
  }

  @Test(
    "A count has the evening by which its window has left; a rate on target has nothing to come back from")
  func counts() throws {
    let count = try run(
      "--counts", "late_shipment_rate_10d=30/400", "--as-of", "2026-11-11", "--solve", "earliest")
    let table = count.rows
    #expect(
      table.count == 2
        && table[1][1...] == ["late_shipment_rate_10d", "2026-11-21", "0", "0", "0", "0", "1", "1"])
    let text = try run(
      "--counts", "late_shipment_rate_10d=30/400", "--as-of", "2026-11-11", "--solve", "earliest", format: nil
    )
    #expect(words(text).contains("left it on 21 Nov 2026"), "\(text.output)")
    let forecast = try CommandLineRun(
      [
        "forecast", "--counts", "late_shipment_rate_10d=30/400", "--as-of", "2026-11-11", "--paths", "256",
        "--seed", "1", "-q",
      ], in: ScratchFolder())
    #expect(words(forecast).contains("left it on 21 Nov 2026"), "\(forecast.output)")
    let fine = try run(Self.example, "--solve", "earliest(order_defect_rate)", format: nil)
    #expect(fine.status == 0 && words(fine).contains("it is on target today"), "\(fine.output)")
    #expect(try run(Self.example, "--solve", "earliest").rows.count == 1)
  }

  @Test(
    "Wrong usage says what is right",
    arguments: [
      (["--solve", "earliest(lateness)"], "expected one of late_shipment_rate_30d"),
      (["--solve", "earliest", "--from", "2026-12-01"], "Leave --from out."),
      (["--solve", "earliest", "-o", "out"], "writes no folder"),
      (["--solve", "soon"], "or earliest or earliest(METRIC)"),
      (
        ["--solve", "p_breach(late_shipment_rate_30d,30d) < 0.000001", "--paths", "2000"],
        "it needs 3000000 or more"
      ),
      (
        ["--solve", "back(late_shipment_rate_10d) by 2026-12-01 with 99.9 %", "--paths", "2999"],
        "it needs 3000 or more"
      ),
    ])
  func usage(_ arguments: [String], _ message: String) throws {
    let run = try CommandLineRun(["whatif", Self.example] + arguments, in: ScratchFolder())
    #expect(run.status == 64 && run.errors.contains(message), "\(run.errors)")
  }

  @Test("A goal is printed as JSON too")
  func goal() throws {
    let run = try CommandLineRun(
      [
        "whatif", Self.example, "--solve", "p_breach(late_shipment_rate_30d,30d) < 0.9", "--paths", "512",
        "--seed", "1", "--format", "json", "-q",
      ], in: ScratchFolder())
    let objects = try #require(
      try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [[String: Any]])
    #expect(objects.count == 1 && objects[0]["goal"] as? Double == 0.9, "\(run.output)\(run.errors)")
  }
}
