import Foundation
import Simulation
import TestSupport
import Testing

/// A case of `scan_cases.json`: a rule, a daily distribution, and the exact answer.
struct ScanCase: Decodable, Sendable, CustomTestStringConvertible {
  struct Threshold: Decodable, Sendable {
    var kind: String
    var compare: String
    var k: Int?
    var num: Int?
    var den: Int?
  }
  struct Daily: Decodable, Sendable {
    var model: String
    var n: DailyValue?
    var p: DailyValue?
    var lambda: DailyValue?
    var mean: DailyValue?
    var size: Double?
    var components: [Component]?
    var ordersPmf: [Double]?
  }
  struct Component: Decodable, Sendable {
    var weight: Double
    var daily: Daily
  }

  var id: String
  var windowDays: Int
  var horizonDays: Int
  var threshold: Threshold
  var daily: Daily
  var history: [Int]?
  var historyOrders: [Int]?
  var historyPairs: [[Int]]?
  var pCross: Double
  var firstPassage: [Double]
  var pOverOnDay: [Double]
  var expectedDaysOver: Double
  var medianCrossingDay: Int?

  var testDescription: String { id }

  /// The cases of the oracle folder; none where it is absent or cannot be read.
  static let all: [ScanCase] = {
    struct File: Decodable { var cases: [ScanCase] }
    let decoder = JSONDecoder()
    decoder.keyDecodingStrategy = .convertFromSnakeCase
    guard let data = try? Data(contentsOf: OracleFolder.file("scan_cases.json")),
      let file = try? decoder.decode(File.self, from: data)
    else { return [] }
    return file.cases
  }()

  /// The case as a model of one metric, named as the case.
  var model: SimulationModel {
    var metric = MetricModel(name: id)
    metric.windowDays = windowDays
    if let k = threshold.k {
      metric.rule = .count(k)
    } else {
      metric.rule = .rate(
        numerator: threshold.num ?? 0, denominator: threshold.den ?? 1, strict: threshold.compare == "gt",
        minimumOrders: 1)
    }
    metric.history = historyPairs.map { $0.map { $0[1] } } ?? history
    let law = daily.components?.first?.daily ?? daily
    switch law.model {
    case "poisson": metric.counts = .poisson
    case "negbin": metric.counts = .negativeBinomial
    default: metric.counts = .binomial
    }
    metric.components = daily.components?.map { part in
      var component = MetricModel.Component(weight: part.weight)
      component.p = part.daily.p
      component.lambda = part.daily.lambda
      component.mean = part.daily.mean
      component.size = part.daily.size
      return component
    }
    if daily.components == nil {
      (metric.p, metric.lambda, metric.mean, metric.size) = (law.p, law.lambda, law.mean, law.size)
    }
    var orders: OrderProcess?
    if let pmf = law.ordersPmf {
      orders = OrderProcess(distribution: .table)
      orders?.pmf = pmf
    } else if let counts = law.n {
      orders = OrderProcess(distribution: .fixed)
      orders?.counts = counts
    }
    orders?.history = historyPairs.map { $0.map { $0[0] } } ?? historyOrders
    return SimulationModel(horizonDays: horizonDays, orders: orders, metrics: [metric])
  }
}
