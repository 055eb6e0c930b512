import AccountHealth
import Forecasting

@testable import Reporting
@testable import Workspace

/// The answer and the manifest of a made-up portfolio.
enum PortfolioSample {
  static func answer(_ accounts: [PortfolioAccount], budget: Double? = nil) -> PortfolioAnswer {
    let day = Day(iso: "2026-11-19")!
    let origin = Origin(name: "built-in", bytes: [])
    return PortfolioAnswer(
      portfolio: Portfolio(accounts, asOf: day, seed: 1, paths: 1_024, horizon: 90, budget: budget),
      request: ForecastRequest(paths: 1_024, seed: 1, threads: 1), ranked: 100, enforcement: origin,
      remarks: [],
      missing: [], assumptions: [.sharedLuck(.measured)],
      provenance: Provenance(
        inputs: [], rules: .init(name: "amazon", version: "2026-11", sha256: "00"), limits: [],
        priors: origin, learntFrom: nil, events: origin, columns: [], asOf: day, accounts: accounts.count,
        rowsLeftOut: 0))
  }

  static let manifest = Manifest(
    answer([]), Manifest.Program(version: "0", target: "test"), seconds: 0)
}
