import Foundation
import Testing

@Suite("What the commands write")
struct OutputTests {
  private static let outputs = ["breach.csv", "forecast.csv", "history.csv", "manifest.json"]

  @Test("status: exact rates in CSV; JSON has one line per account")
  func status() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(), to: "orders.csv")
    let csv = try CommandLineRun(
      ["status", "orders.csv", "--format", "csv", "--as-of", "2026-11-30"], in: folder)
    #expect(csv.status == 0)
    // 10 and 20 November are late; the two orders of the 30th are not due yet, and one of them may be late.
    #expect(
      csv.output == """
        account,metric,as_of,orders,bad,rate,limit,state,headroom,\
        completed_q05,completed_q50,completed_q95,bad_low,bad_high,evidence,sources,orders_high,rate_low,rate_high,\
        own_orders,own_bad,difference
        acme,late_shipment_rate_30d,2026-11-30,60,2,0.033333,0.04,met,0,0.033333,0.033333,0.05,2,2,observed,orders.csv,60,0.033333,0.033333,,,
        acme,late_shipment_rate_10d,2026-11-30,20,0,0,0.04,met,0,0,0,0.05,0,0,observed,orders.csv,20,0,0,,,

        """)
    let limited = try CommandLineRun(
      [
        "status", "orders.csv", "--format", "csv", "--as-of", "2026-11-30", "--limit",
        "late_shipment_rate_30d=0.03",
      ], in: folder)
    #expect(
      limited.output.contains("acme,late_shipment_rate_30d,2026-11-30,60,2,0.033333,0.03,breached,-1,0.0"))
    let json = try CommandLineRun(["status", "orders.csv", "--format", "json"], in: folder)
    #expect(json.output.split(separator: "\n", omittingEmptySubsequences: false).count == 2)
  }

  @Test(
    "forecast: the same bytes for one, two and seven threads", arguments: [["acme"], ["acme", "b", "c"]])
  func threads(accounts: [String]) throws {
    let folder = try ScratchFolder()
    for name in accounts { try folder.write(Fixtures.orders(account: name), to: name + ".csv") }
    var runs: [[Data]] = []
    for threads in ["1", "2", "7"] {
      let run = try CommandLineRun(
        ["forecast"] + accounts.map { $0 + ".csv" } + [
          "--seed", "5", "--paths", "3000", "--horizon", "40", "--threads", threads, "--output",
          "out" + threads,
          "--format", "csv", "--quiet",
        ], in: folder)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
      #expect(try folder.names(in: "out" + threads) == Self.outputs)
      #expect(Data(run.output.utf8) == (try folder.bytes("out\(threads)/breach.csv")))
      runs.append(
        try Self.outputs.filter { $0.hasSuffix("csv") }.map { try folder.bytes("out\(threads)/\($0)") })
    }
    #expect(runs[0] == runs[1] && runs[0] == runs[2])
    let breach = String(decoding: runs[0][0], as: UTF8.self).split(separator: "\n")
    #expect(breach.count == 1 + 2 * accounts.count)
    #expect(breach[1].split(separator: ",", omittingEmptySubsequences: false).count == 54)
    let forecast = String(decoding: runs[0][1], as: UTF8.self).split(separator: "\n")
    #expect(forecast.count == 1 + 2 * 40 * accounts.count)
  }

  @Test("simulate: the same bytes for one, two and seven threads, JSON or YAML")
  func simulate() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.model, to: "m.json")
    try folder.write(
      """
      version: 1
      horizon_days: 5
      orders: {distribution: poisson, mean: 40}
      metric:
        - {name: late, window_days: 3, threshold_per_mille: 40, counts: binomial, p: 0.03}
      """, to: "m.yaml")
    let outputs = try [("m.json", "1"), ("m.json", "2"), ("m.json", "7"), ("m.yaml", "2")].map {
      model, threads in
      let run = try CommandLineRun(
        ["simulate", model, "--seed", "9", "--paths", "2500", "--threads", threads], in: folder)
      #expect(run.status == 0 && run.errors == "headroom: seed 9, 2500 paths, 5 days\n")
      return run.output
    }
    #expect(outputs.allSatisfy { $0 == outputs[0] })
    #expect(outputs[0].hasPrefix("metric,day,breach_probability,q05,q25,q50,q75,q95\nlate,1,0."))
    #expect(outputs[0].split(separator: "\n").count == 6)
  }

  @Test("simulate --timing json: one line with the fields of the peers")
  func timing() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.model, to: "m.json")
    let run = try CommandLineRun(
      ["simulate", "m.json", "--paths", "1000", "--threads", "2", "--output", "x.csv", "--timing", "json"],
      in: folder)
    let object = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(
      object?.keys.sorted() == [
        "cpu_ns_per_path_day", "ns_per_path_day", "paths", "peak_rss_mib", "peer", "seconds", "threads",
        "total_seconds",
      ])
    #expect(try folder.names() == ["m.json", "x.csv"])
  }

  @Test("A good share is counted by its bad orders, which may be given as the good ones")
  func goodShare() throws {
    func forecast(_ count: String) throws -> CommandLineRun {
      try CommandLineRun(
        [
          "forecast", "--counts", "on_time_delivery_rate=\(count)", "--seed", "3", "--paths", "500",
          "--as-of",
          "2026-11-19", "--format", "csv",
        ], in: ScratchFolder())
    }
    let bad = try forecast("112/812")
    #expect(bad.status == 0 && bad.output.contains(",812,112,"), "\(bad.output)\(bad.errors)")
    #expect(try forecast("700good/812").output == bad.output)
    let most = try forecast("700bad/812")
    #expect(most.status == 0 && most.output.contains(",812,700,"), "\(most.output)\(most.errors)")
  }

  @Test("Only counts: a sentence, marked less certain, with seed, paths and what would improve it")
  func counts() throws {
    let run = try CommandLineRun(
      [
        "forecast", "--counts", "late_shipment_rate_30d=19/812", "--seed", "3", "--paths", "2000", "--as-of",
        "2026-11-23",
      ], in: ScratchFolder())
    #expect(run.status == 0)
    #expect(run.output.hasPrefix("amazon.com, as of 23 Nov 2026\n"))
    let words = run.output.replacing(/\n {2}/, with: " ")
    #expect(
      words.contains(
        "Late shipment rate, 30 days: 2.3 % now (19 of 812 orders late; the limit is 4 %). "))
    #expect(
      words.contains("It can take 13 more late orders today. (Only from counts, so less certain.)"))
    #expect(words.contains("Not known: which orders are pending. An orders.csv with ship_by, shipped_at"))
    #expect(run.output.contains("Seed 3, 2000 simulated futures, rules "))
  }

  @Test("A seed is chosen and shown when none is given")
  func chosenSeed() throws {
    let run = try CommandLineRun(
      ["forecast", "--counts", "cancellation_rate=1/200", "--paths", "100"], in: ScratchFolder())
    #expect(run.output.contains(/Seed \d+, 100 simulated futures/))
  }

  @Test("synthesize: the same orders for the same seed, and status reads them back")
  func synthesize() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.seller, to: "seller.yaml")
    for name in ["one.csv", "two.csv"] {
      let run = try CommandLineRun(
        ["synthesize", "seller.yaml", "--seed", "4", "--output", name, "-q"], in: folder)
      #expect(run.status == 0 && run.errors.isEmpty, "\(run.errors)")
    }
    #expect(try folder.bytes("one.csv") == (try folder.bytes("two.csv")))
    let status = try CommandLineRun(["status", "one.csv", "--format", "csv", "--strict"], in: folder)
    #expect(
      status.status == 0 && status.output.contains("example,late_shipment_rate_30d,"), "\(status.errors)")
  }

  @Test("An account's name cannot write to the terminal")
  func escaped() throws {
    let folder = try ScratchFolder()
    try folder.write(Fixtures.orders(account: "a\u{202E}b"), to: "x.csv")
    for command in [["status", "x.csv"], ["forecast", "x.csv", "--paths", "100"]] {
      let run = try CommandLineRun(command, in: folder)
      #expect(
        run.status == 0 && !run.output.unicodeScalars.contains("\u{202E}")
          && run.output.contains("a\\u{202e}b"))
    }
  }
}
