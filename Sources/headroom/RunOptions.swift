import ArgumentParser
import Workspace

/// How a simulation is run.
struct RunOptions: ParsableArguments {
  @Option(
    help:
      "Simulated futures, a whole number from 1; 100000 when absent, or 4000 each in a backtest and for more than 20 accounts."
  )
  var paths: Int?

  @Option(help: "Seed of the run, a whole number from 0; one is chosen and shown when absent.")
  var seed: UInt64?

  @Option(
    help:
      "Threads, a whole number from 1; the cores of this machine when absent. The result does not depend on it."
  )
  var threads: Int?

  func validate() throws {
    if let paths, !(1...1_000_000_000).contains(paths) {
      throw ValidationError("--paths is a number 1…1000000000, got \(paths).")
    }
    if let threads, !(1...1024).contains(threads) {
      throw ValidationError("--threads is a number 1…1024, got \(threads).")
    }
  }

  var run: Workspace.Run { Workspace.Run(paths: paths, seed: seed, threads: threads) }

  /// The words of a command line that give the same futures.
  func arguments(seed: UInt64) -> [String] {
    (paths.map { ["--paths", "\($0)"] } ?? []) + ["--seed", "\(seed)"]
  }
}
