import AccountHealth
import Foundation
import SellerReports
import TestSupport
import Testing

@testable import Forecasting

/// Real sellers, every second week: the window as it was seen, completed, against what became of its orders
/// in 120 days; with the priors as shipped, and with priors learnt without the seller (5 folds).
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct OlistNowcastProof {
  fileprivate struct Tally {
    var (windows, open, inside, grown) = (0, 0, 0, 0)
    var (visible, expected, happened) = (0.0, 0.0, 0.0)
    var bins = [Double](repeating: 0, count: 10)
  }

  @Test("Completed rates lie in their intervals", arguments: [false, true])
  func coverage(isFolded: Bool) throws {
    let book = try OrderBookReader(
      timeZone: { RuleSet.builtIn.timeZone(for: $0) },
      marketplaceName: { RuleSet.builtIn.marketplace(named: $0)?.name }
    ).read([OracleFolder.data("olist-dev/orders.csv.gz").path])
    let last = try #require(Day(iso: "2018-08-28"))
    let fit =
      isFolded
      ? PriorsFit(book.accounts, start: .standard, keep: [.validTracking], through: last, threads: 2) : nil
    let folds = try (1...5).map { try #require(Fold("\($0)/5")) }
    var tallies: [Metric: Tally] = [:]
    for fold in folds {
      let priors = try fit?.priors(leavingOut: fold, provenance: []) ?? .standard
      for account in book.accounts where account.orders.count >= 100 && fold.contains(account.name) {
        try add(account, priors, to: &tallies)
      }
    }
    print("OlistNowcastProof: priors \(isFolded ? "learnt without the seller" : "as shipped")")
    for (metric, tally) in tallies.sorted(by: { $0.key.rawValue < $1.key.rawValue }) {
      let share = tally.open > 0 ? Double(tally.inside) / Double(tally.open) : 1
      print(
        "OlistNowcastProof: \(metric.rawValue) windows \(tally.windows), open \(tally.open), inside \(share), "
          + "visible \(tally.visible), expected \(tally.expected), happened \(tally.happened), "
          + "windows with other orders later \(tally.grown), "
          + "PIT \(tally.bins.map { tally.open > 0 ? Int(($0 * 1000 / Double(tally.open)).rounded()) : 0 })")
      #expect(share >= 0.9, "\(metric.rawValue): \(share)")
      // On-time delivery leaves out what has not shipped days after its promise.
      #expect(Double(tally.grown) <= 0.02 * Double(tally.windows))
    }
    #expect(tallies.count >= 5)
  }

  private func add(_ account: Account, _ priors: Priors, to tallies: inout [Metric: Tally]) throws {
    let first = try #require(Day(iso: "2017-06-06"))
    let rules = RuleSet.builtIn.rules(for: "amazon.com").filter {
      account.availableMetrics.contains($0.metric)
    }
    for step in 0..<26 {
      let asOf = first + 14 * step
      let nowcast = AccountNowcast(account, rules: rules, asOf: asOf, priors: priors)
      for rule in rules {
        guard let now = nowcast[rule.metric], now.visible.orders >= 5 else { continue }
        tallies[rule.metric, default: Tally()].add(
          now, Completed.count(account, rule, asOf: asOf, by: asOf + 120))
      }
    }
  }
}

extension OlistNowcastProof.Tally {
  fileprivate mutating func add(_ now: Nowcast, _ later: WindowCount) {
    windows += 1
    visible += Double(now.visible.bad)
    happened += Double(later.bad)
    expected +=
      Double(now.visible.bad) + now.further.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    if later.orders != now.visible.orders { grown += 1 }
    guard !now.isComplete else { return }
    open += 1
    if (now.completed(0.05).bad...now.completed(0.95).bad).contains(later.bad) { inside += 1 }
    // The randomised probability integral transform, its uniform integrated out.
    let more = later.bad - now.visible.bad
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
