/// Exact answers without simulation, for models whose daily distributions are known in advance and whose
/// windows hold few bad orders: finite Markov chain embedding, J. C. Fu, J. Appl. Probab. 38 (2001) 908–916.
///
/// Absolute error below 1e-10 in every probability. Counts that a rule cannot tell apart are one, so no
/// distribution is cut off. Within reach: fixed or tabulated orders a day, or any fixed mean of Poisson or
/// negative binomial orders under a count rule; rates by day without drift; mixtures; windows of any ages;
/// histories.
public struct ExactEngine: Sendable {
  /// Transitions per permitted state over a whole run; above it a simulation is faster.
  private static let stepsPerState = 500

  private let plans: [ExactPlan]

  /// - Parameters:
  ///   - model: All of its metrics must be within reach.
  ///   - stateLimit: The most states that may be alive on a day; memory is about 40 bytes each.
  /// - Throws: `OutsideExactDomain`, naming the first field that is out of reach, or what is wrong with it.
  public init(_ model: SimulationModel, stateLimit: Int = 2_000_000) throws(OutsideExactDomain) {
    let compiled: CompiledModel
    do {
      compiled = try CompiledModel(model)
    } catch {
      throw OutsideExactDomain("\(error)")
    }
    var plans: [ExactPlan] = []
    for outcome in compiled.outcomes {
      for window in outcome.windows {
        plans.append(try Self.plan(model, outcome, window, stateLimit))
      }
    }
    self.plans = plans.sorted { $0.metric < $1.metric }
  }

  /// The metrics of a simulator's model that are within reach, each by itself; the others are left out.
  public init(within simulator: Simulator, stateLimit: Int = 2_000_000) {
    plans = simulator.compiled.outcomes
      .flatMap { outcome in
        outcome.windows.compactMap { window in
          try? Self.plan(simulator.model, outcome, window, stateLimit)
        }
      }
      .sorted { $0.metric < $1.metric }
  }

  private static func plan(
    _ model: SimulationModel, _ outcome: CompiledOutcome, _ window: CompiledModel.Window,
    _ stateLimit: Int
  ) throws(OutsideExactDomain) -> ExactPlan {
    let plan = try ExactPlan(model, outcome, window)
    guard let size = plan.size(limit: stateLimit) else {
      throw OutsideExactDomain(
        "metric[\(window.metric)].rule: its window can be on target in more than \(stateLimit) ways.")
    }
    guard size.steps / stepsPerState <= stateLimit else {
      throw OutsideExactDomain(
        "metric[\(window.metric)].rule: it takes about \(size.steps) steps, which simulation undercuts.")
    }
    return plan
  }

  /// The exact distribution of every metric, in the order of the model.
  public func run() -> ExactSummary { ExactSummary(metrics: plans.map { $0.run() }) }
}
