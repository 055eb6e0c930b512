import AccountHealth
import Forecasting

/// A backtest as one JSON object: how it was made, and scores and reliability with the columns of their
/// files.
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
    var scores: [RowObject]
    var reliability: [RowObject]
    var returns: [RowObject]
  }

  public static func text(
    _ results: BacktestScores, _ returns: ReturnScores, _ tally: Backtest.Tally, _ request: BacktestRequest
  ) throws -> String {
    try JSONText.pages(
      Whole(
        from: "\(request.range.first)", to: "\(request.range.last)", every: request.step,
        horizons: request.horizons, seed: request.seed, paths: request.paths, accounts: tally.accounts,
        refits: tally.refits, rows: tally.rows, unchecked: tally.unchecked,
        scores: results.scores.map(BacktestFiles.scores.object),
        reliability: results.reliability.map(BacktestFiles.reliability.object),
        returns: returns.scores.map(BacktestFiles.returnScores.object)))
  }
}
