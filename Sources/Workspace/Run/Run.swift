import Forecasting
import Foundation
import Simulation

extension Workspace {
  /// How an answer is simulated. A value that is `nil` is chosen, and the answer states it.
  public struct Run: Sendable, Hashable {
    /// Simulated futures per account.
    public var paths: Int?
    public var seed: UInt64?
    /// `nil` for the cores of the machine. The answer does not depend on it.
    public var threads: Int?

    public init(paths: Int? = nil, seed: UInt64? = nil, threads: Int? = nil) {
      self.paths = paths
      self.seed = seed
      self.threads = threads
    }

    public var chosenThreads: Int { threads ?? max(1, ProcessInfo.processInfo.activeProcessorCount) }
    /// The requested seed, or a new one each time.
    public func chosenSeed() -> UInt64 { seed ?? UInt64.random(in: 0...0xFFFF_FFFF) }

    /// Many accounts share the time that one account may take.
    func request(horizon: Int, accounts: Int = 1) -> ForecastRequest {
      ForecastRequest(
        horizon: horizon,
        paths: paths
          ?? (accounts > ForecastRequest.manyAccounts
            ? ForecastRequest.pathsForManyAccounts : ForecastRequest.defaultPaths),
        seed: chosenSeed(), threads: chosenThreads)
    }
  }
}
