import AccountHealth
import Forecasting
import SellerReports

/// How an account's rates are to be forecast.
public struct ForecastQuestion: Sendable, Hashable {
  /// Days ahead, 1…730.
  public var horizon: Int
  public var run: Workspace.Run
  /// Figures for rare breaches also if there are several accounts.
  public var weighsRare: Bool
  /// Whether a single account is answered as one of several: with the same figures as beside others.
  public var isOneOfMany: Bool

  public init(
    horizon: Int = ForecastRequest.defaultHorizon, run: Workspace.Run = .init(), weighsRare: Bool = false,
    isOneOfMany: Bool = false
  ) {
    self.isOneOfMany = isOneOfMany
    self.weighsRare = weighsRare
    precondition((1...ForecastRequest.longestHorizon).contains(horizon), "a horizon is 1…730 days")
    self.horizon = horizon
    self.run = run
  }
}

/// The forecasts of all accounts, made as they are needed, and what they all rest on.
public struct ForecastAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var accounts: AccountForecasts
  public var isFromCounts: Bool
  /// The marketplace's own performance reports, whose account status is shown first.
  public var reported: [PerformanceReport]
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance
}

/// The forecast of one account, with what it was made from.
public struct ForecastAccount: Sendable {
  public var forecast: AccountForecast
  /// The account with its orders; `nil` if only counts are known.
  public var account: Account?
  /// What its files lack.
  public var missing: [Missing]

  /// The number of evenings of a history.
  public static let historyDays = 120

  init(_ forecast: AccountForecast, _ subject: Subject) {
    self.forecast = forecast
    account = subject.account
    missing = subject.missing
  }

  /// Channels in which the account has no order, past or to come; empty if only counts are known.
  public var emptyChannels: Set<Order.Channel> {
    account?.emptyChannels ?? []
  }

  /// A rate on the evenings before the forecast, each as it was known then. They begin at the first order,
  /// and are at most `historyDays`. `nil` without orders.
  public func history(_ rule: MetricRule) -> RateHistory? {
    account.flatMap { RateHistory($0, rule, asOf: forecast.asOf, days: Self.historyDays) }
  }
}

extension Workspace {
  /// - Throws: `Refusal` if no rate can be counted from the files.
  public func forecast(_ question: ForecastQuestion = .init(), progress: Progress = .none) throws(Refusal)
    -> ForecastAnswer
  {
    try checkRates()
    try state.checkConflict()
    return forecastRates(question, progress: progress)
  }

  /// - Throws: `Refusal` if no rate can be counted from the files.
  func checkRates() throws(Refusal) {
    guard state.subjects.contains(where: { !$0.countableRules.isEmpty }) else {
      throw Refusal(.noRate(state.missing))
    }
  }

  /// The same where the files may contradict each other; a rate of which they do is forecast from the
  /// marketplace's own count.
  func forecastRates(_ question: ForecastQuestion, progress: Progress) -> ForecastAnswer {
    var request = question.run.request(horizon: question.horizon, accounts: accountCount)
    request.weighsRare = question.weighsRare
    return ForecastAnswer(
      request: request,
      accounts: AccountForecasts(
        workspace: self, forecaster: Forecaster(request, priors: settings.priors.value), progress: progress,
        isOneOfMany: question.isOneOfMany),
      isFromCounts: !state.hasOrders, reported: state.performance + state.unread, remarks: orderRemarks,
      missing: state.missing,
      assumptions: assumptions(request), provenance: provenance(accounts: accountCount))
  }
}
