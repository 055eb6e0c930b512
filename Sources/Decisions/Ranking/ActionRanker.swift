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
  /// The actions that are in force already, each with its first day: they are not new, unless they can be
  /// repeated.
  public var inForce: [String: Day] = [:]
  /// The seller's own figures. Their margin and assumptions are those of `enforcement` (`Enforcement.with`).
  public var books = Books()
  /// The paths of a replication, a multiple of `AlternativesSimulator.fewestPaths`.
  public var pathsPerReplication = AlternativesSimulator.pathsPerReplication
  /// Whether the answer says what moves it, which takes further runs.
  public var isExplained = true

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

  /// Replications of the first stage, each of `pathsPerReplication` paths.
  static let firstStage = 20
  static let batch = 8

  /// - Parameters:
  ///   - actions: The actions to rank; doing nothing is added.
  ///   - budget: What a bundle may cost over the horizon; `nil` for no limit.
  ///   - mostActions: The most actions in a bundle; `nil` for 3. If both are `nil`, no bundles are tried.
  ///   - progress: Called with the replications done, as a share of the most that the run may take; what it
  ///     throws ends the ranking.
  /// - Returns: `nil` if there is nothing to forecast.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func rank(
    _ actions: [Action], budget: Budget? = nil, mostActions: Int? = nil,
    progress: (Double) throws -> Void = { _ in }
  ) throws -> ActionRanking? {
    let models = Forecaster(request, priors: priors).models(of: task)
    guard !models.isEmpty else { return nil }
    let bench = try Bench(self, models)
    let (marketplace, emptyChannels) = (task.account.marketplace, task.emptyChannels)
    let actions = actions.map { $0.settled(by: rating).settled(by: bench.windows, in: marketplace) }
    let obstacles = actions.map {
      $0.obstacle(inForce: inForce)
        ?? ActionPlan.obstacle(
          to: $0, in: models.first, marketplace: marketplace, emptyChannels: emptyChannels, rating: rating,
          windows: bench.windows)
        ?? bench.facts.obstacle(to: $0, on: task.asOf + bench.start)
    }
    let able = actions.indices.filter { obstacles[$0] == nil }
    // The last system is that of doing nothing.
    let plans = able.map { [actions[$0]] } + [[]]
    let prices = plans.map { $0.first.map { bench.price($0) } ?? Price.none }
    let pricing = PathPrices(bench)
    let costs = prices.map { bench.cost($0) }
    let typical = pricing?.typical ?? 0
    let procedure = KimNelson(
      confidence: confidence,
      indifference: objective.isMoney ? max(indifference * typical, .leastNormalMagnitude) : indifference,
      firstStage: bench.firstStage, mostReplications: bench.mostReplications)
    let simulator = bench.simulator(plans)
    var tallies = [VersionTallies](repeating: bench.noTallies, count: plans.count)
    var moneys = [MoneyTally](repeating: bench.noMoney, count: plans.count)
    let alternatives = plans.map { plan in pricing.map { $0.alternative(plan, start: bench.start) } }
    var observations = [[Double]](repeating: [], count: plans.count)
    let outcome = try procedure.run(systems: plans.count, batch: Self.batch) { competing, replications in
      let results = simulator.run(
        competing, replications: replications, seed: request.seed, threads: request.threads)
      var baselines: [UInt32: Double] = [:]
      for (system, result) in zip(competing, results) {
        observations[system] += result.map(\.spared)
        if let pricing, let alternative = alternatives[system] {
          for tally in result {
            moneys[system].append(
              tally, pricing, under: alternative, cost: costs[system], baselines: &baselines)
          }
        }
        tallies[system].append(result)
      }
      try progress(Double(replications.upperBound) / Double(bench.mostReplications))
      return replications.indices.map { row in
        zip(competing, results).map { system, result in
          let place = row - replications.lowerBound
          return objective.isMoney
            ? moneys[system].means[moneys[system].means.count - replications.count + place]
              - middle(costs[system])
            : result[place].spared
        }
      }
    }
    let settled = tallies.map(\.joined)
    let isDifferent = settled.indices.map { system in
      settled[system].deactivation.contains(where: \.canDiffer) || plans[system].first?.changesLoss ?? false
    }
    let curves = settled.map { bench.curve($0) }
    let shares = BestShare(curves, observations: observations, seed: request.seed)
    let money = pricing.map { _ in self.money(moneys, costs: costs, isDifferent: isDifferent) }
    var rows = settled.indices.map { system -> ActionRanking.Row in
      let action = plans[system].first
      return ActionRanking.Row(
        action: action, fall: bench.fall(settled[system]), best: shares.best[system],
        places: shares.places[system], asGood: shares.asGood[system], helps: shares.positive[system],
        price: prices[system], rate: bench.rate,
        money: money?[system], obstacle: nil, chanceOfNone: action?.chanceOfNone ?? 1,
        paths: settled[system].paths, tally: settled[system], means: observations[system],
        spread: curves[system]?.shrunk.spread ?? 0)
    }
    if money != nil {
      for system in rows.indices {
        rows[system].savedMeans = moneys[system].means
        rows[system].savedSpread = isDifferent[system] ? moneys[system].curve.spread : 0
      }
    }
    func value(_ row: ActionRanking.Row) -> Double {
      (objective.isMoney ? row.money?.net : row.fall)?.value ?? 0
    }
    rows.sort { (value($0), $1.name) > (value($1), $0.name) }
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
      ? nil
      : bench.bundles(
        rows, budget: bench.rate == nil ? budget : budget?.inOneCurrency, most: mostActions ?? 3)
    var ranking = ActionRanking(
      account: task.account.label, asOf: task.asOf, horizon: request.horizon, objective: objective,
      confidence: confidence, indifference: indifference,
      baseline: bench.baseline(settled[settled.count - 1]), returning: bench.returning,
      currency: bench.currency,
      costCurrency: bench.rate == nil ? Cost.currency : bench.currency ?? Cost.currency,
      lossFrame: moneys.last.flatMap { nothing in
        pricing.map {
          .init(
            setting: $0.setting, expected: nothing.loss, each: typical, hasUSD: $0.business.usdRate != nil)
        }
      },
      verdict: verdict, rows: rows, bundles: bundles,
      tornado: isExplained ? try rows.first.map { try bench.tornado($0) } ?? [] : [])
    ranking.mostOrders = bench.windows.map(\.count.orders).max() ?? 0
    if isExplained { addSettings(to: &ranking, bench) }
    return ranking
  }

  /// What the actions of the verdict save under every setting of enforcement and losses.
  private func addSettings(to ranking: inout ActionRanking, _ bench: Bench) {
    guard ranking.lossFrame != nil else { return }
    let (choice, money) = (ranking.choice, ranking.moneyChoice)
    let named = [choice?.first, choice?.most, money?.best, money?.nearest].compactMap { $0?.name }
    let places = ranking.rows.indices.filter {
      ranking.rows[$0].action != nil && named.contains(ranking.rows[$0].name)
    }
    let found = bench.savedBySetting(places.map { ranking.rows[$0].action.map { [$0] } ?? [] })
    for (place, settings) in zip(places, found) {
      var settings = settings
      // The setting of the ranking has its figure from all paths.
      settings[objective.setting] = ranking.rows[place].money?.saved
      ranking.rows[place].savedBySetting = settings
    }
  }

  /// The middle of a range; 0 for none.
  private func middle(_ range: ClosedRange<Double>?) -> Double {
    range.map { ($0.lowerBound + $0.upperBound) / 2 } ?? 0
  }

  /// The actions in money: those whose cost is known take part in the choice of the best.
  private func money(
    _ tallies: [MoneyTally], costs: [ClosedRange<Double>?], isDifferent: [Bool]
  ) -> [ActionRanking.Money] {
    let known = costs.indices.filter { costs[$0] != nil }
    let shares = BestShare(
      known.map { isDifferent[$0] ? tallies[$0].curve : nil }, observations: known.map { tallies[$0].means },
      costs: known.map { costs[$0] ?? 0...0 }, seed: request.seed)
    return tallies.indices.map { system in
      let saved = tallies[system].saved
      var money = ActionRanking.Money(saved: saved, cost: costs[system])
      guard let place = known.firstIndex(of: system) else { return money }
      money.net = Estimate(value: saved.value - middle(costs[system]), standardError: saved.standardError)
      money.worth = shares.positive[place]
      money.paying = tallies[system].paying
      (money.best, money.asGood) = (shares.best[place], shares.asGood[place])
      return money
    }
  }
}

extension Action {
  /// That it is in force already, so that it brings nothing new; `nil` if it is not, or can be repeated.
  ///
  /// - Parameter inForce: The actions that are, each with its first day.
  public func obstacle(inForce: [String: Day]) -> String? {
    guard !isRepeatable, let day = inForce[name] else { return nil }
    return "in force since \(day)"
  }

  /// Whether a deactivation on the same day costs something else under it.
  var changesLoss: Bool {
    if case .insurance = structure { return true }
    return effects.contains { $0.target == .appealSuccess || $0.target == .appealDelay }
  }

  /// Chance that all of its effects on rates come to nothing together, since the action has only one luck.
  var chanceOfNone: Double {
    let rates = effects.filter { $0.target.isRate || $0.target == .gone }
    return structure == nil ? rates.map(\.law.chanceOfNoEffect).min() ?? 0 : 0
  }
}
