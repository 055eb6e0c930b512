import ArgumentParser
import Decisions
import Reporting
import Workspace

/// `headroom whatif FILES…`: what a change would do to every rate.
struct WhatIfCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Compare the forecast as things are with that of a scenario, on the same random numbers.",
    discussion: """
      The first sentence says what the change does to the rate that matters most, and whether that can be told apart \
      from no change. --format json has it as verdict.

      Examples:
        headroom whatif orders.csv --set late_shipment=x0.6 --from 2026-12-01
        headroom whatif orders.csv --action carrier_upgrade --action stock_sync
        headroom whatif orders.csv --scenario slower.yaml --output out
        headroom whatif orders.csv --solve "p_breach(late_shipment_rate_30d,30d) < 0.05"
        headroom whatif orders.csv --solve "back(late_shipment_rate_30d) by 2026-12-10 with 90 %"
        headroom whatif orders.csv --solve earliest
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var counts: CountsOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var change: ScenarioOptions
  @Option(
    help: ArgumentHelp(
      "Instead of a scenario: what reaches \"p_breach(METRIC,30d) < 0.05\" or \"back(METRIC) by DATE with 90 %\", the largest factor on the daily chance of a bad order or the smallest number of clean orders per day; or the earliest day on which good handling can bring back what is off target, earliest or \"earliest(METRIC)\".",
      valueName: "goal"),
    completion: .goals, transform: { try asArgument(try Aim(parsing: $0)) })
  var solve: Aim?
  @OptionGroup var ahead: HorizonOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp("Folder for forecast.csv, breach.csv, change.csv and more.", valueName: "folder"))
  var output: String?

  func validate() throws {
    if solve != nil, output != nil {
      throw ValidationError("--solve prints its answer, and writes no folder.")
    }
    if case .earliest = solve, change.from != nil {
      throw ValidationError("--solve earliest asks for good handling from now on. Leave --from out.")
    }
  }

  func execute() async throws {
    try counts.check(input)
    try change.check(isNeeded: solve == nil)
    let (watch, progress) = (Stopwatch(), ProgressLine(isQuiet: input.quiet))
    let workspace = try input.workspace(prior, sales, counts: counts.counts)
    if case .earliest(let metric) = solve {
      let answer = try await workspace.earliest(metric)
      input.say(answer.remarks)
      return try StandardOutput.write(answer.text(as: format, on: input.terminal))
    }
    if case .goal(let goal) = solve {
      let question = SolveQuestion(goal, from: change.from, horizon: ahead.horizon, run: run.run)
      let answer = try await workspace.solve(question)
      input.say(answer.remarks)
      return try StandardOutput.write(answer.text(as: format, on: input.terminal))
    }
    let question = try change.question(horizon: ahead.horizon, run)
    let answer = try await workspace.whatIf(question, progress: progress.progress)
    progress.clear()
    input.say(answer.remarks)
    if let output {
      Signals.outliveClosedPipe()
      let folder = try OutputFolder(path: output)
      try ScenarioFiles.write(answer, Manifest(answer, Build.program, seconds: watch.seconds), to: folder)
      try folder.commit()
      input.note(
        "wrote forecast.csv, breach.csv, change.csv, deactivation.csv and manifest.json to \(output)")
    }
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
  }
}
