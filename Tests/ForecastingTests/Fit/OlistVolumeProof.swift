import AccountHealth
import Foundation
import SellerReports
import Simulation
import TestSupport
import Testing

@testable import Forecasting

/// Real sellers, every fourth week: the orders of the next 30 and 60 days as forecast against those that
/// came. By age and pace of the account, and those silent for two weeks or more.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct OlistVolumeProof {
  fileprivate struct Tally {
    var cases = 0
    var (expected, happened) = (0.0, 0.0)
    /// Share of the randomised place below 5 %, inside, above 95 %.
    var (below, above) = (0.0, 0.0)
    /// CRPS of log(1 + orders).
    var crps = 0.0
    /// Forecast chance of no order at all, how often none came, and the variance of that.
    var (noneExpected, none, noneVariance) = (0.0, 0.0, 0.0)
  }

  private static let paths = 200

  @Test("Order counts lie in their intervals, and silent accounts come back as often as forecast")
  func counts() throws {
    let book = try OrderBookReader(
      timeZone: { RuleSet.builtIn.timeZone(for: $0) },
      marketplaceName: { RuleSet.builtIn.marketplace(named: $0)?.name }
    ).read([OracleFolder.data("olist-dev/orders.csv.gz").path])
    let first = try #require(Day(iso: "2017-06-06"))
    var tallies: [String: Tally] = [:]
    for account in book.accounts where account.orders.count >= 40 {
      for step in 0..<13 {
        let asOf = first + 28 * step
        let known = account.orders.lazy.filter { $0.purchased <= asOf }.map(\.purchased)
        guard let oldest = known.min(), let newest = known.max() else { continue }
        let snapshot = Snapshot(account, channel: .seller, asOf: asOf, horizon: 60)
        let process = VolumeFilter(priors: .standard)
          .process(counts: snapshot.volume, lastWeekday: asOf.weekday, horizon: 60)
        var metric = MetricModel(name: "any")
        (metric.windowDays, metric.rule, metric.p) = (1, .count(1), .constant(0))
        let simulator = try Simulator(
          SimulationModel(horizonDays: 60, orders: process, metrics: [metric]))
        let futures = (0..<Self.paths).map { simulator.path(UInt32($0), seed: 9).orders }
        var groups = ["all"]
        if asOf - oldest < 60 { groups.append("new, under 60 days") }
        if known.filter({ $0 > asOf - 60 }).count < 60 { groups.append("small, under 1 a day") }
        if asOf - newest >= 14 { groups.append("silent, 14 days or more") }
        if asOf - newest >= 30 { groups.append("silent, 30 days or more") }
        for days in [30, 60] {
          let totals = futures.map { $0.prefix(days).reduce(0, +) }
          let came = account.orders.count { $0.purchased > asOf && $0.purchased <= asOf + days }
          for group in groups { tallies["\(group), \(days) days", default: Tally()].add(totals, came) }
        }
      }
    }
    for (group, tally) in tallies.sorted(by: { $0.key < $1.key }) {
      let n = Double(tally.cases)
      print(
        "OlistVolumeProof: \(group): \(tally.cases), expected \(Int(tally.expected)), happened "
          + "\(Int(tally.happened)), below 5 % \(tally.below / n), above 95 % \(tally.above / n), none "
          + "expected \(tally.noneExpected / n), happened \(tally.none / n), CRPS of log(1 + orders) "
          + "\(tally.crps / n)")
      // Sellers share the calendar, and the market grew sixfold, so a doubling of the tails is allowed.
      #expect(tally.below / n < 0.1 && tally.above / n < 0.15, "\(group)")
      #expect(abs(tally.noneExpected - tally.none) < 4 * tally.noneVariance.squareRoot(), "\(group)")
    }
  }
}

extension OlistVolumeProof.Tally {
  fileprivate mutating func add(_ totals: [Int], _ came: Int) {
    cases += 1
    expected += Double(totals.reduce(0, +)) / Double(totals.count)
    happened += Double(came)
    let logs = totals.map { log1p(Double($0)) }.sorted()
    let spread = logs.enumerated().reduce(0) { $0 + Double(2 * $1.offset + 1 - logs.count) * $1.element }
    let paths = Double(logs.count)
    crps += logs.reduce(0) { $0 + abs($1 - log1p(Double(came))) } / paths - spread / (paths * paths)
    let empty = Double(totals.count { $0 == 0 }) / Double(totals.count)
    noneExpected += empty
    noneVariance += empty * (1 - empty)
    none += came == 0 ? 1 : 0
    let low = Double(totals.count { $0 < came }) / Double(totals.count)
    let high = Double(totals.count { $0 <= came }) / Double(totals.count)
    guard high > low else {
      below += low < 0.05 ? 1 : 0
      above += low > 0.95 ? 1 : 0
      return
    }
    below += max(0, min(high, 0.05) - low) / (high - low)
    above += max(0, high - max(low, 0.95)) / (high - low)
  }
}
