import TestSupport
import Testing

@testable import Simulation

/// Two models on the same random numbers.
struct PairedSimulatorTests {
  /// A rate near its limit with fixed volume, so that only a lower probability moves it.
  private static var model: SimulationModel {
    SmallModel.fixed(
      [Double](repeating: 40, count: 30), p: .constant(0.035), ages: 0...6,
      rule: .rate(numerator: 5, denominator: 100, strict: false, minimumOrders: 1))
  }

  private func run(
    _ baseline: SimulationModel, _ scenario: SimulationModel, paths: Int = 20_000, seed: UInt64 = 61,
    threads: Int = 2, enforcement: EnforcementModel? = nil
  ) throws -> PairedSummary {
    try PairedSimulator(
      [.init(baseline: Simulator(baseline), scenario: Simulator(scenario))], enforcement: enforcement
    ).run(paths: paths, seed: seed, threads: threads)
  }

  @Test("A scenario equal to the baseline changes exactly nothing, and each side equals a run by itself")
  func identity() throws {
    let model = LawModel.everything
    let pair = try run(model, model, paths: 3000, enforcement: Enforced.all(model))
    let alone = try Simulator(model).run(paths: 3000, seed: 61, threads: 1)
    expectSame(pair.baselines[0].metrics, alone.metrics)
    expectSame(pair.scenarios[0].metrics, alone.metrics)
    for passage in pair.metrics + [pair.any] + pair.deactivation {
      #expect(!passage.canDiffer)
      #expect(passage.baseline == passage.scenario && passage.paths == 3000)
      #expect(passage.change(by: 20) == Estimate(value: 0, standardError: 0))
      #expect(passage.worsened(by: 20) == Estimate(value: 0, standardError: 0))
    }
    #expect(pair.deactivation.allSatisfy { $0.baseline.reduce(0, +) > 0 })
    #expect(pair.metrics.map(\.name) == model.metrics.map(\.name))
  }

