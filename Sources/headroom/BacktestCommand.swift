import AccountHealth
import ArgumentParser
import Forecasting
import Reporting
import SellerReports

/// `headroom backtest FILES…`: would the forecasts have come true?
struct BacktestCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract:
      "Forecast past days again from what was known then, and score what was said against what happened.",
    discussion: """
      Example: headroom backtest orders.csv --from 2026-03-01 --to 2026-08-01 --output out

      --as-of names the last day known: what happened later is not looked at.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @Option(
    help: ArgumentHelp(
      "Only the accounts of a fold, such as 2/5: those that fit-priors left out of that fold's priors.",
      valueName: "fold"))
  var fold: String?
  @Option(
    help: ArgumentHelp("First day to forecast from.", valueName: "day"), transform: Day.init(parsing:))
  var from: Day
  @Option(help: ArgumentHelp("Last day to forecast from.", valueName: "day"), transform: Day.init(parsing:))
  var to: Day
  @Option(help: ArgumentHelp("Days between the days forecast from.", valueName: "days"))
  var every = BacktestRequest.defaultStep
  @Option(
    help: ArgumentHelp(
      "Days ahead, increasing, commas between; 14,30,60 when absent.", valueName: "days,days"),
    transform: HorizonList.init(parsing:))
  var horizons = HorizonList(days: BacktestRequest.defaultHorizons)
  @Option(help: ArgumentHelp("Leave out accounts with fewer orders in all.", valueName: "orders"))
  var minAccountOrders = BacktestRequest.defaultAccountOrders
  @Option(help: ArgumentHelp("Leave out rates with fewer orders in their window.", valueName: "orders"))
  var minOrders = BacktestRequest.defaultWindowOrders
  @Option(help: "How to print: table, csv, json or ndjson.") var format = OutputFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for backtest.csv, scores.csv, reliability.csv and manifest.json.", valueName: "folder"))
  var output: String?

  func validate() throws {
    guard !input.files.isEmpty else {
      throw ValidationError("Name at least one order file, or - for standard input.")
    }
    guard from <= to else {
      throw ValidationError("--from \(from) is after --to \(to). Are the two swapped?")
    }
    if let fold, Fold(fold) == nil {
      throw ValidationError("--fold is a part of several such as 2/5, got \(fold).")
    }
    guard every >= 1 else {
      throw ValidationError("--every is a number of days from 1, got \(every).")
    }
    guard minAccountOrders >= 1 else {
      throw ValidationError("--min-account-orders is a number from 1, got \(minAccountOrders).")
    }
    guard minOrders >= 1 else {
      throw ValidationError("--min-orders is a number from 1, got \(minOrders).")
    }
  }

  func execute() throws {
    let watch = Stopwatch()
    let ruleSet = try input.ruleSet()
    let request = BacktestRequest(
      range: DayRange(from, to), step: every, horizons: horizons.days,
      paths: run.paths ?? BacktestRequest.defaultPaths, seed: run.chosenSeed(), threads: run.threadCount,
      leastAccountOrders: minAccountOrders, leastWindowOrders: minOrders)
    let (priors, record) = try prior.chosen()
    let (calendar, eventsRecord) = try sales.chosen()
    let plan = try BacktestPlan(input, ruleSet, calendar, request, fold: fold.flatMap { Fold($0) })
    if output != nil { Headroom.outliveClosedPipe() }
    let folder = try output.map { path throws(OutputError) in try OutputFolder(path: path) }
    let files = try folder.map { folder throws(OutputError) in try BacktestFiles(folder: folder) }
    var results = BacktestScores(paths: request.paths)
    let progress = ProgressLine(isQuiet: input.quiet, label: "forecasting the past")
    progress.show(0)
    let tally = try Backtest(request, priors: priors).run(
      plan.subjects, lastKnown: plan.lastKnown, progress: { progress.show($0) }
    ) { rows in
      try files?.append(rows)
      for row in rows { results.add(row) }
    }
    progress.clear()
    if !input.quiet { plan.remark(on: tally, format) }
    if let folder {
      try files?.append(results)
      try folder.file("manifest.json").append(
        plan.manifest(input, ruleSet, record, eventsRecord, tally, seconds: watch.seconds).text())
      try folder.commit()
    }
    switch format {
    case .table:
      try StandardOutput.line(BacktestTable.text(results, tally, request, on: input.terminal))
    case .csv: try StandardOutput.write(BacktestFiles.text(results.scores))
    case .ndjson: try StandardOutput.write(RowLines.ndjson(BacktestFiles.text(results.scores)))
    case .json: try StandardOutput.write(BacktestJSON.text(results, tally, request))
    }
    if let output, !input.quiet {
      Diagnostics.note("wrote \(BacktestFiles.names.joined(separator: ", ")) and manifest.json to \(output)")
    }
  }
}
