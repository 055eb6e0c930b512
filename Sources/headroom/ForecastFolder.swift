import ArgumentParser
import Forecasting
import Reporting
import Workspace

/// The part of a forecast's output that `--only` asks for.
enum ForecastPart: String, ExpressibleByArgument, CaseIterable { case breach }

/// The files of `forecast --output`, written while the forecasts come.
struct ForecastFolder {
  private let folder: OutputFolder
  private let forecasts: ForecastFiles
  private let history: HistoryFile?
  /// The names of the files.
  let names: [String]

  init(path: String, only part: ForecastPart?, isGzip: Bool) throws {
    folder = try OutputFolder(path: path)
    forecasts = try ForecastFiles(folder: folder, hasEvenings: part == nil, isGzip: isGzip)
    history = part == nil ? try HistoryFile(folder: folder, isGzip: isGzip) : nil
    if part != nil {
      // What an earlier run wrote would be taken for this one's.
      for name in ["forecast.csv", "history.csv"] { folder.leaveOut(name) }
    }
    names = (part == nil ? ["forecast.csv", "breach.csv", "history.csv"] : ["breach.csv"]).map {
      isGzip ? $0 + ".gz" : $0
    }
  }

  func append(_ account: ForecastAccount) throws {
    try forecasts.append(account.forecast)
    guard let history else { return }
    for metric in account.forecast.metrics {
      if let past = account.history(metric.rule) {
        try history.append(past, account: account.forecast.account)
      }
    }
  }

  /// Puts the complete files in place.
  func commit(_ manifest: Manifest) throws {
    try folder.file("manifest.json").append(manifest.text())
    try folder.commit()
  }
}
