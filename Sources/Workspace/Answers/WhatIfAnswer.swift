import AccountHealth
import Decisions
import Forecasting
import SellerReports

/// How would the rates of one account develop under a change?
public struct WhatIfQuestion: Sendable {
  public enum Change: Sendable {
    /// Factors, and actions of the catalogue by their names, all from one day on; `nil` for the day after the
    /// evening of judgement.
    case of([ScenarioSetting], actions: [String], from: Day?)
    case scenario(Scenario)
  }

  public var change: Change
  /// The actions that `change` may name.
  public var catalogue = ActionCatalogue.builtIn
  public var enforcement = Sourced<Enforcement>.builtIn
  /// Days ahead, 1…730.
  public var horizon = ForecastRequest.defaultHorizon
  public var run = Workspace.Run()

  public init(_ change: Change) { self.change = change }
}

/// The forecast of the account as things are and under the change, on the same random numbers.
public struct WhatIfAnswer: Sendable {
  /// The request as it was run: seed, paths and threads are chosen if they were left open.
  public var request: ForecastRequest
  public var forecast: ScenarioForecast
  /// The actions of the scenario.
  public var actions: [Action]
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
  /// - Throws: `Refusal` for several accounts, a day that is not ahead, an action that is not in the
  ///   catalogue or that `rank` does not evaluate either, or a rate that the files cannot give;
  ///   `CancellationError`.
  public func whatIf(_ question: WhatIfQuestion, progress: Progress = .none) async throws -> WhatIfAnswer {
    let (subject, inapplicable) = try state.applicableAccount()
    let rating = rating(of: subject, question.enforcement.value)
    let scenario = try subject.scenario(question, rating)
    let request = question.run.request(horizon: question.horizon)
    let enforcement = question.enforcement
    let forecaster = Forecaster(request, priors: settings.priors.value)
    let found = try await detached { stop -> ScenarioForecast? in
      let fit = try fitted.fit(.init(subject, request)) {
        let own = try forecasterSubject(subject, threads: request.threads)
        return .init(subject: own, models: forecaster.models(of: own))
      }
      let (own, models) = (fit.subject, fit.models)
      let missing = scenario.targets(missingIn: models.first)
      guard missing.isEmpty else {
        throw Refusal(
          inapplicable.isEmpty ? .nothingToSet(missing, subject.missing) : .inapplicableTargets(missing))
      }
      let windows = forecaster.windows(of: own)
      let facts = AccountFacts(own)
      let blocked = scenario.actions.compactMap { planned in
        let obstacle =
          ActionPlan.obstacle(
            to: planned.action, in: models.first, marketplace: subject.marketplace,
            emptyChannels: own.emptyChannels, rating: rating, windows: windows)
          ?? facts.obstacle(to: planned.action, on: planned.from ?? own.asOf + 1)
        return obstacle.map { Refusal.BlockedAction(name: planned.action.name, obstacle: $0) }
      }
      guard blocked.isEmpty else { throw Refusal(.notEvaluated(blocked)) }
      let (assumed, kept) = fit.baselines.entry(enforcement.value, paths: request.paths) {
        state.enforcement(enforcement.value, of: subject, request)
      }
      return try forecaster.compare(own, models, with: scenario, assumed, kept: kept) { share in
        try stop.check()
        progress(.forecasting, share)
      }
    }
    guard let forecast = found else { throw Refusal(.noRate(subject.missing)) }
    return WhatIfAnswer(
      request: request, forecast: forecast, actions: scenario.actions.map(\.action),
      inapplicable: inapplicable, enforcement: enforcement.origin,
      reported: state.reports(of: subject.marketplace),
      remarks: orderRemarks + subject.remarks(about: scenario.actions.map(\.action)),
      missing: state.missing,
      assumptions: assumptions(
        request,
        enforcement: .enforcement(
          enforcement.origin, grade: enforcement.value.metadata.grade,
          background: forecast.background.map { $0[question.horizon - 1] }, horizon: question.horizon),
        more: (scenario.actions.isEmpty
          ? [] : [.effectsOfActions(own: scenario.actions.map(\.action).measured)])
          + violationAssumption(of: subject, enforcement.value, request)),
      provenance: provenance(accounts: 1))
  }
}

extension Subject {
  /// That some actions are in force already.
  fileprivate func remarks(about actions: [Action]) -> [Remark] {
    actions.compactMap { action in
      action.isRepeatable ? nil : actionsInForce[action.name].map { .inForce(action.name, since: $0) }
    }
  }

  fileprivate func scenario(_ question: WhatIfQuestion, _ rating: KnownRating?) throws(Refusal) -> Scenario {
    switch question.change {
    case .scenario(var scenario):
      for index in scenario.actions.indices {
        scenario.actions[index].action = scenario.actions[index].action.settled(by: rating)
      }
      return scenario
    case .of(let settings, let names, let from):
      try check(decidedOn: from, horizon: question.horizon)
      var actions: [PlannedAction] = []
      for name in names {
        guard let action = question.catalogue[name] else {
          throw Refusal(.unknownAction(name, known: question.catalogue.names))
        }
        actions.append(.init(action.settled(by: rating), from: from))
      }
      var name = (settings.map(\.text) + names).joined(separator: " ")
      if let from { name += " from \(from)" }
      return Scenario(
        metadata: Metadata(name: name, title: name),
        settings: settings.map { setting in
          var setting = setting
          setting.from = from
          return setting
        }, actions: actions)
    }
  }
}
