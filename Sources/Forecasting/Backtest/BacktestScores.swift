import AccountHealth

/// The scores of a backtest, gathered row by row. Each row takes some 100 bytes.
public struct BacktestScores: Sendable {
  /// How one method did on the rows of one metric and horizon.
  public struct Score: Sendable, Hashable {
    public var metric: Metric
    public var horizon: Int
    public var method: BacktestMethod
    public var rows: Int
    /// Share of the rows that went off target.
    public var baseRate: Double
    /// The mean chance that the method forecast for it.
    public var meanForecast: Double
    public var brier: Double
    /// Natural logarithm.
    public var logScore: Double
    /// Score of the rate, over the rows on which every method that forecasts a rate has one; `nil` if this
    /// method does not.
    public var crps: Double?
    /// Randomised coverage of the central 90 % of the rate; `nil` without a distribution.
    public var coverage90: Double?
  }

  /// The rows of one metric and horizon whose forecast chances are similar.
  public struct ReliabilityBin: Sendable, Hashable {
    public var metric: Metric
    public var horizon: Int
    /// Chances above `low` and up to `high`; the first bin holds 0 too.
    public var low: Double
    public var high: Double
    public var rows: Int
    public var meanForecast: Double
    public var observedShare: Double
    /// Standard error of `meanForecast − observedShare`, with accounts as the independent units; `nil` for
    /// fewer than two.
    public var standardError: Double?
  }

  public static let binEdges = [0, 0.1, 0.3, 0.5, 0.7, 1]
  /// Methods that forecast a rate of their own; climatology takes the distribution of all rows.
  private static let tellingRates: [BacktestMethod] = [.headroom, .lastValue, .linearBurn, .constantRate]

  private struct Cell {
    var accounts: [Int] = []
    var happened: [Bool] = []
    var chances: [BacktestMethod: [Double]] = [:]
    var rates: [Double] = []
    var crps: [BacktestMethod: Double] = [:]
    var coverage: [BacktestMethod: (sum: Double, rows: Int)] = [:]
  }

  private struct Key: Hashable {
    var metric: Metric
    var horizon: Int
  }

  private let paths: Int
  private var cells: [Key: Cell] = [:]
  private var accounts: [String: Int] = [:]

  /// - Parameter paths: The paths of the run; they bound the logarithmic score.
  public init(paths: Int) { self.paths = paths }

  public mutating func add(_ row: BacktestRow) {
    let account = accounts[row.account] ?? accounts.count
    accounts[row.account] = account
    var cell = Cell()
    let key = Key(metric: row.metric, horizon: row.horizon)
    swap(&cell, &cells[key, default: Cell()])
    defer { cells[key] = cell }
    cell.accounts.append(account)
    cell.happened.append(row.isOffTarget)
    for (method, said) in row.said {
      cell.chances[method, default: []].append(said.chance)
      if let coverage = said.coverage {
        cell.coverage[method, default: (0, 0)].sum += coverage
        cell.coverage[method, default: (0, 0)].rows += 1
      }
    }
    let crps = Self.tellingRates.compactMap { row.said[$0]?.crps }
    if let rate = row.rate, crps.count == Self.tellingRates.count {
      cell.rates.append(rate)
      for (method, value) in zip(Self.tellingRates, crps) { cell.crps[method, default: 0] += value }
    }
  }

  private var keys: [Key] {
    Metric.allCases.flatMap { metric in
      cells.keys.filter { $0.metric == metric }.sorted { $0.horizon < $1.horizon }
    }
  }

  /// By metric, horizon and method.
  public var scores: [Score] {
    keys.flatMap { key in
      guard let cell = cells[key] else { return [Score]() }
      return BacktestMethod.allCases.filter { $0 == .climatology || cell.chances[$0] != nil }
        .map { score($0, key, cell) }
    }
  }

  private func score(_ method: BacktestMethod, _ key: Key, _ cell: Cell) -> Score {
    let rows = cell.happened.count
    let base = Double(cell.happened.lazy.filter { $0 }.count) / Double(rows)
    let chances = cell.chances[method] ?? [Double](repeating: base, count: rows)
    var (brier, log) = (0.0, 0.0)
    for (chance, happened) in zip(chances, cell.happened) {
      brier += Scoring.brier(chance, happened)
      log += Scoring.log(chance, happened, paths: paths)
    }
    return Score(
      metric: key.metric, horizon: key.horizon, method: method, rows: rows, baseRate: base,
      meanForecast: chances.reduce(0, +) / Double(rows),
      brier: brier / Double(rows), logScore: log / Double(rows),
      crps: method == .climatology
        ? Scoring.climatologyCRPS(cell.rates) : cell.crps[method].map { $0 / Double(cell.rates.count) },
      coverage90: cell.coverage[method].map { $0.sum / Double($0.rows) })
  }

  /// Reliability of the method `headroom`, by metric, horizon and bin; bins without rows are left out.
  public var reliability: [ReliabilityBin] {
    keys.flatMap { key in
      guard let cell = cells[key], let chances = cell.chances[.headroom] else { return [ReliabilityBin]() }
      return zip(Self.binEdges, Self.binEdges.dropFirst()).compactMap { low, high in
        let rows = chances.indices.filter {
          (low < chances[$0] || low == 0 && chances[$0] == 0) && chances[$0] <= high
        }
        return rows.isEmpty ? nil : bin(key, cell, chances, rows, low, high)
      }
    }
  }

  private func bin(
    _ key: Key, _ cell: Cell, _ chances: [Double], _ rows: [Int], _ low: Double, _ high: Double
  ) -> ReliabilityBin {
    let count = Double(rows.count)
    let mean = rows.reduce(0) { $0 + chances[$1] } / count
    let share = Double(rows.count { cell.happened[$0] }) / count
    var sums: [Int: Double] = [:]
    for row in rows {
      sums[cell.accounts[row], default: 0] += chances[row] - (cell.happened[row] ? 1 : 0) - (mean - share)
    }
    // The order of the accounts matters, since a sum of doubles depends on it.
    let squares = sums.keys.sorted().reduce(0) { $0 + (sums[$1] ?? 0) * (sums[$1] ?? 0) }
    return ReliabilityBin(
      metric: key.metric, horizon: key.horizon, low: low, high: high, rows: rows.count, meanForecast: mean,
      observedShare: share, standardError: sums.count > 1 ? squares.squareRoot() / count : nil)
  }
}
