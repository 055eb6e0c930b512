import Foundation
import Simulation
import Testing

/// What is bought, promised, due and recorded when: against sums of independent binomial counts.
struct ClockAndPendingTests {
  private let paths = 200_000

  private func run(_ model: SimulationModel, seed: UInt64 = 1901) throws -> [MetricSummary] {
    try Simulator(model).run(paths: paths, seed: seed, threads: 2).metrics
  }

  @Test("Bad orders recorded three days later are in the mean rate three days later")
  func recordedLater() throws {
    let model = SmallModel.fixed(
      [Double](repeating: 10, count: 8), p: .constant(0.2), ages: 0...4, rule: .count(5)
    ) { $0.metrics[0].clock = [.init(weight: 1, due: 0, recorded: 3)] }
    let summary = try run(model)[0]
    for day in 1...8 {
      let bought = 10 * min(day, 5)
      let seen = 10 * max(0, min(day - 3, 2))
      let mean = 0.2 * Double(seen) / Double(bought)
      let error = (0.16 * Double(seen) / Double(bought * bought) / Double(paths)).squareRoot()
      #expect(abs((summary.meanRate(on: day) ?? -1) - mean) <= 5 * error + 1e-9, "day \(day)")
    }
  }

  /// On an evening, an order bought `age` days ago is bad with the shares recorded by then, each times the
  /// probability of its own due day.
  @Test("Several entries of a clock: bad orders of a day appear one entry after the other")
  func severalEntries() throws {
    let p = [0.3, 0.05, 0.2, 0.4, 0.1, 0.25]
    let clock: [MetricModel.Clock] = [
      .init(weight: 0.5, due: 0, recorded: 0), .init(weight: 0.2, due: 1, recorded: 1),
      .init(weight: 0.2, due: 1, recorded: 3),
    ]
    let model = SmallModel.fixed(
      [Double](repeating: 6, count: 6), p: .byDay(p), ages: 0...3, rule: .count(4)
    ) { $0.metrics[0].clock = clock }
    let summary = try run(model)[0]
    for day in 1...6 {
      let laws = (max(1, day - 3)...day).map { bought in
        binomialMasses(
          6, clock.reduce(0) { $1.recorded <= day - bought ? $0 + $1.weight * p[bought - 1 + $1.due] : $0 })
      }
      expect(
        hits: summary.offTarget[day - 1], of: paths, chance: tail(convolved(laws), from: 4), "day \(day)")
    }
  }

  /// If the weights of a clock add to less than 1, the rest of the orders are never bad; certain orders show
  /// the weights.
  @Test("Orders sure to be bad are bad with the weight of their clock")
  func weightsOfAClock() throws {
    let model = SmallModel.fixed([5, 0, 0], p: .constant(1), ages: 0...2, rule: .count(3)) {
      $0.metrics[0].clock = [
        .init(weight: 0.3, due: 0, recorded: 1), .init(weight: 0.4, due: 0, recorded: 2),
      ]
    }
    let summary = try run(model)[0]
    #expect(summary.offTarget[0] == 0)
    expect(hits: summary.offTarget[1], of: paths, chance: tail(binomialMasses(5, 0.3), from: 3))
    expect(hits: summary.offTarget[2], of: paths, chance: tail(binomialMasses(5, 0.7), from: 3))
  }

  @Test("Pending orders count from the day they are recorded until they leave the window")
  func pending() throws {
    let model = SmallModel.fixed(
      [0, 0, 0, 0, 0], p: .byDay([0.1, 0.3, 0.2, 0.1, 0.1]), ages: 0...3, rule: .count(3)
    ) {
      $0.metrics[0].pending = [
        .init(
          orders: 6, member: -1, due: 1, offset: log(0.25), slope: 0,
          recorded: [.init(day: 1, weight: 0.5), .init(day: 2, weight: 0.3), .init(day: 9, weight: 0.2)]),
        // p = logistic(0 + 1 · logit of day 2) = 0.3.
        .init(orders: 4, member: 0, due: 2, offset: 0, slope: 1, recorded: [.init(day: 3, weight: 1)]),
      ]
    }
    let summary = try run(model)[0]
    let (first, second) = (binomialMasses(6, 0.2 * 0.5), binomialMasses(6, 0.2 * 0.8))
    let chances = [
      tail(first, from: 3), tail(second, from: 3), tail(binomialMasses(4, 0.3), from: 3), 0, 0,
    ]
    for day in 1...5 {
      expect(hits: summary.offTarget[day - 1], of: paths, chance: chances[day - 1], "day \(day)")
    }
    // The path's own cohort: bad ones of day 1 are still there on day 2.
    expect(
      hits: summary.firstPassage[0] + summary.firstPassage[1], of: paths,
      chance: tail(second, from: 3))
  }

