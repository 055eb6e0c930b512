import Forecasting

/// A backtest as one object: how it was made, scores and reliability with the columns of their files.
public enum BacktestJSON {
  private struct Whole: Encodable {
    var from: String
    var to: String
    var every: Int
    var horizons: [Int]
    var seed: UInt64
    var paths: Int
    var accounts: Int
    var refits: Int
    var rows: Int
    var unchecked: Int
    var scores: [Score]
    var reliability: [Bin]
  }

  private struct Score: Encodable {
    var metric: String
    var horizon: Int
    var method: String
    var rows: Int
    var baseRate: Double
    var brier: Double
    var logScore: Double
    var crps: Double?
    var coverage90: Double?

    enum CodingKeys: String, CodingKey {
      case metric, horizon, method, rows, baseRate, brier, logScore, crps
      // The snake case of `coverage90` would lack the second word's break.
      case coverage90 = "coverage_90"
    }
  }

  private struct Bin: Encodable {
    var metric: String
    var horizon: Int
    var binLow: Double
    var binHigh: Double
    var rows: Int
    var meanForecast: Double
    var observedShare: Double
    var se: Double?
  }

  public static func text(
    _ results: BacktestScores, _ tally: Backtest.Tally, _ request: BacktestRequest
  ) throws -> String {
    try JSONText.pages(
      Whole(
        from: "\(request.range.first)", to: "\(request.range.last)", every: request.step,
        horizons: request.horizons, seed: request.seed, paths: request.paths, accounts: tally.accounts,
        refits: tally.refits, rows: tally.rows, unchecked: tally.unchecked,
        scores: results.scores.map {
          Score(
            metric: $0.metric.rawValue, horizon: $0.horizon, method: $0.method.rawValue, rows: $0.rows,
            baseRate: $0.baseRate, brier: $0.brier, logScore: $0.logScore, crps: $0.crps,
            coverage90: $0.coverage90)
        },
        reliability: results.reliability.map {
          Bin(
            metric: $0.metric.rawValue, horizon: $0.horizon, binLow: $0.low, binHigh: $0.high,
            rows: $0.rows, meanForecast: $0.meanForecast, observedShare: $0.observedShare,
            se: $0.standardError)
        }))
  }
}
