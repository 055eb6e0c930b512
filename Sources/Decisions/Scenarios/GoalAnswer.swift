import AccountHealth
import Forecasting
import Simulation

/// The changes that would reach a goal, each by itself.
public struct GoalAnswer: Sendable {
  public struct Change: Sendable, Hashable {
    /// A factor on the daily chance of a bad order, or a number of extra clean orders per day.
    public var value: Double
    /// The chance that it leads to.
    public var probability: Estimate
  }

  public var goal: Goal
  /// First day of every change; `nil` for the day after the evening of judgement.
  public var from: Day?
  /// Whether the rate is off target on the evening of judgement.
  public var isOffTarget: Bool
  /// The number of days that decide.
  public var days: Int
  public var baseline: Estimate
  /// Mean chance that a new order is bad, over the futures and days as things are.
  public var meanProbability: Double
  /// The largest factor that reaches the goal; `nil` if not even 0 does, because orders known today decide.
  public var factor: Change?
  /// The chance that factor 0 leads to.
  public var none: Estimate
  /// The smallest number of extra clean orders per day, from the first day on, that reaches the goal; `nil`
  /// if `mostOrders` does not.
  public var cleanOrders: Change?
  /// The largest number of extra clean orders per day that was tried.
  public var mostOrders: Int

  public var isReached: Bool { goal.isMet(by: baseline.value) }
  /// How soon the rate is on target if every new order is good and today's number of orders goes on: exact,
  /// from the known orders. `nil` on target or from counts.
  public var earliest: EarliestReturn?
  /// Off target by a count only: the first evening without any order of today's window, see
  /// `MetricRule.renewal`.
  public var renewal: Day?

  /// Whether the simulation leaves open if the goal is reached as things are: it is within two standard
  /// errors of the limit, those of k + 1 in n + 2 futures.
  public func isOpen(paths: Int) -> Bool {
    let n = Double(paths)
    let chance = (baseline.value * n + 1) / (n + 2)
    let error = max(baseline.standardError, (chance * (1 - chance) / (n + 2)).squareRoot())
    return abs(baseline.value - goal.limit) <= 2 * error
  }
}

extension Forecaster {
  /// Finds the largest factor and the smallest number of clean orders that reach a goal, by bisection on the
  /// same random numbers. On these the chance of a breach falls, and that of a return rises, with either
  /// change, path by path.
  ///
  /// - Parameters:
  ///   - goal: The chance to be kept small.
  ///   - task: The account and its evening.
  ///   - models: The account's models, with a horizon of at least the goal's days.
  ///   - from: First day of the factor; `nil` for the day after the last known one.
  /// - Returns: `nil` if the metric is not forecast.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func solve(_ goal: Goal, _ task: Subject, _ models: AccountModels, from: Day? = nil) throws
    -> GoalAnswer?
  {
    let name = goal.metric.rawValue
    guard let channel = models.first.firstIndex(where: { $0.metrics.contains { $0.name == name } }) else {
      return nil
    }
    let versions = models.channel(channel).map { $0.keepingOnly(name) }
    let days = goal.days(after: task.asOf)
    func probability(_ change: (SimulationModel) -> SimulationModel) throws -> Estimate {
      let summary = AccountModels.summary(
        try versions.map { try Simulator(change($0)) }, paths: request.paths, seed: request.seed,
        threads: request.threads
      ) { _ in }
      guard let metric = summary[name] else {
        preconditionFailure("the metric of the goal is in its model")
      }
      switch goal.event {
      case .breach: return metric.breachProbability(by: days)
      case .back:
        let off = metric.offTargetProbability(on: days)
        return Estimate(value: 1 - off.value, standardError: off.standardError)
      }
    }
    func scaled(_ factor: Double) throws -> Estimate {
      let scenario = Scenario(
        metadata: Metadata(name: "goal", title: "goal"),
        settings: [ScenarioSetting(goal.metric.target, factor: factor, from: from)])
      return try probability { scenario.applied(to: $0, asOf: task.asOf) }
    }
    let first = from.map { max(1, $0 - task.asOf) } ?? 1
    func added(_ orders: Int) throws -> Estimate {
      try probability { $0.adding(orders, to: goal.metric, from: first) }
    }
    let baseline = try probability { $0 }
    let isOff = offTarget(task).contains(goal.metric)
    let earliest = isOff ? earliestReturn(goal.metric, task, models) : nil
    let none = try scaled(0)
    let recent = AccountFacts(task).dailyOrders(goal.metric.channel)
    var answer = GoalAnswer(
      goal: goal, from: from, isOffTarget: isOff, days: days,
      baseline: baseline,
      meanProbability: try meanProbability(versions, goal.metric), factor: nil, none: none,
      cleanOrders: nil, mostOrders: max(100, Int(recent * 20)))
    answer.earliest = earliest
    answer.renewal = isOff && earliest == nil ? renewal(goal.metric, task) : nil
    if goal.isMet(by: baseline.value) {
      answer.factor = .init(value: 1, probability: baseline)
      answer.cleanOrders = .init(value: 0, probability: baseline)
      return answer
    }
    if goal.isMet(by: none.value) {
      // In thousandths: finer steps would pretend to a precision that no operation has.
      var (low, high, best) = (0, 1000, none)
      while high - low > 1 {
        let middle = (low + high) / 2
        let found = try scaled(Double(middle) / 1000)
        if goal.isMet(by: found.value) { (low, best) = (middle, found) } else { high = middle }
      }
      answer.factor = .init(value: Double(low) / 1000, probability: best)
    }
    let most = try added(answer.mostOrders)
    if goal.isMet(by: most.value) {
      var (low, high, best) = (0, answer.mostOrders, most)
      while high - low > 1 {
        let middle = (low + high) / 2
        let found = try added(middle)
        if goal.isMet(by: found.value) { (high, best) = (middle, found) } else { low = middle }
      }
      answer.cleanOrders = .init(value: Double(high), probability: best)
    }
    return answer
  }

  /// The mean chance of a bad order over 128 futures.
  private func meanProbability(_ versions: [SimulationModel], _ metric: Metric) throws -> Double {
    let owner = versions[0].metrics.first { $0.name == metric.rawValue }?.outcomesOf ?? metric.rawValue
    let rows = try versions.enumerated().flatMap { place, model in
      let simulator = try Simulator(model)
      return stride(from: place, to: 128, by: versions.count).compactMap { path in
        simulator.path(UInt32(path), seed: request.seed).probabilities[owner]
      }
    }
    let all = rows.joined()
    return all.isEmpty ? 0 : all.reduce(0, +) / Double(all.count)
  }
}

extension SimulationModel {
  /// The model with extra clean orders, by the metric's membership, on every day from `first` on.
  fileprivate func adding(_ orders: Int, to metric: Metric, from first: Int) -> SimulationModel {
    var model = self
    guard let index = metrics.firstIndex(where: { $0.name == metric.rawValue }),
      let settled = metrics[index].settledOrders, let ages = metrics[index].ages
    else { return model }
    let arrivals = WindowArrivals(
      metric, ages: ages, promiseLags: self.orders?.promiseLags, through: settled.count)
    model.metrics[index].settledOrders = settled.enumerated().map { place, count in
      // In whole orders, and none that is not in the window for sure.
      count + Int(Double(orders) * arrivals.days(by: max(0, place + 1 - (first - 1))) + 1e-9)
    }
    return model
  }
}
