import Reporting
import Simulation
import Testing

@Suite("What simulate writes")
struct SimulationFileTests {
  @Test("One row per metric and day, in the order of the model, with quantile columns named by their levels")
  func rows() throws {
    var orders = OrderProcess(distribution: .fixed)
    orders.counts = .constant(10)
    func metric(_ name: String, p: Double) -> MetricModel {
      var metric = MetricModel(name: name)
      metric.windowDays = 2
      metric.thresholdPerMille = 500
      metric.counts = .binomial
      metric.p = .constant(p)
      return metric
    }
    var model = SimulationModel(
      horizonDays: 2, orders: orders, metrics: [metric("=never", p: 0), metric("always", p: 1)])
    model.quantileLevels = [0.05, 0.5, 0.975]
    let summary = try Simulator(model).run(paths: 100, seed: 1, threads: 2)
    #expect(
      SimulationFile.text(summary, levels: model.levels) == """
        metric,day,breach_probability,q05,q50,q97.5
        '=never,1,0.00000000,0.000000,0.000000,0.000000
        '=never,2,0.00000000,0.000000,0.000000,0.000000
        always,1,1.00000000,1.000000,1.000000,1.000000
        always,2,1.00000000,1.000000,1.000000,1.000000

        """)
  }
}
