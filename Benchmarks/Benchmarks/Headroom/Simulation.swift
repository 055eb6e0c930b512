import Foundation
import Simulation

/// The workload of the peers' table: four drifting, correlated rates of some 40 orders per day, over 90 days.
func simulation() {
  for threads in [1, 2] {
    Benchmark(
      "20,000 paths × 90 days of the reference workload, \(threads == 1 ? "1 thread" : "2 threads")"
    ) { run in
      let simulator = try Simulator(referenceModel())
      run.startMeasurement()
      blackHole(simulator.run(paths: 20_000, seed: 1, threads: threads))
      run.stopMeasurement()
    }
  }
}

private func referenceModel() -> SimulationModel {
  let days = 90
  var orders = OrderProcess(distribution: .negativeBinomial)
  orders.size = 8
  orders.coefficientMean = [log(40), 0.1, 0.1, 0.05, 0, 0, -0.2, -0.4, 0.1, 0.1]
  orders.coefficientCovariance = (0..<10).map { row in (0..<10).map { $0 == row ? 0.0025 : 0.0005 } }
  orders.design = (0..<days).map { day in
    let turn = 2 * Double.pi * Double(day) / 365.25
    return [1, Double(day) / 365] + (0..<6).map { $0 == day % 7 ? 1 : 0 } + [sin(turn), cos(turn)]
  }
  orders.history = (0..<60).map { 30 + $0 * 7 % 23 }
  var model = SimulationModel(horizonDays: days, orders: orders, metrics: [])
  let rates: [(String, Int, Int, Double, Double, Double)] = [
    ("late_shipment_rate", 30, 40, -3.7, 0.97, 0.12), ("cancellation_rate", 7, 25, -4.2, 0.9, 0.2),
    ("order_defect_rate", 60, 10, -5, 0.98, 0.08), ("late_delivery_rate", 14, 100, -2.7, 0.95, 0.1),
  ]
  for (name, window, limit, baseline, coefficient, sd) in rates {
    var metric = MetricModel(name: name)
    (metric.windowDays, metric.thresholdPerMille) = (window, limit)
    (metric.baselineLogit, metric.ar1Coefficient, metric.innovationSD) = (baseline, coefficient, sd)
    metric.history = (0..<60).map { $0 % 3 == 0 ? 1 : 0 }
    model.metrics.append(metric)
  }
  model.innovationCorrelation = [
    [1, 0.2, 0.4, 0.5], [0.2, 1, 0.2, 0.1], [0.4, 0.2, 1, 0.3], [0.5, 0.1, 0.3, 1],
  ]
  return model
}
