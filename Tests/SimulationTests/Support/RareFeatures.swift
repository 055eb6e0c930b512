import Simulation

/// Drifting volume and rates that are correlated and drive each other, clocks, promises, units, open orders,
/// mixtures and factors in one model.
enum RareFeatures {
  static var model: SimulationModel {
    var model = LawModel.everything
    model.metrics[1].counts = nil
    model.metrics[1].concentration = nil
    model.metrics[1].drivenBy = .init(metric: model.metrics[0].name, oddsRatio: 6, lag: 3)
    model.metrics[1].probabilityFactor = .constant(0.8)
    model.metrics[1].unitsPerOrder = [
      .init(units: 1, weight: 3), .init(units: 2, weight: 1), .init(units: 5, weight: 0.5),
    ]
    model.metrics[1].components = [(1.0, -2.5, 0.3), (2.0, -3.5, 0.0), (1.0, -4.5, 0.6)].map {
      weight, x, sd in
      var component = MetricModel.Component(weight: weight)
      component.baselineLogit = x
      component.innovationSD = sd
      return component
    }
    model.metrics[1].pending = [
      .init(
        orders: 8, units: 3, member: 1, due: 2, offset: -0.3, slope: 0.8,
        recorded: [.init(day: 3, weight: 0.9)]),
      .init(orders: 12, member: -2, due: 1, offset: -2, slope: 0, recorded: [.init(day: 2, weight: 1)]),
    ]
    var counts = MetricModel(name: "counts")
    (counts.windowDays, counts.rule, counts.counts) = (5, .count(8), .negativeBinomial)
    (counts.mean, counts.size) = (.constant(0.4), 2)
    model.metrics.append(counts)
    model.innovationCorrelation = [[1, 0.8, 0, 0], [0.8, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, 1]]
    return model
  }
}
