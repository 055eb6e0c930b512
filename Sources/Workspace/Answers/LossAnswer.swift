import AccountHealth
import Decisions
import Forecasting
import SellerReports

/// What would a deactivation cost one account, or what does the present one cost it from now on?
public struct LossQuestion: Sendable {
  public var enforcement = Sourced<Enforcement>.builtIn
  /// The seller's own figures, and the file that they come from.
  public var books = Books()
  public var booksOrigin: Origin?
  /// Units of the account's currency for 1 USD, above 0; `nil` if no rate is to be assumed.
  public var usdRate: Double?
  /// Days ahead, 1…730.
  public var horizon = ForecastRequest.defaultHorizon
  public var run = Workspace.Run()

  public init() {}
}

/// The loss of deactivations within the horizon, or of the present one and what follows it, in parts, and the
/// cash that is held meanwhile.
public struct LossAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var loss: LossForecast
  public var marketplace: String
  public var enforcement: Origin
  public var books: Origin?
  /// The marketplace's own performance reports, whose account status is shown first.
  public var reported: [PerformanceReport]
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance
}

extension Workspace {
  /// - Throws: `Refusal` for several accounts, no rate, or orders without amounts; `CancellationError`.
  public func loss(_ question: LossQuestion = .init(), progress: Progress = .none) async throws -> LossAnswer
  {
    let subject = try state.applicableAccount().subject
    let request = question.run.request(horizon: question.horizon)
    let priors = settings.priors.value
    let books = state.books(question.books, of: subject).books
    let general = question.enforcement.value.with(books)
    let found = try await detached { stop -> LossForecast? in
      let enforcement = state.enforcement(general, of: subject, request)
      let forecaster = try LossForecaster(
        try forecasterSubject(subject, threads: request.threads), request, priors: priors, enforcement,
        books: books, usdRate: question.usdRate,
        shut: subject.shut(state.rating(in: subject.marketplace)))
      guard let forecaster else { throw Refusal(.noRate(subject.missing)) }
      return try forecaster.forecast { share in
        try stop.check()
        progress(.forecasting, share)
      }
    }
    guard let found else { throw Refusal(.noLoss(hasAssumptions: general.canPrice)) }
    var shown = request
    shown.paths = found.paths
    return LossAnswer(
      request: shown, loss: found, marketplace: subject.marketplace,
      enforcement: question.enforcement.origin, books: question.booksOrigin,
      reported: state.reports(of: subject.marketplace), remarks: orderRemarks, missing: state.missing,
      assumptions: assumptions(
        request, enforcement: .enforcement(question.enforcement, question.horizon),
        more: moneyAssumptions(
          question.books, question.booksOrigin, of: subject, currency: found.currency)
          + violationAssumption(found.violations, general)
          + found.assumed.map { Assumed.values($0, own: question.booksOrigin) }),
      provenance: provenance(accounts: 1))
  }
}