  @Test("Days off target and days until the return are those of each side, and their change is paired")
  func exposures() throws {
    var baseline = Self.model
    baseline.metrics[0].settledBad = (1...30).map { max(0, 24 - 3 * $0) }
    var scenario = baseline
    scenario.metrics[0].probabilityFactor = .constant(0.7)
    let pair = try run(baseline, scenario, paths: 4000)
    let exposure = try #require(pair.exposure("rate"))
    for (count, side) in [
      (exposure.daysOff[1].baselineMean, pair.baselines[0].metrics[0]),
      (exposure.daysOff[1].scenarioMean, pair.scenarios[0].metrics[0]),
    ] {
      let own = try #require(side.daysOffTarget(within: 30))
      #expect(abs(own.value - count.value) < 1e-9 && abs(own.standardError - count.standardError) < 1e-9)
    }
    let change = exposure.daysOff[1].change
    #expect(change.value < -5 * change.standardError)
    #expect(
      abs(change.value - (exposure.daysOff[1].scenarioMean.value - exposure.daysOff[1].baselineMean.value))
        < 1e-9)
    // The same random numbers: the error of the change is below that of two runs.
    let (one, two) = (
      exposure.daysOff[1].baselineMean.standardError, exposure.daysOff[1].scenarioMean.standardError
    )
    #expect(change.standardError < (one * one + two * two).squareRoot())
    #expect(exposure.back.baselineProbability(by: 9) == pair.baselines[0].metrics[0].returnProbability(by: 9))
    #expect(exposure.daysUntilBack.change.value <= 0)
    #expect(try run(baseline, baseline, paths: 500).exposure("rate")?.daysOff[0].change.value == 0)
  }

  /// A factor of 1 is another model by its data, but has the same paths: the change is 0 with the error of no
  /// hit.
  @Test("A factor of 1 changes no path")
  func factorOne() throws {
    var scenario = LawModel.everything
    scenario.metrics[0].probabilityFactor = .constant(1)
    let pair = try run(LawModel.everything, scenario, paths: 3000)
    expectSame(pair.scenarios[0].metrics, pair.baselines[0].metrics)
    #expect(pair.metrics[0].change(by: 20).value == 0)
    #expect(pair.metrics[0].change(by: 20).standardError == Estimate(hits: 0, paths: 3000).standardError)
  }

  @Test("Each side is the run of its own model, and the change is their difference, by every day")
  func sides() throws {
    var scenario = LawModel.everything
    scenario.metrics[0].probabilityFactor = .byDay((1...20).map { $0 < 5 ? 1 : 0.7 })
    scenario.orders?.mean = .constant(1.2)
    let pair = try run(LawModel.everything, scenario, paths: 4000, threads: 3)
    let after = try Simulator(scenario).run(paths: 4000, seed: 61, threads: 1)
    expectSame(pair.scenarios[0].metrics, after.metrics)
    for (index, passage) in pair.metrics.enumerated() {
      #expect(passage.canDiffer)
      #expect(passage.baseline == pair.baselines[0].metrics[index].firstPassage)
      #expect(passage.scenario == after.metrics[index].firstPassage)
      for day in 1...20 {
        let change = passage.scenario[..<day].reduce(0, +) - passage.baseline[..<day].reduce(0, +)
        #expect(passage.change(by: day).value == Double(change) / 4000)
      }
    }
  }

  @Test(
    "If only its own probability falls, no path goes newly off target, and the paired error is √(Δ(1−Δ)/n)")
  func pairing() throws {
    var scenario = Self.model
    scenario.metrics[0].probabilityFactor = .constant(0.6)
    let passage = try run(Self.model, scenario, paths: 50_000).metrics[0]
    for day in [7, 14, 30] {
      #expect(passage.worsened(by: day).value == 0)
      let (change, n) = (passage.change(by: day), 50_000.0)
      let delta = -change.value
      #expect(delta > 0.02)
      let formula = (delta * (1 - delta) / n).squareRoot()
      #expect(abs(change.standardError / formula - 1) < 0.05)
      let (before, after) = (passage.baselineProbability(by: day), passage.scenarioProbability(by: day))
      let unpaired = (before.standardError * before.standardError + after.standardError * after.standardError)
        .squareRoot()
      #expect(change.standardError < unpaired)
    }
  }

  /// The standard error is that of the differences over independent seeds.
  @Test("The paired error is the spread of the change over seeds")
  func spread() throws {
    var scenario = Self.model
    scenario.metrics[0].probabilityFactor = .constant(0.8)
    scenario.orders?.counts = .constant(41)
    let changes = try (0..<200).map {
      try run(Self.model, scenario, paths: 1024, seed: 900 + UInt64($0)).metrics[0].change(by: 14)
    }
    let mean = changes.reduce(0) { $0 + $1.value } / 200
    let variance = changes.reduce(0) { $0 + ($1.value - mean) * ($1.value - mean) } / 199
    let claimed = changes.reduce(0) { $0 + $1.standardError * $1.standardError } / 200
    // The variance of a sample variance of 200 near-normal numbers: 2/199 relative.
    expect(variance / claimed, near: 1, standardError: (2.0 / 199).squareRoot())
  }

  @Test("Any number of threads gives the same summary", arguments: [2, 5])
  func threads(count: Int) throws {
    var scenario = LawModel.everything
    scenario.metrics[1].probabilityFactor = .constant(0.5)
    let enforcement = Enforced.all(scenario)
    let one = try run(LawModel.everything, scenario, paths: 1500, threads: 1, enforcement: enforcement)
    let many = try run(LawModel.everything, scenario, paths: 1500, threads: count, enforcement: enforcement)
    let isSame = one == many
    #expect(isSame)
  }

  @Test("A metric whose distribution and causes are untouched cannot differ, one that is driven can")
  func reach() throws {
    var cause = MetricModel(name: "cause")
    (cause.windowDays, cause.rule, cause.p) = (3, .count(3), .constant(0.2))
    var driven = cause
    (driven.name, driven.drivenBy) = ("driven", .init(metric: "cause", oddsRatio: 5, lag: 1))
    var model = SmallModel.fixed([5, 5, 5, 5], p: .constant(0.1), ages: 0...1, rule: .count(2))
    model.metrics += [cause, driven]
    var scenario = model
    scenario.metrics[1].probabilityFactor = .constant(0.5)
    #expect(try run(model, scenario, paths: 200).metrics.map(\.canDiffer) == [false, true, true])
    scenario = model
    scenario.orders?.counts = .constant(4)
    #expect(try run(model, scenario, paths: 200).metrics.map(\.canDiffer) == [true, true, true])
  }

  @Test("Two channels are two models: the first of either is the first of any")
  func channels() throws {
    var second = Self.model
    second.stream = 1
    second.metrics[0].name = "order_defect_rate_fba"
    let pair = try PairedSimulator(
      [Self.model, second].map { try .init(baseline: Simulator($0), scenario: Simulator($0)) }
    ).run(paths: 20_000, seed: 3, threads: 2)
    let one = pair.metrics[0].baselineProbability(by: 14).value
    let two = pair.metrics[1].baselineProbability(by: 14).value
    let any = pair.any.baselineProbability(by: 14)
    expect(any.value, near: 1 - (1 - one) * (1 - two), standardError: 2 * any.standardError)
  }
}
