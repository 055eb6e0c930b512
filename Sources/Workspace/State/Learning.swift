import AccountHealth
import Forecasting
import Synchronization

/// Priors learnt from the accounts of the files themselves. They are made when an answer first needs them,
/// and then kept.
final class Learning: Sendable {
  private struct Known {
    var accounts: [Account]?
    var priors: [Day: LearntPriors?] = [:]
  }

  private let start: Priors
  private let read: @Sendable () -> [Account]
  private let known = Mutex(Known())

  /// - Parameter read: All accounts of the files; called at most once.
  init(from start: Priors, _ read: @escaping @Sendable () -> [Account]) {
    self.start = start
    self.read = read
  }

  /// The sellers that an answer of this evening is learnt from; `nil` if they are too few.
  func source(on day: Day) -> LearntPriors.Source? {
    let found = LearntPriors.Source(accounts, on: day)
    return found.sellers >= LearntPriors.leastSellers ? found : nil
  }

  /// Which parts of the priors are learnt for every account, and which only for some; none of either if the
  /// sellers are too few.
  ///
  /// - Complexity: That of `priors`.
  func parts(on day: Day, threads: Int) throws
    -> (always: Set<PriorsFit.Part>, sometimes: Set<PriorsFit.Part>)
  { try learnt(on: day, threads: threads)?.learnt ?? ([], []) }

  /// The priors of an account on an evening; those to start from if the sellers are too few.
  ///
  /// - Complexity: That of learning for the first account of an evening; other callers wait for it.
  func priors(of account: String, on day: Day, threads: Int) throws -> Priors {
    try learnt(on: day, threads: threads)?.priors(of: account) ?? start
  }

  private func learnt(on day: Day, threads: Int) throws -> LearntPriors? {
    let accounts = accounts
    return try known.withLock { known in
      if let learnt = known.priors[day] { return learnt }
      let learnt = try LearntPriors(from: accounts, start: start, on: day, threads: threads)
      known.priors[day] = .some(learnt)
      return learnt
    }
  }

  private var accounts: [Account] {
    known.withLock { known in
      let accounts = known.accounts ?? read()
      known.accounts = accounts
      return accounts
    }
  }
}
