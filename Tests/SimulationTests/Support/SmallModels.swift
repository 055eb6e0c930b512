import Simulation
import Testing

/// Small models with the enumeration of all their futures beside them.
struct SmallModel: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var model: SimulationModel
  private var make: @Sendable () -> Enumeration

  var enumeration: Enumeration { make() }

  init(_ name: String, _ model: SimulationModel, _ enumeration: @escaping @Sendable () -> Enumeration) {
    testDescription = name
    self.model = model
    make = enumeration
  }

  /// A metric named `rate` over fixed orders per day.
  static func fixed(
    _ orders: [Double], p: DailyValue, ages: ClosedRange<Int>, rule: BreachRule,
    edit: (inout SimulationModel) -> Void = { _ in }
  ) -> SimulationModel {
    var process = OrderProcess(distribution: .fixed)
    process.counts = .byDay(orders)
    var metric = MetricModel(name: "rate")
    (metric.youngestAge, metric.oldestAge) = (ages.lowerBound, ages.upperBound)
    (metric.rule, metric.p) = (rule, p)
    var model = SimulationModel(horizonDays: orders.count, orders: process, metrics: [metric])
    edit(&model)
    return model
  }

  static let all: [SmallModel] = [
    atLimit(strict: true), atLimit(strict: false), youngest, recordedLate, minimumOrders, table, settled,
  ]

  /// Every order bad in one path of four, none in the others; two of them over two days are off target.
  static var certainOrNever: SimulationModel {
    fixed([1, 1, 1], p: .constant(0), ages: 0...1, rule: .count(2)) {
      $0.metrics[0].components = [(1.0, 1.0), (3.0, 0.0)].map { weight, p in
        var component = MetricModel.Component(weight: weight)
        component.p = .constant(p)
        return component
      }
    }
  }

  /// One distribution of bad orders in a window of four days and, as `short`, in one of two.
  static var twoWindows: SimulationModel {
    fixed([4, 6, 5, 3, 4, 6], p: .constant(0.2), ages: 0...3, rule: .count(6)) {
      var short = MetricModel(name: "short")
      (short.windowDays, short.rule, short.outcomesOf) = (2, .count(4), "rate")
      $0.metrics.append(short)
    }
  }

  /// Four orders per day and a limit of 1/4 over two days: two bad orders are exactly at the limit.
  private static func atLimit(strict: Bool) -> SmallModel {
    let rule = BreachRule.rate(numerator: 1, denominator: 4, strict: strict, minimumOrders: 1)
    return SmallModel(
      strict ? "over the limit" : "at the limit",
      fixed([4, 4, 4, 4], p: .constant(0.15), ages: 0...1, rule: rule)
    ) {
      Enumeration(days: (0..<4).map { _ in Enumeration.binomial(4, 0.15) }, ages: 0...1, rule: rule)
    }
  }

  private static var youngest: SmallModel {
    let rule = BreachRule.rate(numerator: 1, denominator: 3, strict: false, minimumOrders: 1)
    return SmallModel(
      "ages 1…3 with history",
      fixed([2, 1, 3, 0, 2], p: .byDay([0.1, 0.2, 0.3, 0.1, 0.4]), ages: 1...3, rule: rule) {
        $0.orders?.history = [1, 2, 0, 3]
        $0.metrics[0].history = [1, 0, 0, 1]
      }
    ) {
      let (orders, p) = ([2, 1, 3, 0, 2], [0.1, 0.2, 0.3, 0.1, 0.4])
      return Enumeration(
        days: zip(orders, p).map { Enumeration.binomial($0, $1) }, ages: 1...3, rule: rule,
        historyOrders: [1, 2, 0, 3], historyBad: [1, 0, 0, 1])
    }
  }

  /// The probability of the second day after purchase applies, seen on the third.
  private static var recordedLate: SmallModel {
    let rule = BreachRule.rate(numerator: 1, denominator: 4, strict: false, minimumOrders: 1)
    return SmallModel(
      "clock due 1, recorded 2",
      fixed([2, 3, 1, 2, 2, 1], p: .byDay([0.9, 0.1, 0.2, 0.3, 0.15, 0.25]), ages: 0...3, rule: rule) {
        $0.metrics[0].clock = [.init(weight: 0.8, due: 1, recorded: 2)]
      }
    ) {
      let p = [0.1, 0.2, 0.3, 0.15, 0.25, 0.5]
      return Enumeration(
        days: zip([2, 3, 1, 2, 2, 1], p).map { Enumeration.binomial($0, 0.8 * $1) }, ages: 0...3, rule: rule,
        recorded: 2)
    }
  }

  private static var minimumOrders: SmallModel {
    let rule = BreachRule.rate(numerator: 1, denominator: 10, strict: false, minimumOrders: 4)
    return SmallModel(
      "minimum of 4 orders", fixed([1, 2, 0, 4, 1, 1], p: .constant(0.2), ages: 0...1, rule: rule)
    ) {
      Enumeration(
        days: [1, 2, 0, 4, 1, 1].map { Enumeration.binomial($0, 0.2) }, ages: 0...1, rule: rule)
    }
  }

  private static var table: SmallModel {
    let rule = BreachRule.rate(numerator: 2, denominator: 5, strict: true, minimumOrders: 2)
    var model = fixed([0, 0, 0, 0, 0], p: .byDay([0.1, 0.3, 0.2, 0.4, 0.1]), ages: 1...2, rule: rule) {
      $0.orders?.history = [2, 1]
      $0.metrics[0].history = [1, 0]
    }
    model.orders?.distribution = .table
    model.orders?.pmf = [0.2, 0.5, 0, 0.3]
    return SmallModel("random volume, ages 1…2", model) {
      Enumeration(
        days: [0.1, 0.3, 0.2, 0.4, 0.1].map { p in
          [(0, 0.2), (1, 0.5), (3, 0.3)].flatMap { Enumeration.binomial($0.0, p, times: $0.1) }
        },
        ages: 1...2, rule: rule, historyOrders: [2, 1], historyBad: [1, 0])
    }
  }

  private static var settled: SmallModel {
    let rule = BreachRule.count(3)
    return SmallModel(
      "settled counts in place of history",
      fixed([2, 2, 2, 2], p: .constant(0.3), ages: 0...2, rule: rule) {
        $0.metrics[0].settledBad = [2, 1, 0, 0]
        $0.metrics[0].settledOrders = [5, 3, 0, 0]
      }
    ) {
      Enumeration(
        days: (0..<4).map { _ in Enumeration.binomial(2, 0.3) }, ages: 0...2, rule: rule,
        historyOrders: [2, 3], historyBad: [1, 1])
    }
  }
}
