import Foundation
import Simulation
import Testing

struct SimulationModelTests {
  @Test("A model survives its file form", arguments: [LawModel.everything, SmallModel.twoWindows])
  func roundTrip(model: SimulationModel) throws {
    var model = model
    model.quantileLevels = [0.1, 0.9]
    model.initialDeviation = model.metrics.map { _ in 0.25 }
    let data = try JSONEncoder().encode(model)
    #expect(try JSONDecoder().decode(SimulationModel.self, from: data) == model)
  }

  @Test("A file by hand: a list by day, a rule and components")
  func byHand() throws {
    let text = """
      {"version": 1, "horizon_days": 2, "orders": {"distribution": "fixed", "counts": [3, 4]},
       "metric": [{"name": "late", "window_days": 2, "counts": "binomial",
                   "rule": {"numerator": 1, "denominator": 2, "strict": true},
                   "components": [{"weight": 1, "p": 0.5}, {"weight": 1, "p": [0, 1]}]}]}
      """
    let model = try JSONDecoder().decode(SimulationModel.self, from: Data(text.utf8))
    #expect(
      model.metrics[0].rule == .rate(numerator: 1, denominator: 2, strict: true, minimumOrders: 1))
    let exact = try ExactEngine(model).run().metrics[0]
    // 2 or 3 of 3; then 4 of 7, or 0 + 4 of 7 for sure.
    #expect(abs(exact.offTarget[0] - 0.25) < 1e-15)
    #expect(abs(exact.offTarget[1] - 0.75) < 1e-15)
  }

  @Test("What is wrong with a model is reported by field", arguments: Fault.all)
  func faults(fault: Fault) {
    var model = SmallModel.fixed([5, 5, 5], p: .constant(0.1), ages: 0...1, rule: .count(2))
    fault.edit(&model)
    #expect { try Simulator(model) } throws: { "\($0)" == fault.sentence }
  }

  @Test("Every fault is found, not only the first")
  func allFaults() {
    var model = SmallModel.fixed([5, 5, 5], p: .constant(0.1), ages: 0...1, rule: .count(2))
    model.version = 3
    model.orders?.counts = .byDay([1, 2])
    model.metrics[0].rule = .count(0)
    model.metrics[0].p = .byDay([0.1, 0.2, 1.2])
    #expect(
      model.faults.map(\.description) == [
        "version: found 3, expected 1.",
        "orders.counts: found 2 numbers, expected one number, or 3, one per day.",
        "metric[0].rule.count: found 0, expected a count 1…10⁹.",
        "metric[0].p[2]: found 1.2, expected probabilities 0…1, or a baseline_logit.",
      ])
  }
}

struct Fault: Sendable, CustomTestStringConvertible {
  var sentence: String
  var edit: @Sendable (inout SimulationModel) -> Void

  var testDescription: String { sentence }

  init(_ sentence: String, _ edit: @escaping @Sendable (inout SimulationModel) -> Void) {
    self.sentence = sentence
    self.edit = edit
  }

