import Foundation
import TestSupport
import Testing

@testable import Simulation

@Suite("Rare breaches from tilted paths")
struct RareSimulatorTests {
  @Test("Within four errors of the exact chance, from 3,000 paths", arguments: RareCase.all)
  func exact(rare: RareCase) throws {
    let exact = try rare.exact()
    #expect(exact > 1e-9 && exact < 5e-3)
    let horizon = rare.model.horizonDays
    let run = try RareSimulator(Simulator(rare.model)).run(metric: 0, horizon: horizon, seed: 1, threads: 2)
    #expect(run.doubt == nil && run.paths == 3000)
    let estimate = run.breachProbability(by: horizon)
    let z = (estimate.value - exact) / estimate.standardError
    #expect(abs(z) <= 4, "\(estimate) against \(exact)")
    #expect(estimate.standardError <= 0.11 * estimate.value)
    report(rare.testDescription, exact, estimate, z, run)
  }

  @Test("By every earlier day, too, where the weights are even", arguments: RareCase.byExactEngine)
  func earlierDays(rare: RareCase) throws {
    let horizon = rare.model.horizonDays
    let run = try RareSimulator(Simulator(rare.model)).run(metric: 0, horizon: horizon, seed: 2, threads: 2)
    let exact = try ExactEngine(rare.model).run().metrics[0]
    for day in 1...horizon where run.isEven(by: day) {
      let estimate = run.breachProbability(by: day)
      let z = (estimate.value - exact.breachProbability(by: day)) / estimate.standardError
      #expect(abs(z) <= 4.5, "day \(day): \(estimate)")
    }
  }

  @Test("Weights that a few paths have most of are refused", arguments: RareCase.burst)
  func burst(rare: RareCase) throws {
    let run = try RareSimulator(Simulator(rare.model)).run(
      metric: 0, horizon: rare.model.horizonDays, seed: 1, threads: 2)
    #expect(run.doubt == .unevenWeights)
  }

  @Test("Every feature of a model: the tilted chance is the plain one", arguments: 0..<4)
  func everyFeature(metric: Int) throws {
    let model = RareFeatures.model
    let simulator = try Simulator(model)
    let plain = simulator.run(paths: 20_000, seed: 7, threads: 2).metrics[metric]
    let run = RareSimulator(simulator).run(metric: metric, horizon: 12, seed: 3, threads: 2)
    let (one, two) = (run.breachProbability(by: 12), plain.breachProbability(by: 12))
    let error = (one.standardError * one.standardError + two.standardError * two.standardError).squareRoot()
    expect(one.value, near: two.value, standardError: error)
    #expect(run.isEven(by: 12))
  }

  @Test("Threads change nothing")
  func threads() throws {
    let simulator = try Simulator(RareFeatures.model)
    let runs = [1, 3].map { RareSimulator(simulator).run(metric: 1, horizon: 12, seed: 5, threads: $0) }
    #expect(runs[0].weights == runs[1].weights && runs[0].squares == runs[1].squares)
    #expect(runs[0].hits == runs[1].hits && runs[0].pilotPaths == runs[1].pilotPaths)
  }

  @Test("A breach that cannot happen is not reached")
  func impossible() throws {
    let model = SmallModel.fixed([2, 2, 2, 2], p: .constant(0.3), ages: 0...1, rule: .count(5))
    let run = try RareSimulator(Simulator(model)).run(metric: 0, horizon: 4, seed: 1, threads: 1)
    #expect(run.doubt == .notReached && run.breachProbability(by: 4).value == 0)
  }

  @Test("Plain paths contradict a chance that is ten times too low or too high")
  func contradiction() throws {
    var plain = MetricSummary(name: "rate", horizon: 1)
    plain.paths = 100_000
    plain.firstPassage = [40]
    func isContradicted(_ chance: Double) -> Bool {
      var run = RareRun(horizon: 1)
      run.paths = 3000
      for _ in 0..<1000 { run.add(day: 1, weight: chance * 3) }
      return RareSimulator.contradicts(run, plain)
    }
    #expect(isContradicted(4e-5) && isContradicted(4e-3))
    #expect(!isContradicted(4e-4) && !isContradicted(3.5e-4))
  }

  @Test("The curve never falls, and begins where plain paths are too few")
  func curve() throws {
    let rare = RareCase.byExactEngine[0]
    let simulator = try Simulator(rare.model)
    let plain = simulator.run(paths: 10_000, seed: 1, threads: 2).metrics[0]
    let breach = try #require(RareSimulator(simulator).breach(of: 0, beside: plain, seed: 1, threads: 2))
    let last = RareBreach.lastRareDay(plain)
    let exact = try ExactEngine(rare.model).run().metrics[0]
    #expect(last > 7 && last < 60 && breach.days[last - 1] != nil && breach.days[last] == nil)
    var before = 0.0
    for (index, estimate) in breach.days.enumerated() {
      guard let estimate else { continue }
      #expect(estimate.isTilted && estimate.value >= before)
      before = estimate.value
      #expect(
        abs(estimate.value - exact.breachProbability(by: index + 1)) <= 4.5 * estimate.standardError,
        "day \(index + 1)")
    }
  }

  /// Shown where asked for, to write down the worst of them.
  private func report(_ name: String, _ exact: Double, _ estimate: Estimate, _ z: Double, _ run: RareRun) {
    guard ProcessInfo.processInfo.environment["HEADROOM_REPORT"] != nil else { return }
    print(
      "report:", name, exact, estimate.value, estimate.standardError, z,
      run.effectiveHits(by: run.horizon), run.pilotPaths)
  }
}

/// The workload of the speed yardsticks, in the folder `peers` beside that of the exact answers.
private let rareWorkload = OracleFolder.url.deletingLastPathComponent()
  .appendingPathComponent("peers/rare_workload.json")

@Suite(.enabled(if: FileManager.default.fileExists(atPath: rareWorkload.path)))
struct RareWorkloadTests {
  /// 9.86e-6 ± 0.03e-6 by importance sampling of another implementation.
  @Test("The rare workload: within 10 % of 9.86e-6 from 3,000 paths")
  func workload() throws {
    let model = try JSONDecoder().decode(SimulationModel.self, from: Data(contentsOf: rareWorkload))
    let run = try RareSimulator(Simulator(model)).run(metric: 2, horizon: 90, seed: 1, threads: 2)
    let estimate = run.breachProbability(by: 90)
    #expect(run.doubt == nil && run.paths == 3000)
    #expect(abs(estimate.value / 9.86e-6 - 1) < 0.1)
    #expect(abs(estimate.value - 9.86e-6) < 4 * estimate.standardError)
  }
}
