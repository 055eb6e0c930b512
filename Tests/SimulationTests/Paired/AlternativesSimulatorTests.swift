import Foundation
import TestSupport
import Testing

@testable import Simulation

/// Several interventions on the paths of one baseline.
struct AlternativesSimulatorTests {
  private let replications = 3
  private var paths: Int { replications * AlternativesSimulator.pathsPerReplication }

  private func law(_ p10: Double, _ p50: Double, _ p90: Double) -> EffectLaw {
    EffectLaw(multiplier: EffectQuantiles(p10: p10, p50: p50, p90: p90))
  }

  /// On the first share of orders of the model, on its orders, and on nothing.
  private func interventions(_ model: SimulationModel) -> [Intervention] {
    let draws = [Intervention.Draw(name: "a", day: 2, leadDays: 0...3, rampDays: 2)]
    var own = Intervention(draws: draws)
    var effect = Intervention.Effect(draw: 0, cause: "c", .odds, law(0.2, 0.5, 0.9))
    effect.reachesPending = true
    own.outcomes[model.metrics[0].name] = [effect]
    var orders = Intervention(draws: draws)
    orders.orders = [.init(draw: 0, cause: "c", .factor, law(0.5, 0.7, 0.9))]
    return [own, orders, Intervention()]
  }

  private func simulator(_ model: SimulationModel, _ enforcement: EnforcementModel) throws
    -> AlternativesSimulator
  {
    AlternativesSimulator(
      [try Simulator(model)], alternatives: interventions(model).map { .init(interventions: [$0]) },
      enforcement: enforcement, counting: enforcement.policies[0].name, by: model.horizonDays)
  }

  private func merged(_ tallies: [PairedTally]) -> PairedTally {
    tallies.dropFirst().reduce(into: tallies[0]) { $0.merge($1) }
  }

  @Test("Replications of another size are the same paths")
  func size() throws {
    let (model, least) = (LawModel.everything, AlternativesSimulator.fewestPaths)
    let enforcement = Enforced.all(model)
    func tallies(paths: Int, replications: Int) throws -> [PairedTally] {
      try AlternativesSimulator(
        [Simulator(model)], alternatives: interventions(model).map { .init(interventions: [$0]) },
        enforcement: enforcement, counting: enforcement.policies[0].name, by: model.horizonDays, paths: paths
      ).run([0, 2], replications: 0..<replications, seed: 4, threads: 2).map(merged)
    }
    #expect(try tallies(paths: least, replications: 6) == tallies(paths: 3 * least, replications: 2))
  }

  @Test(
    "Each alternative is the pair of it and the baseline, path for path, though only what it touches is run")
  func pairs() throws {
    let model = LawModel.everything
    let enforcement = Enforced.all(model)
    let results = try simulator(model, enforcement)
      .run([0, 1, 2], replications: 0..<replications, seed: 9, threads: 2)
    for (result, intervention) in zip(results, interventions(model)) {
      let tally = merged(result)
      let base = try Simulator(model)
      let pair = PairedSimulator(
        [.init(baseline: base, scenario: base, intervention: intervention)], enforcement: enforcement
      ).run(paths: paths, seed: 9, threads: 1)
      #expect(tally.metrics == pair.metrics)
      #expect(tally.any == pair.any)
      #expect(tally.deactivation == pair.deactivation)
      let change = pair.deactivation[0].change(by: model.horizonDays)
      #expect(abs(tally.spared + change.value) < 1e-12)
      #expect(tally.paths == paths)
    }
    #expect(merged(results[2]).spared == 0)
    #expect(merged(results[2]).deactivation.allSatisfy { !$0.canDiffer })
  }

  @Test("Threads, company and order of the replications change nothing")
  func addressed() throws {
    let model = LawModel.everything
    let simulator = try simulator(model, Enforced.all(model))
    let all = simulator.run([0, 1], replications: 0..<3, seed: 5, threads: 1)
    #expect(simulator.run([1], replications: 2..<3, seed: 5, threads: 3) == [[all[1][2]]])
    #expect(simulator.run([0, 1], replications: 0..<3, seed: 5, threads: 2) == all)
  }

