import Foundation
import Simulation
import Testing

struct ExactEngineTests {
  @Test("Metrics within reach are answered, the others left out; a rate that drifts over no orders is within")
  func withinReach() throws {
    var model = SmallModel.fixed(
      [0, 0, 0, 0], p: .constant(0.3), ages: 0...1,
      rule: .rate(numerator: 1, denominator: 4, strict: false, minimumOrders: 1))
    model.metrics[0].p = nil
    (model.metrics[0].baselineLogit, model.metrics[0].innovationSD) = (-1, 0.5)
    model.metrics[0].settledOrders = [10, 4, 3, 0]
    model.metrics[0].settledBad = [1, 1, 0, 0]
    #expect(try ExactEngine(within: Simulator(model)).run().metrics.map(\.firstPassage) == [[0, 1, 0, 0]])
    model.orders?.counts = .byDay([0, 0, 1, 0])
    #expect(try ExactEngine(within: Simulator(model)).run().metrics.isEmpty)
    var steady = model.metrics[0]
    (steady.name, steady.innovationSD) = ("steady", 0)
    model.metrics.append(steady)
    #expect(try ExactEngine(within: Simulator(model)).run().metrics.map(\.name) == ["steady"])
  }

  @Test("Every future of a small model, enumerated, has the same distribution", arguments: SmallModel.all)
  func enumeration(small: SmallModel) throws {
    let exact = try ExactEngine(small.model).run().metrics[0]
    let answer = small.enumeration.answer()
    for day in 0..<small.model.horizonDays {
      #expect(abs(exact.firstPassage[day] - answer.firstPassage[day]) < 1e-14, "day \(day + 1)")
      #expect(abs(exact.offTarget[day] - answer.offTarget[day]) < 1e-14, "day \(day + 1)")
    }
  }

  /// Among the 2ⁿ rows of n coins, those without a run of k heads follow the k-step Fibonacci numbers:
  /// W. Feller, *An Introduction to Probability Theory*, vol. 1, 3rd ed., XIII.7.
  @Test("A run of k heads in n coins", arguments: [(3, 12), (5, 20), (10, 40)])
  func runsOfHeads(length: Int, coins: Int) throws {
    let model = SmallModel.fixed(
      [Double](repeating: 1, count: coins), p: .constant(0.5), ages: 0...(length - 1), rule: .count(length))
    var without = (0..<length).map { 1 << $0 }
    while without.count <= coins { without.append(without.suffix(length).reduce(0, +)) }
    let expected = 1 - Double(without[coins]) / Double(1 << coins)
    let exact = try ExactEngine(model).run().metrics[0]
    #expect(abs(exact.breachProbability(by: coins) - expected) < 1e-14)
    #expect(
      abs(exact.expectedDaysOff - Double(coins - length + 1) / Double(1 << length)) < 1e-13)
  }

  @Test("Binomial shares of Poisson and negative binomial orders are Poisson and negative binomial")
  func thinning() throws {
    let days = 12
    func model(_ distribution: OrderProcess.Distribution?, _ counts: MetricModel.Distribution)
      -> SimulationModel
    {
      var orders: OrderProcess?
      if let distribution {
        orders = OrderProcess(distribution: distribution)
        orders?.mean = .constant(3)
        orders?.size = 2
      }
      var metric = MetricModel(name: "late")
      (metric.windowDays, metric.rule, metric.counts) = (4, .count(4), counts)
      (metric.p, metric.lambda) = (.constant(0.1), .constant(0.3))
      (metric.mean, metric.size) = (.constant(0.3), 2)
      return SimulationModel(horizonDays: days, orders: orders, metrics: [metric])
    }
    for (distribution, counts) in [
      (OrderProcess.Distribution.poisson, MetricModel.Distribution.poisson),
      (.negativeBinomial, .negativeBinomial),
    ] {
      let thinned = try ExactEngine(model(distribution, .binomial)).run().metrics[0]
      let direct = try ExactEngine(model(nil, counts)).run().metrics[0]
      for day in 0..<days { #expect(abs(thinned.firstPassage[day] - direct.firstPassage[day]) < 1e-15) }
    }
  }

  @Test("A beta-binomial with a = b = 1 is uniform")
  func uniformCounts() throws {
    var model = SmallModel.fixed([9, 9], p: .constant(0.5), ages: 0...0, rule: .count(7))
    model.metrics[0].counts = .betaBinomial
    model.metrics[0].concentration = 2
    let exact = try ExactEngine(model).run().metrics[0]
    #expect(abs(exact.offTarget[0] - 0.3) < 1e-13)
    #expect(abs(exact.firstPassage[1] - 0.7 * 0.3) < 1e-13)
  }

  @Test("Component weights 1 and 3 are chances 1/4 and 3/4")
  func mixture() throws {
    let exact = try ExactEngine(SmallModel.certainOrNever).run().metrics[0]
    #expect(exact.firstPassage == [0, 0.25, 0])
    #expect(exact.offTarget == [0, 0.25, 0.25])
    #expect(exact.firstPassageQuantile(0.25) == 2)
    #expect(exact.firstPassageQuantile(0.26) == nil)
  }

  @Test("Log-odds without innovations are known probabilities")
  func logOddsWithoutDrift() throws {
    var drifting = SmallModel.fixed([3, 3, 3], p: .constant(0), ages: 0...1, rule: .count(2))
    drifting.metrics[0].p = nil
    drifting.metrics[0].baselineLogit = -1
    drifting.metrics[0].initialDeviation = 0.8
    drifting.metrics[0].ar1Coefficient = 0.5
    let odds = [-0.6, -0.8, -0.9].map { exp($0) }
    let known = SmallModel.fixed(
      [3, 3, 3], p: .byDay(odds.map { $0 / (1 + $0) }), ages: 0...1, rule: .count(2))
    let (left, right) = (try ExactEngine(drifting).run(), try ExactEngine(known).run())
    for day in 0..<3 {
      #expect(abs(left.metrics[0].firstPassage[day] - right.metrics[0].firstPassage[day]) < 1e-15)
    }
  }

  @Test("A metric that takes the outcomes of another has its distribution in a window of its own")
  func outcomesOfAnother() throws {
    let model = SmallModel.twoWindows
    var alone = model
    alone.metrics.removeFirst()
    alone.metrics[0].outcomesOf = nil
    alone.metrics[0].p = model.metrics[0].p
    let both = try ExactEngine(model).run()
    #expect(both.metrics.map(\.name) == ["rate", "short"])
    #expect(both["short"] == (try ExactEngine(alone).run())["short"])
  }

  @Test("60 days with 4 bad orders are 37,820 states")
  func sixtyDays() throws {
    _ = try ExactEngine(SixtyDays.model, stateLimit: 37_820).run()
    #expect(throws: OutsideExactDomain.self) { try ExactEngine(SixtyDays.model, stateLimit: 37_819) }
  }

  @Test("Outside its domain it names the field", arguments: Refusal.all)
  func refusals(refusal: Refusal) {
    var model = SmallModel.fixed([5, 5, 5], p: .constant(0.1), ages: 0...1, rule: refusal.rule)
    refusal.edit(&model)
    #expect { try ExactEngine(model) } throws: { "\($0)" == refusal.sentence }
  }
}

