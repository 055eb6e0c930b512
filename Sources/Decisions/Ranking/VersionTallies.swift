import Simulation

/// The tallies of one alternative, by the version of the account's models in which each replication ran.
struct VersionTallies {
  private let versions: Int
  private var parts: [PairedTally] = []
  private var replications = 0

  /// - Parameter versions: At least 1.
  init(versions: Int) { self.versions = versions }

  /// Adds the next replications, in their order from replication 0 on (`VersionedAlternatives`).
  mutating func append(_ tallies: [PairedTally]) {
    for var tally in tallies {
      // They have been priced.
      tally.deactivations = []
      let version = replications % versions
      if version < parts.count { parts[version].merge(tally) } else { parts.append(tally) }
      replications += 1
    }
  }

  /// All of them; what the versions do not agree on is part of the errors.
  var joined: PairedTally { PairedTally(versions: parts) }
}
