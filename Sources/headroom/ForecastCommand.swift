import AccountHealth
import ArgumentParser
import Forecasting
import Reporting
import Store
import Workspace

/// `headroom forecast FILES…`: when each rate will be off target.
struct ForecastCommand: HeadroomCommand {
  static let configuration = CommandConfiguration(
    commandName: "forecast",
    abstract: "Forecast when each account-health rate will be off target.",
    discussion: """
      Examples:
        headroom forecast orders.csv --output out
        headroom forecast orders.csv --seen order_defect_rate=12/1040
        headroom forecast --counts late_shipment_rate_30d=19/812
      """)

  @OptionGroup var input: InputOptions
  @OptionGroup var counts: CountsOptions
  @OptionGroup var seen: SeenOptions
  @OptionGroup var run: RunOptions
  @OptionGroup var ahead: HorizonOptions
  @OptionGroup var prior: PriorsOptions
  @OptionGroup var sales: EventsOptions
  @Flag(help: "Keep what is forecast in the store, so that backtest --kept can score it.") var keep = false
  @Flag(help: "Figures for rare breaches of several accounts too, from --paths 20000 on.") var rare = false
  @Flag(help: "Answer for a single account as for one of many: without the spread of its chances.")
  var oneOfMany = false
  @Option(
    help: ArgumentHelp(
      "breach: of the files only breach.csv, and only rates with orders in their window or a chance of 5 % within 30 days.",
      valueName: "part"))
  var only: ForecastPart?
  @Flag(help: "Compress the files of --output, as forecast.csv.gz and so on.") var gzip = false
  @Option(help: "How to print: table, csv, json, ndjson or hub.") var format = ForecastFormat.table
  @Option(
    name: .shortAndLong,
    help: ArgumentHelp(
      "Folder for forecast.csv, breach.csv, history.csv and manifest.json.", valueName: "folder"))
  var output: String?

  func validate() throws {
    guard counts.counts.isEmpty || seen.seen.isEmpty else {
      throw ValidationError("Give --counts or --seen, not both: --seen stands beside orders.")
    }
    if keep, input.asOf != nil {
      throw ValidationError(
        "--keep keeps what is said of the last evening that is known. Leave out --as-of: a forecast made afterwards is no record."
      )
    }
  }

  func execute() async throws {
    try counts.check(input)
    let watch = Stopwatch()
    let progress = ProgressLine(isQuiet: input.quiet)
    let workspace = try input.workspace(prior, sales, counts: counts.counts, seen: seen)
    let answer = try workspace.forecast(
      ForecastQuestion(horizon: ahead.horizon, run: run.run, weighsRare: rare, isOneOfMany: oneOfMany),
      progress: progress.progress)
    input.say(answer.remarks)
    if output != nil { Signals.outliveClosedPipe() }
    let folder = try output.map { try ForecastFolder(path: $0, only: only, isGzip: gzip) }
    let outlook = try await workspace.noticeOutlook(answer.request, progress: progress.progress)
    progress.clear()
    if let outlook, format == .table {
      try StandardOutput.write(NoticeText.text(outlook, on: input.terminal))
    }
    var printer = try ForecastPrinter(format, answer, on: input.terminal)
    var kept: [KeptForecast] = []
    for try await made in answer.accounts {
      let account = only == nil ? made : made.withWhatMatters
      if keep { kept += made.forecast.kept }
      try folder?.append(account)
      let first =
        printer.saysWhatFirst ? try await whatFirst(account, workspace, answer, progress) : ([], nil)
      progress.clear()
      try printer.append(account, first: first)
    }
    try folder?.commit(Manifest(answer, Build.program, seconds: watch.seconds))
    if keep {
      let new = try Store.keep(kept, in: input.place.path)
      input.note(
        "kept \(Phrases.count(new, "forecast", "forecasts"))"
          + (new < kept.count ? "; \(kept.count - new) of this evening were kept before" : ""))
    }
    try printer.finish(isWritten: output != nil)
    if let output, let folder {
      input.note("wrote \(folder.names.joined(separator: ", ")) and manifest.json to \(output)")
    }
  }
}
