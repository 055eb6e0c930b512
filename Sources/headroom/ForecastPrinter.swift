import AccountHealth
import ArgumentParser
import Forecasting
import Reporting

/// `ndjson`: the rows of csv, a JSON object a line; `hub`: the long format of forecast hubs.
enum ForecastFormat: String, ExpressibleByArgument, CaseIterable { case table, csv, json, ndjson, hub }

/// Prints forecasts as they come, in the format asked for.
final class ForecastPrinter {
  private let format: ForecastFormat
  private let isSingle: Bool
  private let request: ForecastRequest
  private var table = ForecastTable()
  private var notes: [String] = []
  private var unknown: [String] = []
  private let terminal: Terminal

  init(
    _ format: ForecastFormat, isSingle: Bool, request: ForecastRequest, on terminal: Terminal
  ) throws {
    self.terminal = terminal
    self.format = format
    self.isSingle = isSingle
    self.request = request
    switch format {
    case .csv: try StandardOutput.write(ForecastFiles.breachHeader)
    case .hub: try StandardOutput.write(HubFile.header)
    case .table, .json, .ndjson: break
    }
  }

  func append(_ forecast: AccountForecast, emptyChannels: Set<Order.Channel>) throws {
    switch format {
    case .csv: for metric in forecast.metrics { try StandardOutput.write(ForecastFiles.breachRow(metric)) }
    case .ndjson:
      let rows = forecast.metrics.map { ForecastFiles.breachRow($0) }.joined()
      try StandardOutput.write(RowLines.ndjson(ForecastFiles.breachHeader + rows))
    case .hub: try StandardOutput.write(HubFile.rows(forecast))
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
