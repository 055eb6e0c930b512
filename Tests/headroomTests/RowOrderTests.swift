import AccountHealth
import Foundation
import Testing

/// The order of the rows of files, which `COLUMNS.md` states.
@Suite("The order of rows")
struct RowOrderTests {
  private let folder: ScratchFolder

  /// Two accounts, in two files, each with the rows backwards in another.
  init() throws {
    folder = try ScratchFolder()
    for name in ["zeta", "acme"] {
      let lines = Fixtures.orders(account: name).split(separator: "\n")
      try folder.write(lines.joined(separator: "\n") + "\n", to: "\(name).csv")
      try folder.write(
        ([lines[0]] + lines.dropFirst().reversed()).joined(separator: "\n") + "\n", to: "\(name)-back.csv")
    }
  }

  private func rows(_ arguments: [String]) throws -> [[String: String]] {
    let run = try CommandLineRun(
      arguments + ["--as-of", "2026-11-30", "--seed", "3", "--format", "csv", "-q", "--priors", "built-in"],
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n").map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    return lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(lines[0], $0)) }
  }

  @Test("Accounts by name and rates in the order of the rules, whatever the order of files and rows")
  func breach() throws {
    let some = ["--paths", "256"]
    let one = try rows(["forecast", "zeta.csv", "acme.csv"] + some)
    #expect(try rows(["forecast", "acme-back.csv", "zeta-back.csv"] + some) == one)
    #expect(one.map { $0["account"] } == one.map { $0["account"] ?? "" }.sorted())
    let own = one.filter { $0["account"] == "acme" }.compactMap { Metric(rawValue: $0["metric"] ?? "") }
    #expect(own.count > 1 && own == Metric.allCases.filter(own.contains))
    let both = try rows(["whatif", "acme.csv", "--set", "late_shipment=x0.5"] + some)
    #expect(both.map { $0["metric"] } == (own + own).map(\.rawValue))
    #expect(both.prefix(own.count).allSatisfy { $0["scenario"] == "baseline" })
  }

  @Test("change.csv goes by rate and days; rank.csv by the fall, equal ones by name, blocked ones last")
  func decisions() throws {
    let change = try CommandLineRun(
      [
        "whatif", "acme.csv", "--set", "late_shipment=x0.5", "--as-of", "2026-11-30", "--seed", "3",
        "--paths",
        "256", "-q", "-o", "out",
      ], in: folder)
    #expect(change.status == 0, "\(change.errors)")
    let lines = try folder.text("out/change.csv").split(separator: "\n").dropFirst().map {
      $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    }
    let places = lines.map { line in
      (Metric.allCases.firstIndex { $0.rawValue == line[1] } ?? -1, Int(line[2]) ?? -1)
    }
    #expect(places.count > 5 && zip(places, places.dropFirst()).allSatisfy { $0 < $1 })
    let ranked = try rows(["rank", "acme.csv", "--paths", "2048"])
    let falls = ranked.prefix { $0["delta_p"] != "" }.map {
      (-(Double($0["delta_p"] ?? "") ?? 9), $0["action"] ?? "")
    }
    #expect(falls.count > 5 && falls.count < ranked.count)
    #expect(zip(falls, falls.dropFirst()).allSatisfy { $0 < $1 })
    #expect(ranked.dropFirst(falls.count).allSatisfy { $0["delta_p"] == "" && $0["note"] != "" })
  }

  @Test("Fewer futures than a block of a ranking are said to be more")
  func blocks() throws {
    func errors(_ paths: String) throws -> String {
      try CommandLineRun(
        ["rank", "acme.csv", "--as-of", "2026-11-30", "--seed", "3", "--paths", paths], in: folder
      ).errors
    }
    #expect(try errors("1").contains("--paths 1 is too few to compare actions"))
    #expect(try errors("1").contains("Give --paths 2048 or more"))
    #expect(!(try errors("2048").contains("too few to compare")))
  }
}