  @Test("A breach objective follows its metric, in the tenths of the luck")
  func tenths() throws {
    var model = SmallModel.fixed(
      [Double](repeating: 30, count: 20), p: .constant(0.05), ages: 0...6,
      rule: .rate(numerator: 8, denominator: 100, strict: false, minimumOrders: 1))
    model.metrics[0].name = "rate"
    var own = Intervention(draws: [.init(name: "a", day: 1, leadDays: 0...0, rampDays: 0)])
    own.outcomes["rate"] = [.init(draw: 0, cause: "c", .odds, law(0.2, 0.6, 1))]
    let simulator = AlternativesSimulator(
      [try Simulator(model)], alternatives: [.init(interventions: [own])],
      enforcement: EnforcementModel(groups: [], policies: []), counting: "rate", by: 20)
    let tally = merged(simulator.run([0], replications: 0..<20, seed: 8, threads: 2)[0])
    let shares = (0..<10).map { Double(tally.sparedByTenth[$0]) / Double(tally.pathsByTenth[$0]) }
    // The lowest tenth of a multiplier is the strongest; the fall is that of all together.
    #expect(shares[0] > shares[9] + 0.1)
    #expect(tally.spared > 0.02)
    #expect(tally.pathsByTenth.allSatisfy { abs($0 - tally.paths / 10) < 400 })
    #expect(abs(tally.spared + tally.metrics[0].change(by: 20).value) < 1e-12)
  }

  /// Two metrics of fixed volume, independent of each other, each with its own group.
  @Test("Actions on disjoint metrics at fixed volume add in the logarithm of survival")
  func disjoint() throws {
    var model = SmallModel.fixed(
      [Double](repeating: 30, count: 40), p: .constant(0.06), ages: 0...6,
      rule: .rate(numerator: 8, denominator: 100, strict: false, minimumOrders: 1))
    model.metrics[0].name = "one"
    var other = model.metrics[0]
    other.name = "two"
    model.metrics.append(other)
    func effect(_ names: [String]) -> Intervention {
      var intervention = Intervention(
        draws: names.map { .init(name: $0, day: 1, leadDays: 0...5, rampDays: 3) })
      for (index, name) in names.enumerated() {
        intervention.outcomes[name] = [.init(draw: index, cause: name, .odds, law(0.3, 0.5, 0.8))]
      }
      return intervention
    }
    var policy = Enforced.policy(groups: 2, horizon: 40)
    policy.responses = policy.responses.map {
      $0.map { _ in .init(notice: 0, deactivated: 0.08, deactivatedAtDeadline: 0) }
    }
    let enforcement = EnforcementModel(
      groups: [[Enforced.judgement("one", limit: (8, 100))], [Enforced.judgement("two", limit: (8, 100))]],
      policies: [policy])
    let simulator = AlternativesSimulator(
      [try Simulator(model)],
      alternatives: [["one"], ["two"], ["one", "two"]].map { .init(interventions: [effect($0)]) },
      enforcement: enforcement, counting: policy.name, by: 40)
    let tallies = simulator.run([0, 1, 2], replications: 0..<100, seed: 12, threads: 2).map(merged)
    let open = tallies.map { 1 - $0.deactivation[0].scenarioProbability(by: 40).value }
    let base = 1 - tallies[0].deactivation[0].baselineProbability(by: 40).value
    #expect(base < 0.9 && open[0] > base + 0.02 && open[1] > base + 0.02)
    let sum = log(open[0] / base) + log(open[1] / base)
    // Variances of the logarithms of the four shares.
    let errors = (open + [base]).map { (1 - $0) / $0 / Double(tallies[0].paths) }
    expect(log(open[2] / base), near: sum, standardError: errors.reduce(0, +).squareRoot())
  }
}
