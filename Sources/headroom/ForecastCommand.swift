import AccountHealth
import ArgumentParser
import Forecasting
import Foundation
import Reporting
import SellerReports
import Simulation

/// `headroom forecast FILES…`: when each rate will be off target.
struct ForecastCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast when each account-health rate will be off target.",
    discussion: """
      Examples:
        headroom forecast orders.csv --output out
        headroom forecast --counts late_shipment_rate_30d=19/812
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @Option(help: "Days ahead.") var horizon = ForecastRequest.defaultHorizon
  @Option(
    name: .customLong("counts"),
    help: ArgumentHelp(
      "Counts of a window in place of orders, such as late_shipment_rate_30d=19/812; once a metric.",
      valueName: "metric=bad/orders"),
    transform: CountArgument.init(parsing:))
  var counts: [CountArgument] = []
  @Option(help: "How to print: table, csv, json, ndjson or hub.") var format = ForecastFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for forecast.csv, breach.csv, history.csv and manifest.json.", valueName: "folder"))
  var output: String?

  func validate() throws {
    try Self.check(horizon: horizon, files: input.files, counts: counts)
  }

  /// What is wrong with the arguments that every forecast takes.
  static func check(horizon: Int, files: [String], counts: [CountArgument]) throws {
    guard (1...ForecastRequest.longestHorizon).contains(horizon) else {
      throw ValidationError(
        "--horizon is a number of days 1…\(ForecastRequest.longestHorizon), got \(horizon).")
    }
    guard files.isEmpty != counts.isEmpty else {
      throw ValidationError(
        counts.isEmpty
          ? "Name at least one order file, - for standard input, or --counts METRIC=BAD/ORDERS."
          : "Give order files or --counts, not both: orders bring their own counts.")
    }
    let metrics = counts.map(\.metric)
    if let twice = metrics.indices.first(where: { metrics[..<$0].contains(metrics[$0]) }) {
      throw ValidationError("--counts names \(metrics[twice].rawValue) twice. Give each metric once.")
    }
  }

  func execute() throws {
    let watch = Stopwatch()
    let ruleSet = try input.ruleSet()
    let (priors, record) = try prior.chosen()
    let (calendar, eventsRecord) = try sales.chosen()
    let plan =
      try counts.isEmpty
      ? ForecastPlan(files: input, ruleSet, calendar) : ForecastPlan(counts: counts, input, ruleSet)
    let request = run.request(horizon: horizon, accounts: plan.size)
    if output != nil { Headroom.outliveClosedPipe() }
    let folder = try output.map { path throws(OutputError) in try OutputFolder(path: path) }
    let files = try folder.map { folder throws(OutputError) in try ForecastFiles(folder: folder) }
    let history = try folder.map { folder throws(OutputError) in try HistoryFile(folder: folder) }
    let printer = try ForecastPrinter(
      format, isSingle: plan.size == 1, request: request, on: input.terminal)
    let progress = ProgressLine(isQuiet: input.quiet, label: "forecasting")
    progress.show(0)
    try plan.run(Forecaster(request, priors: priors), progress: progress) { forecast, account in
      try files?.append(forecast)
      if let account, let history {
        for metric in forecast.metrics {
          try history.append(
            History.of(account, metric.rule, asOf: forecast.asOf, days: History.daysInForecast),
            account: account.label)
        }
      }
      progress.clear()
      try printer.append(forecast, emptyChannels: account?.emptyChannels ?? [])
    }
    let assumptions = Assumptions.of(plan, horizon: horizon) + [prior.assumption].compactMap { $0 }
    if let folder {
      let manifest = plan.manifest(
        request, input, ruleSet, record, eventsRecord, assumptions: assumptions, watch.seconds)
      try folder.file("manifest.json").append(manifest.text())
      try folder.commit()
    }
    try printer.finish(
      ruleSet: "\(ruleSet.name) \(ruleSet.version)", assumptions: assumptions,
      isWritten: output != nil)
    if let output, !input.quiet {
      Diagnostics.note("wrote forecast.csv, breach.csv, history.csv and manifest.json to \(output)")
    }
  }
}
