import AccountHealth
import Forecasting

/// What changes did in the accounts of the files.
public struct EffectAnswer: Sendable {
  public enum Obstacle: Sendable, Hashable {
    /// The files cannot give the rate.
    case missing(Missing?)
    /// No order that the rate counts.
    case noOrders
    /// The day is not one of the record's, which has its first and last day.
    case outside(Day, first: Day, last: Day)
    /// No order that the rate counts before the day, or none from it on.
    case noneBefore(Day)
    case noneAfter(Day, until: Day)
  }

  public enum Result: Sendable {
    case estimate(EffectEstimate)
    case obstacle(Obstacle)
  }

  public struct Account: Sendable {
    /// Its name in outputs.
    public var name: String
    public var marketplace: String
    public var question: EffectQuestion
    public var result: Result
  }

  /// Ascending by name.
  public var accounts: [Account]
  public var provenance: Provenance
}

extension Workspace {
  /// - Throws: `Refusal` if no account can be estimated, for the reason of the first, and for an action that
  ///   is not in the catalogue.
  /// - Complexity: Per account O(days · levels · states²) for each drift of the rate.
  public func effect(_ question: EffectQuestion) throws -> EffectAnswer {
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    let prior = try question.catalogue.prior(of: question.action, on: question.rate)
    let threads = Run(threads: question.threads).chosenThreads
    var accounts: [EffectAnswer.Account] = []
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      let priors = try forecasterSubject(subject, threads: threads).priors ?? settings.priors.value
      let result = EffectMaking(subject: subject, account: account, priors: priors, threads: threads)
        .result(question, prior)
      accounts.append(
        .init(name: subject.label, marketplace: subject.marketplace, question: question, result: result))
    }
    let isAny = accounts.contains { if case .estimate = $0.result { true } else { false } }
    if !isAny, case .obstacle(let obstacle)? = accounts.first?.result {
      throw Refusal(.noEffect(question.rate, obstacle))
    }
    return EffectAnswer(
      accounts: accounts, provenance: provenance(accounts: accounts.count))
  }
}
