import AccountHealth
import ArgumentParser
import Decisions
import Forecasting
import Foundation
import Reporting
import Simulation

/// `headroom rank FILES…`: which change lowers the risk most.
struct RankCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "rank",
    abstract: "Rank changes to the operation by how much risk each removes.",
    discussion: """
      Every action is simulated on the same random numbers as doing nothing. What Amazon does to an account off target, \
      and what an action brings, are assumptions; both are files that you can edit.

      Examples:
        headroom rank orders.csv
        headroom rank orders.csv --objective "p_breach(late_shipment_rate_30d,30d)" --output out
        headroom rank orders.csv --budget 500 --max-actions 3
        headroom rank --list
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @Flag(help: "List the actions and stop.") var list = false
  @OptionGroup var decisions: DecisionFileOptions
  @Option(
    help: ArgumentHelp(
      "What is to happen less often: deactivation, deactivation(low|central|high) or p_breach(METRIC,30d).",
      valueName: "what"),
    transform: Objective.argument)
  var objective = Objective.deactivation(.central)
  @Option(help: ArgumentHelp("Confidence of the choice, above 0.5 and below 1.", valueName: "share"))
  var confidence = 0.95
  @Option(
    help: ArgumentHelp("Smallest difference of chances worth telling, such as 0.0025.", valueName: "share"))
  var indifference = 0.0025
  @Option(
    help: ArgumentHelp(
      "Also find the best bundle of actions for so many USD over the horizon.", valueName: "usd"))
  var budget: Double?
  @Option(help: ArgumentHelp("Also find the best bundle of up to so many actions.", valueName: "n"))
  var maxActions: Int?
  @Option(
    help: ArgumentHelp(
      "Day of the decision; the day after the last known one when absent.", valueName: "day"),
    transform: Day.init(parsing:))
  var from: Day?
  @Option(help: "Days ahead.") var horizon = ForecastRequest.defaultHorizon
  @Option(help: "How to print: table, csv or ndjson.") var format = RankFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for rank.csv, effects.csv, tornado.csv, bundles.csv and manifest.json.", valueName: "folder"))
  var output: String?

  enum RankFormat: String, ExpressibleByArgument, CaseIterable { case table, csv, ndjson }

  func validate() throws {
    guard (1...ForecastRequest.longestHorizon).contains(horizon) else {
      throw ValidationError(
        "--horizon is a number of days 1…\(ForecastRequest.longestHorizon), got \(horizon).")
    }
    guard confidence > 0.5, confidence < 1 else {
      throw ValidationError("--confidence is above 0.5 and below 1, got \(confidence).")
    }
    guard indifference > 0, indifference < 1 else {
      throw ValidationError("--indifference is above 0 and below 1, got \(indifference).")
    }
    if let budget, !(budget >= 0 && budget.isFinite) {
      throw ValidationError("--budget is USD from 0, got \(budget).")
    }
    if let maxActions, !(1...31).contains(maxActions) {
      throw ValidationError("--max-actions is a number 1…31, got \(maxActions).")
    }
    guard list || !input.files.isEmpty else {
      throw ValidationError("Name at least one order file, or - for standard input.")
    }
  }

  func execute() throws {
    let watch = Stopwatch()
    let catalogue = try DecisionArguments.catalogue(decisions.actions)
    if list {
      try StandardOutput.line(ActionList.text(catalogue, on: input.terminal))
      return
    }
    let (assumed, enforcementRecord) = try DecisionArguments.enforcement(decisions.enforcement)
    let ruleSet = try input.ruleSet()
    let (priors, record) = try prior.chosen()
    let (calendar, eventsRecord) = try sales.chosen()
    let plan = try ForecastPlan(files: input, ruleSet, calendar)
    let task = try plan.onlyTask()
    try DecisionArguments.check(from, asOf: task.asOf, horizon: horizon)
    let request = ForecastRequest(
      horizon: horizon, paths: run.paths ?? ForecastRequest.defaultPaths, seed: run.chosenSeed(),
      threads: run.threadCount)
    try objective.check(task, horizon: horizon)
    var ranker = ActionRanker(task, request, priors: priors, assumed, objective)
    (ranker.confidence, ranker.indifference, ranker.from) = (confidence, indifference, from)
    if output != nil { Headroom.outliveClosedPipe() }
    let folder = try output.map { path throws(OutputError) in try OutputFolder(path: path) }
    let progress = ProgressLine(isQuiet: input.quiet, label: "ranking")
    progress.show(0)
    let result = try ranker.rank(
      catalogue.actions, budget: budget, mostActions: maxActions, progress: { progress.show($0) })
    progress.clear()
    guard let ranking = result else { throw Remarks.nothingToCount(plan.missing) }
    let assumptions =
      Assumptions.of(
        plan, horizon: horizon,
        enforcement: Phrases.assumedEnforcement(
          assumed, file: decisions.enforcement.map(DecisionArguments.name), background: nil, horizon: horizon)
      )
      + ["what an action brings is believed, not known: its file says how much, from where and how sure"]
      + [prior.assumption].compactMap { $0 }
    if let folder {
      try folder.file("rank.csv").append(RankFiles.header + RankFiles.rank(ranking))
      try folder.file("effects.csv").append(RankFiles.effectsHeader + RankFiles.effects(ranking))
      try folder.file("tornado.csv").append(RankFiles.tornadoHeader + RankFiles.tornado(ranking))
      if let bundles = ranking.bundles {
        try folder.file("bundles.csv").append(RankFiles.bundlesHeader + RankFiles.bundles(bundles))
      }
      var manifest = plan.manifest(
        request, input, ruleSet, record, eventsRecord, assumptions: assumptions, watch.seconds)
      manifest.enforcement = enforcementRecord
      try folder.file("manifest.json").append(manifest.text())
      try folder.commit()
    }
    switch format {
    case .csv: try StandardOutput.write(RankFiles.header + RankFiles.rank(ranking))
    case .ndjson: try StandardOutput.write(RowLines.ndjson(RankFiles.header + RankFiles.rank(ranking)))
    case .table:
      try StandardOutput.line(
        RankTable.text(ranking, marketplace: task.account.marketplace, on: input.terminal))
      try StandardOutput.line("")
      try StandardOutput.line(
        ForecastFooter.text(
          seed: request.seed, paths: ranking.rows.map(\.paths).max() ?? 0,
          ruleSet: "\(ruleSet.name) \(ruleSet.version)", notes: task.notes, assumptions: assumptions,
          on: input.terminal))
    }
    if let output, !input.quiet { Diagnostics.note("wrote rank.csv and what belongs to it to \(output)") }
  }
}
