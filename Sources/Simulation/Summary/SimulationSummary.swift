/// What a run of paths did, one summary per metric in the order of the model.
public struct SimulationSummary: Sendable, Hashable {
  public var metrics: [MetricSummary]
  public var seed: UInt64

  public init(metrics: [MetricSummary], seed: UInt64) {
    self.metrics = metrics
    self.seed = seed
  }

  /// Several equally likely versions of one model together, at least one, each run on paths of its own.
  public init(versions: [SimulationSummary], seed: UInt64) {
    metrics = versions[0].metrics.indices.map { index in
      MetricSummary(versions: versions.map { $0.metrics[index] })
    }
    self.seed = seed
  }

  public var paths: Int { metrics.first?.paths ?? 0 }

  public subscript(name: String) -> MetricSummary? { metrics.first { $0.name == name } }

  /// Adds other paths of the same model and seed.
  public mutating func merge(_ other: SimulationSummary) {
    for index in metrics.indices { metrics[index].merge(other.metrics[index]) }
  }
}
