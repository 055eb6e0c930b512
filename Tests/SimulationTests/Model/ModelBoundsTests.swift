import Foundation
import Probability
import Testing

@testable import Simulation

/// A number of a model becomes a size, an index or part of a sum, so each one is bounded before it does.
struct ModelBoundsTests {
  private static var extremes: [Any] {
    [
      -1, 0, 1, 2_147_483_647, 4_294_967_296, Int.max, Int.min, 500_000, -1e300, 1e300, 1e-300, 1e17,
      0.999999,
    ]
  }

  /// Every number of a value of JSON, by its path.
  private static func paths(of value: Any, _ path: [Any] = []) -> [[Any]] {
    switch value {
    case let fields as [String: Any]:
      fields.keys.sorted().flatMap { paths(of: fields[$0] ?? 0, path + [$0]) }
    case let list as [Any]: list.indices.flatMap { paths(of: list[$0], path + [$0]) }
    case is NSNumber: [path]
    default: []
    }
  }

  private static func replacing(_ path: ArraySlice<Any>, of value: Any, with number: Any) -> Any {
    guard let first = path.first else { return number }
    if var fields = value as? [String: Any], let key = first as? String, let old = fields[key] {
      fields[key] = replacing(path.dropFirst(), of: old, with: number)
      return fields
    }
    if var list = value as? [Any], let index = first as? Int {
      list[index] = replacing(path.dropFirst(), of: list[index], with: number)
      return list
    }
    return value
  }

  private static let models =
    [LawModel.everything, SmallModel.twoWindows, driven] + LawModel.all.map(\.model)

  /// A rate driven by another, with a factor on its probability.
  private static var driven: SimulationModel {
    var model = SmallModel.twoWindows
    model.metrics[1] = model.metrics[0]
    model.metrics[1].name = "driven"
    model.metrics[1].drivenBy = .init(metric: "rate", oddsRatio: 8, lag: 2)
    model.metrics[1].probabilityFactor = .constant(0.5)
    return model
  }

  @Test("A model with one wild number is refused by its field or runs to the end", arguments: 0..<13)
  func wildNumbers(index: Int) throws {
    let whole = try JSONSerialization.jsonObject(with: JSONEncoder().encode(Self.models[index]))
    let paths = Self.paths(of: whole)
    var generator = Philox4x32(seed: 2026, path: UInt32(index))
    for _ in 0..<60 {
      let path = paths[Int(generator.next() % UInt64(paths.count))]
      let number = Self.extremes[Int(generator.next() % UInt64(Self.extremes.count))]
      let changed = Self.replacing(path[...], of: whole, with: number)
      let data = try JSONSerialization.data(withJSONObject: changed)
      guard let model = try? JSONDecoder().decode(SimulationModel.self, from: data) else { continue }
      guard model.horizonDays <= 30 || (try? model.validate()) == nil else { continue }
      do {
        let simulator = try Simulator(model)
        let summary = simulator.run(paths: 64, seed: 1, threads: 1)
        #expect(summary.paths == 64, "\(path) = \(number)")
        for metric in ExactEngine(within: simulator, stateLimit: 2000).run().metrics {
          #expect(metric.offTarget.allSatisfy { $0 >= 0 && $0 <= 1 }, "\(path) = \(number)")
        }
      } catch let error as ModelError {
        #expect(!error.field.isEmpty)
      }
    }
  }

  private func model(_ edit: (inout SimulationModel) -> Void) -> SimulationModel {
    var model = SmallModel.twoWindows
    edit(&model)
    return model
  }

