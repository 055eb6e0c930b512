import AccountHealth
import Forecasting

/// Writes backtest.csv and returns.csv as the rows come, and their scores once all have come.
public final class BacktestFiles {
  public static let names = [
    "backtest.csv", "scores.csv", "reliability.csv", "returns.csv", "return_scores.csv",
  ]

  static let trials: Columns<BacktestRow> = [
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.metric.rawValue) },
    Column("origin") { .date($0.origin) },
    Column("horizon") { .count($0.horizon) },
    Column("p_breach") { Cell($0.breachProbability) },
    Column("observed") { .flag($0.isOffTarget) },
    Column("rate_q05") { Cell($0.law?.q05) },
    Column("rate_q50") { Cell($0.law?.q50) },
    Column("rate_q95") { Cell($0.law?.q95) },
    Column("rate_observed") { Cell($0.rate) },
    Column("rate_below") { Cell($0.law?.below) },
    Column("rate_at_most") { Cell($0.law?.atMost) },
  ]

  static let scores: Columns<BacktestScores.Score> = [
    Column("metric") { .word($0.metric.rawValue) },
    Column("horizon") { .count($0.horizon) },
    Column("method") { .word($0.method.rawValue) },
    Column("rows") { .count($0.rows) },
    Column("base_rate") { Cell($0.baseRate) },
    Column("brier") { Cell($0.brier) },
    Column("log_score") { Cell($0.logScore) },
    Column("crps") { Cell($0.crps) },
    Column("coverage_90") { Cell($0.coverage90) },
    Column("mean_forecast") { Cell($0.meanForecast) },
  ]

  static let reliability: Columns<BacktestScores.ReliabilityBin> = [
    Column("metric") { .word($0.metric.rawValue) },
    Column("horizon") { .count($0.horizon) },
    Column("bin_low") { Cell($0.low) },
    Column("bin_high") { Cell($0.high) },
    Column("rows") { .count($0.rows) },
    Column("mean_forecast") { Cell($0.meanForecast) },
    Column("observed_share") { Cell($0.observedShare) },
    Column("se") { Cell($0.standardError) },
  ]

  static let returns: Columns<ReturnRow> = [
    Column("account") { .text($0.account) },
    Column("metric") { .word($0.metric.rawValue) },
    Column("origin") { .date($0.origin) },
    Column("horizon") { .count($0.horizon) },
    Column("p_back") { Cell($0.chance) },
    Column("back_by_50") { row in Cell(row.half.map { row.origin + $0.days }) },
    Column("back_by_90") { row in Cell(row.most.map { row.origin + $0.days }) },
    Column("days_off") { Cell($0.daysOff) },
    Column("back_observed") { row in Cell(row.returned.map { row.origin + $0 }) },
    Column("days_off_observed") { .count($0.observedDaysOff) },
  ]

  static let returnScores: Columns<ReturnScores.Score> = [
    Column("metric") { .word($0.metric.rawValue) },
    Column("horizon") { .count($0.horizon) },
    Column("rows") { .count($0.back.rows) },
    Column("p_back") { Cell($0.back.forecast) },
    Column("observed_back") { Cell($0.back.observed) },
    Column("se_back") { Cell($0.back.standardError) },
    Column("brier") { Cell($0.brier) },
    Column("brier_base_rate") { Cell($0.baseBrier) },
    Column("rows_50") { .count($0.half?.rows ?? 0) },
    Column("p_by_50") { Cell($0.half?.forecast) },
    Column("observed_by_50") { Cell($0.half?.observed) },
    Column("rows_90") { .count($0.most?.rows ?? 0) },
    Column("p_by_90") { Cell($0.most?.forecast) },
    Column("observed_by_90") { Cell($0.most?.observed) },
    Column("days_off") { Cell($0.daysOff.forecast) },
    Column("days_off_observed") { Cell($0.daysOff.observed) },
    Column("se_days_off") { Cell($0.daysOff.standardError) },
  ]

  private let rowsFile: OutputFile
  private let scoresFile: OutputFile
  private let reliabilityFile: OutputFile
  private let returnsFile: OutputFile
  private let returnScoresFile: OutputFile

  public init(folder: OutputFolder) throws(OutputError) {
    rowsFile = try folder.file(Self.names[0])
    scoresFile = try folder.file(Self.names[1])
    reliabilityFile = try folder.file(Self.names[2])
    returnsFile = try folder.file(Self.names[3])
    returnScoresFile = try folder.file(Self.names[4])
    try rowsFile.append(Self.trials.header)
    try returnsFile.append(Self.returns.header)
  }

  public func append(_ part: Backtest.Part) throws(OutputError) {
    try rowsFile.append(Self.trials.csv(part.rows))
    try returnsFile.append(Self.returns.csv(part.returns))
  }

  public func append(_ results: BacktestScores, _ returns: ReturnScores) throws(OutputError) {
    try scoresFile.append(Self.csv(results.scores))
    try reliabilityFile.append(Self.csv(results.reliability))
    try returnScoresFile.append(Self.returnScores.header + Self.returnScores.csv(returns.scores))
  }

  /// The text of scores.csv, which `--format csv` also prints.
  public static func csv(_ results: [BacktestScores.Score]) -> String {
    scores.header + scores.csv(results)
  }

  public static func ndjson(_ results: [BacktestScores.Score]) -> String { scores.ndjson(results) }

  /// reliability.csv.
  static func csv(_ bins: [BacktestScores.ReliabilityBin]) -> String {
    reliability.header + reliability.csv(bins)
  }
}
