import AccountHealth

extension Workspace {
  /// - Throws: `Refusal` if no account can be estimated, for the reason of the first, and for an action that
  ///   is not in the catalogue.
  /// - Complexity: Per account O(days · levels · states²) for each drift of the rate.
  public func effect(_ question: EffectQuestion) throws -> EffectAnswer {
    guard state.hasOrders else { throw Refusal(.onlyCounts) }
    let threads = Run(threads: question.threads).chosenThreads
    var rows: [EffectAnswer.Row] = []
    for subject in state.subjects {
      guard let account = subject.account else { continue }
      let priors = try forecasterSubject(subject, threads: threads).priors ?? settings.priors.value
      let making = EffectMaking(
        subject: subject, account: account, priors: priors, threads: threads, question: question)
      let studied = question.studied(in: account)
      rows += zip(studied, try making.results(studied)).map { one, result in
        .init(name: subject.label, marketplace: subject.marketplace, studied: one, result: result)
      }
    }
    try addControls(to: &rows, question, threads: threads)
    let pooled = EffectAnswer.pooled(&rows)
    let isAny = rows.contains { if case .estimate = $0.result { true } else { false } }
    if !isAny {
      guard let first = rows.first, case .obstacle(let obstacle) = first.result else {
        throw Refusal(.noLoggedChange(state.subjects.map(\.label)))
      }
      throw Refusal(.noEffect(first.studied.rate, obstacle, place: first.studied.change.place))
    }
    let unknown = question.changes.filter { change in
      !state.subjects.contains { $0.account.map(change.isOf) ?? false }
    }.compactMap(\.account)
    return EffectAnswer(
      rows: rows, pooled: pooled, unknownAccounts: Set(unknown).sorted(),
      provenance: provenance(accounts: Set(rows.map(\.name)).count))
  }
}
