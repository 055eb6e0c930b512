import AccountHealth
import Forecasting

/// Forecasts of one account's own past, compared with what happened.
public struct PastTrial: Sendable {
  /// The forecasts of one horizon and all rates whose chances were similar.
  public struct Bin: Sendable, Hashable {
    /// Chances above `from` and up to `to`; the first bin includes 0.
    public var from: Double
    public var to: Double
    public var rows: Int
    public var happened: Int
    public var meanForecast: Double
    public var observedShare: Double
    /// The 90 % interval of the share.
    public var low: Double
    public var high: Double
  }

  /// How often the rate itself fell inside its interval.
  public struct Coverage: Sendable, Hashable {
    public var metric: Metric
    public var horizon: Int
    public var rows: Int
    public var coverage90: Double?
  }

  public let range: DayRange
  public let step: Int
  public let paths: Int
  public let refits: Int
  public let bins: [(horizon: Int, bins: [Bin])]
  public let coverage: [Coverage]

  /// - Returns: `nil` if no forecast could be checked.
  public init?(_ scores: BacktestScores, _ request: BacktestRequest, refits: Int) {
    let reliability = scores.reliability
    guard !reliability.isEmpty else { return nil }
    range = request.range
    step = request.step
    paths = request.paths
    self.refits = refits
    bins = request.horizons.compactMap { horizon in
      let own = reliability.filter { $0.horizon == horizon }
      let joined = BacktestScores.binEdges.compactMap { low in
        Self.join(own.filter { $0.low == low }, share: min(1, Double(request.step) / Double(horizon)))
      }
      return joined.isEmpty ? nil : (horizon, joined)
    }
    coverage = scores.scores.filter { $0.method == .headroom }.map {
      Coverage(
        metric: $0.metric, horizon: $0.horizon, rows: $0.rows, coverage90: $0.coverage90)
    }
  }

  /// - Parameter share: The share of the rows whose days do not overlap.
  private static func join(_ parts: [BacktestScores.ReliabilityBin], share: Double) -> Bin? {
    guard let first = parts.first else { return nil }
    let rows = parts.reduce(0) { $0 + $1.rows }
    let happened = parts.reduce(0) { $0 + Int(($1.observedShare * Double($1.rows)).rounded()) }
    let mean = parts.reduce(0) { $0 + $1.meanForecast * Double($1.rows) } / Double(rows)
    let observed = Double(happened) / Double(rows)
    let (low, high) = wilson(observed, of: max(1, Double(rows) * share))
    return Bin(
      from: first.low, to: first.high, rows: rows, happened: happened, meanForecast: mean,
      observedShare: observed, low: low, high: high)
  }

  /// The 90 % score interval of a share seen in `count` independent cases: E. B. Wilson, Journal of the
  /// American Statistical Association 22 (1927), 209–212.
  static func wilson(_ share: Double, of count: Double) -> (low: Double, high: Double) {
    let z = 1.6448536269514722
    let middle = share + z * z / (2 * count)
    let reach = z * (share * (1 - share) / count + z * z / (4 * count * count)).squareRoot()
    let scale = 1 + z * z / count
    return (max(0, (middle - reach) / scale), min(1, (middle + reach) / scale))
  }
}
