import AccountHealth
import ArgumentParser
import Forecasting
import Reporting
import SellerReports
import Store
import Workspace

/// `headroom backtest FILES…`: whether past forecasts would have come true.
struct BacktestCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "backtest",
    abstract:
      "Forecast past days again from what was known then, and score the forecasts against what happened.",
    discussion: """
      Example: headroom backtest orders.csv --from 2026-03-01 --to 2026-08-01 --output out

      --as-of names the last day known: what happened later is not looked at.
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @OptionGroup var past: BacktestOptions
  @Option(help: "How to print: table, csv, json or ndjson.") var format = AnswerFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for \(BacktestFiles.names.joined(separator: ", ")) and manifest.json.", valueName: "folder"))
  var output: String?

  @Flag(help: "Score what forecast --keep and check really said, instead of forecasting the past again.")
  var kept = false

  func validate() throws {
    if kept, output != nil {
      throw ValidationError("--kept has no files. Leave out --output; --format csv prints the scores.")
    }
    guard kept || past.range != nil else {
      throw ValidationError(BacktestOptions.missing("from"))
    }
  }

  func execute() async throws {
    try input.checkFiles()
    if kept { return try scoreKept() }
    let watch = Stopwatch()
    let progress = ProgressLine(isQuiet: input.quiet)
    let backtest = try input.workspace(prior, sales).backtest(past.question(run))
    if output != nil { Signals.outliveClosedPipe() }
    let folder = try output.map { try OutputFolder(path: $0) }
    let files = try folder.map { try BacktestFiles(folder: $0) }
    let answer = try await backtest.answer(progress: progress.progress) { try files?.append($0) }
    progress.clear()
    input.say(answer.remarks)
    let request = answer.request
    if format != .table { input.note("seed \(request.seed), \(request.paths) paths") }
    if let folder {
      try files?.append(answer.scores, answer.returns)
      try folder.file("manifest.json").append(Manifest(answer, Build.program, seconds: watch.seconds).text())
      try folder.commit()
    }
    try StandardOutput.write(answer.text(as: format, on: input.terminal))
    if let output {
      input.note("wrote \(BacktestFiles.names.joined(separator: ", ")) and manifest.json to \(output)")
    }
  }

  /// What was said, of the days asked for, beside what happened since.
  private func scoreKept() throws {
    let days = past.range
    let said = try Store(reading: input.place.path).forecasts().filter { one in
      !one.isOffTarget && days.map { $0.contains(one.asOf) } ?? true
    }
    guard !said.isEmpty else {
      throw InputError("No forecast is kept yet. headroom forecast --keep and headroom check keep them.")
    }
    let scores = try input.workspace(prior, sales).scores(
      of: said.flatMap { one in
        one.chances.map {
          SaidChance(
            account: AccountName.full(one.account, one.marketplace), metric: one.metric, asOf: one.asOf,
            days: $0.days, chance: $0.value)
        }
      })
    try StandardOutput.write(KeptTable.text(scores, as: format, on: input.terminal))
  }
}
