import AccountHealth
import Foundation
import SellerReports
import Simulation
import TestSupport
import Testing

@testable import Forecasting

/// Days on which nothing is known to have changed, at the twenty largest real sellers: how often a step is
/// told all the same.
@Suite(
  .enabled(
    if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil
      && OracleFolder.hasData("olist-dev/orders.csv.gz")))
struct OlistEffectProof {
  /// Days of the record on either side of a placebo day, at least.
  private static let beside = 28

  @Test(
    "A step is told on about one placebo day in twenty", arguments: [StudiedRate.lateShipment, .lateDelivery])
  func placebos(rate: StudiedRate) throws {
    let book = try OrderBookReader(
      timeZone: { RuleSet.builtIn.timeZone(for: $0) },
      marketplaceName: { RuleSet.builtIn.marketplace(named: $0)?.name }
    ).read([OracleFolder.data("olist-dev/orders.csv.gz").path])
    let largest = book.accounts.sorted { $0.orders.count > $1.orders.count }.prefix(20)
    var (days, told, sellers) = (0, 0, 0)
    for account in largest {
      guard let asOf = account.lastActivity, let first = account.orders.first?.purchased,
        let series = StudiedSeries(account, rate, change: first, asOf: asOf, priors: .standard)
      else { continue }
      // As somebody would ask: eight weeks after the day.
      var (own, ownTold) = (0, 0)
      var found: [String] = []
      for day in stride(from: Self.beside, through: series.days - Self.beside, by: 14) {
        let known = series.before(min(series.days, day + 56))
        guard known.count(0..<day).orders > 0, known.count(day..<known.days).orders > 0,
          let law = EffectStudy(known, threads: 2).effects(of: [.init(day: day)]).first
        else { continue }
        own += 1
        let below = law.probability(below: 0)
        if below >= 0.975 || below <= 0.025 {
          ownTold += 1
          found.append("\(series.first + day) \(below > 0.5 ? "down" : "up")")
        }
      }
      print(
        "OlistEffectProof: \(rate.rawValue) seller \(sellers + 1): \(ownTold) of \(own): \(found.joined(separator: ", "))"
      )
      sellers += 1
      days += own
      told += ownTold
    }
    let share = Double(told) / Double(days)
    print("OlistEffectProof: \(rate.rawValue): told on \(told) of \(days) days, \(share)")
    #expect(days > 200 && share < 0.09, "\(told) of \(days)")
  }
}
