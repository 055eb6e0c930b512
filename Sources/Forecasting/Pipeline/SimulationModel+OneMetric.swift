import Simulation

extension SimulationModel {
  /// The model without any metric except one and those that it depends on.
  public func keepingOnly(_ name: String) -> SimulationModel {
    var wanted: Set<String> = [name]
    for metric in metrics.reversed() where wanted.contains(metric.name) {
      for other in [metric.outcomesOf, metric.drivenBy?.metric].compactMap({ $0 }) { wanted.insert(other) }
    }
    var model = self
    model.metrics = metrics.filter { wanted.contains($0.name) }
    model.innovationCorrelation = nil
    return model
  }

  /// The model with a rate whose chance on the evening before day 1 is in the lowest or the highest tenth of
  /// what the account's record leaves open; its components are sorted by that chance.
  ///
  /// - Returns: `nil` if the rate's chance is not left open.
  func inTenth(_ isHighest: Bool, of name: String) -> SimulationModel? {
    let owner = metrics.first { $0.name == name }?.outcomesOf ?? name
    guard let index = metrics.firstIndex(where: { $0.name == owner }), let all = metrics[index].components,
      all.count > 1
    else { return nil }
    func logOdds(_ component: MetricModel.Component) -> Double {
      (component.baselineLogit ?? 0) + (component.initialDeviation ?? 0)
    }
    let sorted = all.sorted { isHighest == (logOdds($0) > logOdds($1)) }
    var left = all.reduce(0) { $0 + $1.weight } / 10
    var kept: [MetricModel.Component] = []
    for var component in sorted where left > 0 {
      component.weight = min(component.weight, left)
      left -= component.weight
      kept.append(component)
    }
    var model = self
    model.metrics[index].components = kept
    return model
  }
}