  @Test(
    "Counts, sizes and lags beyond their bounds are refused by name")
  func refusals() {
    let most = Int.max
    func fault(_ edit: (inout SimulationModel) -> Void) -> String? {
      do {
        try model(edit).validate()
        return nil
      } catch { return error.description }
    }
    #expect(
      fault { $0.metrics[0].history = [1, most, 2] }
        == "metric[0].history[1]: found 9223372036854775807, expected a count 0…500,000.")
    #expect(
      fault { $0.orders?.history = [most] }
        == "orders.history[0]: found 9223372036854775807, expected a count 0…500,000.")
    #expect(
      fault { $0.metrics[1].settledBad = [0, 0, 0, 0, 0, 200_000_001] }
        == "metric[1].settled_bad[5]: found 200000001, expected a count 0…200000000.")
    #expect(
      fault { $0.metrics[0].oldestAge = most }
        == "metric[0].oldest_age: found ages 0…9223372036854775807, expected two ages in order, 0…3660.")
    #expect(
      fault { $0.metrics[1].windowDays = 3661 }
        == "metric[1].window_days: found 3661, expected a length of 1…3660 days.")
    #expect(
      fault { $0.metrics[0].clock = [.init(weight: 1, due: 0, recorded: most)] }
        == "metric[0].clock: found 1 entries, expected 0 ≤ due ≤ recorded ≤ 3660 and weights from 0 that add to at most 1."
    )
    #expect(
      fault { model in
        var component = MetricModel.Component(weight: 1e9)
        component.p = .constant(0.5)
        model.metrics[0].components = [component]
        model.metrics[0].components?[0].weight = 1.1e9
      } == "metric[0].components[0].weight: found 1100000000.0, expected a number above 0 and at most 10⁹.")
    let cohort = MetricModel.Pending(orders: 1, member: 0, due: 1, offset: 0, slope: 1, recorded: [])
    #expect(fault { $0.metrics[0].pending = [cohort] } == nil)
    for (edit, sentence) in [
      ({ $0.orders = 500_001 }, "orders: found 500001, expected a count 0…500,000."),
      ({ $0.member = most }, "member: found 9223372036854775807, expected a day −43920…43920."),
      ({ $0.member = -43_921 }, "member: found -43921, expected a day −43920…43920."),
      ({ $0.due = 7 }, "due: found 7, expected a day 1…6."),
      ({ $0.offset = 1e300 }, "offset: found 1e+300, expected a number −1000…1000."),
      (
        { $0.recorded = [.init(day: 0, weight: 1)] },
        "recorded: found 1 entries, expected days 1…43920 and weights from 0 that add to at most 1."
      ),
    ] as [((inout MetricModel.Pending) -> Void, String)] {
      var wild = cohort
      edit(&wild)
      #expect(fault { $0.metrics[0].pending = [wild] } == "metric[0].pending[0]." + sentence)
    }
    #expect(
      fault {
        $0.metrics[0].pending = [MetricModel.Pending](repeating: cohort, count: 401).map {
          var full = $0
          full.orders = 500_000
          return full
        }
      } == "metric[0].pending: found 200500000 orders, expected at most 200000000.")
    #expect(
      fault { model in
        model.metrics += (0..<99).map { MetricModel(name: "\($0)") }
      } == "metric: found 101 metrics, expected 1…100 metrics.")
  }

  @Test("A count rule and a table of orders that no exact answer can hold are left to simulation")
  func outsideExactDomain() throws {
    var poisson = MetricModel(name: "rate")
    (poisson.windowDays, poisson.rule, poisson.counts) = (4, .count(.max), .poisson)
    poisson.lambda = .constant(3)
    let counts = SimulationModel(horizonDays: 5, orders: nil, metrics: [poisson])
    #expect(throws: OutsideExactDomain.self) { try ExactEngine(counts) }

    var orders = OrderProcess(distribution: .table)
    orders.pmf = [Double](repeating: 1.0 / 1024, count: 1024)
    var share = MetricModel(name: "rate")
    (share.windowDays, share.thresholdPerMille, share.p) = (1, 100, .constant(0.1))
    let table = SimulationModel(horizonDays: 5, orders: orders, metrics: [share])
    #expect(throws: OutsideExactDomain("orders.pmf has more than 1001 entries under a rate rule.")) {
      try ExactEngine(table)
    }
  }
}
