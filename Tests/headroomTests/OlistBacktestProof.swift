import Foundation
import TestSupport
import Testing

/// Real sellers, every week, refitted from what was known on the day: the whole command, with its rows
/// compared with the oracle's and its scores against the base rate. Keeps its folder where HEADROOM_BACKTEST
/// names one.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz") && OracleFolder.has("backtest_baselines.csv.gz")))
struct OlistBacktestProof {
  @Test("Every oracle row is there with its outcome; Brier beats the base rate but for two rates")
  func score() throws {
    let folder = try ScratchFolder()
    let output = ProcessInfo.processInfo.environment["HEADROOM_BACKTEST"] ?? "out"
    let start = Date()
    let run = try CommandLineRun(
      [
        "backtest", OracleFolder.data("olist-dev/orders.csv.gz").path, "--from", "2017-08-29", "--to",
        "2018-06-26", "--limit", "order_defect_rate=0.05", "--rules",
        OracleFolder.file("count-orders.yaml").path, "--seed", "1", "--threads", "2", "--quiet",
        "--format", "csv", "--output", output,
      ], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    print("OlistBacktestProof: \(Int(Date().timeIntervalSince(start))) s")
    let path = output.hasPrefix("/") ? output : folder.path + "/" + output
    let rows = Self.cells(try String(contentsOfFile: path + "/backtest.csv", encoding: .utf8))
    let observed = Dictionary(uniqueKeysWithValues: rows.map { ([$0[0], $0[2], $0[1], $0[3]], $0[5]) })
    let oracle = try CommandLineRun(
      shell: "gzip -dc '\(OracleFolder.file("backtest_baselines.csv.gz").path)'", in: folder)
    let answers = Self.cells(oracle.output)
    #expect(answers.count > 20_000)
    let found = answers.filter { observed[Array($0[..<4])] != nil }
    let agreeing = found.filter { observed[Array($0[..<4])] == $0[4] }
    print(
      "OlistBacktestProof: \(rows.count) rows, \(found.count) of \(answers.count), agreeing \(agreeing.count)"
    )
    #expect(Double(found.count) >= 0.98 * Double(answers.count))
    #expect(Double(agreeing.count) >= 0.999 * Double(found.count))
    let scores = Self.cells(run.output)
    #expect(!scores.isEmpty)
    for score in scores where score[2] == "headroom" {
      let base = try #require(
        scores.first { $0[0] == score[0] && $0[1] == score[1] && $0[2] == "climatology" })
      let ratio = (Double(score[5]) ?? .nan) / (Double(base[5]) ?? .nan)
      print("OlistBacktestProof: \(score[0]) \(score[1]) d, \(score[3]) rows, Brier to base rate \(ratio)")
      if score[0] != "cancellation_rate", score[0] != "order_defect_rate" || score[1] != "60" {
        #expect(ratio < 1, "\(score[0]) \(score[1])")
      }
    }
  }

  /// The lines under the header.
  private static func cells(_ text: String) -> [[Substring]] {
    text.split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false)
    }
  }
}
