import AccountHealth
import Foundation
import Probability
import SellerReports
import TestSupport
import Testing

@testable import Forecasting

/// Real sellers, every second week: the window as it was seen, completed, against what became of its orders in 120
/// days. Priors as shipped, but for defects, whose stand-in is learnt by `fit-priors` (HEADROOM_PRIORS names the file).
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct OlistNowcastProof {
  fileprivate struct Tally {
    var (windows, open, inside) = (0, 0, 0)
    var (visible, expected, happened) = (0.0, 0.0, 0.0)
    var bins = [Double](repeating: 0, count: 10)
  }

  @Test("Completed rates lie in their intervals")
  func coverage() throws {
    let rules = RuleSet.builtIn.rules(for: "amazon.com")
    let book = try OrderBookReader(
      timeZone: { RuleSet.builtIn.timeZone(for: $0) },
      marketplaceName: { RuleSet.builtIn.marketplace(named: $0)?.name }
    ).read([OracleFolder.data("olist-dev/orders.csv.gz").path])
    let priors = try ProcessInfo.processInfo.environment["HEADROOM_PRIORS"].map {
      try Priors(json: Data(contentsOf: URL(fileURLWithPath: $0)))
    }
    let first = try #require(Day(iso: "2017-06-06"))
    var tallies: [Metric: Tally] = [:]
    for account in book.accounts where account.orders.count >= 100 {
      let available = rules.filter { account.availableMetrics.contains($0.metric) }
      for step in 0..<26 {
        let asOf = first + 14 * step
        let nowcast = AccountNowcast(account, rules: available, asOf: asOf, priors: priors ?? .standard)
        for rule in available where rule.metric.membership == .purchase {
          guard let now = nowcast[rule.metric], now.visible.orders >= 5 else { continue }
          let bad = Completed.bad(account, rule, asOf: asOf, by: asOf + 120)
          tallies[rule.metric, default: Tally()].add(now, bad)
        }
      }
    }
    for (metric, tally) in tallies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let share = Double(tally.inside) / Double(tally.open)
      print(
        "OlistNowcastProof: \(metric.rawValue) windows \(tally.windows), open \(tally.open), inside \(share), "
          + "visible \(tally.visible), expected \(tally.expected), happened \(tally.happened), "
          + "PIT \(tally.bins.map { Int(($0 * 1000 / Double(tally.open)).rounded()) })")
      #expect(share >= 0.9, "\(metric.rawValue): \(share)")
    }
    #expect(tallies.count >= 4)
  }
}

extension OlistNowcastProof.Tally {
  fileprivate mutating func add(_ now: Nowcast, _ bad: Int) {
    windows += 1
    visible += Double(now.visible.bad)
    happened += Double(bad)
    expected +=
      Double(now.visible.bad) + now.further.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    guard !now.isComplete else { return }
    open += 1
    if (now.completed(0.05).bad...now.completed(0.95).bad).contains(bad) { inside += 1 }
    // The randomised probability integral transform, its uniform integrated out.
    let more = bad - now.visible.bad
    let below = now.further.prefix(max(0, more)).reduce(0, +)
    let mass = more >= 0 && more < now.further.count ? now.further[more] : 0
    for bin in 0..<10 {
      let (low, high) = (Double(bin) / 10, Double(bin + 1) / 10)
      if mass > 0 {
        bins[bin] += max(0, min(high, below + mass) - max(low, below)) / mass
      } else if below >= low, below < high || bin == 9 {
        bins[bin] += 1
      }
    }
  }
}
