import AccountHealth
import Simulation

extension Scenario {
  /// The model of one channel under the settings, without actions.
  ///
  /// A factor on a probability applies to the orders whose fate is decided on that day, including those
  /// already placed: the day on which a parcel is due to ship counts, not the day of purchase. `defect` and
  /// `orders` reach every channel.
  public func applied(to model: SimulationModel, asOf: Day) -> SimulationModel {
    var result = model
    for index in result.metrics.indices where result.metrics[index].outcomesOf == nil {
      guard let target = Self.target(of: result.metrics[index].name),
        let factor = factors(on: target, asOf: asOf, horizon: model.horizonDays)
      else { continue }
      result.metrics[index].probabilityFactor = factor
    }
    if var orders = model.orders, orders.changesWithMean,
      let factor = factors(on: .orders, asOf: asOf, horizon: model.horizonDays)
    {
      orders.mean = orders.mean.map { $0.times(factor, model.horizonDays) } ?? factor
      result.orders = orders
    }
    return result
  }

  /// The targets of its settings that none of these models has.
  public func targets(missingIn models: [SimulationModel]) -> [Effect.Target] {
    let present = Set(models.flatMap { $0.metrics.compactMap { Self.target(of: $0.name) } })
    return ScenarioSetting.targets.filter { target in
      target != .orders && !present.contains(target) && settings.contains { $0.target == target }
    }
  }

  /// The factors by day; `nil` if nothing changes.
  private func factors(on target: Effect.Target, asOf: Day, horizon: Int) -> DailyValue? {
    let days = (1...horizon).map { factor(on: target, day: asOf + $0) }
    guard days.contains(where: { $0 != 1 }) else { return nil }
    // Several settings of one target may multiply to more than the engine accepts.
    return .byDay(days.map { min($0, Double(SimulationModel.mostFactor)) })
  }

  private static func target(of metric: String) -> Effect.Target? { Metric(rawValue: metric)?.target }
}

extension OrderProcess {
  fileprivate var changesWithMean: Bool { distribution == .negativeBinomial || distribution == .poisson }
}

extension DailyValue {
  fileprivate func times(_ other: DailyValue, _ horizon: Int) -> DailyValue {
    .byDay((1...horizon).map { min(self[$0] * other[$0], SimulationModel.mostPerDay) })
  }
}
