import Forecasting
import Reporting
import Workspace

/// The files of `forecast --output`, written while the forecasts come.
struct ForecastFolder {
  private let folder: OutputFolder
  private let forecasts: ForecastFiles
  private let history: HistoryFile

  init(path: String) throws {
    folder = try OutputFolder(path: path)
    forecasts = try ForecastFiles(folder: folder)
    history = try HistoryFile(folder: folder)
  }

  func append(_ account: ForecastAccount) throws {
    try forecasts.append(account.forecast)
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
