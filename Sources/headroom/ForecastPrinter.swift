import Forecasting
import Reporting

/// Prints forecasts as they come, in the format asked for.
final class ForecastPrinter {
  private let format: OutputFormat
  private let isSingle: Bool
  private let request: ForecastRequest
  private var table = ForecastTable()
  private var notes: [String] = []

  init(_ format: OutputFormat, isSingle: Bool, request: ForecastRequest) {
    self.format = format
    self.isSingle = isSingle
    self.request = request
    if format == .csv { print(ForecastFiles.breachHeader, terminator: "") }
  }

  func append(_ forecast: AccountForecast) throws {
    switch format {
    case .csv: for metric in forecast.metrics { print(ForecastFiles.breachRow(metric), terminator: "") }
    case .json:
      print(try ForecastJSON.line(forecast, seed: request.seed, paths: request.paths), terminator: "")
    case .table where isSingle: print(ForecastSentences.text(forecast))
    case .table: table.append(forecast)
    }
    for note in forecast.notes where !notes.contains(note) { notes.append(note) }
  }

  func finish(ruleSet: String, assumptions: [String], isWritten: Bool) {
    guard format == .table else { return }
    if !isSingle { print(table.text(isWritten: isWritten)) }
    print("")
    print(
      ForecastFooter.text(
        seed: request.seed, paths: request.paths, ruleSet: ruleSet, notes: notes, assumptions: assumptions))
  }
}
