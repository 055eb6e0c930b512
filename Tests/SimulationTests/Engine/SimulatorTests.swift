import Foundation
import Testing

@testable import Simulation

struct SimulatorTests {
  @Test("A small model does what the enumeration of its futures says", arguments: SmallModel.all)
  func enumeration(small: SmallModel) throws {
    let paths = 400_000
    let summary = try Simulator(small.model).run(paths: paths, seed: 41, threads: 2).metrics[0]
    let answer = small.enumeration.answer()
    for day in 0..<small.model.horizonDays {
      expect(hits: summary.firstPassage[day], of: paths, chance: answer.firstPassage[day], "first \(day + 1)")
      expect(hits: summary.offTarget[day], of: paths, chance: answer.offTarget[day], "off \(day + 1)")
      expect(hits: summary.recovery[day], of: paths, chance: answer.recovery[day], "recovery \(day + 1)")
    }
  }

  @Test("Simulation and exact engine agree", arguments: LawModel.all)
  func exactEngine(law: LawModel) throws {
    let paths = 400_000
    let summary = try Simulator(law.model).run(paths: paths, seed: 42, threads: 2).metrics[0]
    let exact = try ExactEngine(law.model).run().metrics[0]
    #expect(firstPassageFit(summary, exact.firstPassage) > 1e-5)
    for day in 0..<law.model.horizonDays {
      expect(hits: summary.offTarget[day], of: paths, chance: exact.offTarget[day], "off \(day + 1)")
    }
  }

  @Test("Component weights 1 and 3 are chances 1/4 and 3/4")
  func mixture() throws {
    let paths = 100_000
    let summary = try Simulator(SmallModel.certainOrNever).run(paths: paths, seed: 5, threads: 2).metrics[0]
    expect(hits: summary.firstPassage[1], of: paths, chance: 0.25)
    #expect(summary.offTarget[0] == 0)
    #expect(summary.offTarget[1] == summary.offTarget[2])
  }

  @Test("Any number of threads gives the same summary", arguments: [2, 7, 64])
  func threads(count: Int) throws {
    let simulator = try Simulator(LawModel.everything)
    let one = simulator.run(paths: 1500, seed: 3, threads: 1)
    expectSame(simulator.run(paths: 1500, seed: 3, threads: count).metrics, one.metrics)
  }

  @Test("A path is the same wherever its block begins and whatever ran before")
  func onePathAtATime() throws {
    let model = LawModel.everything
    let names = model.metrics.map(\.name)
    let block = PathBlock(try CompiledModel(model), names: names, seed: 8)
    for path in (0..<200).reversed() { block.run(first: UInt32(path), counted: 1) }
    let run = try Simulator(model).run(paths: 200, seed: 8, threads: 2)
    expectSame(block.summaries, run.metrics)
  }

  @Test("The first paths of a longer run are the shorter run")
  func longerRun() throws {
    let model = LawModel.everything
    let names = model.metrics.map(\.name)
    let rest = PathBlock(try CompiledModel(model), names: names, seed: 8)
    for first in stride(from: 1000, to: 3000, by: 50) { rest.run(first: UInt32(first), counted: 50) }
    let simulator = try Simulator(model)
    var sum = simulator.run(paths: 1000, seed: 8, threads: 2)
    sum.merge(SimulationSummary(metrics: rest.summaries, seed: 8))
    expectSame(sum.metrics, simulator.run(paths: 3000, seed: 8, threads: 2).metrics)
  }

  @Test("Another seed or another stream is another future")
  func seedsAndStreams() throws {
    var model = LawModel.everything
    let first = try Simulator(model).run(paths: 500, seed: 1, threads: 2).metrics.map(\.offTarget)
    #expect(try Simulator(model).run(paths: 500, seed: 2, threads: 2).metrics.map(\.offTarget) != first)
    model.stream = 1
    #expect(try Simulator(model).run(paths: 500, seed: 1, threads: 2).metrics.map(\.offTarget) != first)
  }

  @Test("Adding a metric changes no other", arguments: [true, false])
  func addingAMetric(inFront: Bool) throws {
    let model = LawModel.everything
    let before = try Simulator(model).run(paths: 1000, seed: 6, threads: 2)
    var more = model
    var metric = MetricModel(name: "another")
    (metric.windowDays, metric.rule, metric.p) = (3, .count(2), .constant(0.1))
    more.metrics.insert(metric, at: inFront ? 0 : model.metrics.count)
    let after = try Simulator(more).run(paths: 1000, seed: 6, threads: 2)
    expectSame(model.metrics.compactMap { after[$0.name] }, before.metrics)
  }

  @Test("A lower probability never brings a breach forward")
  func monotone() throws {
    func counts(_ p: Double) throws -> MetricSummary {
      var model = LawModel.everything
      model.metrics = [model.metrics[0]]
      model.metrics[0].clock = nil
      model.metrics[0].baselineLogit = nil
      model.metrics[0].innovationSD = nil
      model.metrics[0].p = .constant(p)
      return try Simulator(model).run(paths: 2000, seed: 17, threads: 2).metrics[0]
    }
    let (low, high) = (try counts(0.05), try counts(0.055))
    var (lowBy, highBy) = (0, 0)
    for day in 0..<low.horizon {
      lowBy += low.firstPassage[day]
      highBy += high.firstPassage[day]
      #expect(lowBy <= highBy)
      #expect(low.offTarget[day] <= high.offTarget[day])
    }
    #expect(lowBy < highBy)
  }
}
