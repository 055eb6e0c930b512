import Testing

@testable import Simulation

/// `probability_factor`: what a what-if multiplies.
struct ProbabilityFactorTests {
  private let paths = 200_000

  @Test("A factor is the product with p, at most 1: the same paths, bit for bit")
  func product() throws {
    let days = [0.1, 0.3, 0.05, 0.5, 0.25, 0.75]
    func run(_ p: [Double], _ factor: [Double]?) throws -> [MetricSummary] {
      var model = SmallModel.fixed(
        [Double](repeating: 6, count: 6), p: .byDay(p), ages: 0...2, rule: .count(5))
      model.metrics[0].probabilityFactor = factor.map { .byDay($0) }
      return try Simulator(model).run(paths: 3000, seed: 3, threads: 2).metrics
    }
    // Powers of two, so that the product is the same in single precision.
    let factor = [0.5, 2, 0, 4, 1, 0.25]
    expectSame(try run(days, factor), try run(zip(days, factor).map { min(1, $0 * $1) }, nil))
    expectSame(try run(days, [Double](repeating: 1, count: 6)), try run(days, nil))
  }

  @Test("The exact engine takes the factor too")
  func exact() throws {
    var model = SmallModel.fixed(
      [Double](repeating: 5, count: 8), p: .constant(0.2), ages: 0...2, rule: .count(5))
    model.metrics[0].probabilityFactor = .byDay([1, 1, 1, 0.5, 0.5, 0.5, 6, 6])
    let exact = try ExactEngine(model).run().metrics[0]
    var product = model
    product.metrics[0].probabilityFactor = nil
    product.metrics[0].p = .byDay([0.2, 0.2, 0.2, 0.1, 0.1, 0.1, 1, 1])
    #expect(try ExactEngine(product).run().metrics[0] == exact)
    let summary = try Simulator(model).run(paths: paths, seed: 11, threads: 2).metrics[0]
    for day in 0..<8 {
      expect(hits: summary.offTarget[day], of: paths, chance: exact.offTarget[day], "day \(day + 1)")
    }
  }

  /// Every path of its own: a block of one counted lane each.
  @Test(
    "A factor below 1 never gives a path more bad orders, one above 1 never fewer",
    arguments: [0.9, 0.3, 1.7])
  func monotone(factor: Double) throws {
    let base = LawModel.everything
    var changed = base
    for index in [0, 1] { changed.metrics[index].probabilityFactor = .constant(factor) }
    let names = base.metrics.map(\.name)
    let (one, other) = (
      PathBlock(try CompiledModel(base), names: names, seed: 5),
      PathBlock(try CompiledModel(changed), names: names, seed: 5)
    )
    var moved = 0
    for path in 0..<400 {
      let before = one.summaries
      let after = other.summaries
      one.run(first: UInt32(path), counted: 1)
      other.run(first: UInt32(path), counted: 1)
      for index in names.indices {
        for day in 0..<base.horizonDays {
          let was = one.summaries[index].rateSum[day] - before[index].rateSum[day]
          let is_ = other.summaries[index].rateSum[day] - after[index].rateSum[day]
          #expect(factor < 1 ? is_ <= was : is_ >= was)
          if is_ != was { moved += 1 }
        }
      }
    }
    #expect(moved > 0)
  }

  @Test("Pending orders feel the factor of their due day, to at most what is shown of them")
  func pending() throws {
    func model(slope: Double, _ factor: DailyValue?) -> SimulationModel {
      var model = SmallModel.fixed([0, 0, 0], p: .constant(0.5), ages: 0...9, rule: .count(1))
      model.metrics[0].baselineLogit = 0
      model.metrics[0].p = nil
      model.metrics[0].probabilityFactor = factor
      model.metrics[0].pending = [
        .init(
          orders: 1, member: 0, due: 2, offset: 0, slope: slope,
          recorded: [.init(day: 2, weight: 0.5), .init(day: 9, weight: 0.5)])
      ]
      return model
    }
    for slope in [0.0, 1] {
      for (factor, chance) in [
        (DailyValue.byDay([1, 0.4, 1]), 0.1), (.byDay([0, 1, 0]), 0.25), (.constant(100), 0.5),
        (.constant(0), 0),
      ] {
        let summary = try Simulator(model(slope: slope, factor)).run(paths: paths, seed: 21, threads: 2)
        expect(
          hits: summary.metrics[0].offTarget[2], of: paths, chance: chance, "slope \(slope), \(factor)")
      }
    }
  }

  @Test("A factor on the cause reaches what it drives, and one on the driven rate comes after it")
  func chain() throws {
    var cause = MetricModel(name: "cause")
    (cause.windowDays, cause.rule, cause.p) = (1, .count(1), .constant(0.5))
    cause.probabilityFactor = .constant(0.2)
    var model = SmallModel.fixed(
      [Double](repeating: 6, count: 3), p: .constant(0.1), ages: 0...0, rule: .count(2))
    model.metrics[0].drivenBy = .init(metric: "cause", oddsRatio: 11, lag: 0)
    model.metrics[0].probabilityFactor = .constant(0.5)
    model.metrics.insert(cause, at: 0)
    let odds = 11 * 0.1 / 0.9
    let p = 0.5 * (0.9 * 0.1 + 0.1 * odds / (1 + odds))
    let summary = try Simulator(model).run(paths: paths, seed: 31, threads: 2).metrics[1]
    for day in 0..<3 {
      expect(hits: summary.offTarget[day], of: paths, chance: tail(binomialMasses(6, p), from: 2))
    }
  }

  @Test("A factor below 0, of the wrong length, or for a metric that is no share of orders")
  func faults() {
    let model = SmallModel.fixed([1, 1], p: .constant(0.1), ages: 0...0, rule: .count(2))
    func fault(_ edit: (inout SimulationModel) -> Void) -> String? {
      var wrong = model
      edit(&wrong)
      do {
        try wrong.validate()
        return nil
      } catch { return error.field }
    }
    let field = "metric[0].probability_factor"
    #expect(fault { $0.metrics[0].probabilityFactor = .constant(-0.1) } == field)
    #expect(fault { $0.metrics[0].probabilityFactor = .constant(.nan) } == field)
    #expect(fault { $0.metrics[0].probabilityFactor = .constant(1001) } == field)
    #expect(fault { $0.metrics[0].probabilityFactor = .byDay([1]) } == field)
    #expect(
      fault {
        ($0.metrics[0].counts, $0.metrics[0].lambda) = (.poisson, .constant(1))
        $0.metrics[0].probabilityFactor = .constant(1)
      } == field)
    #expect(
      fault {
        var other = MetricModel(name: "other")
        (other.windowDays, other.rule, other.outcomesOf) = (1, .count(1), "rate")
        other.probabilityFactor = .constant(1)
        $0.metrics.append(other)
      } == "metric[1].probability_factor")
    #expect(fault { $0.metrics[0].probabilityFactor = .byDay([0, 1000]) } == nil)
  }
}
