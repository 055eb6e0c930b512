import AccountHealth
import Digests
import Foundation
import Reporting
import SellerReports

extension Manifest {
  /// What every run says of itself: its inputs, rules, limits and random numbers.
  init(
    _ book: OrderBook, _ ruleSet: RuleSet, _ priors: Manifest.Source, _ events: Manifest.Source,
    _ input: InputOptions, seed: UInt64,
    paths: Int, horizon: Int,
    asOf: Day, seconds: Double
  ) {
    self.init(
      version: Version.current, buildTarget: Build.target, seed: seed, paths: paths, horizon: horizon,
      asOf: "\(asOf)",
      ruleSet: .init(
        name: ruleSet.name, version: ruleSet.version,
        sha256: SHA256.hex(ruleSet.source)),
      priors: priors, events: events,
      inputs: book.inputs.map {
        .init(name: $0.name, sha256: $0.sha256, kind: $0.kind, rows: $0.rows, orders: $0.orders)
      })
    limits = input.limits.map { "\($0.metric.rawValue)=\($0.limit.numerator)/\($0.limit.denominator)" }
    rowsLeftOut = book.faultCount
    wallSeconds = (seconds * 1000).rounded() / 1000
  }
}
