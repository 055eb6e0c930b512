import AccountHealth
import ArgumentParser
import Decisions
import Forecasting
import Foundation
import Reporting

/// `headroom whatif FILES…`: what a change would do to every rate.
struct WhatIfCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "whatif",
    abstract: "Compare the forecast as things are with that of a scenario, on the same random numbers.",
    discussion: """
      Examples:
        headroom whatif orders.csv --set late_shipment=x0.6 --from 2026-12-01
        headroom whatif orders.csv --action carrier_upgrade --action stock_sync
        headroom whatif orders.csv --scenario slower.yaml --output out
        headroom whatif orders.csv --solve "p_breach(late_shipment_rate_30d,30d) < 0.05"
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var change: ScenarioOptions
  @Option(
    help: ArgumentHelp(
      "In place of a scenario: what reaches \"p_breach(METRIC,30d) < 0.05\", the largest factor on the daily chance of a bad order or the fewest clean orders a day.",
      valueName: "goal"),
    transform: WhatIfCommand.goal)
  var solve: Goal?
  @Option(help: "Days ahead.") var horizon = ForecastRequest.defaultHorizon
  @Option(help: "How to print: table, csv, json or ndjson.") var format = OutputFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for forecast.csv, breach.csv, change.csv, deactivation.csv and manifest.json.",
      valueName: "folder"))
  var output: String?

  private static func goal(_ argument: String) throws -> Goal {
    do {
      return try Goal(parsing: argument)
    } catch {
      throw ValidationError("\(error)")
    }
  }

  func validate() throws {
    try change.check(isNeeded: solve == nil)
    guard (1...ForecastRequest.longestHorizon).contains(horizon) else {
      throw ValidationError(
        "--horizon is a number of days 1…\(ForecastRequest.longestHorizon), got \(horizon).")
    }
    guard !input.files.isEmpty else {
      throw ValidationError("Name at least one order file, or - for standard input.")
    }
  }

  private func answer(
    _ goal: Goal, _ task: Forecaster.Subject, _ plan: ForecastPlan, _ priors: Priors, _ rules: String
  ) throws {
    try DecisionArguments.check(change.from, asOf: task.asOf, horizon: goal.days)
    let request = ForecastRequest(
      horizon: goal.days, paths: run.paths ?? ForecastRequest.defaultPaths, seed: run.chosenSeed(),
      threads: run.threadCount)
    let forecaster = Forecaster(request, priors: priors)
    guard let found = try forecaster.solve(goal, task, forecaster.models(of: task), from: change.from) else {
      throw InputError(
        "\(goal.metric.rawValue): these files do not tell that rate.\n"
          + task.notes.map { "  " + $0 }.joined(separator: "\n"))
    }
    switch format {
    case .csv: try StandardOutput.write(GoalText.csv(found))
    case .ndjson: try StandardOutput.write(RowLines.ndjson(GoalText.csv(found)))
    case .json: throw ValidationError("--solve prints a table, csv or ndjson.")
    case .table:
      try StandardOutput.line(GoalText.text(found, on: input.terminal))
      try StandardOutput.line("")
      try StandardOutput.line(
        ForecastFooter.text(
          seed: request.seed, paths: request.paths, ruleSet: rules, notes: [],
          assumptions: Assumptions.of(plan, horizon: goal.days), on: input.terminal))
    }
  }

  func execute() throws {
    let watch = Stopwatch()
    let ruleSet = try input.ruleSet()
    let (priors, record) = try prior.chosen()
    let (calendar, eventsRecord) = try sales.chosen()
    let (enforcement, enforcementRecord) = try DecisionArguments.enforcement(change.decisions.enforcement)
    let plan = try ForecastPlan(files: input, ruleSet, calendar)
    let task = try plan.onlyTask()
    if let solve {
      try answer(solve, task, plan, priors, "\(ruleSet.name) \(ruleSet.version)")
      return
    }
    let scenario = try change.chosenScenario(asOf: task.asOf, horizon: horizon)
    let request = ForecastRequest(
      horizon: horizon, paths: run.paths ?? ForecastRequest.defaultPaths, seed: run.chosenSeed(),
      threads: run.threadCount)
    let forecaster = Forecaster(request, priors: priors)
    let models = forecaster.models(of: task)
    try ScenarioOptions.check(scenario, reaches: models, notes: task.notes)
    if output != nil { Headroom.outliveClosedPipe() }
    let folder = try output.map { path throws(OutputError) in try OutputFolder(path: path) }
    let progress = ProgressLine(isQuiet: input.quiet, label: "forecasting")
    progress.show(0)
    let result = try forecaster.compare(
      task, models, with: scenario, enforcement, progress: { progress.show($0) })
    progress.clear()
    guard let forecast = result else { throw Remarks.nothingToCount(plan.missing) }
    let assumptions =
      Assumptions.of(
        plan, horizon: horizon,
        enforcement: Phrases.assumedEnforcement(
          enforcement, file: change.enforcementName, background: forecast.background, horizon: horizon))
      + [prior.assumption].compactMap { $0 }
    if let folder {
      try ForecastFiles(folder: folder, hasScenarios: true).append(forecast)
      try folder.file("change.csv").append(ScenarioFiles.changeHeader + ScenarioFiles.changes(forecast))
      try folder.file("deactivation.csv").append(
        ScenarioFiles.deactivationHeader + ScenarioFiles.deactivation(forecast))
      var manifest = plan.manifest(
        request, input, ruleSet, record, eventsRecord, assumptions: assumptions, watch.seconds)
      (manifest.scenario, manifest.enforcement) = (forecast.name, enforcementRecord)
      try folder.file("manifest.json").append(manifest.text())
      try folder.commit()
    }
    switch format {
    case .csv: try StandardOutput.write(ForecastFiles.breach(forecast))
    case .ndjson: try StandardOutput.write(RowLines.ndjson(ForecastFiles.breach(forecast)))
    case .json:
      try StandardOutput.write(ScenarioJSON.line(forecast, seed: request.seed, paths: request.paths))
    case .table:
      try StandardOutput.line(ScenarioTable.text(forecast, on: input.terminal))
      try StandardOutput.line("")
      try StandardOutput.line(
        ForecastFooter.text(
          seed: request.seed, paths: request.paths, ruleSet: "\(ruleSet.name) \(ruleSet.version)",
          notes: task.notes, assumptions: assumptions, on: input.terminal))
    }
    if let output, !input.quiet {
      Diagnostics.note(
        "wrote forecast.csv, breach.csv, change.csv, deactivation.csv and manifest.json to \(output)")
    }
  }
}