  static let all: [Fault] = [
    Fault("version: found 2, expected 1.") { $0.version = 2 },
    Fault("horizon_days: found 0, expected a number of days 1…3660.") { $0.horizonDays = 0 },
    Fault("metric: found an empty list, expected 1…100 metrics.") { $0.metrics = [] },
    Fault("stream: found 16, expected a number 0…15.") { $0.stream = 16 },
    Fault("quantile_levels[1]: found 1.0, expected a probability between 0 and 1.") {
      $0.quantileLevels = [0.5, 1]
    },
    Fault("metric[1].name: found 'rate' again, expected a name used once.") {
      $0.metrics.append($0.metrics[0])
    },
    Fault(
      "metric[0].window_days: found nothing, expected a length of 1…3660 days, or youngest_age and oldest_age."
    ) { $0.metrics[0].oldestAge = nil },
    Fault("metric[0].rule: found nothing, expected a rule or threshold_per_mille.") {
      $0.metrics[0].rule = nil
    },
    Fault("metric[0].rule.count: found 0, expected a count 1…10⁹.") { $0.metrics[0].rule = .count(0) },
    Fault("metric[0].rule: found 5/4, expected a fraction 0…1 of whole numbers up to 10⁹.") {
      $0.metrics[0].rule = .rate(numerator: 5, denominator: 4, strict: false, minimumOrders: 1)
    },
    Fault("metric[0].p: found 2 numbers, expected one number, or 3, one per day.") {
      $0.metrics[0].p = .byDay([0.1, 0.2])
    },
    Fault(
      "metric[0].p: found nan, expected probabilities 0…1, or a baseline_logit."
    ) { $0.metrics[0].p = .constant(.nan) },
    Fault("metric[0].p: found nothing, expected probabilities 0…1, or a baseline_logit.") {
      $0.metrics[0].p = nil
    },
    Fault("metric[0].size: found nothing, expected a number above 0, from 10⁻⁶ to 10⁹.") {
      ($0.metrics[0].counts, $0.metrics[0].mean) = (.negativeBinomial, .constant(1))
    },
    Fault("metric[0].concentration: found 0.0, expected a number above 0, from 10⁻⁶ to 10⁹.") {
      ($0.metrics[0].counts, $0.metrics[0].concentration) = (.betaBinomial, 0)
    },
    Fault("metric[0].ar1_coefficient: found 1.5, expected a number 0…1.") {
      ($0.metrics[0].p, $0.metrics[0].baselineLogit, $0.metrics[0].ar1Coefficient) = (nil, -1, 1.5)
    },
    Fault("metric[0].components[0].weight: found 0.0, expected a number above 0 and at most 10⁹.") {
      $0.metrics[0].components = [.init(weight: 0)]
    },
    Fault("metric[0].history[0]: found -1, expected a count 0…500,000.") {
      $0.metrics[0].history = [-1]
    },
    Fault("metric[0].settled_bad: found 1 numbers, expected 3, one per day.") {
      $0.metrics[0].settledBad = [1]
    },
    Fault("metric[0].history[1]: found 9223372036854775807, expected a count 0…500,000.") {
      $0.metrics[0].history = [1, .max, 2]
    },
    Fault("metric[0].settled_bad[2]: found 9223372036854775807, expected a count 0…200000000.") {
      $0.metrics[0].settledBad = [0, 0, .max]
    },
    Fault("metric[0].window_days: found 9223372036854775807, expected a length of 1…3660 days.") {
      $0.metrics[0].windowDays = .max
    },
    Fault("metric[0].oldest_age: found ages 0…9223372036854775807, expected two ages in order, 0…3660.") {
      $0.metrics[0].oldestAge = .max
    },
    Fault("metric[0].rule.minimum_orders: found 9223372036854775807, expected a count 0…10⁹.") {
      $0.metrics[0].rule = .rate(numerator: 1, denominator: 2, strict: true, minimumOrders: .max)
    },
    Fault("metric[0].pending[0].member: found -9223372036854775808, expected a day −43920…43920.") {
      $0.metrics[0].pending = [
        .init(orders: 1, member: .min, due: 1, offset: 0, slope: 1, recorded: [])
      ]
    },
    Fault("metric[0].innovation_sd: found inf, expected a number 0…1000.") {
      ($0.metrics[0].p, $0.metrics[0].baselineLogit, $0.metrics[0].innovationSD) = (nil, -1, .infinity)
    },
    Fault("metric[0].components: found 2733 components, expected at most 2732 for 3660 days.") {
      $0.horizonDays = 3660
      $0.orders?.counts = .constant(5)
      $0.metrics[0].components = [MetricModel.Component](repeating: .init(weight: 1), count: 2733)
    },
    Fault("orders: found nothing, expected an order process, since rate is a share of orders.") {
      $0.orders = nil
    },
    Fault(
      "orders.promise_lags: found nothing, expected the lags to the promised day, since rate belongs to it."
    ) {
      $0.metrics[0].membership = .promise
    },
    Fault("orders.pmf: found 2 numbers of sum 0.75, expected probabilities that add to 1.") {
      $0.orders?.distribution = .table
      $0.orders?.pmf = [0.5, 0.25]
    },
    Fault("orders.counts: found 2.5, expected whole numbers 0…500,000.") {
      $0.orders?.counts = .constant(2.5)
    },
    Fault("orders.size: found nothing, expected a number above 0, from 10⁻⁶ to 10⁹.") {
      $0.orders?.distribution = .negativeBinomial
    },
    Fault(
      "innovation_correlation[0][0]: found 2.0, expected 1 on the diagonal and a symmetric −1…1 beside it."
    ) {
      $0.innovationCorrelation = [[2]]
    },
    Fault(
      "metric[0].clock: found 2 entries, expected 0 ≤ due ≤ recorded ≤ 3660 and weights from 0 that add to at most 1."
    ) {
      $0.metrics[0].clock = [
        .init(weight: 0.6, due: 0, recorded: 0), .init(weight: 0.6, due: 0, recorded: 1),
      ]
    },
    Fault(
      "metric[1].outcomes_of: found 'nobody', expected the name of an earlier metric that has its own outcomes."
    ) {
      $0.metrics.append($0.metrics[0])
      ($0.metrics[1].name, $0.metrics[1].outcomesOf) = ("other", "nobody")
    },
  ]
}
