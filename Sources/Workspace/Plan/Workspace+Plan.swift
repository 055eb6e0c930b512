import AccountHealth
import Decisions
import Forecasting
import Simulation

extension Workspace {
  /// What a plan of action for one rate can say: the orders, what they have in common, what was and will be
  /// done, and what the forecast carries.
  ///
  /// - Throws: `Refusal` for several accounts, a step that the catalogue does not have or on a wrong day, a
  ///   rate that does not apply or that no rule judges, and files that give no rate at all;
  ///   `CancellationError`.
  public func plan(_ question: PlanQuestion, progress: Progress = .none) async throws -> PlanAnswer {
    let all = try state.onlyAccount()
    let subject = all.applicable
    let status = subject.status
    let rates = status.metrics.filter { !all.inapplicable.contains($0.metric) }
    try check(question, all, rates)
    let named = [question.done, question.planned].map(question.catalogue.steps)
    // An insurance prevents nothing, so it is no step of a plan.
    let steps = named.map { $0.filter { !$0.action.isInsurance } }
    let (done, planned) = (steps[0], steps[1])
    let request = question.run.request(horizon: question.horizon)
    let inForce = subject.actionsInForce.merging(question.done.map { ($0.name, $0.day) }) { min($0, $1) }
    let forecast = try await forecast(subject, planned, inForce, question, request, progress)
    guard let choice = PlanChoice(asked: question.metric, rates, forecast.baseline) else {
      throw Refusal(all.inapplicable.isEmpty ? .noRate(state.missing) : .noApplicableRate(state.missing))
    }
    let metric = choice.metric
    var answer = PlanAnswer(
      account: subject.label, marketplace: subject.marketplace, asOf: subject.asOf, choice: choice,
      basis: .uncounted, status: rates.first { $0.metric == metric },
      noticeDay: state.noticeDay(in: subject.marketplace),
      request: request, remarks: orderRemarks, missing: state.missing, assumptions: [],
      provenance: provenance(accounts: 1))
    answer.lacking = subject.missing(metric)
    answer.notices = subject.notices
    answer.criticalRating = state.rating(in: subject.marketplace).flatMap {
      $0.range.upperBound < KnownRating.atRisk.lowerBound ? $0 : nil
    }
    answer.deactivation = subject.deactivation
    answer.disagreement = subject.disagreements.first { $0.metric == metric }
    answer.basis = subject.basis(of: metric, answer.status)
    answer.takeOrders(of: subject)
    answer.done = done.map { step in
      let rates = metric.isSeenSoon ? answer.causes?.split(at: step.day) : nil
      return .init(
        action: step.action, day: step.day,
        rates: rates.flatMap { $0.since.orders > 0 && $0.before.orders > 0 ? $0 : nil },
        touchesRate: step.action.touches(metric),
        isBeforeOrders: subject.account?.orders.first.map { step.day < $0.purchased } ?? false)
    }
    let helped = try shownToHelp(answer.done.filter { $0.isLower ?? false }, metric, question.catalogue)
    for place in answer.done.indices {
      answer.done[place].isShownToHelp = helped.contains(answer.done[place].action.name)
    }
    answer.planned = planned.map { step in
      .init(
        action: step.action, day: step.day, obstacle: forecast.obstacles[step.action.name],
        touchesRate: step.action.touches(metric))
    }
    answer.insurances = named.joined().map(\.action).filter(\.isInsurance)
    answer.outlook = forecast.baseline?.metrics.first { $0.metric == metric }
    answer.plannedOutlook = forecast.planned?.metrics.first { $0.metric == metric }
    if done.isEmpty, planned.isEmpty, answer.outlook != nil, !choice.isUnlikely {
      answer.suggestions = try await suggestions(metric, subject, question, request, progress)
      answer.inForce = question.catalogue.actions.compactMap { action in
        guard action.obstacle(inForce: inForce) != nil, action.touches(metric) else { return nil }
        return inForce[action.name].map { (action, $0) }
      }
    }
    if question.isAppeal {
      answer.appeals = .init(enforcement: question.enforcement.value, origin: question.enforcement.origin)
    }
    answer.assumptions = assumptions(
      request,
      // The ranking behind suggestions goes by the chance of a deactivation.
      enforcement: answer.suggestions.isEmpty
        ? .noEnforcement : .enforcement(question.enforcement, question.horizon),
      more: answer.plannedOutlook == nil && answer.suggestions.isEmpty
        ? []
        : [.effectsOfActions(own: (planned.map(\.action) + answer.suggestions.map(\.action)).measured)])
    return answer
  }

  private func check(_ question: PlanQuestion, _ subject: Subject, _ rates: [MetricStatus]) throws(Refusal) {
    if let metric = question.metric {
      let isOfAmazonOnly = subject.account?.emptyChannels == [.seller]
      guard !subject.inapplicable.contains(metric), !isOfAmazonOnly || metric.channel == .amazon else {
        throw Refusal(.inapplicableRate(metric))
      }
      guard subject.rules.contains(where: { $0.metric == metric }) else {
        throw Refusal(.unruledRate(metric))
      }
    }
    for step in question.done + question.planned where question.catalogue[step.name] == nil {
      throw Refusal(.unknownAction(step.name, known: question.catalogue.names))
    }
    let planned = Set(question.planned.map(\.name))
    if let both = question.done.first(where: { step in
      planned.contains(step.name) && !(question.catalogue[step.name]?.isRepeatable ?? false)
    }) {
      throw Refusal(.doneAndPlanned(both.name))
    }
    // A letter that names what the marketplace does not have would be refused.
    let absent = (question.done + question.planned).compactMap { question.catalogue[$0.name] }
      .filter { !$0.exists(in: subject.marketplace) }
    guard absent.isEmpty else {
      throw Refusal(
        .notEvaluated(
          absent.map {
            .init(name: $0.name, obstacle: "only offered on \($0.marketplaces.joined(separator: ", "))")
          }
        ))
    }
    for step in question.done where step.day > asOf {
      throw Refusal(.doneAhead(step.name, step.day, asOf: asOf))
    }
    let ahead = DayRange(asOf + 1, asOf + question.horizon)
    for step in question.planned where !ahead.contains(step.day) {
      throw Refusal(.plannedNotAhead(step.name, step.day, ahead: ahead))
    }
  }

  /// The forecast as things are and with the planned actions, and why some of these are not in it.
  private func forecast(
    _ subject: Subject, _ steps: [(action: Action, day: Day)], _ inForce: [String: Day],
    _ question: PlanQuestion, _ request: ForecastRequest, _ progress: Progress
  ) async throws -> (baseline: AccountForecast?, planned: AccountForecast?, obstacles: [String: String]) {
    guard !subject.countableRules.isEmpty else { return (nil, nil, [:]) }
    var run = question.run
    run.seed = request.seed
    var obstacles: [String: String] = [:]
    for step in steps { obstacles[step.action.name] = step.action.obstacle(inForce: inForce) }
    while true {
      let left = steps.filter { obstacles[$0.action.name] == nil }
      guard !left.isEmpty else { break }
      var change = WhatIfQuestion(
        .scenario(
          Scenario(
            metadata: Metadata(name: "planned", title: "planned"),
            actions: left.map { PlannedAction($0.action, from: $0.day) })))
      (change.enforcement, change.horizon, change.run) = (question.enforcement, question.horizon, run)
      do {
        let answer = try await whatIf(change, progress: progress)
        return (answer.forecast.baseline, answer.forecast.scenario, obstacles)
      } catch let refusal as Refusal {
        guard case .notEvaluated(let blocked) = refusal.reason, !blocked.isEmpty else { throw refusal }
        for action in blocked { obstacles[action.name] = action.obstacle }
      }
    }
    let answer = try forecast(ForecastQuestion(horizon: question.horizon, run: run), progress: progress)
    var baseline: AccountForecast?
    for try await account in answer.accounts { baseline = account.forecast }
    baseline?.metrics.removeAll { metric in !subject.rules.contains { $0.metric == metric.metric } }
    return (baseline, nil, obstacles)
  }

