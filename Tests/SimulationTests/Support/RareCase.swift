import Foundation
import Simulation
import Testing

/// A model whose breach is rare, with the chance of one by its last day found without simulation.
struct RareCase: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var model: SimulationModel
  /// By the exact engine where there is none.
  var other: (@Sendable () -> Double)?

  func exact() throws -> Double {
    try other?() ?? ExactEngine(model).run().metrics[0].breachProbability(by: model.horizonDays)
  }

  private init(
    _ name: String, days: Int, orders: OrderProcess?, other: (@Sendable () -> Double)? = nil,
    _ edit: (inout MetricModel) -> Void
  ) {
    testDescription = name
    self.other = other
    var metric = MetricModel(name: "rate")
    edit(&metric)
    model = SimulationModel(horizonDays: days, orders: orders, metrics: [metric])
  }

  /// Beta-binomial shares come in bursts on any one day, which no tilt of all days suits.
  static let burst = byExactEngine.filter { $0.model.metrics[0].counts == .betaBinomial }
  static let all = (byExactEngine + byHand).filter { $0.model.metrics[0].counts != .betaBinomial }

  static let byExactEngine: [RareCase] = [
    RareCase("constant rate, a count", days: 60, orders: fixed(10)) {
      ($0.windowDays, $0.rule, $0.p) = (14, .count(6), .constant(0.006))
    },
    RareCase("constant rate, long window", days: 60, orders: fixed(8)) {
      ($0.windowDays, $0.rule, $0.p) = (20, .count(6), .constant(0.001))
    },
    RareCase("minimum of 30 orders", days: 40, orders: uneven) {
      ($0.windowDays, $0.p) = (7, .constant(0.004))
      $0.rule = .rate(numerator: 1, denominator: 10, strict: false, minimumOrders: 30)
    },
    RareCase("a bad level among many good", days: 60, orders: fixed(10)) {
      ($0.windowDays, $0.rule) = (14, .count(6))
      $0.components = [(900, 0.0005), (95, 0.002), (1, 0.02)].map { weight, p in
        var component = MetricModel.Component(weight: weight)
        component.p = .constant(p)
        return component
      }
    },
    RareCase("log-odds that decay", days: 60, orders: fixed(12)) {
      ($0.windowDays, $0.rule) = (10, .count(6))
      ($0.baselineLogit, $0.initialDeviation, $0.ar1Coefficient) = (-7, 1.5, 0.95)
    },
    RareCase("few orders of a random volume", days: 30, orders: table) {
      ($0.windowDays, $0.p) = (4, .constant(0.03))
      $0.rule = .rate(numerator: 1, denominator: 2, strict: false, minimumOrders: 6)
    },
    RareCase("shares of Poisson orders", days: 45, orders: random(.poisson)) {
      ($0.windowDays, $0.rule, $0.p) = (10, .count(8), .constant(0.01))
    },
    RareCase("shares of negative binomial orders of two levels", days: 45, orders: random(.negativeBinomial))
    {
      ($0.windowDays, $0.rule, $0.p) = (7, .count(8), .constant(0.004))
    },
    RareCase("beta-binomial shares", days: 30, orders: fixed(15)) {
      ($0.windowDays, $0.rule, $0.p) = (7, .count(7), .constant(0.002))
      ($0.counts, $0.concentration) = (.betaBinomial, 40)
    },
    RareCase("recorded late, with a history", days: 45, orders: fixed(14)) {
      ($0.youngestAge, $0.oldestAge, $0.rule, $0.p) = (5, 16, .count(7), .constant(0.002))
      $0.clock = [.init(weight: 0.9, due: 2, recorded: 3)]
      $0.history = [0, 1, 0, 0, 1, 0, 0, 0, 1, 0, 0, 0]
    },
    RareCase("Poisson counts of several means", days: 60, orders: nil) {
      ($0.windowDays, $0.rule, $0.counts) = (14, .count(7), .poisson)
      $0.components = [(20, 0.005), (5, 0.01), (1, 0.02)].map { weight, mean in
        var component = MetricModel.Component(weight: weight)
        component.lambda = .constant(mean)
        return component
      }
    },
  ]

  /// Windows as long as the horizon lose nothing, so a breach is a sum that reaches the limit.
  static let byHand: [RareCase] = [pending, driftingRate, driftingVolume, driftAndPending]

  // MARK: Orders

  private static func fixed(_ count: Double) -> OrderProcess {
    var orders = OrderProcess(distribution: .fixed)
    orders.counts = .constant(count)
    return orders
  }

  private static var uneven: OrderProcess {
    var orders = OrderProcess(distribution: .fixed)
    orders.counts = .byDay((0..<40).map { Double([2, 5, 3, 6, 7, 1, 4][$0 % 7] + $0 / 10) })
    return orders
  }

  private static var table: OrderProcess {
    var orders = OrderProcess(distribution: .table)
    orders.pmf = [0.5, 0.3, 0.2]
    return orders
  }

  private static func random(_ distribution: OrderProcess.Distribution) -> OrderProcess {
    var orders = OrderProcess(distribution: distribution)
    orders.mean = .constant(12)
    guard distribution == .negativeBinomial else { return orders }
    orders.size = 3
    orders.components = [
      .init(weight: 1, level: 0.5, deviation: 0.3, ar1Coefficient: 0.8, innovationSD: 0),
      .init(weight: 4, level: -0.5, deviation: 0, ar1Coefficient: 0, innovationSD: 0),
    ]
    return orders
  }

  // MARK: Sums

  private static var pending: RareCase {
    var orders = OrderProcess(distribution: .poisson)
    orders.mean = .constant(9)
    let groups: [(orders: Int, share: Double, offset: Double)] = [(40, 0.9, -5), (25, 1, -4)]
    return RareCase(
      "open orders and new ones", days: 20, orders: orders,
      other: {
        var sum = Sum.poisson(20 * 9 * 0.002)
        for group in groups { sum = sum.plus(.binomial(group.orders, logistic(group.offset) * group.share)) }
        return sum.tail(9)
      },
      {
        ($0.windowDays, $0.rule, $0.p) = (40, .count(9), .constant(0.002))
        $0.pending = groups.enumerated().map { index, group in
          .init(
            orders: group.orders, member: -index, due: 3 + index, offset: group.offset, slope: 0,
            recorded: [
              .init(day: 4 + index, weight: group.share / 2), .init(day: 9, weight: group.share / 2),
            ])
        }
      })
  }

  private static var driftingRate: RareCase {
    RareCase(
      "a rate that drifts", days: 2, orders: fixed(30),
      other: {
        Normal.expectation { one, two in
          let first: Double = 0.18 + 0.5 * one
          let second: Double = 0.9 * first + 0.5 * two
          return Sum.shares([(30, -5.5 + first), (30, -5.5 + second)]).tail(5)
        }
      },
      {
        ($0.windowDays, $0.rule) = (5, .count(5))
        ($0.baselineLogit, $0.initialDeviation, $0.ar1Coefficient, $0.innovationSD) = (-5.5, 0.2, 0.9, 0.5)
      })
  }

  private static var driftingVolume: RareCase {
    var orders = OrderProcess(distribution: .poisson)
    orders.mean = .constant(20)
    orders.components = [
      .init(weight: 1, level: 0.1, deviation: -0.2, ar1Coefficient: 0.8, innovationSD: 0.4)
    ]
    return RareCase(
      "a volume that drifts", days: 2, orders: orders,
      other: {
        Normal.expectation { one, two in
          let first: Double = -0.16 + 0.4 * one
          let second: Double = 0.8 * first + 0.4 * two
          let mean: Double = 20 * (exp(0.1 + first) + exp(0.1 + second))
          return Sum.poisson(0.01 * mean).tail(7)
        }
      },
      { ($0.windowDays, $0.rule, $0.p) = (5, .count(7), .constant(0.01)) })
  }

  private static var driftAndPending: RareCase {
    let levels: [(weight: Double, logit: Double)] = [(0.9, -6), (0.1, -4.5)]
    return RareCase(
      "a drifting rate of two levels that open orders share", days: 2, orders: fixed(10),
      other: {
        var sum = 0.0
        for level in levels {
          let chance = Normal.expectation { one, two in
            let first: Double = level.logit + 0.3 * one
            let second: Double = first + 0.3 * two
            return Sum.shares([(10, first), (10, second), (50, 0.5 + 0.8 * first), (8, -0.5 + second)]).tail(
              9)
          }
          sum += level.weight * chance
        }
        return sum
      },
      {
        ($0.windowDays, $0.rule) = (5, .count(9))
        ($0.ar1Coefficient, $0.innovationSD) = (1, 0.3)
        $0.components = levels.map { weight, logit in
          var component = MetricModel.Component(weight: weight)
          component.baselineLogit = logit
          return component
        }
        $0.pending = [
          .init(orders: 50, member: 0, due: 1, offset: 0.5, slope: 0.8, recorded: [.init(day: 1, weight: 1)]),
          .init(orders: 8, member: -1, due: 2, offset: -0.5, slope: 1, recorded: [.init(day: 2, weight: 1)]),
        ]
      })
  }
}

