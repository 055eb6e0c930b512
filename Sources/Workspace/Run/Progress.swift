import Synchronization

extension Workspace {
  /// Receives how far an answer is.
  public struct Progress: Sendable {
    /// The work that is being done.
    public enum Stage: Sendable, Hashable {
      case forecasting
      case forecastingThePast
      case ranking
    }

    private let report: @Sendable (Stage, Double) -> Void

    /// - Parameter report: Called occasionally, on any thread, with the share of the stage that is done, 0…1.
    public init(_ report: @escaping @Sendable (Stage, Double) -> Void) { self.report = report }

    /// Reports to nobody.
    public static let none = Progress { _, _ in }

    func callAsFunction(_ stage: Stage, _ share: Double) { report(stage, share) }
  }
}

/// The share of work done in stages, each of which reports its own share from 0 to 1. It never decreases.
final class StagedShare: Sendable {
  private let stages: Int
  private let state = Mutex((finished: 0, last: 0.0))

  init(stages: Int) { self.stages = max(stages, 1) }

  /// - Parameter share: The share of the current stage; a lower share than before begins the next stage.
  func share(_ share: Double) -> Double {
    state.withLock { state in
      if share < state.last { state.finished += 1 }
      state.last = share
      return min(1, (Double(state.finished) + share) / Double(stages))
    }
  }
}
