import AccountHealth

/// How well the way back was forecast, gathered row by row.
public struct ReturnScores: Sendable {
  /// A mean forecast and what happened.
  public struct Comparison: Sendable, Hashable {
    public var rows: Int
    public var forecast: Double
    public var observed: Double
    /// Standard error of `forecast − observed`, with accounts as the independent units; `nil` for fewer than
    /// two.
    public var standardError: Double?
  }

  /// The rows of one metric and horizon.
  public struct Score: Sendable, Hashable {
    public var metric: Metric
    public var horizon: Int
    /// Back within the horizon: the mean chance and the share.
    public var back: Comparison
    /// The mean squared difference between the chance and what happened, and that of always saying the share.
    public var brier: Double
    public var baseBrier: Double
    /// Back by the day that half of the futures, and nine in ten, had reached: the mean chance of that day
    /// and the share; `nil` without a row whose day is within the horizon.
    public var half: Comparison?
    public var most: Comparison?
    /// Days off target within the horizon.
    public var daysOff: Comparison
  }

  private struct Key: Hashable {
    var metric: Metric
    var horizon: Int
  }

  private var rows: [Key: [ReturnRow]] = [:]

  public init() {}

  public mutating func add(_ row: ReturnRow) {
    rows[Key(metric: row.metric, horizon: row.horizon), default: []].append(row)
  }

  public var isEmpty: Bool { rows.isEmpty }

  /// By metric and horizon.
  public var scores: [Score] {
    Metric.allCases.flatMap { metric in
      rows.keys.filter { $0.metric == metric }.sorted { $0.horizon < $1.horizon }
        .compactMap { key in rows[key].flatMap { Self.score(key, $0) } }
    }
  }

  private static func score(_ key: Key, _ rows: [ReturnRow]) -> Score? {
    let back = rows.map {
      Pair(account: $0.account, forecast: $0.chance, observed: $0.returned == nil ? 0 : 1)
    }
    func by(_ day: (ReturnRow) -> ReturnRow.By?) -> Comparison? {
      comparison(
        rows.compactMap { row in
          day(row).map { by in
            Pair(
              account: row.account, forecast: by.chance,
              observed: row.returned.map { $0 <= by.days } ?? false ? 1 : 0)
          }
        })
    }
    guard let all = comparison(back),
      let days = comparison(
        rows.map {
          Pair(account: $0.account, forecast: $0.daysOff, observed: Double($0.observedDaysOff))
        })
    else { return nil }
    let brier = back.reduce(0) { $0 + Scoring.brier($1.forecast, $1.observed > 0) } / Double(back.count)
    return Score(
      metric: key.metric, horizon: key.horizon, back: all, brier: brier,
      baseBrier: all.observed * (1 - all.observed), half: by(\.half), most: by(\.most), daysOff: days)
  }

  private struct Pair {
    var account: String
    var forecast: Double
    var observed: Double
  }

  private static func comparison(_ pairs: [Pair]) -> Comparison? {
    guard !pairs.isEmpty else { return nil }
    let count = Double(pairs.count)
    let forecast = pairs.reduce(0) { $0 + $1.forecast } / count
    let observed = pairs.reduce(0) { $0 + $1.observed } / count
    var sums: [String: Double] = [:]
    for pair in pairs {
      sums[pair.account, default: 0] += pair.forecast - pair.observed - (forecast - observed)
    }
    // The order of the accounts matters, since a sum of doubles depends on it.
    let squares = sums.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value * $1.value }
    return Comparison(
      rows: pairs.count, forecast: forecast, observed: observed,
      standardError: sums.count > 1 ? squares.squareRoot() / count : nil)
  }
}
