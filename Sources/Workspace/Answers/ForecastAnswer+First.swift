import AccountHealth
import Decisions
import Forecasting
import Simulation

extension Workspace {
  /// The most futures per action of a short ranking: those of the first stage of a long one, which take about
  /// as long as the forecast.
  public static let shortRankingPaths = 10_240

  /// A short ranking of what to do first about the account of a forecast: that of `rank` with the same seed
  /// and days, of fewer futures, and without what explains it.
  ///
  /// - Parameters:
  ///   - account: The only account.
  ///   - request: The request of its forecast, as it was run.
  ///   - progress: Receives the share done.
  /// - Returns: `nil` if there are several accounts, if no rate is off target or may soon be, or if the
  ///   account cannot be ranked.
  /// - Throws: `CancellationError`.
  public func whatFirst(
    about account: ForecastAccount, _ request: ForecastRequest, progress: Progress = .none
  ) async throws -> ActionRanking? {
    guard accountCount == 1, account.needsAction else { return nil }
    let subject = state.subjects[0].applicable
    guard !subject.countableRules.isEmpty else { return nil }
    let question = RankQuestion()
    var short = request
    short.paths = min(request.paths, Self.shortRankingPaths)
    let compared = short
    let books = state.books(question.books, of: subject).books
    return try await detached { stop in
      try ranking(of: subject, question, books, compared, isExplained: false) { share in
        try stop.check()
        progress(.ranking, share)
      }
    }
  }
}

extension ForecastAnswer {
  /// What it assumes together with a ranking of what to do first: also how accounts are deactivated, and what
  /// actions do.
  public var assumptionsWithFirst: [Assumed] {
    assumptions.map {
      $0 == .noEnforcement ? .enforcement(RankQuestion().enforcement, request.horizon) : $0
    } + [.effectsOfActions(own: [])]
  }
}

extension ForecastAccount {
  /// From this chance on to be off target soon something should be done about a rate.
  private static let leastChance = 0.05

  /// Whether a rate is off target, or may soon be for all that is known of it.
  public var needsAction: Bool {
    forecast.metrics.contains { metric in
      guard !emptyChannels.contains(metric.metric.channel) else { return false }
      return metric.state.isOffTarget
        || max(metric.chanceSoon, metric.spread?.highest.value ?? 0) >= Self.leastChance
    }
  }
}
