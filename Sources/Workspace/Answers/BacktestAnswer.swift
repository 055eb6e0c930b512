import AccountHealth
import Forecasting

/// Would the forecasts of past days have come true?
public struct BacktestQuestion: Sendable {
  /// The first and the last day from which forecasts may be made.
  public var range: DayRange
  /// Days between two forecasts, at least 1.
  public var step = BacktestRequest.defaultStep
  /// Days ahead, at least 1, increasing.
  public var horizons = BacktestRequest.defaultHorizons
  /// An account with fewer orders in total is left out.
  public var leastAccountOrders = BacktestRequest.defaultAccountOrders
  /// A rate with fewer orders in its window is left out; at least 1.
  public var leastWindowOrders = BacktestRequest.defaultWindowOrders
  /// Whether forecasts from the counts alone are made beside the others.
  public var triesCounts = false
  /// Only the accounts of one fold.
  public var fold: Fold?
  public var run = Workspace.Run()

  public init(_ range: DayRange) { self.range = range }
}

/// What was forecast, compared with what happened.
public struct BacktestAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: BacktestRequest
  public var scores: BacktestScores
  /// How well the way back of rates that were off target was forecast.
  public var returns: ReturnScores
  public var tally: Backtest.Tally
  public var remarks: [Remark]
  public var provenance: Provenance
}

/// A backtest that can be made: there are forecasts that can be checked.
public struct PreparedBacktest: Sendable {
  /// The request as it is run: seed, paths and threads are chosen if they were left open.
  public let request: BacktestRequest
  let subjects: [Backtest.Subject]
  let workspace: Workspace

  /// - Parameters:
  ///   - progress: Receives the share done.
  ///   - each: Receives the rows of one account and day after another, as they come.
  /// - Throws: Errors of `each`, and `CancellationError`.
  public func answer(
    progress: Workspace.Progress = .none, each: (Backtest.Part) throws -> Void = { _ in }
  ) async throws -> BacktestAnswer {
    let backtest = Backtest(request, priors: workspace.priorsOfPast(request))
    let (subjects, lastKnown) = (subjects, workspace.asOf)
    var scores = BacktestScores(paths: request.paths)
    var returns = ReturnScores()
    let tally = try await detached { stop, hand in
      try backtest.run(subjects, lastKnown: lastKnown, progress: { progress(.forecastingThePast, $0) }) {
        try stop.check()
        hand($0)
      }
    } each: { (part: Backtest.Part) in
      try each(part)
      for row in part.rows { scores.add(row) }
      for row in part.returns { returns.add(row) }
    }
    return BacktestAnswer(
      request: request, scores: scores, returns: returns, tally: tally, remarks: remarks(tally),
      provenance: workspace.provenance(accounts: tally.accounts))
  }

  private func remarks(_ tally: Backtest.Tally) -> [Remark] {
    var remarks: [Remark] = []
    let small = subjects.count - tally.accounts
    if small > 0 {
      remarks.append(
        .smallAccounts(count: small, accounts: subjects.count, least: request.leastAccountOrders))
    }
    if tally.unchecked > 0 {
      remarks.append(.uncheckedForecasts(tally.unchecked, lastKnown: workspace.asOf))
    }
    return remarks
  }
}

extension Workspace {
  /// Days after which what the accounts of the files say of each other is learnt again.
  private static let relearningDays = 91

  /// The priors of each account on an evening of the past. What is learnt from the files is as known on the
  /// first evening, and again every quarter of a year after it.
  fileprivate func priorsOfPast(_ request: BacktestRequest) -> Backtest.PriorsOfPast {
    let start = settings.priors.value
    guard let learning, let first = request.origins.first else { return { _, _ in start } }
    return { account, origin in
      try learning.priors(
        of: account, on: origin - (origin - first) % Self.relearningDays, threads: request.threads)
    }
  }

  /// - Throws: `Refusal` if no forecast could be made and checked.
  public func backtest(_ question: BacktestQuestion) throws(Refusal) -> PreparedBacktest {
    let run = question.run
    var request = BacktestRequest(
      range: question.range, step: question.step, horizons: question.horizons,
      paths: run.paths ?? BacktestRequest.defaultPaths, seed: run.chosenSeed(), threads: run.chosenThreads,
      leastAccountOrders: question.leastAccountOrders, leastWindowOrders: question.leastWindowOrders)
    request.triesCounts = question.triesCounts
    return PreparedBacktest(
      request: request, subjects: try state.subjects(of: request, question.fold), workspace: self)
  }
}

extension JoinedState {
  /// The accounts whose past is forecast again.
  fileprivate func subjects(of request: BacktestRequest, _ fold: Fold?) throws(Refusal) -> [Backtest.Subject]
  {
    guard hasOrders else { throw Refusal(.onlyCounts) }
    let chosen = subjects.filter { subject in fold.map { $0.contains(subject.account?.name ?? "") } ?? true }
    let found = chosen.compactMap { subject in
      subject.account.map {
        Backtest.Subject(
          account: $0, rules: subject.orderRules.map(subject.simulated), events: subject.events,
          changes: subject.changes)
      }
    }
    guard let first = found.compactMap(\.account.orders.first?.purchased).min() else {
      throw Refusal(.noOrders)
    }
    let most = found.map(\.account.orders.count).max() ?? 0
    guard most >= request.leastAccountOrders else {
      throw Refusal(.tooFewOrders(least: request.leastAccountOrders, largest: most))
    }
    let shortest = request.horizons[0]
    guard request.origins.contains(where: { $0 >= first && $0 + shortest <= asOf }) else {
      throw Refusal(
        .nothingToCheck(request.range, first: first, last: asOf, shortestHorizon: shortest))
    }
    guard found.contains(where: { !$0.rules.isEmpty }) else { throw Refusal(.noRate(missing)) }
    return found
  }
}
