import Testing

@Suite("Wrong usage ends with 64 and says what is right")
struct UsageTests {
  @Test("Help and version")
  func help() throws {
    let folder = try ScratchFolder()
    let help = try CommandLineRun(["--help"], in: folder)
    #expect(help.status == 0)
    for command in [
      "status", "forecast", "whatif", "rank", "explain", "backtest", "simulate", "synthesize", "validate",
      "files",
    ] {
      #expect(help.output.contains("  \(command) "))
      let own = try CommandLineRun([command, "--help"], in: folder)
      #expect(own.status == 0, "\(own.errors)")
      #expect(own.output.contains(#/Examples?:\s+headroom [a-z]/#), "an example of \(command)")
    }
    #expect(try CommandLineRun(["--version"], in: folder).output == "0.1.0\n")
  }

  private static let wrong: [([String], String)] = [
    (["forecast"], "Name at least one order file, - for standard input, or --counts METRIC=BAD/ORDERS."),
    (["status"], "Name at least one order file, or - for standard input."),
    (["forecast", "x.csv", "--counts", "cancellation_rate=1/2"], "Give order files or --counts, not both"),
    (["nonsense"], "Unexpected argument 'nonsense'"),
    (
      ["forecast", "x.csv", "--limit", "lateness=0.04"],
      "found the metric 'lateness', expected one of late_shipment_rate_30d, late_shipment_rate_10d, cancellation_rate, order_defect_rate, order_defect_rate_fba, on_time_delivery_rate, valid_tracking_rate."
    ),
    (
      ["forecast", "x.csv", "--limit", "cancellation_rate=4%"],
      "found '4%', expected a fraction above 0 and below 1 such as 0.04, at most 9 decimals."
    ),
    (["forecast", "x.csv", "--limit", "cancellation_rate"], "expected a metric, = and a value"),
    (["forecast", "--counts", "cancellation_rate=7"], "found '7', expected two whole numbers"),
    (
      ["forecast", "--counts", "cancellation_rate=812/19"],
      "found 812 bad orders among 19. Are the numbers swapped?"
    ),
    (["forecast", "--counts", "cancellation_rate=0/0"], "found no orders, expected at least 1."),
    (["forecast", "--counts", "cancellation_rate=good/9"], "found 'good/9', expected two whole numbers"),
    (
      ["forecast", "--counts", "on_time_delivery_rate=700/812"],
      "found 700 bad of 812. On-time delivery rate is shown as the share of good orders; are these the good ones? "
        + "Then type on_time_delivery_rate=112/812. If 700 really are bad, type on_time_delivery_rate=700bad/812."
    ),
    (["rank", "--counts", "valid_tracking_rate=5/9"], "Then type valid_tracking_rate=4/9."),
    (
      ["status", "x.csv", "--as-of", "31/31/2026"],
      "found '31/31/2026', expected a day that exists, such as 2026-11-01."
    ),
    (["status", "x.csv", "--as-of", "2026-02-29"], "expected a day that exists"),
    (
      ["forecast", "x.csv", "--marketplace", "mars"],
      "--marketplace: found 'mars', expected one of amazon.com, "
    ),
    (
      ["forecast", "--counts", "cancellation_rate=1/20", "--marketplace", "mars"],
      "--marketplace: found 'mars', expected one of amazon.com, "
    ),
    (["forecast", "x.csv", "--horizon", "0"], "--horizon is a number of days 1…730, got 0."),
    (
      ["forecast", "--counts", "cancellation_rate=1/20", "--counts", "cancellation_rate=2/20"],
      "--counts names cancellation_rate twice. Give each metric once."
    ),
    (
      [
        "forecast", "--counts", "late_shipment_rate_30d=49/1524", "--counts", "late_shipment_rate_10d=60/428",
      ],
      "found 60 late of 428 orders in 10 days and 49 late of 1524 in 30"
    ),
    (
      [
        "rank", "--counts", "late_shipment_rate_10d=23/2000", "--counts", "late_shipment_rate_30d=49/1524",
      ],
      "expected the orders of 10 days among those of 30"
    ),
    (["simulate"], "Missing expected argument '<model>'"),
    (["synthesize"], "Missing expected argument '<seller>'"),
    (["validate"], "Missing expected argument '<files> ...'"),
    (["simulate", "m.json", "--paths", "0"], "--paths is a number 1…1000000000, got 0."),
    (["simulate", "m.json", "--paths", "-5"], "--paths is a number 1…1000000000, got -5."),
    (["forecast", "x.csv", "--horizon", "-5"], "--horizon is a number of days 1…730, got -5."),
    (["rank", "x.csv", "--budget", "-0.5"], "--budget is an amount from 0, got -0.5."),
    (["rank", "x.csv", "--own-budget", "-1"], "--own-budget is an amount from 0, got -1.0."),
    (["rank", "x.csv", "--own-budget", "1", "--usd-rate", "83"], "Give --budget in it."),
    (["forecast", "x.csv", "--seed", "-5"], "a whole number from 0; one is chosen"),
    (["simulate", "m.json", "--threads", "0"], "--threads is a number 1…1024, got 0."),
    (
      ["forecast", "x.csv", "--format", "xml"],
      "Please provide one of 'table', 'csv', 'json', 'ndjson' or 'hub'."
    ),
  ]

