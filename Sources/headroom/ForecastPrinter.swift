import AccountHealth
import Forecasting
import Reporting

/// Prints forecasts as they come, in the format asked for.
final class ForecastPrinter {
  private let format: OutputFormat
  private let isSingle: Bool
  private let request: ForecastRequest
  private var table = ForecastTable()
  private var notes: [String] = []
  private var unknown: [String] = []
  private let terminal = Terminal.standardOutput()

  init(_ format: OutputFormat, isSingle: Bool, request: ForecastRequest) throws {
    self.format = format
    self.isSingle = isSingle
    self.request = request
    if format == .csv { try StandardOutput.write(ForecastFiles.breachHeader) }
  }

  func append(_ forecast: AccountForecast, emptyChannels: Set<Order.Channel>) throws {
    switch format {
    case .csv: for metric in forecast.metrics { try StandardOutput.write(ForecastFiles.breachRow(metric)) }
    case .json:
      try StandardOutput.write(ForecastJSON.line(forecast, seed: request.seed, paths: request.paths))
    case .table where isSingle:
      try StandardOutput.line(
        ForecastSentences.text(forecast, emptyChannels: emptyChannels, on: terminal))
    case .table: table.append(forecast, emptyChannels: emptyChannels)
    }
    let isFromCounts = forecast.metrics.contains(where: \.isFromCounts)
    for note in forecast.notes where !notes.contains(note) && !unknown.contains(note) {
      if isFromCounts { unknown.append(note) } else { notes.append(note) }
    }
  }

  func finish(ruleSet: String, assumptions: [String], isWritten: Bool) throws {
    guard format == .table else { return }
    if !isSingle {
      try StandardOutput.line(table.text(isWritten: isWritten, on: terminal))
    }
    try StandardOutput.line("")
    try StandardOutput.line(
      ForecastFooter.text(
        seed: request.seed, paths: request.paths, ruleSet: ruleSet, notes: notes, unknown: unknown,
        assumptions: assumptions, on: terminal))
  }
}
