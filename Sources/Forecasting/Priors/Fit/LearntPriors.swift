import AccountHealth
import Simulation

/// Priors learnt from accounts that are forecast together: each account has those of the others.
///
/// The accounts are dealt into folds by the hash of their names. The priors of an account are learnt from the
/// sellers of the other folds, so no account confirms itself.
public struct LearntPriors: Sendable {
  /// Fewer sellers say less about the others than the priors they start from.
  public static let leastSellers = 20
  /// More sellers say next to nothing more, and what is noted of each takes about 250 kB.
  static let mostSellers = 400
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
    public init(_ accounts: [Account], on day: Day) { self.init(LearntPriors.used(accounts, on: day)) }

    init(_ used: [Account]) {
      (sellers, accounts) = (Set(used.map(\.name)).count, used.count)
    }
  }

  /// The accounts of the sellers that are learnt from: all, or `mostSellers` by the hash of their names, so
  /// that a seller more or less changes few of them.
  private static func used(_ accounts: [Account], on day: Day) -> [Account] {
    let able = accounts.filter { PriorsFit.isSeller($0, through: day) }
    let names = Set(able.map(\.name))
    guard names.count > mostSellers else { return able }
    let chosen = Set(names.sorted { (Fold.hash($0), $0) < (Fold.hash($1), $1) }.prefix(mostSellers))
    return able.filter { chosen.contains($0.name) }
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
    let used = Self.used(accounts, on: day)
    source = Source(used)
    guard source.sellers >= Self.leastSellers else { return nil }
    let fit = PriorsFit(used, start: start, keep: [], through: day, threads: threads)
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
