import AccountHealth
import Decisions
import Forecasting
import SellerReports
import Simulation

/// Which change lowers the risk of one account most?
public struct RankQuestion: Sendable {
  public static let defaultConfidence = 0.95
  public static let defaultIndifference = 0.0025

  public var objective = Objective.deactivation(.central)
  public var catalogue = ActionCatalogue.builtIn
  public var enforcement = Sourced<Enforcement>.builtIn
  /// The seller's own figures, and the file that they come from.
  public var books = Books()
  public var booksOrigin: Origin?
  /// Confidence of the choice, above 0.5 and below 1.
  public var confidence = Self.defaultConfidence
  /// The smallest difference of chances that matters, above 0 and below 1.
  public var indifference = Self.defaultIndifference
  /// Units of the account's currency for 1 USD, above 0; `nil` if no rate is to be assumed.
  public var usdRate: Double?
  /// Over the horizon for a bundle of actions, in the currency of the costs; `nil` for no budget.
  public var budget: Double?
  /// The same for costs in the account's own currency where no rate of exchange is known.
  public var ownBudget: Double?
  /// The most actions of a bundle, at least 1; `nil` if not stated.
  public var mostActions: Int?
  /// Day of the decision; `nil` for the day after the evening of judgement.
  public var from: Day?
  /// Days ahead, 1…730.
  public var horizon = ForecastRequest.defaultHorizon
  public var run = Workspace.Run()

  public init() {}
}

/// The actions of a catalogue by how much each lowers the risk.
public struct RankAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var ranking: ActionRanking
  public var marketplace: String
  /// The rates that do not apply, as Amazon ships every order.
  public var inapplicable: [Metric] = []
  public var enforcement: Origin
  /// The marketplace's own performance reports, whose account status is shown first.
  public var reported: [PerformanceReport]
  public var remarks: [Remark]
  /// What the files lack, each once.
  public var missing: [Missing]
  public var assumptions: [Assumed]
  public var provenance: Provenance
}

extension Workspace {
  /// - Throws: `Refusal` for several accounts, a day that is not ahead, or an objective that the files cannot
  ///   give or that is off target already; `CancellationError`.
  public func rank(_ question: RankQuestion = .init(), progress: Progress = .none) async throws -> RankAnswer
  {
    let (subject, inapplicable) = try state.applicableAccount()
    try subject.check(question, inapplicable)
    let request = question.run.request(horizon: question.horizon)
    let ranking = try await ranking(of: subject, question, request, progress: progress)
    return RankAnswer(
      request: request, ranking: ranking, marketplace: subject.marketplace, inapplicable: inapplicable,
      enforcement: question.enforcement.origin, reported: state.reports(of: subject.marketplace),
      remarks: orderRemarks + ranking.remarks(asked: question.run.paths), missing: state.missing,
      assumptions: assumptions(
        request, enforcement: .enforcement(question.enforcement, question.horizon),
        more: [.effectsOfActions(own: ranking.rows.compactMap(\.action).measured)]
          + violationAssumption(of: subject, question.enforcement.value, request)
          + (ranking.lossFrame == nil
            ? []
            : moneyAssumptions(
              question.books, question.booksOrigin, of: subject, currency: ranking.currency))),
      provenance: provenance(accounts: 1))
  }

  /// What is assumed of losses, and the figures that the files tell.
  func moneyAssumptions(_ books: Books, _ origin: Origin?, of subject: Subject, currency: String?)
    -> [Assumed]
  {
    [.losses(origin, hasFigures: books != Books())]
      + state.books(books, of: subject).figures.map { .figure($0, currency: currency) }
      + [subject].amountsLeftOut
  }

  /// - Throws: `Refusal` if no rate can be counted.
  func ranking(
    of subject: Subject, _ question: RankQuestion, _ request: ForecastRequest, progress: Progress
  ) async throws -> ActionRanking {
    let books = state.books(question.books, of: subject).books
    let found = try await detached { stop in
      try ranking(of: subject, question, books, request) { share in
        try stop.check()
        progress(.ranking, share)
      }
    }
    guard let found else { throw Refusal(.noRate(subject.missing)) }
    return found
  }