  @Test("Every wrong argument is named with what it may be", arguments: wrong)
  func usage(arguments: [String], words: String) throws {
    let run = try CommandLineRun(arguments, in: ScratchFolder())
    #expect(run.status == 64)
    #expect(run.errors.contains(words), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(
    "An unknown option is named with the usage of its own command, also where no file is named",
    arguments: [
      "status", "forecast", "whatif", "rank", "serve", "loss", "reconcile", "plan", "explain", "effect",
      "backtest", "files", "removal",
    ])
  func unknownOption(command: String) throws {
    // What these must be told before anything else is looked at.
    let needs = [
      "effect": ["--log", "x.yaml"], "explain": ["--changes"],
      "backtest": ["--from", "2026-01-01", "--to", "2026-02-01"],
    ]
    let more = needs[command] ?? []
    let run = try CommandLineRun([command, "--bogus"] + more, in: ScratchFolder())
    #expect(run.status == 64 && run.errors.hasPrefix("Error: Unknown option '--bogus'"), "\(run.errors)")
    #expect(
      run.errors.contains("Usage: headroom \(command) ")
        && run.errors.contains("See 'headroom \(command) --help' for more information."), "\(run.errors)")
  }

  @Test("The shell completes what a ranking is by, and goals, for every metric")
  func goals() throws {
    let folder = try ScratchFolder()
    func completed(_ words: [String]) throws -> String {
      // As bash does when the tabulator key is pressed after the last word.
      let list = words.map { "'\($0)'" }.joined(separator: " ")
      let run = try CommandLineRun(
        shell: """
          export PATH="$(dirname "$headroom"):$PATH"; source <(headroom --generate-completion-script bash)
          COMP_WORDS=(\(list)); COMP_CWORD=\(words.count - 1); COMP_LINE="${COMP_WORDS[*]}"
          COMP_POINT=${#COMP_LINE}; COMP_TYPE=9
          _headroom headroom "${COMP_WORDS[-1]}" "${COMP_WORDS[-2]}"
          printf '%s\\n' "${COMPREPLY[@]}"
          """, in: folder)
      return run.output + run.errors
    }
    #expect(
      try completed(["headroom", "rank", "--by", "breach:c"]).contains("breach:cancellation_rate"))
    let goals = try completed(["headroom", "whatif", "--solve", ""])
    for word in ["earliest", "p_breach(order_defect_rate,30d) < 0.05", "back(valid_tracking_rate) by "] {
      #expect(goals.contains(word), "\(goals)")
    }
  }

  @Test("Completions know metrics, actions, marketplaces and documents")
  func completions() throws {
    let folder = try ScratchFolder()
    for shell in ["bash", "zsh", "fish"] {
      let run = try CommandLineRun(["--generate-completion-script", shell], in: folder)
      #expect(run.status == 0)
      for word in [
        "late_shipment_rate_30d", "carrier_upgrade", "amazon.de", "enforcement", "late_shipment=x",
      ] {
        #expect(run.output.contains(word), "\(shell): \(word)")
      }
    }
  }
}
