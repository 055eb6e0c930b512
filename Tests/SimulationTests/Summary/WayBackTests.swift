import Probability
import TestSupport
import Testing

@testable import Simulation

/// How a rate comes back, on windows whose whole future is known, and against a plain count of sampled paths.
struct WayBackTests {
  private func settled(bad: [Int], orders: [Int]) throws -> MetricSummary {
    var metric = MetricModel(name: "settled")
    (metric.windowDays, metric.counts, metric.lambda) = (1, .poisson, .constant(0))
    metric.rule = .rate(numerator: 1, denominator: 2, strict: false, minimumOrders: 1)
    (metric.settledBad, metric.settledOrders) = (bad, orders)
    let model = SimulationModel(horizonDays: bad.count, orders: nil, metrics: [metric])
    return try Simulator(model).run(paths: 100, seed: 1, threads: 1).metrics[0]
  }

  @Test("With counts frozen and no new bad orders it is back when the bad orders leave the window")
  func frozen() throws {
    // 40 bad of 100, of which ten each leave the window after 3, 5, 9 and 12 days; the limit is a quarter.
    var metric = MetricModel(name: "late")
    (metric.windowDays, metric.counts, metric.lambda) = (30, .poisson, .constant(0))
    metric.rule = .rate(numerator: 1, denominator: 4, strict: false, minimumOrders: 1)
    let ages = [27, 25, 21, 18]
    metric.settledBad = (1...40).map { day in ages.count { $0 + day <= 29 } * 10 }
    metric.settledOrders = [Int](repeating: 100, count: 40)
    let model = SimulationModel(horizonDays: 40, orders: nil, metrics: [metric])
    let summary = try Simulator(model).run(paths: 64, seed: 7, threads: 2).metrics[0]
    // 20 of 100 are left once the second ten are gone: on day 30 − 25 = 5.
    #expect(summary.returnQuantile(0.5) == 5 && summary.returnQuantile(0.9) == 5)
    #expect(summary.firstReturn[4] == 64 && summary.returnProbability(by: 4).value == 0)
    #expect(summary.daysOffTarget(within: 30) == Estimate(value: 4, standardError: 0))
    #expect(summary.daysOffTarget(within: 40)?.value == 4)
    #expect(summary.relapseProbability?.value == 0)
  }

  @Test("Relapses are followed for 30 days, and only from returns that leave them within the horizon")
  func relapses() throws {
    let on = [Int](repeating: 0, count: 40)
    func bad(_ days: [Int]) -> [Int] { on.indices.map { days.contains($0 + 1) ? 4 : 0 } }
    let orders = [Int](repeating: 4, count: 40)
    #expect(try settled(bad: bad([1, 2, 20]), orders: orders).relapseProbability?.value == 1)
    #expect(try settled(bad: bad([1, 2, 33]), orders: orders).relapseProbability?.value == 1)
    #expect(try settled(bad: bad([1, 2, 34]), orders: orders).relapseProbability?.value == 0)
    // It returns on day 12, and only 28 days follow.
    #expect(try settled(bad: bad(Array(1...11)), orders: orders).relapseProbability == nil)
    // On target on day 1 already, off on day 2.
    let early = try settled(bad: bad([2]), orders: orders)
    #expect(early.firstReturn[0] == 100 && early.relapses[0] == 100)
    // Never back.
    #expect(try settled(bad: [3, 3], orders: [4, 4]).returnProbability(by: 2).value == 0)
  }

  @Test("Every figure equals a plain count over the windows of each path")
  func counted() throws {
    let horizon = 45
    let rule = BreachRule.rate(numerator: 5, denominator: 100, strict: false, minimumOrders: 1)
    var model = SmallModel.fixed(
      [Double](repeating: 40, count: horizon), p: .constant(0.05), ages: 0...6, rule: rule)
    model.metrics[0].settledBad = (1...horizon).map { max(0, 12 - 2 * $0) }
    let block = PathBlock(try Simulator(model).compiled, names: ["rate"], seed: 3)
    let counted = PathLanes.count - 5
    var off = [[Bool]](repeating: [], count: PathLanes.count)
    block.run(first: 0, counted: counted) { layout, window in
      block.walk(layout, window: window) { today in
        for vector in 0..<PathLanes.vectors {
          let (bad, orders) = today.counts(vector)
          for lane in 0..<Lanes.count {
            off[vector * Lanes.count + lane].append(
              rule.isOffTarget(bad: Int(bad[lane]), orders: Int(orders[lane])))
          }
        }
      }
    }
    let summary = block.summaries[0]
    var (returns, relapses) = ([Int](repeating: 0, count: horizon), 0)
    var counts: [Int] = []
    for lane in 0..<counted {
      let days = off[lane]
      #expect(Int(block.daysOff(of: 0, span: 0)[lane]) == days[..<30].count { $0 })
      #expect(Int(block.daysOff(of: 0, span: 1)[lane]) == days.count { $0 })
      let first = days.firstIndex(of: false)
      #expect(Int(block.returnDays(of: 0)[lane]) == (first ?? -1) + 1)
      counts.append(days[..<30].count { $0 })
      guard let first else { continue }
      returns[first] += 1
      if first + 30 < horizon, days[(first + 1)...(first + 30)].contains(true) { relapses += 1 }
    }
    #expect(summary.firstReturn == returns && returns.count { $0 > 0 } > 3)
    let followed = returns[..<15].reduce(0, +)
    #expect(summary.relapseProbability == Estimate(hits: relapses, paths: followed))
    let n = Double(counted)
    let mean = Double(counts.reduce(0, +)) / n
    let squares = Double(counts.reduce(0) { $0 + $1 * $1 }) / n
    let found = try #require(summary.daysOffTarget(within: 30))
    #expect(abs(found.value - mean) < 1e-9)
    #expect(abs(found.standardError - ((squares - mean * mean) / n).squareRoot()) < 1e-9)
  }
}
