import AccountHealth
import Forecasting
import Foundation
import SellerReports
import TestSupport
import Testing

/// Real sellers, every 28 days, refitted from what was known on the day: do the chances come true? Writes a file
/// for `score_backtest.py` of the oracle folder where HEADROOM_BACKTEST names one.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct OlistBacktestProof {
  private static let paths = 512
  private static let horizons = [14, 30, 60]

  @Test("The Brier score beats the base rate of the same rows, except for cancellations and late defects")
  func score() throws {
    let ruleSet = RuleSet.builtIn
    let book = try OrderBookReader(
      timeZone: { ruleSet.timeZone(for: $0) }, marketplaceName: { ruleSet.marketplace(named: $0)?.name }
    ).read([OracleFolder.data("olist-dev/orders.csv.gz").path])
    let accounts = book.accounts.filter { $0.orders.count >= 100 }
    #expect(accounts.count == 105)
    let limit = try #require(Ratio(decimal: "0.05"))
    let rules = ruleSet.rules(for: "amazon.com").applying(limits: [.orderDefect: limit])
      .filter { [.validTracking, .orderDefectAmazon].contains($0.metric) == false }
    let (first, last) = (try #require(Day(iso: "2017-08-29")), try #require(Day(iso: "2018-06-26")))
    let forecaster = Forecaster(ForecastRequest(horizon: 60, paths: Self.paths, seed: 1, threads: 2))
    var cells: [String: [(p: Double, happened: Double)]] = [:]
    var csv =
      "account,origin,metric,horizon,p_breach,observed,rate_q05,rate_q50,rate_q95,rate_observed,rate_below,"
      + "rate_at_most\n"
    for account in accounts {
      for step in stride(from: 0, through: last - first, by: 28) {
        let origin = first + step
        guard account.orders.contains(where: { $0.purchased <= origin && $0.purchased > origin - 75 }) else {
          continue
        }
        let forecast = try forecaster.forecast(account, rules: rules, asOf: origin)
        for metric in forecast.metrics where !metric.state.isOffTarget && metric.current.orders >= 5 {
          let truth = RateHistory(
            orders: account.orders, rule: metric.rule, days: DayRange(origin + 1, origin + 60))
          for horizon in Self.horizons {
            let happened = truth.counts[..<horizon].contains { metric.rule.state(of: $0).isOffTarget }
            let hits = metric.days[horizon - 1].breachedBy.value * Double(Self.paths)
            let p = (hits + 0.5) / Double(Self.paths + 1)
            cells["\(metric.metric.rawValue) \(horizon)", default: []].append((p, happened ? 1 : 0))
            csv +=
              "\(account.name),\(origin),\(metric.metric.rawValue),\(horizon),\(p),\(happened ? 1 : 0),,,,,,\n"
          }
        }
      }
    }
    for (name, rows) in cells.sorted(by: { $0.key < $1.key }) {
      let base = rows.reduce(0) { $0 + $1.happened } / Double(rows.count)
      let brier = rows.reduce(0) { $0 + ($1.p - $1.happened) * ($1.p - $1.happened) } / Double(rows.count)
      let ratio = brier / (base * (1 - base))
      print(
        "OlistBacktestProof: \(name) d, \(rows.count) rows, base \(base), Brier \(brier), to base rate \(ratio)"
      )
      if !name.hasPrefix("cancellation"), name != "order_defect_rate 60" { #expect(ratio < 1, "\(name)") }
    }
    if let path = ProcessInfo.processInfo.environment["HEADROOM_BACKTEST"] {
      try csv.write(toFile: path, atomically: true, encoding: .utf8)
    }
  }
}