struct Refusal: Sendable, CustomTestStringConvertible {
  var sentence: String
  var rule = BreachRule.count(2)
  var edit: @Sendable (inout SimulationModel) -> Void

  var testDescription: String { sentence }

  private static let share = BreachRule.rate(numerator: 1, denominator: 25, strict: false, minimumOrders: 1)

  static let all: [Refusal] = [
    Refusal(sentence: "metric[0].innovation_sd is above 0: the rate drifts.") {
      $0.metrics[0].p = nil
      $0.metrics[0].baselineLogit = -3
      $0.metrics[0].innovationSD = 0.1
    },
    Refusal(sentence: "metric[0].components[1].innovation_sd is above 0: the rate drifts.") {
      $0.metrics[0].p = nil
      $0.metrics[0].components = [0, 0.2].map { sd in
        var component = MetricModel.Component(weight: 1)
        (component.baselineLogit, component.innovationSD) = (-3, sd)
        return component
      }
    },
    Refusal(sentence: "metric[0].membership is promise: orders are spread over promised days.") {
      $0.orders?.promiseLags = [0, 1]
      $0.metrics[0].membership = .promise
    },
    Refusal(sentence: "metric[0].pending is present: known orders whose fate is still open.") {
      $0.metrics[0].pending = [
        .init(orders: 3, member: 0, due: 1, offset: -2, slope: 0, recorded: [.init(day: 1, weight: 1)])
      ]
    },
    Refusal(sentence: "metric[0].clock has several entries: one day's bad orders are seen on many days.") {
      $0.metrics[0].clock = [
        .init(weight: 0.5, due: 0, recorded: 0), .init(weight: 0.5, due: 1, recorded: 1),
      ]
    },
    Refusal(sentence: "orders.distribution is poisson: orders without bound under a rate rule.", rule: share)
    {
      $0.orders?.distribution = .poisson
      $0.orders?.mean = .constant(5)
    },
    Refusal(sentence: "orders.coefficient_covariance is present: the mean of the orders is itself drawn.") {
      $0.orders?.distribution = .poisson
      $0.orders?.coefficientMean = [1]
      $0.orders?.design = [[1], [1], [1]]
      $0.orders?.coefficientCovariance = [[0.1]]
    },
    Refusal(sentence: "orders.components[0].innovation_sd is above 0: the volume drifts.") {
      $0.orders?.distribution = .poisson
      $0.orders?.components = [
        .init(weight: 1, level: 1, deviation: 0, ar1Coefficient: 0.9, innovationSD: 0.1)
      ]
    },
    Refusal(
      sentence: "metric[0].clock records bad orders after they enter the window, and the volume is random.",
      rule: share
    ) {
      $0.orders?.distribution = .table
      $0.orders?.pmf = [0.5, 0.5]
      $0.metrics[0].clock = [.init(weight: 1, due: 0, recorded: 1)]
    },
    Refusal(
      sentence: "metric[0].rule: its window can be on target in more than 2000000 ways.", rule: share
    ) {
      $0 = SmallModel.fixed(
        [Double](repeating: 40, count: 60), p: .constant(0.02), ages: 0...29, rule: share)
    },
    Refusal(sentence: "horizon_days: found 0, expected a number of days 1…3660.") { $0.horizonDays = 0 },
  ]
}
