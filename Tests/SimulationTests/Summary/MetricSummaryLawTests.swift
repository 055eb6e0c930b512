import Testing

@testable import Simulation

/// Distributions put together from windows that are settled beforehand, so every share is known.
struct MetricSummaryLawTests {
  /// One day on which so many paths have that window.
  private func law(_ parts: [(bad: Int, orders: Int, paths: Int)]) throws -> MetricSummary {
    var whole: MetricSummary?
    for part in parts {
      let summary = try settled([(part.bad, part.orders)], paths: part.paths)
      if whole == nil { whole = summary } else { whole?.merge(summary) }
    }
    return try #require(whole)
  }

  private func settled(_ windows: [(bad: Int, orders: Int)], paths: Int) throws -> MetricSummary {
    var metric = MetricModel(name: "settled")
    (metric.windowDays, metric.counts, metric.lambda) = (1, .poisson, .constant(0))
    metric.rule = .rate(numerator: 1, denominator: 2, strict: false, minimumOrders: 1)
    (metric.settledBad, metric.settledOrders) = (windows.map(\.bad), windows.map(\.orders))
    let model = SimulationModel(horizonDays: windows.count, orders: nil, metrics: [metric])
    return try Simulator(model).run(paths: paths, seed: 1, threads: 1).metrics[0]
  }

  @Test("Paths below, at and above the observed rate; those without orders are left out")
  func split() throws {
    let law = try law([(0, 5, 20), (1, 4, 50), (2, 8, 10), (1, 3, 30), (7, 7, 5), (0, 0, 99)])
    #expect(law.rateSplit(on: 1, bad: 0, orders: 3) == .init(below: 0, equal: 20, above: 95))
    #expect(law.rateSplit(on: 1, bad: 3, orders: 12) == .init(below: 20, equal: 60, above: 35))
    #expect(law.rateSplit(on: 1, bad: 2, orders: 7) == .init(below: 80, equal: 0, above: 35))
    #expect(law.rateSplit(on: 1, bad: 2, orders: 2) == .init(below: 110, equal: 5, above: 0))
    #expect(try settled([(0, 0)], paths: 9).rateSplit(on: 1, bad: 0, orders: 3) == nil)
  }

  @Test("Windows of up to 64 orders: different rates never share a cell")
  func farey() throws {
    // The Farey sequence of order 64 in order, by its next-term rule.
    var fractions = [(bad: 0, orders: 1), (bad: 1, orders: 64)]
    while fractions[fractions.count - 1].bad < fractions[fractions.count - 1].orders {
      let (a, b) = (fractions[fractions.count - 2], fractions[fractions.count - 1])
      let k = (64 + a.orders) / b.orders
      fractions.append((k * b.bad - a.bad, k * b.orders - a.orders))
    }
    #expect(fractions.count == 1261)
    let summary = try settled(fractions, paths: 1)
    for day in 1..<fractions.count {
      let next = fractions[day]
      #expect(
        summary.rateSplit(on: day, bad: next.bad, orders: next.orders)
          == .init(below: 1, equal: 0, above: 0))
      let own = fractions[day - 1]
      #expect(
        summary.rateSplit(on: day, bad: 3 * own.bad, orders: 3 * own.orders)
          == .init(below: 0, equal: 1, above: 0))
    }
  }

  @Test("CRPS is E|R − y| − E|R − R'|/2", arguments: [(0, 4), (1, 5), (1, 4), (1, 3), (9, 10), (4, 4)])
  func crps(bad: Int, orders: Int) throws {
    let parts: [(bad: Int, orders: Int, paths: Int)] = [(0, 5, 20), (1, 4, 50), (1, 3, 25), (1, 1, 5)]
    let score = try #require(try law(parts + [(0, 0, 40)]).crps(on: 1, bad: bad, orders: orders))
    let rates = parts.map { Double($0.bad) / Double($0.orders) }
    let weights = parts.map { Double($0.paths) / 100 }
    let rate = Double(bad) / Double(orders)
    var (distance, spread) = (0.0, 0.0)
    for one in rates.indices {
      distance += weights[one] * abs(rates[one] - rate)
      for other in rates.indices { spread += weights[one] * weights[other] * abs(rates[one] - rates[other]) }
    }
    #expect(abs(score - (distance - spread / 2)) < 1.0 / 4096)
  }

  @Test("A distribution at the observed rate scores 0, one elsewhere its distance")
  func certain() throws {
    let summary = try law([(1, 3, 10)])
    #expect(summary.crps(on: 1, bad: 2, orders: 6) == 0)
    let score = try #require(summary.crps(on: 1, bad: 1, orders: 2))
    #expect(abs(score - 1.0 / 6) < 1.0 / 4096)
    #expect(try settled([(0, 0)], paths: 3).crps(on: 1, bad: 1, orders: 2) == nil)
  }
}
