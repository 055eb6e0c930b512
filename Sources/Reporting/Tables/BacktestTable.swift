import AccountHealth
import Forecasting

/// The scores of a backtest for people who do not know scores: two tables, each explained.
public enum BacktestTable {
  public static func text(
    _ results: BacktestScores, _ returns: ReturnScores, _ tally: Backtest.Tally, _ request: BacktestRequest,
    on terminal: Terminal = .plain
  ) -> String {
    let accounts = Phrases.count(tally.accounts, "account", "accounts")
    let first = TextWrap.wrapped(
      "\(accounts) forecast again on past days, \(Phrases.date(request.range.first)) to "
        + "\(Phrases.date(request.range.last)), every \(Phrases.count(request.step, "day", "days")), "
        + "each time from what was known that evening.", to: terminal.width)
    func wrapped(_ text: String) -> String { TextWrap.wrapped(text, to: terminal.width) }
    let back = returns.isEmpty ? [] : [ways(back: returns).text(on: terminal), wrapped(returnLegend)]
    guard tally.rows > 0 else {
      let nothing =
        "No forecast could be checked: on no origin was a rate on target with "
        + "\(Phrases.count(request.leastWindowOrders, "order", "orders")) in its window."
      return ([first, wrapped(nothing)] + back).joined(separator: "\n\n")
    }
    let blocks =
      [
        first, scores(results).text(on: terminal),
        wrapped(scoreLegend + (request.triesCounts ? countsLegend : "")),
        reliability(results).text(on: terminal), wrapped(reliabilityLegend),
      ] + back + [
        wrapped(
          "Seed \(request.seed), \(Phrases.count(request.paths, "simulated future", "simulated futures")) each, "
            + "\(Phrases.count(tally.rows, "forecast", "forecasts")) from "
            + "\(Phrases.count(tally.refits, "fit", "fits")).")
      ]
    return blocks.joined(separator: "\n\n")
  }

  /// The way back of rates that were off target.
  private static func ways(back returns: ReturnScores) -> TextTable {
    func error(_ error: Double?, _ scale: Double) -> String {
      error.map { " ± \(Decimals.fixed($0 * scale, scale == 1 || $0 * scale < 0.95 ? 1 : 0))" } ?? ""
    }
    func share(_ comparison: ReturnScores.Comparison?) -> String {
      func whole(_ share: Double) -> String { Decimals.fixed(share * 100, 0) }
      return comparison.map {
        "\(whole($0.observed)) %\(error($0.standardError, 100)) (\(whole($0.forecast)))"
      } ?? "–"
    }
    let columns: [TextColumn<ReturnScores.Score>] = [
      TextColumn("off target on the day", isFlexible: true) { $0.metric.rawValue },
      TextColumn("days", .right) { "\($0.horizon)" },
      TextColumn("forecasts", .right) { "\($0.back.rows)" },
      TextColumn("back", .right) { share($0.back) },
      TextColumn("by even day", .right) { share($0.half) },
      TextColumn("by 90 % day", .right) { share($0.most) },
      TextColumn("days off", .right) {
        "\(Decimals.fixed($0.daysOff.observed, 1))\(error($0.daysOff.standardError, 1)) "
          + "(\(Decimals.fixed($0.daysOff.forecast, 1)))"
      },
    ]
    return TextTable(columns, returns.scores)
  }

  private static let returnLegend = """
    back: how many of the rates that were off target were back on some day of the span; in brackets the mean of what was forecast.
    by even day, by 90 % day: how many were back by the day that half, and nine in ten, of the futures had reached; such a day may be one on which many futures come back.
    days off: days of the span that were off target.
    ±: one standard error of the difference from what was forecast, with accounts as independent; one account has none, since its days go together.
    """

  private static let scoreLegend = """
    went off: how many of the forecast spans had a day off target.
    said: the mean chance that was forecast for it; near "went off" is right.
    Brier: the mean squared difference between the chance and what happened; 0 is perfect, always saying 50 % gives 0.25.
    best simple rule: the lowest score among the base rate (known only afterwards), an alarm at 80 % of the limit, no change, the straight line of two weeks, and a constant rate.
    gain: by how much Headroom's score is below that of the best simple rule; if it is negative, that rule was better.
    inside 90 %: how often the later rate was in the interval that should contain it 9 times in 10.
    """

