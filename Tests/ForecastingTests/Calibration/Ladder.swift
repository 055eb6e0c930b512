import AccountHealth
import Foundation
import Probability
import Simulation

@testable import Forecasting

/// Forecasts of made-up sellers on past evenings against what happened, by metric and days ahead.
struct Ladder {
  struct Cell: Hashable {
    var metric: Metric
    var horizon: Int
  }

  /// What was said and what happened for one forecast.
  struct Forecast {
    var said: Double
    var happened: Double
    /// The share of the observed rate's place inside the central 90 %.
    var cover: Double?
  }

  /// By seller: forecasts of one seller go together.
  private(set) var cells: [Cell: [[Forecast]]] = [:]

  static let rules = RuleSet.builtIn.rules(for: "amazon.com").filter { $0.metric != .orderDefectAmazon }

  /// - Parameters:
  ///   - seller: The seller of a number.
  ///   - sellers: How many.
  ///   - days: Days of orders of each.
  ///   - isLogged: Whether the sellers logged their step.
  ///   - origins: Of the evenings forecast from, in days from the first one.
  mutating func run(
    _ sellers: Int, days: Int, origins: DayRange, step: Int, horizons: [Int], seed: UInt64,
    priors: Priors = .standard, isLogged: Bool = false,
    seller: @Sendable (Int, inout Philox4x32) -> LadderSeller
  ) throws {
    let rows = try concurrentMap(sellers, threads: 2) { number throws(any Error) in
      var generator = Philox4x32(seed: seed, path: UInt32(number), purpose: 12)
      let seller = seller(number, &generator)
      let account = try seller.account(days: days, using: &generator)
      var subject = Backtest.Subject(account: account, rules: Self.rules)
      if isLogged, let step = seller.step {
        let day = LadderSeller.start + (step.day - 1)
        let rates: [StudiedRate] = [.lateShipment, .lateDelivery, .cancellation]
        subject.changes = LoggedDays(uniqueKeysWithValues: rates.map { (LoggedRate($0, .seller), [day]) })
      }
      var request = BacktestRequest(
        range: origins, step: step, horizons: horizons, paths: 1000, seed: seed, threads: 1,
        leastAccountOrders: 1)
      request.followsReturns = false
      var rows: [BacktestRow] = []
      _ = try Backtest(request, priors: priors).run(
        [subject], lastKnown: LadderSeller.start + (days - 1)
      ) { rows += $0.rows }
      return rows
    }
    for rows in rows {
      for (cell, rows) in Dictionary(grouping: rows, by: { Cell(metric: $0.metric, horizon: $0.horizon) }) {
        cells[cell, default: []].append(
          rows.map {
            Forecast(
              said: $0.breachProbability, happened: $0.isOffTarget ? 1 : 0,
              cover: $0.said[.headroom]?.coverage)
          })
      }
    }
  }

  /// Adds the forecasts of one seller.
  mutating func add(_ seller: [(cell: Cell, forecast: Forecast)]) {
    for (cell, forecasts) in Dictionary(grouping: seller, by: \.cell) {
      cells[cell, default: []].append(forecasts.map(\.forecast))
    }
  }

  /// A mean over all forecasts of a cell, and its standard error between sellers.
  struct Mean {
    var value: Double
    var error: Double

    init(_ sellers: [[Double]]) {
      let total = Double(sellers.reduce(0) { $0 + $1.count })
      let mean = sellers.joined().reduce(0, +) / max(total, 1)
      value = mean
      let squares = sellers.reduce(0.0) { sum, seller in
        let off = seller.reduce(0) { $0 + $1 - mean }
        return sum + off * off
      }
      let count = Double(sellers.count)
      error = count < 2 ? .infinity : (count / (count - 1) * squares).squareRoot() / total
    }
  }

  func gap(_ cell: Cell) -> Mean { Mean((cells[cell] ?? []).map { $0.map { $0.said - $0.happened } }) }
  func cover(_ cell: Cell) -> Mean { Mean((cells[cell] ?? []).map { $0.compactMap(\.cover) }) }
  func excess(_ cell: Cell) -> Mean {
    Mean(
      (cells[cell] ?? []).map {
        $0.map { ($0.said - $0.happened) * ($0.said - $0.happened) - $0.said * (1 - $0.said) }
      })
  }

  /// One line for each cell, as in `proofs.md`.
  func print(_ title: String) {
    for cell in cells.keys.sorted(by: { ($0.metric.rawValue, $0.horizon) < ($1.metric.rawValue, $1.horizon) })
    {
      let all = (cells[cell] ?? []).joined()
      let said = all.reduce(0) { $0 + $1.said } / Double(max(all.count, 1))
      let (gap, cover, excess) = (gap(cell), cover(cell), excess(cell))
      func text(_ mean: Mean) -> String { String(format: "%+.3f ± %.3f", mean.value, mean.error) }
      Swift.print(
        "\(title) \(cell.metric.rawValue) \(cell.horizon) d: n \(all.count), cover \(text(cover)), said "
          + String(format: "%.3f", said) + ", happened " + String(format: "%.3f", said - gap.value)
          + ", gap \(text(gap)), excess \(text(excess))")
    }
  }
}
