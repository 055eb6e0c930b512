import AccountHealth
import Decisions
import Forecasting
import Simulation

/// The ranking of one of several accounts, or why there is none.
public struct RankedAccount: Sendable {
  /// Its name in outputs.
  public var account: String
  public var result: Result<RankAnswer, any Error>
}

/// What the rankings of several accounts rest on.
public struct RankedAccounts: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var enforcement: Origin
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance
}

extension Workspace {
  /// The rankings of all accounts, each as that of the account by itself with the same paths.
  ///
  /// An account without a ranking has its reason, and the others are not touched by it. Stock and settlements
  /// may be of any of the accounts, so none is used.
  ///
  /// - Parameters:
  ///   - question: That of each account.
  ///   - progress: Receives the share done.
  ///   - each: Called in the order of the accounts.
  /// - Throws: `Refusal` if no rate can be counted from the files; `CancellationError`.
  public func rankEach(
    _ question: RankQuestion = .init(), progress: Progress = .none, each: (RankedAccount) throws -> Void
  ) async throws -> RankedAccounts {
    try checkRates()
    let request = question.run.request(horizon: question.horizon, accounts: accountCount)
    let answer = RankedAccounts(
      request: request, enforcement: question.enforcement.origin, remarks: orderRemarks,
      missing: state.missing,
      assumptions: assumptions(
        request, enforcement: .enforcement(question.enforcement, question.horizon),
        more: [
          .effectsOfActions(own: question.catalogue.actions.measured),
          .losses(question.booksOrigin, hasFigures: question.books != Books()),
        ] + state.subjects.amountsLeftOut),
      provenance: provenance(accounts: accountCount))
    var alone = request
    alone.threads = 1
    let single = alone
    var told: [Remark] = []
    try await detached { stop, hand in
      let subjects = state.subjects
      if let first = subjects.first { _ = try forecasterSubject(first, threads: request.threads) }
      let batch = max(1, request.threads) * 4
      for start in stride(from: 0, to: subjects.count, by: batch) {
        try stop.check()
        progress(.ranking, Double(start) / Double(subjects.count))
        let end = min(start + batch, subjects.count)
        let found = concurrentMap(end - start, threads: request.threads) { index in
          let subject = subjects[start + index]
          return RankedAccount(
            account: subject.label, result: Result { try ranked(subject, question, single, answer) })
        }
        for account in found { hand(account) }
      }
    } each: { (account: RankedAccount) in
      if told.isEmpty, case .success(let one) = account.result {
        told = one.ranking.remarks(asked: question.run.paths)
      }
      try each(account)
    }
    var whole = answer
    whole.remarks += told
    return whole
  }

  private func ranked(
    _ all: Subject, _ question: RankQuestion, _ request: ForecastRequest, _ answer: RankedAccounts
  ) throws -> RankAnswer {
    let inapplicable = all.inapplicable
    let subject = all.applicable
    guard !subject.countableRules.isEmpty else {
      throw Refusal(inapplicable.isEmpty ? .noRate(all.missing) : .noApplicableRate(subject.missing))
    }
    if let conflict = all.disagreements.first(where: \.isConflict) { throw Refusal(.conflict(conflict)) }
    try subject.check(question, inapplicable)
    guard let ranking = try ranking(of: subject, question, question.books, request, progress: { _ in }) else {
      throw Refusal(.noRate(subject.missing))
    }
    return RankAnswer(
      request: request, ranking: ranking, marketplace: subject.marketplace, inapplicable: inapplicable,
      enforcement: question.enforcement.origin, reported: [], remarks: [], missing: subject.missing,
      assumptions: answer.assumptions, provenance: answer.provenance)
  }
}
