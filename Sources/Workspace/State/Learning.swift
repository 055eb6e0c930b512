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

  /// The number of sellers that an answer of this evening is learnt from; 0 if they are too few.
  func sellers(on day: Day) -> Int {
    let found = LearntPriors.sellers(among: accounts, on: day)
    return found >= LearntPriors.leastSellers ? found : 0
  }

  /// The priors of an account on an evening; those to start from if the sellers are too few.
  ///
  /// - Complexity: That of learning for the first account of an evening; other callers wait for it.
  func priors(of account: String, on day: Day, threads: Int) throws -> Priors {
    let accounts = accounts
    let learnt = try known.withLock { known in
      if let learnt = known.priors[day] { return learnt }
      let learnt = try LearntPriors(from: accounts, start: start, on: day, threads: threads)
      known.priors[day] = .some(learnt)
      return learnt
    }
    return learnt?.priors(of: account) ?? start
  }

  private var accounts: [Account] {
    known.withLock { known in
      let accounts = known.accounts ?? read()
      known.accounts = accounts
      return accounts
    }
  }
}
