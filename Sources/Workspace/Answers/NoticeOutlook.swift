import AccountHealth
import Decisions
import Forecasting
import Simulation

/// What open notices about rates mean for an account: its chance to be deactivated, given them.
public struct NoticeOutlook: Sendable {
  public struct Chance: Sendable {
    /// The setting of what is assumed: `low`, `central` or `high`.
    public var name: String
    public var chance: Estimate
  }

  /// The open notices of the account, the earliest deadline first.
  public var notices: [Notice]
  /// The day by which deadlines are told.
  public var today: Day
  /// Days ahead.
  public var horizon: Int
  /// By setting; empty where no notice is about a rate that is forecast, and for an account that is
  /// deactivated already.
  public var chances: [Chance]
  /// The rate that notices about performance are taken to be about if they name none; `nil` if all name one.
  public var guessed: Metric?
}

extension Workspace {
  private static let outlookPaths = 20_000

  /// - Returns: `nil` without open notices or with several accounts.
  /// - Throws: `CancellationError`.
  public func noticeOutlook(
    _ request: ForecastRequest, _ enforcement: Sourced<Enforcement> = .builtIn, progress: Progress = .none
  ) async throws -> NoticeOutlook? {
    guard state.subjects.count == 1, let subject = state.subjects.first, !subject.notices.isEmpty else {
      return nil
    }
    var outlook = NoticeOutlook(
      notices: subject.notices, today: state.noticeDay(in: subject.marketplace), horizon: request.horizon,
      chances: [])
    let own = subject.applicable
    guard !own.isDeactivated else { return outlook }
    if subject.notices.contains(where: { $0.isOfPerformance && $0.metric == nil }) {
      outlook.guessed = own.guessedRate
    }
    let rates = Set(own.countableRules.map(\.metric))
    guard own.noticesOfRates.contains(where: { $0.metric.map(rates.contains) ?? false }) else {
      return outlook
    }
    var request = request
    request.paths = min(request.paths, Self.outlookPaths)
    outlook.chances = try await deactivation(of: own, request, enforcement.value, progress: progress).map {
      .init(name: $0.name, chance: $0.baselineProbability(by: request.horizon))
    }
    return outlook
  }

  /// The first days on which an account is deactivated as things are, by setting of what is assumed; empty
  /// where no rate can be forecast.
  ///
  /// - Throws: `CancellationError`.
  func deactivation(
    of subject: Subject, _ request: ForecastRequest, _ enforcement: Enforcement, progress: Progress
  ) async throws -> [PairedPassage] {
    let forecaster = Forecaster(request, priors: settings.priors.value)
    let found = try await detached { stop -> ScenarioForecast? in
      let account = try forecasterSubject(subject, threads: forecaster.request.threads)
      let unchanged = Scenario(
        metadata: Metadata(name: "unchanged", title: "unchanged"), settings: [], actions: [])
      return try forecaster.compare(
        account, forecaster.models(of: account), with: unchanged,
        state.enforcement(enforcement, of: subject, forecaster.request)
      ) { share in
        try stop.check()
        progress(.forecasting, share)
      }
    }
    return found?.comparison.deactivation ?? []
  }
}
