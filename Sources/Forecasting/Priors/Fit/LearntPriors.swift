import AccountHealth
import Simulation

/// Priors learnt from accounts that are forecast together: each account has those of the others.
///
/// The accounts are dealt into folds by the hash of their names. The priors of an account are learnt from the
/// sellers of the other folds, so no account confirms itself.
public struct LearntPriors: Sendable {
  /// Fewer sellers say less about the others than the priors they start from.
  public static let leastSellers = 20
  static let folds = 5
  /// The share kept for lateness that hardly drifts, which small sellers cannot show.
  public static let calm = 0.1

  /// What they are learnt from.
  public let source: Source
  /// The parts that every account has learnt, and those that only some have.
  public let learnt: (always: Set<PriorsFit.Part>, sometimes: Set<PriorsFit.Part>)
  private let byFold: [(fold: Fold, priors: Priors)]

  /// The sellers with enough orders to be learnt from. One seller may have an account in each of several
  /// marketplaces.
  public struct Source: Sendable, Hashable {
    public var sellers: Int
    public var accounts: Int

    /// Those of these accounts, as known on the evening of `day`. Accounts of one name are one seller.
    public init(_ accounts: [Account], on day: Day) {
      let names = accounts.filter { PriorsFit.isSeller($0, through: day) }.map(\.name)
      (sellers, self.accounts) = (Set(names).count, names.count)
    }
  }

  /// - Parameters:
  ///   - accounts: All accounts of the files.
  ///   - start: What is kept of parts that the accounts do not show.
  ///   - day: Nothing recorded later is used.
  ///   - threads: At least 1; the result does not depend on it.
  /// - Returns: `nil` if fewer than `leastSellers` have enough orders.
  /// - Throws: `LinearAlgebraError` if a regression has no solution.
  /// - Complexity: As `PriorsFit`.
  public init?(from accounts: [Account], start: Priors, on day: Day, threads: Int) throws {
    source = Source(accounts, on: day)
    guard source.sellers >= Self.leastSellers else { return nil }
    let fit = PriorsFit(accounts, start: start, keep: [], through: day, threads: threads)
    let parts = Fold.all(Self.folds).map { fit.partsLearnt(leavingOut: $0) }
    let always = parts.dropFirst().reduce(parts[0]) { $0.intersection($1) }
    let some = parts.dropFirst().reduce(parts[0]) { $0.union($1) }
    learnt = (always, some.subtracting(always))
    let folds = Fold.all(Self.folds)
    byFold = try concurrentMap(folds.count, threads: threads) { index in
      (folds[index], try fit.priors(leavingOut: folds[index], calm: Self.calm, provenance: start.provenance))
    }
  }

  /// The priors of the account with this name.
  public func priors(of account: String) -> Priors {
    guard let own = byFold.first(where: { $0.fold.contains(account) }) else {
      preconditionFailure("every name is in a fold")
    }
    return own.priors
  }
}
