import AccountHealth
import Simulation
import Testing

@testable import Decisions

@Suite struct ScenarioModelTests {
  private let asOf = Day(number: 20_780)  // 2026-11-23

  private func model(_ metrics: [Metric], mean: DailyValue? = nil) -> SimulationModel {
    var orders = OrderProcess(distribution: .poisson)
    orders.mean = mean ?? .constant(10)
    return SimulationModel(
      horizonDays: 5, orders: orders,
      metrics: metrics.map { metric in
        var model = MetricModel(name: metric.rawValue)
        (model.windowDays, model.p, model.thresholdPerMille) = (3, .constant(0.1), 40)
        if metric == .lateShipment10 { model.outcomesOf = Metric.lateShipment30.rawValue }
        return model
      })
  }

  private func scenario(_ settings: [ScenarioSetting]) -> Scenario {
    Scenario(metadata: Metadata(name: "s", title: "s"), settings: settings)
  }

  @Test("No setting, or factors of 1: the same model")
  func nothing() {
    let model = model([.lateShipment30, .lateShipment10, .orderDefect])
    #expect(scenario([]).applied(to: model, asOf: asOf) == model)
    let ones = ScenarioSetting.targets.map { ScenarioSetting($0, factor: 1) }
    #expect(scenario(ones).applied(to: model, asOf: asOf) == model)
  }

  @Test("A factor reaches the metric that owns the outcomes, on its days; settings of one target multiply")
  func factors() {
    let changed = scenario([
      ScenarioSetting(.lateShipment, factor: 0.5, from: asOf + 2, to: asOf + 4),
      ScenarioSetting(.lateShipment, factor: 0.5, from: asOf + 4),
      ScenarioSetting(.invalidTracking, factor: 0),
    ]).applied(to: model([.lateShipment30, .lateShipment10, .validTracking, .cancellation]), asOf: asOf)
    #expect(
      changed.metrics.map(\.probabilityFactor) == [
        .byDay([1, 0.5, 0.5, 0.25, 0.5]), nil, .byDay([0, 0, 0, 0, 0]), nil,
      ])
    #expect(throws: Never.self) { try changed.validate() }
  }

  @Test(
    "Each target has its metrics",
    arguments: [
      (Effect.Target.lateShipment, [Metric.lateShipment30]), (.cancellation, [.cancellation]),
      (.lateDelivery, [.onTimeDelivery]), (.invalidTracking, [.validTracking]),
      (.defect, [.orderDefect, .orderDefectAmazon]),
    ])
  func targets(target: Effect.Target, metrics: [Metric]) {
    let all = Metric.allCases
    let changed = scenario([ScenarioSetting(target, factor: 2)]).applied(to: model(all), asOf: asOf)
    let reached = all.filter { metric in
      changed.metrics.contains { $0.name == metric.rawValue && $0.probabilityFactor != nil }
    }
    #expect(reached == metrics)
  }

  @Test("Orders: a factor on the mean by day, within what the engine accepts")
  func orders() {
    let more = scenario([ScenarioSetting(.orders, factor: 2, from: asOf + 5)])
    #expect(
      more.applied(to: model([.cancellation]), asOf: asOf).orders?.mean == .byDay([10, 10, 10, 10, 20]))
    let most = scenario([ScenarioSetting(.orders, factor: 1000), ScenarioSetting(.orders, factor: 1000)])
    let changed = most.applied(to: model([.cancellation]), asOf: asOf)
    #expect(changed.orders?.mean == .byDay([Double](repeating: 10_000, count: 5)))
    #expect(throws: Never.self) { try changed.validate() }
    var fixed = model([.cancellation])
    fixed.orders = OrderProcess(distribution: .fixed)
    fixed.orders?.counts = .constant(0)
    #expect(more.applied(to: fixed, asOf: asOf) == fixed)
  }

  @Test("Targets that no model has are reported")
  func missing() {
    let scenario = scenario([
      ScenarioSetting(.lateDelivery, factor: 0.5), ScenarioSetting(.orders, factor: 2),
      ScenarioSetting(.defect, factor: 2),
    ])
    #expect(
      scenario.targets(missingIn: [model([.lateShipment30]), model([.orderDefectAmazon])]) == [.lateDelivery])
  }
}
