import AccountHealth
import Foundation
import Testing

/// `whatif`, `loss` and what they share with `rank` as a user meets them, on the bundled example.
@Suite("What if")
struct DecisionCommandTests {
  private static let example = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
    .appendingPathComponent("notebooks-data/example/orders.csv").path

  @Test(
    "No order for a month and a currency without a rate: an answer, and no fault",
    arguments: ["rank", "plan"])
  func quiet(command: String) throws {
    let folder = try ScratchFolder()
    try folder.write(
      "order_id,purchased_at,amount,currency,marketplace,ship_by,shipped_at\n"
        + "900-0000001-0000001,2026-06-24,10,EUR,amazon.de,2026-06-26,2026-06-25\n", to: "x.csv")
    let run = try CommandLineRun(
      [command, "x.csv", "--as-of", "2026-07-24", "--paths", "512", "--seed", "1", "-q"], in: folder)
    #expect(run.status == 0 && !run.output.isEmpty, "\(run.errors)")
  }

  @Test("Off target: by how many days a change brings the rate back sooner, and what it does to a relapse")
  func sooner() throws {
    let run = try CommandLineRun(
      [
        "whatif", Self.example, "--as-of", "2026-11-11", "--set", "late_shipment=x0.3", "--seed", "1",
        "--paths", "2000", "-q",
      ], in: ScratchFolder())
    #expect(run.status == 0, "\(run.errors)")
    let lines = run.output.split(separator: "\n")
    let surely = try #require(lines.first { $0.contains("back, 9 in 10") })
    #expect(surely.hasSuffix(" sooner"), "\(surely)")
    let again = try #require(lines.first { $0.contains("off again within 30 days") })
    #expect(again.contains("−") && again.count { $0 == "±" } == 3, "\(again)")
  }

