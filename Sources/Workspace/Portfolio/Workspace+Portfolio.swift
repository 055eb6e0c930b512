import AccountHealth
import Decisions
import Documents
import Forecasting
import Simulation

extension Workspace {
  /// Every account, most urgent first.
  ///
  /// An account that cannot be forecast is in the answer with its error, and the others are not touched by
  /// it. The answer does not depend on the number of threads.
  ///
  /// - Throws: `CancellationError`.
  public func portfolio(_ question: PortfolioQuestion = .init(), progress: Progress = .none) async throws
    -> PortfolioAnswer
  {
    let request = portfolioRequest(question)
    let found = try await detached { stop in
      try accounts(question, request) { stage, share in
        try stop.check()
        progress(stage, share)
      }
    }
    return PortfolioAnswer(
      portfolio: Portfolio(
        found + unassigned + absent + unreadable(in: question.unnamed), asOf: asOf, seed: request.seed,
        paths: request.paths,
        horizon: request.horizon,
        budget: question.budget, earlier: question.earlier?.only(settings.accounts)),
      request: request, ranked: question.ranked, enforcement: question.enforcement.origin,
      remarks: orderRemarks,
      missing: state.missing,
      assumptions: assumptions(
        request, enforcement: .enforcement(question.enforcement, question.horizon),
        more: [.effectsOfActions(own: []), .losses(nil, hasFigures: false), .sharedLuck(.measured)]
          + (question.unnamed != nil && learning != nil ? [.foldersApart] : [])
          + state.subjects.amountsLeftOut),
      provenance: provenance(accounts: accountCount))
  }

  /// The open messages of the marketplace that name no account, where there are several.
  private var unassigned: [PortfolioAccount] {
    guard state.subjects.count > 1 else { return [] }
    var told: Set<Int> = []
    return state.subjects.flatMap(\.notices).filter { $0.account.isEmpty && told.insert($0.id).inserted }
      .map { PortfolioAccount(unassigned: $0, accounts: state.subjects.count, asOf: asOf) }
  }

  /// The accounts that were looked for and are in no file.
  private var absent: [PortfolioAccount] {
    state.absentAccounts.map { PortfolioAccount(absent: $0, asOf: asOf) }
  }

  /// Whether no file names the account of its orders, or there are none.
  public var namesNoAccount: Bool { state.subjects.allSatisfy { $0.account?.name.isEmpty ?? true } }

  /// The files that cannot be read, and those of orders of which no row can be used. Where only some accounts
  /// are looked for and all are there, a file may have others.
  ///
  /// - Parameter folder: That of the only account, which files are then named with.
  private func unreadable(in folder: String?) -> [PortfolioAccount] {
    func place(of file: String) -> String { folder.map { "\($0)/\(file)" } ?? file }
    guard settings.accounts.isEmpty || !state.absentAccounts.isEmpty else { return [] }
    let used = Set(state.subjects.flatMap { $0.account?.sources.map(\.file) ?? [] })
    let faulty = Set(state.faults.groups.map(\.first.file))
    let damaged = state.faults.leftOut.filter { $0.reason != .otherReport }.map { error in
      PortfolioAccount(leftOut: place(of: error.file), reason: error.description, asOf: asOf)
    }
    return damaged
      + state.inputs.filter { file in
        let name = TerminalText.escaped(file.name)
        return file.orders > 0 && !used.contains(file.name) && !used.contains(name) && faulty.contains(name)
      }.map { PortfolioAccount(unreadable: place(of: $0.name), rows: $0.rows, asOf: asOf) }
  }

  private func portfolioRequest(_ question: PortfolioQuestion) -> ForecastRequest {
    var run = question.run
    // Whole blocks of paths, of which two show how far they differ.
    let block = AlternativesSimulator.fewestPaths
    run.paths = max(2, ((run.paths ?? PortfolioQuestion.defaultPaths) + block - 1) / block) * block
    return run.request(horizon: question.horizon, accounts: accountCount)
  }

  /// Accounts per step of the progress, for each thread.
  private static let portfolioBatch = 16

  private func accounts(
    _ question: PortfolioQuestion, _ request: ForecastRequest,
    _ progress: (Progress.Stage, Double) throws -> Void
  ) throws -> [PortfolioAccount] {
    let subjects = state.subjects
    var alone = request
    alone.threads = 1
    let maker = PortfolioMaker(
      workspace: self, question: question, request: alone, isSingle: subjects.count == 1)
    // What is learnt from all of them is learnt on every thread, before the accounts are.
    if let subject = subjects.first { _ = try forecasterSubject(subject, threads: request.threads) }
    func made(_ count: Int, _ stage: Progress.Stage, _ one: @Sendable (Int) -> PortfolioAccount) throws
      -> [PortfolioAccount]
    {
      var all: [PortfolioAccount] = []
      for start in stride(from: 0, to: count, by: Self.portfolioBatch * request.threads) {
        try progress(stage, Double(start) / Double(count))
        let end = min(start + Self.portfolioBatch * request.threads, count)
        all += concurrentMap(end - start, threads: request.threads) { one(start + $0) }
      }
      return all
    }
    let found = try made(subjects.count, .forecasting) { maker.account(subjects[$0]) }
    let chosen = found.ranked(most: question.ranked)
    let rankings = try made(chosen.count, .ranking) { maker.ranked(found[chosen[$0]], subjects[chosen[$0]]) }
    var all = found
    for (place, ranking) in zip(chosen, rankings) { all[place] = ranking }
    return all
  }
}
