import Simulation
import Testing

/// Models that use each distribution of counts and orders; the exact engine reaches all but `everything`.
struct LawModel: Sendable, CustomTestStringConvertible {
  var testDescription: String
  var model: SimulationModel

  private init(
    _ name: String, orders: OrderProcess?, days: Int = 15, _ edit: (inout MetricModel) -> Void
  ) {
    testDescription = name
    var metric = MetricModel(name: "rate")
    (metric.windowDays, metric.rule) = (4, .count(5))
    edit(&metric)
    model = SimulationModel(horizonDays: days, orders: orders, metrics: [metric])
  }

  static let all: [LawModel] = [
    LawModel("beta-binomial shares of fixed orders", orders: orders(.fixed)) {
      ($0.counts, $0.p, $0.concentration) = (.betaBinomial, .constant(0.1), 3)
    },
    LawModel("beta-binomial shares of a table", orders: orders(.table)) {
      ($0.counts, $0.p, $0.concentration) = (.betaBinomial, .constant(0.2), 5)
    },
    LawModel("negative binomial counts", orders: nil) {
      ($0.counts, $0.mean, $0.size) = (.negativeBinomial, .constant(0.5), 0.7)
    },
    LawModel("Poisson counts of several means", orders: nil) {
      $0.counts = .poisson
      $0.components = [0.1, 0.5, 1].map { mean in
        var component = MetricModel.Component(weight: 2 - mean)
        component.lambda = .constant(mean)
        return component
      }
    },
    LawModel("shares of Poisson orders", orders: orders(.poisson)) { $0.p = .constant(0.1) },
    LawModel("shares of negative binomial orders of two levels", orders: orders(.negativeBinomial)) {
      $0.p = .constant(0.04)
    },
    LawModel("shares of few negative binomial orders", orders: fewOrders) { $0.p = .constant(0.3) },
    LawModel("components with a probability and with log-odds", orders: orders(.fixed)) {
      var (share, odds) = (MetricModel.Component(weight: 1), MetricModel.Component(weight: 2))
      (share.p, odds.baselineLogit, odds.initialDeviation) = (.constant(0.05), -1, 0.5)
      odds.ar1Coefficient = 0.7
      $0.components = [share, odds]
    },
    LawModel("Poisson counts on a clock of two entries", orders: nil) {
      ($0.windowDays, $0.youngestAge, $0.oldestAge) = (nil, 1, 3)
      ($0.counts, $0.lambda, $0.rule) = (.poisson, .constant(3), .count(14))
      $0.clock = [.init(weight: 0.5, due: 0, recorded: 0), .init(weight: 0.4, due: 0, recorded: 1)]
    },
    LawModel("two entries of a clock before the window", orders: orders(.fixed)) {
      ($0.windowDays, $0.youngestAge, $0.oldestAge) = (nil, 2, 5)
      $0.p = .constant(0.2)
      $0.clock = [.init(weight: 0.3, due: 0, recorded: 1), .init(weight: 0.5, due: 1, recorded: 2)]
    },
  ]

  private static func orders(_ distribution: OrderProcess.Distribution) -> OrderProcess {
    var orders = OrderProcess(distribution: distribution)
    orders.counts = .constant(6)
    orders.pmf = [0.1, 0.2, 0.3, 0, 0.4]
    orders.mean = .constant(distribution == .negativeBinomial ? 12 : 7)
    orders.size = 3
    if distribution == .negativeBinomial {
      orders.components = [
        .init(weight: 1, level: 0.5, deviation: 0.3, ar1Coefficient: 0.8, innovationSD: 0),
        .init(weight: 2, level: -0.5, deviation: 0, ar1Coefficient: 0, innovationSD: 0),
      ]
    }
    return orders
  }

  private static var fewOrders: OrderProcess {
    var orders = OrderProcess(distribution: .negativeBinomial)
    (orders.mean, orders.size) = (.constant(1.5), 0.6)
    return orders
  }

  /// Every feature at once: drifting volume and rates, correlation, clocks, promises, pending orders.
  static var everything: SimulationModel {
    var orders = OrderProcess(distribution: .negativeBinomial)
    orders.size = 5
    orders.coefficientMean = [2, 0.1]
    orders.coefficientCovariance = [[0.04, 0.01], [0.01, 0.02]]
    orders.design = (1...20).map { [1, Double($0 % 7) / 7] }
    orders.components = [
      .init(weight: 1, level: 0, deviation: 0.1, ar1Coefficient: 0.9, innovationSD: 0.1),
      .init(weight: 2, level: 0.2, deviation: 0, ar1Coefficient: 1, innovationSD: 0.02),
    ]
    orders.history = [8, 9, 7, 6, 10]
    orders.promiseLags = [0, 0.1, 0.3, 0.3, 0.1]
    var late = MetricModel(name: "late_shipment_rate_10d")
    (late.windowDays, late.thresholdPerMille) = (10, 80)
    (late.baselineLogit, late.ar1Coefficient, late.innovationSD) = (-3, 0.9, 0.3)
    late.clock = [.init(weight: 0.4, due: 1, recorded: 2), .init(weight: 0.5, due: 2, recorded: 3)]
    late.history = [0, 1, 0, 0, 1]
    late.pending = [
      .init(
        orders: 5, member: 0, due: 1, offset: -0.5, slope: 1,
        recorded: [.init(day: 1, weight: 0.6), .init(day: 3, weight: 0.4)])
    ]
    var delivery = MetricModel(name: "on_time_delivery_rate")
    (delivery.youngestAge, delivery.oldestAge, delivery.membership) = (1, 6, .promise)
    delivery.rule = .rate(numerator: 1, denominator: 10, strict: false, minimumOrders: 20)
    (delivery.counts, delivery.concentration) = (.betaBinomial, 30)
    (delivery.baselineLogit, delivery.ar1Coefficient, delivery.innovationSD) = (-2.5, 0.95, 0.2)
    var model = SimulationModel(horizonDays: 20, orders: orders, metrics: [late, delivery])
    var short = MetricModel(name: "short")
    (short.windowDays, short.thresholdPerMille, short.outcomesOf) = (4, 100, late.name)
    model.metrics.append(short)
    return model
  }
}
