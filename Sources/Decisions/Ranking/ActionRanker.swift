import AccountHealth
import Forecasting
import Simulation

/// Ranks actions on common random numbers, and simulates longest where the order is still in doubt.
public struct ActionRanker: Sendable {
  public var task: Forecaster.Subject
  public var request: ForecastRequest
  public var priors: Priors
  public var enforcement: Enforcement
  public var objective: Objective
  /// The confidence of the choice, 1 − α.
  public var confidence = 0.95
  /// The smallest difference of the probability that matters.
  public var indifference = 0.0025
  /// Units of the account's currency for 1 USD; `nil` if that is not known. Not used for an account in USD.
  public var usdRate: Double?
  /// Day of the decision; `nil` for the day after the last known one.
  public var from: Day?
  /// The Account Health Rating of the account; `nil` if it is not known.
  public var rating: KnownRating?

  public init(
    _ task: Forecaster.Subject, _ request: ForecastRequest, priors: Priors, _ enforcement: Enforcement,
    _ objective: Objective
  ) {
    self.task = task
    self.request = request
    self.priors = priors
    self.enforcement = enforcement
    self.objective = objective
  }

  /// Replications of the first stage, each of `AlternativesSimulator.pathsPerReplication` paths.
  static let firstStage = 20
  static let batch = 8

  /// - Parameters:
  ///   - actions: The actions to rank; doing nothing is added.
  ///   - budget: Over the horizon for a bundle, in the currency of the costs; `nil` for no limit.
  ///   - mostActions: The most actions in a bundle; `nil` for 3. If both are `nil`, no bundles are tried.
  ///   - progress: Called with the replications done, as a share of the most that the run may take; what it
  ///     throws ends the ranking.
  /// - Returns: `nil` if there is nothing to forecast.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func rank(
    _ actions: [Action], budget: Double? = nil, mostActions: Int? = nil,
    progress: (Double) throws -> Void = { _ in }
  ) throws -> ActionRanking? {
    let models = Forecaster(request, priors: priors).models(of: task)
    guard !models.isEmpty else { return nil }
    let bench = try Bench(self, models)
    let actions = actions.map { $0.settled(by: rating) }
    let (marketplace, emptyChannels) = (task.account.marketplace, task.emptyChannels)
    let obstacles = actions.map {
      ActionPlan.obstacle(
        to: $0, in: models.first, marketplace: marketplace, emptyChannels: emptyChannels, rating: rating)
    }
    let able = actions.indices.filter { obstacles[$0] == nil }
    // The last system is that of doing nothing.
    let plans = able.map { [actions[$0]] } + [[]]
    let procedure = KimNelson(
      confidence: confidence, indifference: indifference, firstStage: bench.firstStage,
      mostReplications: bench.mostReplications)
    let simulator = bench.simulator(plans)
    var tallies = [VersionTallies](repeating: bench.noTallies, count: plans.count)
    var observations = [[Double]](repeating: [], count: plans.count)
    let outcome = try procedure.run(systems: plans.count, batch: Self.batch) { competing, replications in
      let results = simulator.run(
        competing, replications: replications, seed: request.seed, threads: request.threads)
      for (system, result) in zip(competing, results) {
        observations[system] += result.map(\.spared)
        tallies[system].append(result)
      }
      try progress(Double(replications.upperBound) / Double(bench.mostReplications))
      return replications.indices.map { row in
        results.map { $0[row - replications.lowerBound].spared }
      }
    }
    let settled = tallies.map(\.joined)
    let curves = settled.map { bench.curve($0) }
    let shares = BestShare(curves, observations: observations, seed: request.seed)
    let business = bench.facts.business
    var rows = settled.indices.map { system -> ActionRanking.Row in
      let action = plans[system].first
      let fall = bench.fall(settled[system])
      return ActionRanking.Row(
        action: action, fall: fall, best: shares.best[system], places: shares.places[system],
        asGood: shares.asGood[system],
        price: action.map { bench.price($0) } ?? Price.none, rate: bench.rate,
        lossFall: business.flatMap { lossFall(of: action, fall, bench, bench.baseline(settled[system]), $0) },
        obstacle: nil, chanceOfNone: action?.chanceOfNone ?? 1, paths: settled[system].paths,
        tally: settled[system])
    }
    rows.sort { ($0.fall?.value ?? 0, $1.name) > ($1.fall?.value ?? 0, $0.name) }
    for index in actions.indices {
      guard let obstacle = obstacles[index] else { continue }
      rows.append(
        ActionRanking.Row(
          action: actions[index], best: 0, price: bench.price(actions[index]), rate: bench.rate,
          obstacle: obstacle,
          chanceOfNone: 0, paths: 0))
    }
    let names = plans.map { $0.first?.name ?? ActionRanking.doNothing }
    let verdict: ActionRanking.Verdict =
      switch outcome.verdict {
      case .winner(let system): .best(names[system])
      case .tie(let systems): .tie(systems.map { names[$0] })
      case .undecided(let systems): .undecided(systems.map { names[$0] })
      }
    let bundles =
      budget == nil && mostActions == nil
      ? nil : bench.bundles(rows, budget: budget ?? .infinity, most: mostActions ?? 3)
    return ActionRanking(
      account: task.account.label, asOf: task.asOf, horizon: request.horizon, objective: objective,
      confidence: confidence, indifference: indifference,
      baseline: bench.baseline(settled[settled.count - 1]), returning: bench.returning,
      currency: bench.currency, costCurrency: bench.rate == nil ? Bench.usd : bench.currency ?? Bench.usd,
      verdict: verdict, rows: rows, bundles: bundles,
      tornado: try rows.first.map { try bench.tornado($0) } ?? [])
  }

  /// The fall of the expected loss in the year after a deactivation within the horizon: as things are, minus
  /// under the action.
  private func lossFall(
    of action: Action?, _ fall: Estimate, _ bench: Bench, _ baseline: Estimate, _ business: Loss.Business
  ) -> Estimate? {
    guard case .deactivation(let setting) = objective,
      let each = enforcement.expectedLoss(business, setting: setting)
    else { return nil }
    guard let action else { return Estimate(value: 0, standardError: 0) }
    func factor(_ target: Effect.Target) -> Double {
      action.effects.first { $0.target == target }?.law.mean ?? 1
    }
    var insurance: Structure.Insurance?
    if case .insurance(let terms) = action.structure {
      // What it pays is stated in USD.
      guard bench.currency == Bench.usd else { return nil }
      insurance = terms
    }
    guard
      let after = enforcement.expectedLoss(
        business, setting: setting, appealSuccess: factor(.appealSuccess), appealDelay: factor(.appealDelay),
        insurance: insurance)
    else { return nil }
    // An action that works only after its lead helps only with later deactivations.
    let share = Double(max(0, request.horizon - action.typicalLead)) / Double(request.horizon)
    let saved = (each - after) * share
    let left = baseline.value - fall.value
    let error = ((each - saved) * fall.standardError, saved * baseline.standardError)
    return Estimate(
      value: baseline.value * each - left * (each - saved),
      standardError: (error.0 * error.0 + error.1 * error.1).squareRoot())
  }
}

extension Action {
  /// Chance that all of its effects on rates come to nothing together, since the action has only one luck.
  var chanceOfNone: Double {
    let rates = effects.filter { $0.target.isRate || $0.target == .gone }
    return structure == nil ? rates.map(\.law.chanceOfNoEffect).min() ?? 0 : 0
  }
}
