import LinearAlgebra
import Synchronization

/// Runs paths of a model over the cores.
public struct Simulator: Sendable {
  public static let defaultPaths = 100_000

  public let model: SimulationModel
  let compiled: CompiledModel

  /// - Throws: `ModelError`, naming the field.
  public init(_ model: SimulationModel) throws {
    self.model = model
    compiled = try CompiledModel(model)
  }

  /// The same `paths` and `seed` give the same summary for any number of threads.
  ///
  /// Path i draws from addresses (i, day, purpose, index) under the key `seed`, so the first paths of a
  /// longer run are the shorter run. Cost is linear in paths × horizon; memory does not grow with `paths`.
  ///
  /// - Parameters:
  ///   - paths: 1…2³² − 1.
  ///   - seed: The key of all random numbers.
  ///   - threads: At least 1.
  public func run(
    paths: Int, seed: UInt64, threads: Int
  ) -> SimulationSummary {
    run(paths: paths, seed: seed, threads: threads) { _ in }
  }

  /// The same with a caller who wants to know how far it is, or to end it.
  ///
  /// - Parameters:
  ///   - paths: At least 1.
  ///   - seed: The same seed gives the same summary.
  ///   - threads: At least 1; the summary does not depend on them.
  ///   - progress: Called occasionally, from one thread, with the share done; what it throws ends the run.
  public func run<Failure: Error>(
    paths: Int, seed: UInt64, threads: Int, progress: @Sendable (Double) throws(Failure) -> Void
  ) throws(Failure) -> SimulationSummary {
    precondition(paths > 0 && paths <= Int(UInt32.max) && threads > 0, "paths and threads are above 0")
    BLASThreads.useOne()
    let names = model.metrics.map(\.name)
    let blocks = (paths + PathLanes.count - 1) / PathLanes.count
    let workers = min(threads, blocks)
    let isEnded = Atomic(false)
    let parts = try concurrentMap(workers, threads: workers) { worker throws(Failure) in
      let block = PathBlock(compiled, names: names, seed: seed)
      for index in stride(from: worker, to: blocks, by: workers) {
        guard !isEnded.load(ordering: .relaxed) else { break }
        let first = index * PathLanes.count
        block.run(first: UInt32(first), counted: min(PathLanes.count, paths - first))
        guard worker == 0 else { continue }
        do throws(Failure) {
          try progress(Double(index + 1) / Double(blocks))
        } catch {
          isEnded.store(true, ordering: .relaxed)
          throw error
        }
      }
      return SimulationSummary(metrics: block.summaries, seed: seed)
    }
    return parts.dropFirst().reduce(into: parts[0]) { $0.merge($1) }
  }
}
