import Forecasting
import Foundation
import Testing

@Suite("A user's priors")
struct PriorsOptionTests {
  @Test("The built-in ones from a file forecast the same; others do not, and the file is named")
  func priors() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    var priors = Priors.standard
    func forecast(_ more: [String]) throws -> CommandLineRun {
      try CommandLineRun(
        ["forecast", "x.csv", "--as-of", "2026-11-18", "--seed", "3", "--paths", "500", "--format", "csv"]
          + more,
        in: folder)
    }
    try folder.write(String(decoding: JSONEncoder().encode(priors), as: UTF8.self), to: "same.json")
    let plain = try forecast([])
    #expect(plain.status == 0 && !plain.output.isEmpty)
    #expect(try forecast(["--priors", "same.json"]).output == plain.output)
    priors.lateShipment.mean += 2
    try folder.write(String(decoding: JSONEncoder().encode(priors), as: UTF8.self), to: "other.json")
    #expect(try forecast(["--priors", "other.json"]).output != plain.output)
    let table = try CommandLineRun(
      ["forecast", "x.csv", "--seed", "3", "--paths", "500", "--priors", "other.json"], in: folder)
    #expect(table.output.contains("other.json"), "\(table.output)")
    for (more, name) in [([], "built-in"), (["--priors", "other.json"], "other.json")] {
      #expect(try forecast(["--output", "out"] + more).status == 0)
      let manifest = try JSONSerialization.jsonObject(with: Data(folder.bytes("out/manifest.json")))
      let record = (manifest as? [String: Any])?["priors"] as? [String: String]
      try folder.write(String(decoding: Priors.builtInBytes, as: UTF8.self), to: "built-in")
      let sum = try CommandLineRun(shell: "sha256sum \(name)", in: folder).output.prefix(64)
      #expect(record?["name"] == name)
      #expect((record?["sha256"] ?? "") == sum && sum.count == 64)
    }
  }

  @Test("A file without priors ends with 65 and says what is missing")
  func faults() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    try folder.write("{\"version\": 1}", to: "short.json")
    try folder.write("no json", to: "none.json")
    for (file, words) in [
      (
        "short.json",
        "short.json:1:1: provenance: found nothing, expected this field. Make the file with headroom learn."
      ),
      (
        "none.json",
        "none.json:1:1: file: found no fields, expected fields such as 'version: 1'. "
          + "Compare with an example of a priors file."
      ),
    ] {
      let run = try CommandLineRun(["forecast", "x.csv", "--priors", file], in: folder)
      #expect(run.status == 65 && run.errors.contains(words) && run.output.isEmpty, "\(run.errors)")
    }
    let fold = try CommandLineRun(
      ["backtest", "x.csv", "--from", "2026-01-01", "--to", "2026-02-01", "--fold", "7/5"], in: folder)
    #expect(fold.status == 64 && fold.errors.contains("--fold is a part of several such as 2/5, got 7/5."))
  }

  @Test("A user's sale days change the forecast and are printed; a faulty file ends with 65")
  func events() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "x.csv")
    func events(_ factor: String) -> String {
      "format: 1\nevents:\n  sale: {from: 2026-11-20, to: 2026-11-24, orders: {p10: \(factor), p50: 5, p90: 9}}\n"
    }
    try folder.write(events("3"), to: "sale.yaml")
    try folder.write(events("6"), to: "bad.yaml")
    try folder.write("format: 1\nevents: {}\n", to: "none.yaml")
    func forecast(_ file: String) throws -> CommandLineRun {
      try CommandLineRun(
        ["forecast", "x.csv", "--as-of", "2026-11-18", "--seed", "3", "--paths", "500", "--events", file],
        in: folder)
    }
    let (sale, none, bad) = (try forecast("sale.yaml"), try forecast("none.yaml"), try forecast("bad.yaml"))
    #expect(sale.status == 0 && none.status == 0 && sale.output != none.output)
    let words = sale.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("sale, 2026-11-20 to 2026-11-24: orders times 5 (3 to 9)"), "\(words)")
    #expect(none.output.contains("no sale days or holidays ahead are known"))
    #expect(bad.status == 65 && bad.errors.contains("bad.yaml:3:") && bad.output.isEmpty, "\(bad.errors)")
  }
}
