import ArgumentParser
import Forecasting

/// How far an answer looks ahead.
struct HorizonOptions: ParsableArguments {
  @Option(help: "Days ahead, a whole number from 1 to \(ForecastRequest.longestHorizon).") var horizon =
    ForecastRequest.defaultHorizon

  func validate() throws {
    guard (1...ForecastRequest.longestHorizon).contains(horizon) else {
      throw ValidationError(
        "--horizon is a number of days 1…\(ForecastRequest.longestHorizon), got \(horizon).")
    }
  }

  /// The words of a command line that give the same.
  var arguments: [String] {
    horizon == ForecastRequest.defaultHorizon ? [] : ["--horizon", "\(horizon)"]
  }
}
