import AccountHealth
import Glibc
import Testing

@testable import Forecasting

/// Four rows whose scores are worked out by hand.
struct BacktestScoresTests {
  private func row(
    _ account: String, _ chance: Double, _ happened: Bool, rate: Double?, crps: Double? = 0.1,
    coverage: Double? = 1, horizon: Int = 14, metric: Metric = .lateShipment30
  ) -> BacktestRow {
    BacktestRow(
      account: account, metric: metric, origin: Day(number: 20_000), horizon: horizon,
      isOffTarget: happened, rate: rate, law: nil,
      said: [
        .headroom: .init(chance: chance, crps: crps, coverage: coverage),
        .rule80: .init(chance: happened ? 1 : 0), .lastValue: .init(chance: 0, crps: 0.2),
        .linearBurn: .init(chance: 1, crps: 0.3),
        .constantRate: .init(chance: 0.5, crps: 0.4, coverage: 0.5),
      ])
  }

  private var results: BacktestScores {
    var results = BacktestScores(paths: 99)
    results.add(row("b", 0.2, true, rate: 0.3, crps: 0.05, coverage: 0))
    results.add(row("a", 0.2, false, rate: 0.1))
    results.add(row("a", 0.1, false, rate: nil, crps: nil, coverage: nil))
    results.add(row("b", 0.6, true, rate: 0.1, crps: 0.15, coverage: 0.5))
    return results
  }

  @Test("Means over the rows, the base rate, and the rate where every method has one")
  func scores() throws {
    let scores = results.scores
    // A method that was not tried has no scores.
    #expect(scores.map(\.method) == BacktestMethod.allCases.filter { $0 != .countsOnly })
    #expect(scores.allSatisfy { $0.rows == 4 && $0.baseRate == 0.5 && $0.horizon == 14 })
    let ours = scores[0]
    #expect(abs(ours.brier - (0.64 + 0.04 + 0.01 + 0.16) / 4) < 1e-15)
    let log = -(Glibc.log(0.2) + Glibc.log(0.8) + Glibc.log(0.9) + Glibc.log(0.6)) / 4
    #expect(abs(ours.logScore - log) < 1e-15)
    #expect(abs(try #require(ours.crps) - 0.1) < 1e-15)
    #expect(abs(try #require(ours.coverage90) - 0.5) < 1e-15)
    let climatology = scores[1]
    #expect(climatology.brier == 0.25 && abs(climatology.logScore - Glibc.log(2)) < 1e-15)
    // Among 0.3, 0.1 and 0.1, four of nine pairs are 0.2 apart.
    #expect(abs(try #require(climatology.crps) - 0.4 / 9) < 1e-15)
    #expect(climatology.coverage90 == nil)
    #expect(scores[2].brier == 0 && scores[2].crps == nil)
    #expect(abs(scores[2].logScore - Glibc.log(200.0 / 199)) < 1e-12)
    #expect(scores[3].brier == 0.5)
    #expect(abs(try #require(scores[3].crps) - 0.2) < 1e-15)
    #expect(scores[5].coverage90 == 0.5)
  }

  @Test("Bins hold their upper end; the error takes accounts as independent")
  func reliability() throws {
    let bins = results.reliability
    #expect(bins.map(\.low) == [0, 0.1, 0.5] && bins.map(\.high) == [0.1, 0.3, 0.7])
    #expect(bins.map(\.rows) == [1, 2, 1])
    #expect(bins.map(\.observedShare) == [0, 0.5, 1] && bins.map(\.meanForecast) == [0.1, 0.2, 0.6])
    // A single account shows nothing of the error.
    #expect(bins[0].standardError == nil && bins[2].standardError == nil)
    // Gaps of 0.2 − 1 and 0.2 − 0 around −0.3: ∓0.5 each in its account.
    #expect(abs(try #require(bins[1].standardError) - (0.5 as Double).squareRoot() / 2) < 1e-15)
  }

  @Test("Metrics in their order, horizons ascending, each by itself")
  func order() {
    var results = results
    results.add(row("a", 0.3, false, rate: 0.1, horizon: 7))
    results.add(row("a", 0.3, false, rate: 0.1, horizon: 7, metric: .onTimeDelivery))
    let keys = results.scores.filter { $0.method == .headroom }
    #expect(keys.map(\.metric) == [.lateShipment30, .lateShipment30, .onTimeDelivery])
    #expect(keys.map(\.horizon) == [7, 14, 7] && keys.map(\.rows) == [1, 4, 1])
  }
}