  @Test(
    "loss writes its files, alike for any number of threads, and the figures of a file are those of the line")
  func loss() throws {
    let folder = try ScratchFolder()
    let common = ["loss", Self.example, "--seed", "1", "--paths", "2048", "-q"]
    let figures = ["--margin", "0.3", "--balance", "9000", "--cash", "5000", "--fixed-cost", "4000"]
    let run = try CommandLineRun(common + figures + ["-o", "out", "--threads", "2"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let words = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("That is not yet a deactivation"))
    #expect(words.contains("9,000 USD are held until about"))
    // 5,000 at 4,000 · 12 / 365 a day last 38 days from 20 November on.
    #expect(words.contains("Cash falls below zero on 28 Dec 2026"))
    #expect(words.contains("Left out: stock at Amazon (--stock)."))
    let table = CommandLineRun.rows(try folder.text("out/loss.csv"))
    #expect(table[0] == ["account", "setting", "quantity", "value", "se", "currency"])
    let expected = try #require(table.first { $0[1...2] == ["central", "expected_loss"] })
    let parts = table.filter { $0[1] == "central" && $0[2].hasPrefix("part_") }.compactMap { Double($0[3]) }
    #expect(parts.count == 6)
    #expect(abs(parts.reduce(0, +) - (Double(expected[3]) ?? .nan)) < 1e-3)
    for file in ["loss_by_cause.csv", "cash.csv", "loss_tornado.csv", "loss_by_cause.svg", "manifest.json"] {
      #expect(try folder.text("out/" + file).count > 100, "\(file)")
    }
    try folder.write(
      """
      apiVersion: headroom/v1
      kind: Loss
      metadata: {name: shop, title: A shop, source: own books, grade: D}
      spec: {margin: 0.3, balance: 9000, cash: 5000, fixed_cost_per_month: 4000}
      """, to: "shop.yaml")
    let file = try CommandLineRun(
      common + ["--loss", "shop.yaml", "--format", "csv", "--threads", "1"], in: folder)
    #expect(file.output == (try folder.text("out/loss.csv")))
  }

  @Test("Counts alone rank actions and answer a what-if, start at the counts, and do not depend on threads")
  func counts() throws {
    let folder = try ScratchFolder()
    let counts = ["--counts", "late_shipment_rate_30d=40/900", "--counts", "cancellation_rate=2/210"]
    let common = counts + ["--as-of", "2026-11-19", "--seed", "1", "-q"]
    let rank = ["rank", "--paths", "20480", "--format", "csv"] + common
    let run = try CommandLineRun(rank + ["--threads", "2"], in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let table = run.rows
    let columns = Dictionary(uniqueKeysWithValues: zip(table[0], table[0].indices))
    let shift = try #require(table.first { $0[0] == "extra_shift" })
    // Late shipment is off target: an extra shift spares days off target.
    #expect(Double(shift[columns["days_off_less"]!])! > 0.5)
    #expect(try CommandLineRun(rank + ["--threads", "1"], in: folder).output == run.output)

    let change = try CommandLineRun(
      ["whatif", "--set", "late_shipment=x0.5", "--paths", "4000", "--format", "csv"] + common, in: folder)
    #expect(change.status == 0, "\(change.errors)")
    let both = change.rows
    let at = Dictionary(uniqueKeysWithValues: zip(both[0], both[0].indices))
    let late = both.filter { $0[at["metric"]!] == "late_shipment_rate_30d" }
    #expect(late.count == 2 && late.allSatisfy { $0[at["orders"]!] == "900" && $0[at["bad"]!] == "40" })
    let days = late.map { Double($0[at["days_off_30"]!]) ?? .nan }
    #expect(days[1] < days[0] - 1)
    // As things are, it is the forecast of the same counts.
    let forecast = try CommandLineRun(
      ["forecast", "--paths", "4000", "--format", "csv"] + common, in: folder)
    let plain = forecast.rows
    let own = try #require(plain.first { $0.contains("late_shipment_rate_30d") })
    let place = try #require(plain[0].firstIndex(of: "days_off_30"))
    #expect(own[place] == late[0][at["days_off_30"]!])
  }

  @Test("--solve starts at the chance that forecast prints, and says when there is nothing to come back from")
  func solveAsForecast() throws {
    let folder = try ScratchFolder()
    let common = [Self.example, "--seed", "1", "--paths", "4000", "-q"]
    let solve = try CommandLineRun(
      ["whatif", "--solve", "p_breach(order_defect_rate,30d) < 0.05", "--format", "csv"] + common, in: folder)
    let forecast = try CommandLineRun(["forecast", "--format", "csv"] + common, in: folder)
    let (goal, rates) = (solve.rows, forecast.rows)
    let p30 = try #require(rates[0].firstIndex(of: "p_30"))
    let own = try #require(rates.first { $0[1] == "order_defect_rate" })
    let baseline = try #require(goal[0].firstIndex(of: "p_baseline"))
    #expect(goal[1][baseline] == own[p30])
    let back = try CommandLineRun(
      ["whatif", "--solve", "back(late_shipment_rate_30d) by 2026-12-10 with 90 %"] + common, in: folder)
    #expect(back.status == 0 && back.output.contains("nothing to come back from"))
    let written = try CommandLineRun(
      ["whatif", "--solve", "p_breach(order_defect_rate,30d) < 0.05", "-o", "out"] + common, in: folder)
    #expect(written.status == 64 && written.errors.contains("writes no folder"))
    // A change that begins later needs more clean orders.
    func clean(_ from: [String]) throws -> Int {
      let run = try CommandLineRun(
        ["whatif", "--solve", "p_breach(late_shipment_rate_30d,30d) < 0.1", "--format", "csv"] + from
          + common,
        in: folder)
      let table = run.rows
      let place = try #require(table[0].firstIndex(of: "clean_orders_a_day"))
      return try #require(Int(table[1][place]))
    }
    #expect(try clean(["--from", "2026-11-24"]) > clean([]))
  }

  @Test("A rate that comes back and relapses is not back by a day of the relapse")
  func relapse() throws {
    let folder = try ScratchFolder()
    var text = "order_id,purchased_at,ship_by,shipped_at,defect,defect_at\n"
    let asOf = try #require(Day(iso: "2026-11-19"))
    for age in (0...120).reversed() {
      for number in 0..<10 {
        let day = asOf - age
        // Seven leave the window of orders 15 to 74 days old tomorrow, seven enter it in five days.
        let isBad = (age == 74 || age == 10) && number < 7
        text +=
          "o-\(age)-\(number),\(day),\(day + 1),\(age == 0 ? "" : "\(day + 1)"),"
          + (isBad ? "negative_feedback,\(day + 5)\n" : ",\n")
      }
    }
    try folder.write(text, to: "x.csv")
    func solve(_ days: Int) throws -> String {
      let run = try CommandLineRun(
        [
          "whatif", "x.csv", "--as-of", "2026-11-19", "--seed", "1", "--paths", "2000", "-q", "--solve",
          "back(order_defect_rate) by \(asOf + days) with 90 %",
        ], in: folder)
      #expect(run.status == 0, "\(run.errors)")
      return run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }
    let (soon, later) = (try solve(2), try solve(20))
    #expect(soon.contains("It is reached as things are."), "\(soon)")
    #expect(!later.contains("reached as things are"), "\(later)")
    #expect(later.contains("No lower chance of bad orders reaches it"), "\(later)")
  }

  @Test("whatif by an action, by a factor and by a goal")
  func whatif() throws {
    let folder = try ScratchFolder()
    func run(_ arguments: [String]) throws -> CommandLineRun {
      try CommandLineRun(
        ["whatif", Self.example, "--seed", "1", "--paths", "10000", "-q"] + arguments, in: folder)
    }
    let action = try run(["--action", "carrier_upgrade", "-o", "out"])
    #expect(action.status == 0 && action.output.contains("Scenario: carrier_upgrade"), "\(action.errors)")
    #expect(CommandLineRun.rows(try folder.text("out/forecast.csv"))[0].last == "scenario")
    let words = action.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(words.contains("A more reliable carrier or service: Note: Weather is excluded there"), "\(words)")
    #expect(words.contains("Assumed: the effects of actions are believed, not known"))
    #expect(words.contains("With this change the rate most at risk, order defect rate, is off target within"))
    let json = try run(["--action", "carrier_upgrade", "--format", "json"])
    #expect(json.output.contains("\"verdict\":\"With this change the rate most at risk, order defect rate,"))
    // Eight days earlier a rate is off target already.
    let off = try run(["--action", "auto_handling", "--as-of", "2026-11-11"])
    #expect(off.output.contains("With this change the late shipment rate, 10 days, off target now, is back"))
    #expect(off.output.contains("90 days  now") && !off.output.contains("100 → 100 %"))
    #expect(off.output.contains("Condition, not known from these files: It needs"))
    let goal = try run(["--solve", "p_breach(late_shipment_rate_30d,30d) < 0.05", "--format", "csv"])
    #expect(goal.status == 0, "\(goal.errors)")
    let answer = goal.rows[1]
    let factor = try #require(Double(answer[6]))
    #expect(factor > 0.2 && factor < 0.9 && (Double(answer[7]) ?? 1) < 0.05)
    // What it says is what the scenario gives: the same paths.
    let check = try run(["--set", "late_shipment=x\(factor)", "-o", "check"])
    #expect(check.status == 0, "\(check.errors)")
    let row = try #require(
      CommandLineRun.rows(try folder.text("check/change.csv")).first {
        $0[1] == "late_shipment_rate_30d" && $0[2] == "30"
      })
    #expect(row[5] == answer[7])
  }

  private static let wrong: [([String], Int32, String)] = [
    (["whatif", example], 64, "Say what is to change"),
    (["whatif", example, "--set", "lateness=x0.5"], 64, "expected one of late_shipment, cancellation"),
    (
      ["whatif", example, "--action", "magic"], 64,
      "--action: found 'magic', expected one of extra_shift, weekend_dispatch"
    ),
    (
      ["whatif", example, "--action", "vacation", "--from", "2020-01-01"], 64,
      "expected a day of the forecast"
    ),
    (
      ["whatif", example, "--solve", "p_breach(lateness,30d) < 0.05"], 64,
      "expected one of late_shipment_rate_30d"
    ),
    (["whatif", example, "--solve", "p_breach(cancellation_rate,30d) < 2"], 64, "a chance between 0 and 1"),
    (
      ["whatif", example, "--solve", "p_breach(cancellation_rate,30d) < 0.1", "--set", "orders=x2"], 64,
      "--solve is used without"
    ),
    (["rank"], 64, "Name at least one order file"),
    (["rank", example, "--objective", "profit"], 64, "expected deactivation"),
    (["rank", example, "--objective", "p_breach(cancellation_rate,300d)"], 64, "up to the horizon of 90"),
    (["rank", example, "--confidence", "1"], 64, "--confidence is above 0.5 and below 1"),
    (["rank", example, "--budget=-3"], 64, "an amount from 0"),
    (["rank", example, "--enforcement", "absent.yaml"], 65, "absent.yaml"),
  ]

  @Test("Wrong usage says what is right", arguments: wrong)
  func usage(_ arguments: [String], _ status: Int32, _ message: String) throws {
    let run = try CommandLineRun(arguments, in: ScratchFolder())
    #expect(run.status == status, "\(run.errors)")
    #expect(run.errors.contains(message), "\(run.errors)")
  }

  @Test("validate and whatif name every fault of a file by line and field")
  func faults() throws {
    let folder = try ScratchFolder()
    try folder.write(
      """
      apiVersion: headroom/v1
      kind: Scenario
      metadata: {name: s, title: t}
      spec:
        set:
          - {late_shipment: x0.6, from: 2026-02-30}
          - {lateness: x0.6}
      ---
      apiVersion: headroom/v1
      kind: Action
      metadata: {name: a, title: t, source: s, grade: D}
      spec:
        cause: x
        effects:
          - {target: enforcement, factor: 0, metrics: [lateness]}
        cost: [{per: week, usd: -5}]
      """, to: "bad.yaml")
    for command in [["validate", "bad.yaml"], ["whatif", Self.example, "--scenario", "bad.yaml"]] {
      let run = try CommandLineRun(command, in: folder)
      #expect(run.status == 65)
      for message in [
        "bad.yaml:6:35: spec.set[0].from: found '2026-02-30'",
        "bad.yaml:7:8: spec.set[1].lateness: found an unknown name",
        "spec.effects[0].metrics[0]: found 'lateness', expected one of late_shipment_rate_30d",
        "bad.yaml:16:27: spec.cost[0].usd: found '-5', expected USD from 0",
      ] { #expect(run.errors.contains(message), "\(run.errors)") }
    }
    try folder.write(
      """
      apiVersion: headroom/v1
      kind: Scenario
      metadata: {name: s, title: t}
      spec: {set: [{late_shipment: x0.6}], actions: [{name: extra_shift, from: 2026-12-01}]}
      """, to: "good.yaml")
    let good = try CommandLineRun(["validate", "good.yaml"], in: folder)
    #expect(good.status == 0 && good.output == "good.yaml: valid: 1 scenario\n", "\(good.errors)")
  }

  @Test("Tables fit a terminal of 80 columns, the names of the rates whole")
  func narrow() throws {
    let folder = try ScratchFolder()
    for command in [
      "rank \(Self.example) --seed 1 --paths 20480 -q --max-actions 2 --details",
      "whatif \(Self.example) --set late_shipment=x0.6 --seed 1 --paths 4000 -q", "rank --list",
      "status \(Self.example) -q",
    ] {
      let run = try CommandLineRun(
        shell: "NO_COLOR=1 script -qec 'stty cols 80; \"$headroom\" \(command)' /dev/null", in: folder)
      let lines = run.output.split(whereSeparator: \.isNewline)
      #expect(run.status == 0 && lines.count > 8, "\(run.output)\(run.errors)")
      for line in lines { #expect(line.count <= 80, "\(line)") }
      if command.hasPrefix("whatif") {
        #expect(lines.contains("late_shipment_rate_30d") && lines.contains("late_shipment_rate_10d"))
      }
    }
  }

  @Test("Several accounts without --account are wrong usage")
  func several() throws {
    let folder = try ScratchFolder()
    try folder.write(
      "account,order_id,purchased_at,ship_by,shipped_at\na,1,2026-10-10,2026-10-12,\nb,2,2026-10-10,2026-10-12,\n",
      to: "two.csv")
    for command in [["loss", "two.csv"], ["whatif", "two.csv", "--set", "orders=x2"]] {
      let run = try CommandLineRun(command, in: folder)
      #expect(run.status == 64 && run.errors.contains("--account"), "\(run.errors)")
    }
  }
}
