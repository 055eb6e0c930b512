import AccountHealth
import Forecasting
import Simulation

/// The forecast of one account as things are and under a scenario, on the same random numbers.
public struct ScenarioForecast: Sendable {
  /// The name of the scenario.
  public var name: String
  /// Its actions, with the grades of their effects.
  public var actions: [Metadata] = []
  public var baseline: AccountForecast
  public var scenario: AccountForecast
  public var comparison: PairedSummary
  /// The assumptions behind every chance of deactivation.
  public var enforcement: Enforcement
  /// The chance to be deactivated for reasons that no rate shows, by day (index 0 is day 1), under each of
  /// `RiskSetting.allCases`.
  public var background: [[Double]]

  public var horizon: Int { comparison.any.horizon }

  /// Change of the chance to be off target within `days`, scenario − baseline; `nil` beyond the horizon.
  public func change(of metric: Metric, within days: Int) -> Estimate? {
    guard (1...horizon).contains(days), let paired = comparison[metric.rawValue] else { return nil }
    if let (before, after) = exact(metric) {
      return Estimate(
        value: after.days[days - 1].breachedBy.value - before.days[days - 1].breachedBy.value,
        standardError: 0)
    }
    return paired.change(by: days)
  }

  /// Share of the futures that are off target within `days` only in the scenario.
  public func worsened(_ metric: Metric, within days: Int) -> Estimate? {
    (1...horizon).contains(days) ? comparison[metric.rawValue]?.worsened(by: days) : nil
  }

  /// How the days off target and the first day back on it change.
  public func exposure(of metric: Metric) -> PairedExposure? { comparison.exposure(metric.rawValue) }

  /// Whether the scenario can change anything about a metric.
  public func reaches(_ metric: Metric) -> Bool { comparison[metric.rawValue]?.canDiffer ?? false }

  public func deactivation(_ setting: RiskSetting) -> PairedPassage? {
    comparison.deactivation.first { $0.name == setting.rawValue }
  }

  private func exact(_ metric: Metric) -> (MetricForecast, MetricForecast)? {
    guard let before = baseline.metrics.first(where: { $0.metric == metric }), before.method == .exact,
      let after = scenario.metrics.first(where: { $0.metric == metric }), after.method == .exact
    else { return nil }
    return (before, after)
  }
}

extension Forecaster {
  /// Compares the forecast of one account with that under a scenario.
  ///
  /// `kept` is what the account does as things are; that is simulated only if it was not before.
  ///
  /// - Returns: `nil` if there is nothing to forecast.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func compare(
    _ task: Subject, _ models: AccountModels, with scenario: Scenario, _ enforcement: Enforcement,
    kept: KeptBaseline? = nil, progress: @Sendable (Double) throws -> Void = { _ in }
  ) throws -> ScenarioForecast? {
    guard !models.isEmpty else { return nil }
    let known = kept?.known
    let baselines = try known?.simulators ?? models.versions.map { try $0.map { try Simulator($0) } }
    let plan = ActionPlan(
      scenario.actions, facts: AccountFacts(task), horizon: request.horizon)
    let versions = try baselines.map { channels in
      try channels.map { baseline in
        let changed = scenario.applied(to: baseline.model, asOf: task.asOf)
        return PairedSimulator.Pair(
          baseline: baseline,
          scenario: changed == baseline.model ? baseline : try Simulator(changed),
          intervention: scenario.actions.isEmpty ? nil : plan.intervention(on: baseline.model))
      }
    }
    let enforced = enforcement.model(
      rules: task.rules, asOf: task.asOf, horizon: request.horizon, notices: task.notices)
    let changed = plan.enforcement(enforcement, rules: task.rules, notices: task.notices)
    let simulators = versions.map { PairedSimulator($0, enforcement: enforced, changed: changed) }
    let isSole = simulators.count == 1
    let (isKept, paths) = (kept != nil, known?.paths)
    let runs: [PairedRun] =
      isSole
      ? [
        try simulators[0].run(
          paths: request.paths, seed: request.seed, threads: request.threads, known: paths?[0],
          isKept: isKept, progress: progress)
      ]
      : try AccountModels.runs(
        simulators.count, paths: request.paths, seed: request.seed, threads: request.threads,
        progress: progress
      ) {
        simulators[$0].run(
          paths: $1.paths, seed: $1.seed, threads: 1, known: paths?[$0], isKept: isKept
        ) { _ in }
      }
    let summary = isSole ? runs[0].summary : PairedSummary(versions: runs.map(\.summary))
    let pairs = versions[0]
    let touched = Set(
      pairs.flatMap { pair in
        pair.intervention.map { change in
          pair.scenario.model.metrics.map(\.name).filter { pair.scenario.model.isTouched($0, by: change) }
        } ?? []
      })
    let before =
      known?.forecast
      ?? forecast(task, from: zip(pairs.map(\.baseline), summary.baselines).map { ($0, $1) }) { _ in isSole }
    if known == nil {
      kept?.known = .init(
        simulators: baselines, paths: runs.compactMap(\.baseline), forecast: before)
    }
    return ScenarioForecast(
      name: scenario.metadata.name, actions: scenario.actions.map(\.action.metadata),
      baseline: before,
      scenario: forecast(
        task, from: zip(pairs.map(\.scenario), summary.scenarios).map { ($0, $1) }, counted: before,
        isExact: { isSole && !touched.contains($0) }),
      comparison: summary, enforcement: enforcement,
      background: enforced.policies.map { setting in
        (1...request.horizon).map { setting.backgroundProbability(by: $0) }
      })
  }
}
