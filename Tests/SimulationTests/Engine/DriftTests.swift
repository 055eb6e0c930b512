import Foundation
import Simulation
import Testing

/// Drifting rates and drawn volumes against one-dimensional integrals.
struct DriftTests {
  private let paths = 400_000

  /// ∫ f(z) φ(z) dz by the trapezoidal rule, which is exact to rounding for smooth f.
  private func normalMean(_ f: (Double) -> Double) -> Double {
    let step = 1.0 / 64
    return (-640...640).reduce(0.0) { sum, index in
      let z = Double(index) * step
      return sum + f(z) * exp(-z * z / 2) * step / (2 * Double.pi).squareRoot()
    }
  }

  @Test("Log-odds are baseline + φᵗ·start + a normal deviation of the AR(1)'s variance", arguments: [0.5, 1])
  func autoregression(coefficient: Double) throws {
    var model = SmallModel.fixed([8, 8, 8, 8], p: .constant(0), ages: 0...0, rule: .count(3))
    model.metrics[0].p = nil
    model.metrics[0].baselineLogit = -1.5
    model.metrics[0].ar1Coefficient = coefficient
    model.metrics[0].innovationSD = 0.6
    model.initialDeviation = [0.7]
    let summary = try Simulator(model).run(paths: paths, seed: 9, threads: 2).metrics[0]
    var (mean, variance) = (0.7, 0.0)
    for day in 1...4 {
      mean *= coefficient
      variance = coefficient * coefficient * variance + 0.36
      let chance = normalMean { z in
        let p = 1 / (1 + exp(1.5 - mean - variance.squareRoot() * z))
        return tail(binomialMasses(8, p), from: 3)
      }
      expect(hits: summary.offTarget[day - 1], of: paths, chance: chance, "day \(day)")
    }
  }

  @Test("The log mean of the orders is X·β plus a level that moves as an AR(1)")
  func volume() throws {
    var orders = OrderProcess(distribution: .poisson)
    orders.mean = .byDay([1, 1.5, 2])
    orders.coefficientMean = [0.5, -0.2]
    orders.coefficientCovariance = [[0.09, 0.03], [0.03, 0.05]]
    orders.design = [[1, 0], [1, 1], [1, 2]]
    orders.components = [.init(weight: 2, level: 0.1, deviation: 0.4, ar1Coefficient: 0.8, innovationSD: 0.2)]
    var metric = MetricModel(name: "orders")
    (metric.windowDays, metric.p) = (1, .constant(0))
    metric.rule = .rate(numerator: 0, denominator: 1, strict: false, minimumOrders: 4)
    let model = SimulationModel(horizonDays: 3, orders: orders, metrics: [metric])
    let summary = try Simulator(model).run(paths: paths, seed: 10, threads: 2).metrics[0]
    var (deviation, variance) = (0.4, 0.0)
    for day in 0..<3 {
      let x = Double(day)
      deviation *= 0.8
      variance = 0.64 * variance + 0.04
      let mean = 0.5 - 0.2 * x + 0.1 + deviation
      let sd = (0.09 + 2 * x * 0.03 + x * x * 0.05 + variance).squareRoot()
      let chance = normalMean { z in
        let rate = [1, 1.5, 2][day] * exp(mean + sd * z)
        return 1 - exp(-rate) * (1 + rate + rate * rate / 2 + rate * rate * rate / 6)
      }
      expect(hits: summary.offTarget[day], of: paths, chance: chance, "day \(day + 1)")
    }
  }

  @Test("A correlation changes no metric's own distribution, nor the draws of the first")
  func correlation() throws {
    var model = SmallModel.fixed([400], p: .constant(0), ages: 0...0, rule: .count(40))
    model.metrics[0].p = nil
    (model.metrics[0].baselineLogit, model.metrics[0].innovationSD) = (-2.2, 0.5)
    var second = model.metrics[0]
    second.name = "second"
    model.metrics.append(second)
    let plain = try Simulator(model).run(paths: paths, seed: 11, threads: 2)
    model.innovationCorrelation = [[1, 0.6], [0.6, 1]]
    let correlated = try Simulator(model).run(paths: paths, seed: 11, threads: 2)
    // The first metric keeps its innovations, the second keeps its distribution.
    expectSame([correlated.metrics[0]], [plain.metrics[0]])
    #expect(correlated.metrics[1].offTarget != plain.metrics[1].offTarget)
    expect(
      hits: correlated.metrics[1].offTarget[0], of: paths,
      chance: normalMean { z in
        tail(binomialMasses(400, 1 / (1 + exp(2.2 - 0.5 * z))), from: 40)
      })
  }
}
