import AccountHealth
import Simulation
import Testing

@testable import Forecasting

/// One small forecast, pinned. A change to it changes the numbers of every seed, and the changelog says so.
struct ForecastStabilityTests {
  private static let account = Result { try TestAccounts.account(TestAccounts.seller(perDay: 5), seed: 11) }

  /// Across kinds of machine the last digits of a fit differ, and a path may fall on the other side of a
  /// limit.
  @Test("The chances of 2,000 paths, to five paths")
  func chances() throws {
    let forecast = try Forecaster(ForecastRequest(horizon: 30, paths: 2000, seed: 1, threads: 1))
      .forecast(try Self.account.get(), rules: TestAccounts.rules, asOf: TestAccounts.day(250))
    let pinned: [Metric: Int] = [
      .lateShipment30: 185, .lateShipment10: 918, .cancellation: 1108, .orderDefect: 844,
      .orderDefectAmazon: 87, .onTimeDelivery: 168, .validTracking: 430,
    ]
    let hits = Dictionary(
      uniqueKeysWithValues: forecast.metrics.map {
        ($0.metric, Int(($0.days[29].breachedBy.value * 2000).rounded()))
      })
    #expect(Set(hits.keys) == Set(pinned.keys), "\(hits)")
    for (metric, count) in pinned { #expect(abs((hits[metric] ?? 0) - count) <= 5, "\(metric): \(hits)") }
  }

  @Test("The orders and the late-shipment chances of its first paths")
  func paths() throws {
    let model = try #require(
      ChannelFit.model(
        of: try Self.account.get(), channel: .seller, rules: TestAccounts.rules, asOf: TestAccounts.day(250),
        horizon: 30))
    let simulator = try Simulator(model)
    let paths = (0..<3).map { simulator.path($0, seed: 1) }
    #expect(
      paths.map { Array($0.orders.prefix(8)) } == [
        [1, 2, 1, 6, 4, 1, 4, 2], [4, 6, 6, 6, 7, 3, 3, 5], [7, 4, 4, 4, 5, 4, 3, 9],
      ])
    let late = paths.map { $0.probabilities[Metric.lateShipment30.rawValue]?[29] ?? .nan }
    #expect(
      zip(late, [0.015_828_378, 0.017_674_897, 0.025_959_129]).allSatisfy { abs($0 / $1 - 1) < 1e-4 },
      "\(late)")
  }
}
