import AccountHealth
import Decisions
import Forecasting

/// What would it take to keep a chance small?
public struct SolveQuestion: Sendable {
  /// Within at most 730 days.
  public var goal: Goal
  /// First day of the change; `nil` for the day after the evening of judgement.
  public var from: Day?
  /// Days ahead of the futures, 1…730; more if the goal lies further ahead.
  public var horizon: Int
  public var run: Workspace.Run

  public init(
    _ goal: Goal, from: Day? = nil, horizon: Int = ForecastRequest.defaultHorizon,
    run: Workspace.Run = .init()
  ) {
    self.goal = goal
    self.from = from
    self.horizon = horizon
    self.run = run
  }
}

/// The largest factor on the chance of a bad order, and the smallest number of clean orders, that reach a
/// goal.
public struct SolveAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var answer: GoalAnswer
  public var remarks: [Remark]
  public var assumptions: [Assumed]
  public var provenance: Provenance
}

extension Workspace {
  /// - Throws: `Refusal` for several accounts, a day that is not ahead, a goal that the futures are too few
  ///   for, or a rate that the files cannot give;
  ///   `CancellationError`.
  public func solve(_ question: SolveQuestion) async throws -> SolveAnswer {
    let (goal, from) = (question.goal, question.from)
    let subject = try state.onlyAccount()
    guard !subject.inapplicable.contains(goal.metric) else {
      throw Refusal(.inapplicableRate(goal.metric))
    }
    let days = goal.days(after: subject.asOf)
    if case .back(let day) = goal.event, !(1...ForecastRequest.longestHorizon).contains(days) {
      throw Refusal(
        .goalNotAhead(day, ahead: DayRange(subject.asOf + 1, subject.asOf + ForecastRequest.longestHorizon)))
    }
    try subject.check(decidedOn: from, horizon: days)
    // The futures of `forecast`, so that the chance as things are is the one that it prints.
    let request = question.run.request(horizon: max(days, question.horizon))
    // None of n futures bounds a chance by 3 / n.
    let needed = (3 / min(goal.limit, 1 - goal.limit) - 1e-6).rounded(.up)
    guard Double(request.paths) >= needed else {
      throw Refusal(.goalTooFine(paths: request.paths, needed: Int(min(needed, 1e15))))
    }
    let forecaster = Forecaster(request, priors: settings.priors.value)
    let found = try await detached { _ in
      let own = try forecasterSubject(subject, threads: request.threads)
      return try forecaster.solve(goal, own, forecaster.models(of: own), from: from)
    }
    guard let answer = found else { throw Refusal(.missingRate(goal.metric, subject.missing(goal.metric))) }
    return SolveAnswer(
      request: request, answer: answer, remarks: orderRemarks,
      assumptions: assumptions(request), provenance: provenance(accounts: 1))
  }
}