  /// A rule of 0/1 is met by every window of `minimumOrders`: it shows the number of orders.
  @Test("Orders reach their promised days by their lags")
  func promiseLags() throws {
    let lags = [0.1, 0, 0.4, 0.2, 0.1, 0.05]
    var model = promised([7, 7, 7, 7, 7, 7, 7], lags, ages: 0...1, minimum: 9)
    model.metrics.append(model.metrics[0])
    model.metrics[1].name = "older"
    (model.metrics[1].youngestAge, model.metrics[1].oldestAge) = (2, 2)
    model.metrics[1].rule = .rate(numerator: 0, denominator: 1, strict: false, minimumOrders: 4)
    let summaries = try run(model)
    func orders(_ days: ClosedRange<Int>) -> [Double] {
      convolved(
        (1...7).map { bought in
          binomialMasses(
            7, days.reduce(0) { lags.indices.contains($1 - bought) ? $0 + lags[$1 - bought] : $0 })
        })
    }
    for day in 1...7 {
      expect(
        hits: summaries[0].offTarget[day - 1], of: paths, chance: tail(orders((day - 1)...day), from: 9),
        "day \(day)")
      expect(
        hits: summaries[1].offTarget[day - 1], of: paths,
        chance: day < 3 ? 0 : tail(orders((day - 2)...(day - 2)), from: 4), "older, day \(day)")
    }
  }

  @Test("Late deliveries are seen on the day after the promised one")
  func lateDeliveries() throws {
    let lags = [0, 0.5, 0.3]
    var model = promised([4, 3, 5, 2, 6], lags, ages: 0...1, minimum: 0)
    let p = [0.1, 0.3, 0.2, 0.4, 0.1]
    (model.metrics[0].rule, model.metrics[0].p) = (.count(2), .byDay(p))
    let summary = try run(model)[0]
    let bought = [4, 3, 5, 2, 6]
    for day in 1...5 {
      // Only those promised for yesterday: today's are not late before tomorrow.
      let laws = (1...5).map { start in
        let lag = day - 1 - start
        return binomialMasses(
          bought[start - 1], lags.indices.contains(lag) && day > 1 ? lags[lag] * p[day - 2] : 0)
      }
      expect(
        hits: summary.offTarget[day - 1], of: paths, chance: tail(convolved(laws), from: 2), "day \(day)")
    }
  }

  @Test("Fewer orders than the minimum are never off target, as many are")
  func minimumOrders() throws {
    let rule = BreachRule.rate(numerator: 1, denominator: 10, strict: false, minimumOrders: 20)
    let model = SmallModel.fixed([19, 20, 0], p: .constant(1), ages: 0...0, rule: rule)
    #expect(try run(model)[0].offTarget == [0, paths, 0])
  }

  @Test("Two windows on the same outcomes see the same paths")
  func sameOutcomes() throws {
    var model = SmallModel.twoWindows
    model.metrics[1].windowDays = 4
    model.metrics[1].rule = model.metrics[0].rule
    let summaries = try run(model)
    #expect(summaries[0].firstPassage == summaries[1].firstPassage)
    #expect(summaries[0].offTarget == summaries[1].offTarget)
    #expect(summaries[0].recovery == summaries[1].recovery)
    let (long, short) = (try run(SmallModel.twoWindows), try ExactEngine(SmallModel.twoWindows).run())
    for (simulated, exact) in zip(long, short.metrics) {
      #expect(firstPassageFit(simulated, exact.firstPassage) > 1e-5)
    }
  }

  private func promised(
    _ orders: [Double], _ lags: [Double], ages: ClosedRange<Int>, minimum: Int
  ) -> SimulationModel {
    SmallModel.fixed(
      orders, p: .constant(0), ages: ages,
      rule: .rate(numerator: 0, denominator: 1, strict: false, minimumOrders: minimum)
    ) {
      $0.orders?.promiseLags = lags
      $0.metrics[0].membership = .promise
    }
  }
}
