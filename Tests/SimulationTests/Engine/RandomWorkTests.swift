import Probability
import Testing

@testable import Simulation

/// Who simulates which paths, and in which order, must not matter.
struct RandomWorkTests {
  @Test("200 random numbers of threads and orders of blocks give the same summary")
  func anyOrder() throws {
    let model = LawModel.everything
    let names = model.metrics.map(\.name)
    let compiled = try CompiledModel(model)
    let paths = 700
    let expected = try Simulator(model).run(paths: paths, seed: 12, threads: 1)
    var generator = Philox4x32(seed: 2026)
    for _ in 0..<200 {
      let workers = (0..<Int.random(in: 1...16, using: &generator)).map { _ in
        PathBlock(compiled, names: names, seed: 12)
      }
      let starts = stride(from: 0, to: paths, by: PathLanes.count).shuffled(using: &generator)
      for first in starts {
        let worker = Int.random(in: 0..<workers.count, using: &generator)
        workers[worker].run(first: UInt32(first), counted: min(PathLanes.count, paths - first))
      }
      var sum = SimulationSummary(metrics: names.map { MetricSummary(name: $0, horizon: 20) }, seed: 12)
      for worker in workers.shuffled(using: &generator) {
        sum.merge(SimulationSummary(metrics: worker.summaries, seed: 12))
      }
      #expect(sum.metrics == expected.metrics)
    }
  }

  @Test("Any number of threads gives the same summary of a run", arguments: 1...40)
  func threads(count: Int) throws {
    let simulator = try Simulator(LawModel.everything)
    let one = simulator.run(paths: 1_333, seed: 4, threads: 1)
    #expect(simulator.run(paths: 1_333, seed: 4, threads: count).metrics == one.metrics)
  }
}
