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

  /// The number of equal parts into which what is open about a rate is divided.
  static let tenths = 10

  /// The model with a rate whose chance over the days ahead is in one tenth of what the account's record
  /// leaves open, 0 the lowest; its components are sorted by their mean log odds over these days, as what is
  /// low today may only be on its way back to a high level.
  ///
  /// - Returns: `nil` if the rate's chance is not left open.
  func inTenth(_ place: Int, of name: String, within days: Int) -> SimulationModel? {
    let owner = metrics.first { $0.name == name }?.outcomesOf ?? name
    guard let index = metrics.firstIndex(where: { $0.name == owner }), let all = metrics[index].components,
      all.count > 1
    else { return nil }
    func logOdds(_ component: MetricModel.Component) -> Double {
      let kept = component.ar1Coefficient ?? 0
      var (sum, power) = (0.0, 1.0)
      for _ in 0..<days {
        power *= kept
        sum += power
      }
      let ahead = (component.initialDeviation ?? 0) * sum / Double(max(1, days))
      return (component.baselineLogit ?? 0) + ahead
    }
    let odds = all.map(logOdds)
    // Each tenth is taken from the nearer end.
    let isHigh = place >= Self.tenths / 2
    let sorted = all.indices.sorted { isHigh ? odds[$0] > odds[$1] : odds[$0] < odds[$1] }.map { all[$0] }
    let tenth = all.reduce(0) { $0 + $1.weight } / Double(Self.tenths)
    var skipped = tenth * Double(isHigh ? Self.tenths - 1 - place : place)
    var left = tenth
    var kept: [MetricModel.Component] = []
    for var component in sorted where left > 0 {
      let before = min(component.weight, skipped)
      skipped -= before
      component.weight = min(component.weight - before, left)
      left -= component.weight
      if component.weight > 0 { kept.append(component) }
    }
    var model = self
    model.metrics[index].components = kept
    return model
  }
}
