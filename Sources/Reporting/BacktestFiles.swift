import AccountHealth
import Forecasting
import SellerReports

/// backtest.csv as the rows come; scores.csv and reliability.csv when all have.
public final class BacktestFiles {
  public static let names = ["backtest.csv", "scores.csv", "reliability.csv"]
  public static let rowHeader =
    "account,metric,origin,horizon,p_breach,observed,rate_q05,rate_q50,rate_q95,rate_observed,rate_below,"
    + "rate_at_most\n"
  public static let scoreHeader = "metric,horizon,method,rows,base_rate,brier,log_score,crps,coverage_90\n"
  public static let reliabilityHeader =
    "metric,horizon,bin_low,bin_high,rows,mean_forecast,observed_share,se\n"

  private let rows: OutputFile
  private let scores: OutputFile
  private let reliability: OutputFile

  public init(folder: OutputFolder) throws(OutputError) {
    rows = try folder.file(Self.names[0])
    scores = try folder.file(Self.names[1])
    reliability = try folder.file(Self.names[2])
    try rows.append(Self.rowHeader)
  }

  public func append(_ part: [BacktestRow]) throws(OutputError) {
    for row in part { try rows.append(Self.line(row)) }
  }

  public func append(_ results: BacktestScores) throws(OutputError) {
    try scores.append(Self.text(results.scores))
    try reliability.append(Self.text(results.reliability))
  }

  private static func line(_ row: BacktestRow) -> String {
    CSVText.row([
      CSVText.cell(row.account), row.metric.rawValue, "\(row.origin)", "\(row.horizon)",
      CSVText.number(row.breachProbability), row.isOffTarget ? "1" : "0", CSVText.number(row.law?.q05),
      CSVText.number(row.law?.q50), CSVText.number(row.law?.q95), CSVText.number(row.rate),
      CSVText.number(row.law?.below), CSVText.number(row.law?.atMost),
    ])
  }

  /// scores.csv, also what `--format csv` prints.
  public static func text(_ scores: [BacktestScores.Score]) -> String {
    scores.reduce(into: scoreHeader) { text, score in
      text += CSVText.row([
        score.metric.rawValue, "\(score.horizon)", score.method.rawValue, "\(score.rows)",
        CSVText.number(score.baseRate), CSVText.number(score.brier), CSVText.number(score.logScore),
        CSVText.number(score.crps), CSVText.number(score.coverage90),
      ])
    }
  }

  static func text(_ bins: [BacktestScores.ReliabilityBin]) -> String {
    bins.reduce(into: reliabilityHeader) { text, bin in
      text += CSVText.row([
        bin.metric.rawValue, "\(bin.horizon)", CSVText.number(bin.low), CSVText.number(bin.high),
        "\(bin.rows)", CSVText.number(bin.meanForecast), CSVText.number(bin.observedShare),
        CSVText.number(bin.standardError),
      ])
    }
  }
}
