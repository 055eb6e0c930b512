import ArgumentParser
import Forecasting
import Reporting
import Workspace

/// `ndjson`: the rows of csv, one JSON object per line; `hub`: the long format of forecast hubs.
enum ForecastFormat: String, ExpressibleByArgument, CaseIterable { case table, csv, json, ndjson, hub }

/// Prints forecasts as they come, in the requested format.
struct ForecastPrinter {
  private let format: ForecastFormat
  private let answer: ForecastAnswer
  private let terminal: Terminal
  private var table = ForecastTable()
  private var printed = 0
  private var hasFirst = false

  init(_ format: ForecastFormat, _ answer: ForecastAnswer, on terminal: Terminal) throws {
    self.format = format
    self.answer = answer
    self.terminal = terminal
    switch format {
    case .csv: try StandardOutput.write(ForecastFiles.breachHeader)
    case .hub: try StandardOutput.write(HubFile.header)
    case .table, .json, .ndjson: break
    }
  }

  private var isSingle: Bool { answer.accounts.count == 1 }

  /// Whether it says what to do first: for a person who reads about one account.
  var saysWhatFirst: Bool { format == .table && isSingle }

  /// - Parameters:
  ///   - account: The next one.
  ///   - first: What to do first, a sentence each, and the command that says more.
  mutating func append(_ account: ForecastAccount, first: (text: [String], command: String?) = ([], nil))
    throws
  {
    let (forecast, request) = (account.forecast, answer.request)
    switch format {
    case .csv: try StandardOutput.write(ForecastFiles.breach(forecast))
    case .ndjson: try StandardOutput.write(ForecastFiles.ndjson(forecast))
    case .hub: try StandardOutput.write(HubFile.rows(forecast))
    case .json:
      // One object, or an array of several, one to a line.
      let line = try ForecastJSON.line(
        forecast, missing: account.missing, seed: request.seed, paths: request.paths)
      let opening = isSingle ? "" : printed == 0 ? "[\n" : ",\n"
      try StandardOutput.write(opening + (isSingle ? line : String(line.dropLast())))
      printed += 1
    case .table where isSingle:
      hasFirst = !first.text.isEmpty
      try StandardOutput.line(
        ReportedStanding.opening(answer.reported, on: terminal)
          + ForecastSentences.text(
            forecast, emptyChannels: account.emptyChannels,
            undecided: account.missing.flatMap(\.undecidedRates), paths: answer.request.paths,
            first: first.text, command: first.command,
            on: terminal))
    case .table: table.append(forecast, emptyChannels: account.emptyChannels)
    }
  }

  /// - Parameter isWritten: Whether all accounts are in files.
  func finish(isWritten: Bool) throws {
    if format == .json, !isSingle { try StandardOutput.write(printed == 0 ? "[]\n" : "\n]\n") }
    guard format == .table else { return }
    if !isSingle {
      try StandardOutput.line(
        ReportedStanding.opening(answer.reported, on: terminal)
          + table.text(isWritten: isWritten, on: terminal))
    }
    try StandardOutput.line("")
    try StandardOutput.line(
      ForecastFooter.text(
        answer.request, answer.provenance, missing: answer.missing,
        assumptions: hasFirst ? answer.assumptionsWithFirst : answer.assumptions,
        on: terminal))
  }
}