  /// The names of the steps of which the orders show that they helped the rate, as `effect` finds it.
  private func shownToHelp(_ steps: [PlanAnswer.DoneStep], _ metric: Metric, _ catalogue: ActionCatalogue)
    throws -> Set<String>
  {
    let rate = StudiedRate.allCases.first { rate in
      rate.metric(of: .seller) == metric || rate == .lateShipment && metric == .lateShipment10
    }
    guard let rate, !steps.isEmpty else { return [] }
    var question = EffectQuestion(
      steps.map { LoggedChange(day: $0.day, action: $0.action.name, rates: [rate]) })
    question.catalogue = catalogue
    return Set(
      try effect(question).rows.compactMap { row in
        guard case .estimate(let estimate) = row.result, estimate.verdict == .helped, !estimate.isDoubted
        else { return nil }
        return estimate.action
      })
  }

  private static let mostSuggestions = 3

  /// The first actions of the ranking that surely improve the rate by a change to the operation.
  private func suggestions(
    _ metric: Metric, _ subject: Subject, _ question: PlanQuestion, _ request: ForecastRequest,
    _ progress: Progress
  ) async throws -> [PlanAnswer.Suggestion] {
    var rank = RankQuestion()
    (rank.catalogue, rank.enforcement, rank.horizon) = (
      question.catalogue, question.enforcement, question.horizon
    )
    let ranking = try await ranking(of: subject, rank, request, progress: progress)
    let first = ranking.first(for: metric, among: \.changesOperation)
    let others = ranking.rows.filter { $0.name != first?.name && !$0.addsDaysOff && $0.worsened.isEmpty }
    let all = ([first].compactMap { $0 } + others).compactMap { row -> PlanAnswer.Suggestion? in
      guard let action = row.action, action.changesOperation else { return nil }
      return row.effect(on: metric, within: question.horizon).map { .init(action: action, effect: $0) }
    }
    var suggestions: [PlanAnswer.Suggestion] = []
    for one in PlanAnswer.Suggestion.worthwhile(all) where suggestions.count < Self.mostSuggestions {
      // One day and two days more are one suggestion.
      if one.action.shiftsDeadlines, suggestions.contains(where: \.action.shiftsDeadlines) { continue }
      suggestions.append(one)
    }
    return suggestions
  }
}

extension Subject {
  fileprivate func basis(of metric: Metric, _ status: MetricStatus?) -> PlanAnswer.Basis {
    guard let status, status.count.orders > 0 || status.isReportedAlone || status.count.unplaced > 0 else {
      return .uncounted
    }
    if status.state == .undecided { return .undecided }
    guard account != nil else { return .counts }
    return orderRules.contains { $0.metric == metric } ? .orders : .reported
  }
}

extension ActionCatalogue {
  fileprivate func steps(_ steps: [PlanQuestion.Step]) -> [(action: Action, day: Day)] {
    steps.compactMap { step in self[step.name].map { ($0, step.day) } }.sorted {
      ($0.day, $0.action.name) < ($1.day, $1.action.name)
    }
  }
}

extension Action {
  /// Whether it can change a rate: by an effect on its bad orders, or by which orders there are.
  func touches(_ metric: Metric) -> Bool {
    guard structure == nil else { return !isInsurance }
    return effects.contains { effect in
      switch effect.target {
      case .lateShipment: [Metric.lateShipment30, .lateShipment10].contains(metric)
      case .cancellation: metric == .cancellation
      case .lateDelivery: metric == .onTimeDelivery
      case .invalidTracking: metric == .validTracking
      case .defect, .gone: [Metric.orderDefect, .orderDefectAmazon].contains(metric)
      case .orders: true
      case .background, .enforcement, .appealSuccess, .appealDelay: false
      }
    }
  }

  fileprivate var shiftsDeadlines: Bool { if case .deadlineShift = structure { true } else { false } }

  /// Whether it changes how orders are handled, and not only their number, the record or the money.
  fileprivate var changesOperation: Bool {
    switch structure {
    case .pause, .insurance: false
    case .deadlineShift, .weekend, .orderCap, .moveToAmazon: true
    case nil: effects.contains { $0.target.isRate }
    }
  }
}

extension ActionRanking.Row {
  /// What it does for one rate; `nil` unless that stands out of the error of the simulation.
  fileprivate func effect(on metric: Metric, within days: Int) -> PlanAnswer.Suggestion.Effect? {
    let isOff = tally?.returns.contains { $0.name == metric.rawValue } ?? false
    return improvement(of: metric, within: days).map { isOff ? .daysOff($0) : .chance($0) }
  }
}