  private static let countsLegend =
    "\ncounts only: said, Brier and inside 90 % of forecasts that know only the two numbers of each window."

  private static let reliabilityLegend =
    "Where chances of a column's size were forecast: how often it then happened, of how many forecasts. A chance "
    + "is right if the share is in its column, as far as chance and the few accounts behind it allow."

  /// The scores of Headroom at one horizon of a metric, beside those of the best simple rule.
  private struct Comparison {
    var own: BacktestScores.Score
    var best: BacktestScores.Score
    /// From the counts alone, if that was tried.
    var counts: BacktestScores.Score?
    /// The mean chance that was forecast.
    var said: Double
  }

  private static var comparisons: [TextColumn<Comparison>] {
    [
      TextColumn("metric", isFlexible: true) { $0.own.metric.rawValue },
      TextColumn("days", .right) { "\($0.own.horizon)" },
      TextColumn("went off", .right) { percent($0.own.baseRate) },
      TextColumn("said", .right) { percent($0.said) },
      TextColumn("Brier", .right) { Decimals.fixed($0.own.brier, 4) },
      TextColumn("best simple rule", leftOut: 1) {
        "\(Decimals.fixed($0.best.brier, 4)) \(name($0.best.method))"
      },
      TextColumn("gain", .right) {
        $0.best.brier > 0 ? signedPercent(1 - $0.own.brier / $0.best.brier) : "–"
      },
      TextColumn("inside 90 %", .right) { $0.own.coverage90.map(percent) ?? "–" },
      TextColumn("counts only", .right, isDroppedIfEmpty: true) { row in
        row.counts.map {
          "\(percent($0.meanForecast)), \(Decimals.fixed($0.brier, 4)), \($0.coverage90.map(percent) ?? "–")"
        } ?? "–"
      },
    ]
  }

  private static func scores(_ results: BacktestScores) -> TextTable {
    let own = results.scores.filter { $0.method == .headroom }
    return TextTable(
      comparisons,
      own.compactMap { own in
        let others = results.scores.filter {
          $0.metric == own.metric && $0.horizon == own.horizon && $0.method != .headroom
            && $0.method != .countsOnly
        }
        guard let best = others.min(by: { $0.brier < $1.brier }) else { return nil }
        let cells = results.reliability.filter { $0.metric == own.metric && $0.horizon == own.horizon }
        let said = cells.reduce(0) { $0 + $1.meanForecast * Double($1.rows) } / Double(own.rows)
        let counts = results.scores.first {
          $0.metric == own.metric && $0.horizon == own.horizon && $0.method == .countsOnly
        }
        return Comparison(own: own, best: best, counts: counts, said: said)
      })
  }

  private static func reliability(_ results: BacktestScores) -> TextTable {
    let edges = BacktestScores.binEdges
    let columns: [TextColumn<BacktestScores.Score>] =
      [
        TextColumn("metric", isFlexible: true) { $0.metric.rawValue },
        TextColumn("days", .right) { "\($0.horizon)" },
      ]
      + zip(edges, edges.dropFirst()).map { low, high in
        TextColumn("\(Decimals.short(low * 100))–\(Decimals.short(high * 100)) %", .right) { own in
          results.reliability
            .first { $0.metric == own.metric && $0.horizon == own.horizon && $0.low == low }
            .map { "\(Decimals.fixed($0.observedShare * 100, 0)) % of \($0.rows)" } ?? "–"
        }
      }
    return TextTable(columns, results.scores.filter { $0.method == .headroom })
  }

  private static func name(_ method: BacktestMethod) -> String {
    switch method {
    case .headroom: "Headroom"
    case .climatology: "base rate"
    case .rule80: "80 % of limit"
    case .lastValue: "no change"
    case .linearBurn: "straight line"
    case .constantRate: "constant rate"
    case .countsOnly: "counts only"
    }
  }

  private static func percent(_ share: Double) -> String { Decimals.fixed(share * 100, 1) + " %" }

  private static func signedPercent(_ share: Double) -> String {
    let text = Decimals.fixed(share * 100, 0)
    return (text == "-0" ? "0" : text.hasPrefix("-") ? "−" + text.dropFirst() : text) + " %"
  }
}
