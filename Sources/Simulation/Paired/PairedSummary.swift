/// What the same paths did under a baseline and a scenario.
public struct PairedSummary: Sendable, Hashable {
  /// One summary per pair of models, in their order.
  public internal(set) var baselines: [SimulationSummary]
  public internal(set) var scenarios: [SimulationSummary]
  /// First days off target, one passage per metric: those of the first pair, then those of the next.
  public internal(set) var metrics: [PairedPassage]
  /// Days off target and first days back on it, one per metric in the same order.
  public internal(set) var exposures: [PairedExposure]
  /// First day on which any of them is off target.
  public internal(set) var any: PairedPassage
  /// First day deactivated, one passage per policy; empty without enforcement.
  public internal(set) var deactivation: [PairedPassage]

  public subscript(name: String) -> PairedPassage? { metrics.first { $0.name == name } }

  public func exposure(_ name: String) -> PairedExposure? { exposures.first { $0.name == name } }

  /// Adds other paths of the same pairs of models, or of pairs with the same channels and metrics.
  public mutating func merge(_ other: PairedSummary) {
    for index in baselines.indices {
      baselines[index].merge(other.baselines[index])
      scenarios[index].merge(other.scenarios[index])
    }
    for index in metrics.indices { metrics[index].merge(other.metrics[index]) }
    for index in exposures.indices { exposures[index].merge(other.exposures[index]) }
    any.merge(other.any)
    for index in deactivation.indices { deactivation[index].merge(other.deactivation[index]) }
  }
}

extension PairedSummary {
  /// Several equally likely versions of the same pairs of models together, at least one, each run on paths of
  /// its own; they have the same channels and metrics.
  public init(versions: [PairedSummary]) {
    let first = versions[0]
    func joined<Part>(_ parts: KeyPath<PairedSummary, [Part]>, _ join: ([Part]) -> Part) -> [Part] {
      first[keyPath: parts].indices.map { index in join(versions.map { $0[keyPath: parts][index] }) }
    }
    self.init(
      baselines: joined(\.baselines) { SimulationSummary(versions: $0, seed: $0[0].seed) },
      scenarios: joined(\.scenarios) { SimulationSummary(versions: $0, seed: $0[0].seed) },
      metrics: joined(\.metrics, PairedPassage.init(versions:)),
      exposures: joined(\.exposures, PairedExposure.init(versions:)),
      any: PairedPassage(versions: versions.map(\.any)),
      deactivation: joined(\.deactivation, PairedPassage.init(versions:)))
  }
}
