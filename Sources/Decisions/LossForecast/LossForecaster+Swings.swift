import AccountHealth
import Forecasting
import Simulation

/// What the expected loss rests on: its sensitivity to one assumption at a time.
extension LossForecaster {
  /// Paths of the sensitivity, which only compares.
  private static let mostSensitivityReplications = 24

  /// The expected loss of the central setting with one assumption at a time at its low and its high end, on
  /// the same random numbers.
  func swings(_ loss: Loss, _ business: Loss.Business) -> [LossForecast.Swing] {
    let variants = LossVariant.all(enforcement, books: ranker.books).filter {
      // When an account is deactivated is no question for one that is.
      $0.isSwung(enforcement) && (shut == nil || !$0.isOfHazards)
    }
    let central = RiskSetting.central
    func model(of enforcement: Enforcement) -> EnforcementModel {
      enforcement.model(
        rules: rules, asOf: ranker.task.asOf, horizon: ranker.request.horizon, notices: ranker.task.notices)
    }
    func policy(_ model: EnforcementModel, _ name: String) -> EnforcementModel.Policy {
      var policy = model.policies[RiskSetting.allCases.firstIndex(of: central) ?? 1]
      policy.name = name
      return policy
    }
    // A policy for the assumptions as they are, and two for each that changes when an account is deactivated.
    var policies = [policy(model(of: enforcement), "base")]
    let replications = min(bench.mostReplications, max(Self.mostSensitivityReplications, bench.versionCount))
    func records(_ enforcement: EnforcementModel) -> [Int: [PairedDeactivation]] {
      let simulator = bench.simulator(
        enforcement: enforcement, counting: "base", recording: Set(enforcement.policies.map(\.name)))
      let found = simulator.run(
        [0], replications: 0..<replications, seed: ranker.request.seed, threads: ranker.request.threads)
      return Dictionary(grouping: found[0].flatMap(\.deactivations), by: \.policy)
    }
    var ends: [(variant: LossVariant, end: RiskSetting, enforcement: Enforcement, policy: Int)] = []
    var apart: [Int: [PairedDeactivation]] = [:]
    for variant in variants {
      for end in [RiskSetting.low, .high] {
        let changed = variant.at(end, enforcement)
        if variant.movesGroups {
          let own = model(of: changed)
          apart[ends.count] =
            records(EnforcementModel(groups: own.groups, policies: [policy(own, "base")]))[0] ?? []
          ends.append((variant, end, changed, 0))
        } else if variant.movesHazards {
          policies.append(policy(model(of: changed), "\(policies.count)"))
          ends.append((variant, end, changed, policies.count - 1))
        } else {
          ends.append((variant, end, changed, 0))
        }
      }
    }
    let byPolicy = records(EnforcementModel(groups: bench.enforced.groups, policies: policies))
    let values = ends.enumerated().map { place, end -> Estimate in
      guard let process = ClosureProcess(end.enforcement, central, rules: rules),
        let loss = end.enforcement.loss
      else { return Estimate(value: 0, standardError: 0) }
      let moved = end.variant.business(end.end, business, ranker.books)
      var sample = LossSample(versions: bench.versionCount, paths: paths(replications))
      for one in courses(process, apart[place] ?? byPolicy[end.policy] ?? [], replications) {
        sample.append(
          loss.amount(of: one.course, business: moved, setting: central).total,
          version: version(of: one.path))
      }
      return sample.mean
    }
    return variants.indices.map { place in
      let variant = variants[place]
      return LossForecast.Swing(
        assumption: variant.name, low: variant.words(.low, enforcement),
        high: variant.words(.high, enforcement), atLow: values[2 * place], atHigh: values[2 * place + 1])
    }.sorted { ($0.width, $1.assumption) > ($1.width, $0.assumption) }
  }
}
