import Foundation
import Probability
import TestSupport
import Testing

@testable import Decisions

@Suite struct KimNelsonTests {
  private static let runs = 1000

  /// The outcomes of `runs` independent runs; `row` draws one replication of all systems.
  private func outcomes(
    _ procedure: KimNelson, systems: Int, batch: Int = 1, seed: UInt64,
    row: (inout Philox4x32) -> [Double]
  ) -> [KimNelson.Outcome] {
    (0..<Self.runs).map { run in
      var generator = Philox4x32(seed: seed, path: UInt32(run))
      return procedure.run(systems: systems, batch: batch) { competing, replications in
        replications.map { _ in
          let all = row(&generator)
          return competing.map { all[$0] }
        }
      }
    }
  }

  /// Expects that a guarantee of `share` at least is not contradicted: at most 3 standard errors below.
  private func expectAtLeast(_ share: Double, _ hits: Int, _ text: String) {
    let error = (share * (1 - share) / Double(Self.runs)).squareRoot()
    #expect(Double(hits) / Double(Self.runs) >= share - 3 * error, "\(text): \(hits) of \(Self.runs)")
  }

  private func normal(_ generator: inout Philox4x32) -> Double {
    normalQuantileFast(openUnitInterval(generator.next()))
  }

  @Test(
    "The best of five normal systems, better by δ, wins at least as often as stated",
    arguments: [0.9, 0.95], [0, 0.9])
  func bestOfFive(confidence: Double, common: Double) {
    let procedure = KimNelson(
      confidence: confidence, indifference: 0.5, firstStage: 10, mostReplications: 100_000)
    // The least favourable case: all others equal, the correlation that of common random numbers.
    let found = outcomes(procedure, systems: 5, seed: 11) { generator in
      let shared = common.squareRoot() * normal(&generator)
      return (0..<5).map { ($0 == 3 ? 0.5 : 0) + shared + (1 - common).squareRoot() * normal(&generator) }
    }
    let hits = found.count { $0.verdict == .winner(3) }
    expectAtLeast(confidence, hits, "winner")
    // The procedure is conservative, but it must still find a winner.
    #expect(found.allSatisfy { if case .undecided = $0.verdict { false } else { true } })
  }

  @Test("Unequal variances and a best far ahead")
  func unequal() {
    let procedure = KimNelson(confidence: 0.95, indifference: 1, firstStage: 10, mostReplications: 100_000)
    let found = outcomes(procedure, systems: 4, batch: 5, seed: 12) { generator in
      [(0, 1.0), (2.0, 3.0), (1, 0.2), (-3, 2)].map { mean, spread in mean + spread * normal(&generator) }
    }
    expectAtLeast(0.95, found.count { $0.verdict == .winner(1) }, "winner")
    // A system that is clearly worse leaves early.
    let worst = found.reduce(0) { $0 + $1.replications[3] }
    let best = found.reduce(0) { $0 + $1.replications[1] }
    #expect(worst < best)
  }

  @Test("Bernoulli systems by means of 50 paths with common random numbers")
  func bernoulli() {
    let procedure = KimNelson(confidence: 0.95, indifference: 0.05, firstStage: 20, mostReplications: 100_000)
    let chances = [0.30, 0.35, 0.40, 0.20]
    let found = outcomes(procedure, systems: 4, batch: 4, seed: 13) { generator in
      var hits = [0.0, 0, 0, 0]
      for _ in 0..<50 {
        let luck = unitInterval(generator.next())
        for system in 0..<4 where luck < chances[system] { hits[system] += 0.02 }
      }
      return hits
    }
    expectAtLeast(0.95, found.count { $0.verdict == .winner(2) }, "winner")
  }

  @Test("True ties get a winner no more often than stated", arguments: [2, 5], [0, 0.9])
  func ties(systems: Int, common: Double) {
    let procedure = KimNelson(confidence: 0.95, indifference: 0.5, firstStage: 10, mostReplications: 100_000)
    let found = outcomes(procedure, systems: systems, seed: 14) { generator in
      let shared = common.squareRoot() * normal(&generator)
      return (0..<systems).map { _ in shared + (1 - common).squareRoot() * normal(&generator) }
    }
    let winners = found.count { if case .winner = $0.verdict { true } else { false } }
    expectAtLeast(0.95, Self.runs - winners, "no winner")
  }

  @Test("Two tied at the top, three below: the two tie, the three leave")
  func tieAtTop() {
    let procedure = KimNelson(confidence: 0.95, indifference: 0.5, firstStage: 10, mostReplications: 100_000)
    let found = outcomes(procedure, systems: 5, seed: 15) { generator in
      [0, 1, 0.2, 1, 0.5].map { $0 + normal(&generator) }
    }
    expectAtLeast(0.95, found.count { $0.verdict == .tie([1, 3]) }, "tie")
  }

  @Test("Systems equal on every path tie at the end of the first stage; one system wins by itself")
  func exact() {
    let procedure = KimNelson(confidence: 0.95, indifference: 0.01, firstStage: 20, mostReplications: 1000)
    var asked = 0
    let same = procedure.run(systems: 3) { competing, replications in
      asked += replications.count
      return replications.map { replication in competing.map { _ in Double(replication) } }
    }
    #expect(same.verdict == .tie([0, 1, 2]) && asked == 20)
    let constant = procedure.run(systems: 2) { competing, replications in
      replications.map { _ in competing.map { $0 == 1 ? 0.02 : 0 } }
    }
    #expect(constant.verdict == .winner(1))
    let one = procedure.run(systems: 1) { _, replications in replications.map { _ in [1] } }
    #expect(one.verdict == .winner(0) && one.means == [1])
  }

  @Test("If the replications run out, the systems still competing are named")
  func undecided() {
    let procedure = KimNelson(confidence: 0.95, indifference: 0.001, firstStage: 10, mostReplications: 40)
    var generator = Philox4x32(seed: 16)
    let found = procedure.run(systems: 2, batch: 7) { competing, replications in
      replications.map { _ in competing.map { _ in normal(&generator) } }
    }
    #expect(found.verdict == .undecided([0, 1]) && found.replications == [40, 40])
  }

  @Test("The constants: α′ for five systems, and η of the paper where α′ stands for α/(k − 1)")
  func constants() {
    let procedure = KimNelson(confidence: 0.95, indifference: 2, firstStage: 11, mostReplications: 100)
    #expect(abs(procedure.pairError(systems: 5) - 0.00625) < 1e-15)
    // The equation of the paper for c = 1: ½ (1 + 2η)^(−(n₀−1)/2) = α′; here height = η (n₀ − 1)/(δ/2).
    let eta = procedure.height(systems: 5) / 10
    #expect(abs(0.5 * pow(1 + 2 * eta, -5) - 0.00625) < 1e-15)
  }
}