  /// The same on the calling thread.
  ///
  /// - Parameters:
  ///   - books: The seller's own figures, with those of the files.
  ///   - pathsPerReplication: A multiple of `AlternativesSimulator.fewestPaths`.
  ///   - isExplained: Whether it says what moves the answer, which takes further runs.
  ///   - progress: Called with the share done; what it throws ends the work.
  /// - Returns: `nil` if no rate can be counted.
  func ranking(
    of subject: Subject, _ question: RankQuestion, _ books: Books, _ request: ForecastRequest,
    pathsPerReplication: Int = AlternativesSimulator.pathsPerReplication, isExplained: Bool = true,
    progress: (Double) throws -> Void
  ) throws -> ActionRanking? {
    let enforcement = state.enforcement(question.enforcement.value.with(books), of: subject, request)
    var ranker = ActionRanker(
      try forecasterSubject(subject, threads: request.threads), request, priors: settings.priors.value,
      enforcement, question.objective)
    (ranker.confidence, ranker.indifference) = (question.confidence, question.indifference)
    (ranker.from, ranker.usdRate) = (question.from, question.usdRate)
    (ranker.rating, ranker.books) = (rating(of: subject, enforcement), books)
    ranker.inForce = subject.actionsInForce
    (ranker.pathsPerReplication, ranker.isExplained) = (pathsPerReplication, isExplained)
    if question.objective.isMoney {
      try subject.check(money: AccountFacts(ranker.task), enforcement, usdRate: question.usdRate)
    }
    var ranking = try ranker.rank(
      question.catalogue.actions, budget: Budget(amount: question.budget, own: question.ownBudget),
      mostActions: question.mostActions, progress: progress)
    ranking?.isDeactivated = subject.deactivation != nil
    return ranking
  }
}

extension ActionRanking {
  /// That it took more futures than were asked for, if it did.
  func remarks(asked: Int?) -> [Remark] {
    guard let asked, let taken = rows.map(\.paths).max(), taken > asked else { return [] }
    return [.morePaths(asked: asked, taken: taken)]
  }
}

extension Enforcement {
  /// Whether it has what a loss is computed from.
  var canPrice: Bool {
    loss != nil && appeals.contains { $0.cause == Loss.Cause.orderPerformance.rawValue }
  }
}

extension Subject {
  /// A ranking by money needs amounts, losses, and costs in their currency.
  fileprivate func check(money facts: AccountFacts, _ enforcement: Enforcement, usdRate: Double?)
    throws(Refusal)
  {
    guard facts.orderValue != nil, enforcement.canPrice else {
      throw Refusal(.noLoss(hasAssumptions: enforcement.canPrice))
    }
    let currency = facts.currency(in: marketplace)
    guard currency == Cost.currency || usdRate != nil else { throw Refusal(.noUSDRate(currency: currency)) }
  }
}

extension Subject {
  /// - Throws: `Refusal` for a day that is not ahead, or an objective that the files cannot give.
  func check(_ question: RankQuestion, _ inapplicable: [Metric]) throws(Refusal) {
    try check(decidedOn: question.from, horizon: question.horizon)
    if case .breach(let metric, _) = question.objective, inapplicable.contains(metric) {
      throw Refusal(.inapplicableRate(metric))
    }
    try check(question.objective, horizon: question.horizon)
  }
}

extension Assumed {
  static func enforcement(_ file: Sourced<Enforcement>, _ horizon: Int) -> Assumed {
    .enforcement(file.origin, grade: file.value.metadata.grade, background: nil, horizon: horizon)
  }
}

extension Subject {
  fileprivate func check(_ objective: Objective, horizon: Int) throws(Refusal) {
    guard case .breach(let metric, let days) = objective else { return }
    guard days <= horizon else { throw Refusal(.beyondHorizon(days: days, horizon: horizon)) }
    guard countableRules.contains(where: { $0.metric == metric }) else {
      throw Refusal(.missingRate(metric, missing(metric)))
    }
    guard status[metric]?.state.isOffTarget != true else { throw Refusal(.alreadyOffTarget(metric)) }
  }
}
