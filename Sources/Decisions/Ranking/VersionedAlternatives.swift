import Forecasting
import Simulation

/// The same alternatives in each version of an account's models (`AccountModels`).
struct VersionedAlternatives: Sendable {
  /// At least one.
  var versions: [AlternativesSimulator]

  /// The tallies of the alternatives `competing`, by alternative and replication.
  ///
  /// Replication r runs in version r modulo the number of versions, so that every version has its share. The
  /// tallies do not depend on the number of threads.
  func run(_ competing: [Int], replications: Range<Int>, seed: UInt64, threads: Int) -> [[PairedTally]] {
    guard versions.count > 1 else {
      return versions[0].run(competing, replications: replications, seed: seed, threads: threads)
    }
    let rows = concurrentMap(replications.count, threads: threads) { place in
      let replication = replications.lowerBound + place
      return versions[replication % versions.count].run(
        competing, replications: replication..<replication + 1, seed: seed, threads: 1
      ).map { $0[0] }
    }
    return competing.indices.map { index in rows.map { $0[index] } }
  }
}
