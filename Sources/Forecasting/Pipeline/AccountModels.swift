import AccountHealth
import Simulation
import Synchronization

/// The models of the channels of one account.
///
/// Counts without orders may stand for many sets of orders. An account with such a rate has several versions,
/// equally likely, each with orders that are drawn for it; any other account has one version. A share of the
/// paths goes through each (multiple imputation: D. B. Rubin, *Multiple Imputation for Nonresponse in
/// Surveys* (1987)).
public struct AccountModels: Sendable {
  /// The number of versions of an account with counts for which no orders are known.
  public static let defaultDraws = 16

  /// At least one. Each has one model per channel, with the same channels and metrics in the same order.
  public private(set) var versions: [[SimulationModel]]

  public init(versions: [[SimulationModel]]) {
    precondition(!versions.isEmpty, "an account has one version at least")
    self.versions = versions
  }

  /// The models of the first version. The others have the same channels, metrics and rules.
  public var first: [SimulationModel] { versions[0] }
  public var isEmpty: Bool { first.isEmpty }
  public var channels: Range<Int> { first.indices }

  /// The versions of one channel.
  public func channel(_ index: Int) -> [SimulationModel] { versions.map { $0[index] } }

  /// Runs the versions of one channel.
  ///
  /// - Parameters:
  ///   - versions: At least one and at most `paths`, with the same metrics.
  ///   - paths: The futures of all versions together.
  ///   - seed: That of the first version.
  ///   - threads: At least 1; the result does not depend on them.
  ///   - progress: Called with the share done, on any thread; what it throws ends the work.
  public static func summary<Failure: Error>(
    _ versions: [Simulator], paths: Int, seed: UInt64, threads: Int,
    progress: @Sendable (Double) throws(Failure) -> Void
  ) throws(Failure) -> SimulationSummary {
    guard versions.count > 1 else {
      return try versions[0].run(paths: paths, seed: seed, threads: threads, progress: progress)
    }
    let parts = try runs(versions.count, paths: paths, seed: seed, threads: threads, progress: progress) {
      versions[$0].run(paths: $1.paths, seed: $1.seed, threads: 1)
    }
    return SimulationSummary(versions: parts, seed: seed)
  }

  /// What one version gets of a run.
  public struct Share: Sendable {
    public var paths: Int
    public var seed: UInt64
  }

  /// Runs each of several versions on an equal share of the paths, each on one thread.
  ///
  /// Each version has futures of its own; the first has those of `seed`.
  ///
  /// - Parameters:
  ///   - versions: Their number; at least one and at most `paths`.
  ///   - paths: The futures of all versions together.
  ///   - seed: That of the first version.
  ///   - threads: At least 1; the result does not depend on them.
  ///   - progress: Called with the share done, on any thread; what it throws ends the work.
  ///   - run: Runs one version.
  /// - Returns: What each version did.
  public static func runs<Value: Sendable, Failure: Error>(
    _ versions: Int, paths: Int, seed: UInt64, threads: Int,
    progress: @Sendable (Double) throws(Failure) -> Void,
    run: @Sendable (Int, Share) -> Value
  ) throws(Failure) -> [Value] {
    let done = Atomic(0)
    return try concurrentMap(versions, threads: threads) { version throws(Failure) in
      let own = paths * (version + 1) / versions - paths * version / versions
      let value = run(
        version, Share(paths: own, seed: seed &+ UInt64(version) &* 0x9E37_79B9_7F4A_7C15))
      try progress(Double(done.add(1, ordering: .relaxed).newValue) / Double(versions))
      return value
    }
  }
}
