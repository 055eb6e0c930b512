import Glibc
import Probability

/// How likely each system is to be the best one, over the uncertainty of the effects and that of the simulation.
///
/// For every draw of the uncertain effects there are replications of all systems with common random numbers. Within
/// one draw the means are resampled by the Bayesian bootstrap (D. B. Rubin, *Annals of Statistics* 9 (1981) 130–134):
/// weights from the exponential law, the same for all systems of a replication, so what is equal on every path stays
/// equal. A resample counts for the system with the largest mean, shared where several are equal; draws count alike.
public enum BestShare {
  /// - Parameters:
  ///   - observations: By effect draw, replication and system; larger is better. A draw has one replication at least,
  ///     all lists the same number of systems.
  ///   - resamples: Of each draw, at least 1.
  /// - Returns: One probability a system; they add to 1.
  /// - Complexity: O(numbers × resamples).
  public static func probabilities(
    _ observations: [[[Double]]], resamples: Int = 100, seed: UInt64
  ) -> [Double] {
    let systems = observations.first?.first?.count ?? 0
    precondition(systems > 0 && resamples > 0, "there is something to compare")
    var shares = Array(repeating: 0.0, count: systems)
    let part = 1 / Double(observations.count * resamples)
    for (draw, replications) in observations.enumerated() {
      for resample in 0..<resamples {
        var generator = Philox4x32(
          seed: seed, path: UInt32(truncatingIfNeeded: draw), day: UInt32(truncatingIfNeeded: resample),
          purpose: purpose)
        var sums = Array(repeating: 0.0, count: systems)
        for row in replications {
          precondition(row.count == systems, "one number a system")
          let weight = -log1p(-unitInterval(generator.next()))
          for system in 0..<systems { sums[system] += weight * row[system] }
        }
        guard let best = sums.max() else { continue }
        let winners = sums.indices.filter { sums[$0] == best }
        for winner in winners { shares[winner] += part / Double(winners.count) }
      }
    }
    return shares
  }

  /// Kind 32 of the address space, apart from the engine's.
  private static let purpose: UInt32 = 32 << 24
}
