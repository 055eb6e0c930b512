import TestSupport
import Testing

@testable import Simulation

/// Comparisons with a baseline that was simulated before.
@Suite struct BaselinePathsTests {
  private static let paths = 900

  /// Two channels, of which a scenario changes the first, both or neither.
  private static func simulator(
    changing changed: Set<Int>, _ intervention: Intervention? = nil, stricter: Bool = false
  ) throws -> PairedSimulator {
    var channels = [LawModel.everything, LawModel.everything]
    channels[1].stream = 1
    for index in channels[1].metrics.indices {
      let name = channels[1].metrics[index].name
      channels[1].metrics[index].name = name + "_fba"
      channels[1].metrics[index].outcomesOf = channels[1].metrics[index].outcomesOf.map { $0 + "_fba" }
      channels[1].metrics[index].drivenBy?.metric += "_fba"
    }
    let enforcement = Enforced.all(channels[0])
    var other = enforcement
    if stricter { other.policies[0].background *= 2 }
    return try PairedSimulator(
      channels.enumerated().map { index, model in
        var scenario = model
        if changed.contains(index) { scenario.metrics[0].probabilityFactor = .constant(0.5) }
        return try .init(
          baseline: Simulator(model), scenario: Simulator(scenario),
          intervention: changed.contains(index) ? intervention : nil)
      }, enforcement: enforcement, changed: other)
  }

  private static var intervention: Intervention {
    var intervention = Intervention(
      draws: [.init(name: "a", day: 2, leadDays: 0...3, rampDays: 0)])
    intervention.outcomes[LawModel.everything.metrics[0].name] = [
      .init(
        draw: 0, cause: "c", .odds, EffectLaw(multiplier: .init(p10: 0.3, p50: 0.5, p90: 0.9)))
    ]
    return intervention
  }

  private static func run(
    _ simulator: PairedSimulator, after known: BaselinePaths? = nil, threads: Int = 2
  ) -> PairedRun {
    simulator.run(paths: paths, seed: 5, threads: threads, known: known, isKept: true) { _ in }
  }

  @Test("A known baseline changes no number, for any number of threads")
  func same() throws {
    let first = Self.run(try Self.simulator(changing: [0]), threads: 3)
    let known = try #require(first.baseline)
    #expect(known.blocks.count > 3 && known.paths == Self.paths)
    for simulator in [
      try Self.simulator(changing: [0]), try Self.simulator(changing: [0, 1]),
      try Self.simulator(changing: []), try Self.simulator(changing: [1], stricter: true),
      try Self.simulator(changing: [0], Self.intervention),
    ] {
      let alone = simulator.run(paths: Self.paths, seed: 5, threads: 1)
      for threads in [1, 2] {
        let isSame = Self.run(simulator, after: known, threads: threads).summary == alone
        #expect(isSame)
      }
    }
  }

  @Test("The baseline is read from what is kept, not simulated again")
  func read() throws {
    let simulator = try Self.simulator(changing: [0])
    let known = try #require(Self.run(simulator).baseline)
    let clean = BaselinePaths(
      seed: known.seed, paths: known.paths, blocks: known.blocks.map { $0.map { _ in 0 } },
      summaries: known.summaries)
    let compared = Self.run(simulator, after: clean).summary
    #expect(compared.metrics.allSatisfy { $0.baseline.allSatisfy { $0 == 0 } })
    #expect(compared.any.scenario.reduce(0, +) > 0)
    #expect(
      simulator.run(paths: Self.paths, seed: 5, threads: 1, known: nil, isKept: false) { _ in }.baseline
        == nil)
  }
}