/// A distribution on 0, 1, …, cut where nothing is left.
private struct Sum {
  var mass: [Double]

  static func binomial(_ trials: Int, _ p: Double) -> Sum {
    var mass = [pow(1 - p, Double(trials))]
    for k in 0..<trials { mass.append(mass[k] * Double(trials - k) / Double(k + 1) * p / (1 - p)) }
    return Sum(mass: mass)
  }

  /// Bad orders of several groups with their log-odds.
  static func shares(_ groups: [(Int, Double)]) -> Sum {
    var sum = Sum(mass: [1])
    for (trials, x) in groups { sum = sum.plus(.binomial(trials, logistic(x))) }
    return sum
  }

  static func poisson(_ mean: Double) -> Sum {
    var mass = [exp(-mean)]
    for k in 0..<60 { mass.append(mass[k] * mean / Double(k + 1)) }
    return Sum(mass: mass)
  }

  func plus(_ other: Sum) -> Sum {
    var result = [Double](repeating: 0, count: mass.count + other.mass.count - 1)
    for (i, a) in mass.enumerated() { for (j, b) in other.mass.enumerated() { result[i + j] += a * b } }
    return Sum(mass: result)
  }

  func tail(_ count: Int) -> Double { mass.dropFirst(count).reversed().reduce(0, +) }
}

private enum Normal {
  /// The mean of a function of two standard normals: the trapezoidal rule, whose error falls faster than any
  /// power of the step for such integrands.
  static func expectation(_ body: (Double, Double) -> Double) -> Double {
    let points = (-30...30).map { Double($0) / 4 }
    let weights = points.map { 0.25 * exp(-$0 * $0 / 2) / (2 * Double.pi).squareRoot() }
    var sum = 0.0
    for (one, first) in zip(points, weights) {
      for (two, second) in zip(points, weights) { sum += first * second * body(one, two) }
    }
    return sum
  }
}

private func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }
