import Simulation
import Testing

/// Windows that are settled beforehand: every path does the same, so every figure is known.
struct MetricSummaryTests {
  private func settled(bad: [Int], orders: [Int], paths: Int = 100) throws -> MetricSummary {
    var metric = MetricModel(name: "settled")
    (metric.windowDays, metric.counts, metric.lambda) = (1, .poisson, .constant(0))
    metric.rule = .rate(numerator: 1, denominator: 2, strict: false, minimumOrders: 1)
    (metric.settledBad, metric.settledOrders) = (bad, orders)
    let model = SimulationModel(horizonDays: bad.count, orders: nil, metrics: [metric])
    return try Simulator(model).run(paths: paths, seed: 1, threads: 1).metrics[0]
  }

  @Test("Rates, quantiles and first days of known windows")
  func knownWindows() throws {
    let summary = try settled(bad: [0, 1, 2, 4, 0], orders: [4, 4, 4, 4, 0])
    #expect(summary.firstPassage == [0, 0, 100, 0, 0])
    #expect(summary.offTarget == [0, 0, 100, 100, 0])
    #expect(summary.empty == [0, 0, 0, 0, 100])
    #expect((1...5).map { summary.meanRate(on: $0) } == [0, 0.25, 0.5, 1, nil])
    #expect((1...5).map { summary.rateQuantile(0.5, on: $0, .down) } == [0, 0.25, 0.5, 1, nil])
    #expect(
      (1...5).map { summary.rateQuantile(0.5, on: $0, .up) }
        == [0, 0.25 + 1.0 / 4096, 0.5 + 1.0 / 4096, 1, nil])
    #expect(summary.rateQuantile(0.5, on: 2, .linear) == 0.25 + 0.5 / 4096)
    #expect(summary.rateQuantile(0.5, on: 5, .linear, emptyAsZero: true) == 0)
    #expect(summary.firstPassageQuantile(0.1) == 3)
  }

  @Test("Recovery counts the days from the first one off target to the next one on it")
  func recovery() throws {
    let summary = try settled(bad: [0, 3, 3, 0, 3, 0], orders: [4, 4, 4, 4, 4, 4])
    #expect(summary.recovery == [0, 100, 0, 0, 0, 0])
    #expect(summary.medianRecovery == 2)
    let never = try settled(bad: [0, 3], orders: [4, 4])
    #expect(never.medianRecovery == nil)
    #expect(try settled(bad: [0, 0], orders: [4, 4]).medianRecovery == nil)
  }

  @Test("At 0 or n hits of n the standard error is that of (k + 1)/(n + 2)")
  func standardErrors() throws {
    let summary = try settled(bad: [0, 3], orders: [4, 4], paths: 98)
    let edge = (0.01 * 0.99 / 98).squareRoot()
    #expect(summary.breachProbability(by: 1) == Estimate(value: 0, standardError: edge))
    let all = summary.breachProbability(by: 2)
    #expect(all.value == 1)
    #expect(abs(all.standardError - edge) < 1e-15)
    #expect(Estimate(hits: 20, paths: 100) == Estimate(value: 0.2, standardError: 0.04))
  }
}
