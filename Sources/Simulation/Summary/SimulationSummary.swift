/// What a run of paths did, one summary per metric in the order of the model.
public struct SimulationSummary: Sendable, Hashable {
  public var metrics: [MetricSummary]
  public var seed: UInt64

  public init(metrics: [MetricSummary], seed: UInt64) {
    self.metrics = metrics
    self.seed = seed
  }

  public var paths: Int { metrics.first?.paths ?? 0 }

  public subscript(name: String) -> MetricSummary? { metrics.first { $0.name == name } }

  /// Adds other paths of the same model and seed.
  public mutating func merge(_ other: SimulationSummary) {
    for index in metrics.indices { metrics[index].merge(other.metrics[index]) }
  }
}
