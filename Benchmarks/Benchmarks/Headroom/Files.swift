import AccountHealth
import Forecasting
import Foundation
import SellerReports

/// Reading the example's file, fitting and forecasting.
func files() {
  Benchmark("Read the example, some 25,000 orders") { run in
    run.startMeasurement()
    blackHole(try example())
    run.stopMeasurement()
  }
  Benchmark("Fit every metric of the example (and simulate one path)") { run in
    try forecast(run, paths: 1)
  }
  Benchmark("Forecast the example: 100,000 paths × 90 days × all metrics, 2 threads") { run in
    try forecast(run, paths: 100_000)
  }
}

private func forecast(_ run: Benchmark, paths: Int) throws {
  let account = try example().accounts[0]
  guard let asOf = account.lastActivity else { return }
  let forecaster = Forecaster(ForecastRequest(paths: paths, seed: 1, threads: 2))
  run.startMeasurement()
  blackHole(try forecaster.forecast(account, rules: RuleSet.builtIn.rules(for: "amazon.com"), asOf: asOf))
  run.stopMeasurement()
}

private func example() throws -> OrderBook {
  let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
  let path = folder.appendingPathComponent("../../../notebooks-data/example/orders.csv").standardized.path
  let rules = RuleSet.builtIn
  return try OrderBookReader(
    timeZone: { rules.timeZone(for: $0) }, marketplaceName: { rules.marketplace(named: $0)?.name }
  ).read([path])
}
