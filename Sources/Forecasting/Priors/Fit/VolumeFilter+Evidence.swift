import Glibc

/// The distribution of the volume's drift and dispersion among sellers, by expectation and maximization.
extension VolumeFilter {
  static let driftCandidates: [(ar1: Double, sd: Double)] = [
    (0.997, 1.4), (0.99, 1.0), (0.97, 1.0), (0.9, 1.0), (0.99, 0.5), (0.97, 0.35), (0.95, 0.15),
  ]
  static let sizeCandidates: [Double?] = [nil, 25, 5, 1.5]
  private static let leastWeight = 0.02

  /// Log evidence of every pair of candidates, drifts first, and the log chance of each day since the last
  /// order, had the account been open, under the likeliest pair.
  func evidence(counts: [Int], lastWeekday: Int) -> (pairs: [Double], silence: [Double]) {
    var wide = priors
    wide.closing = nil
    wide.volume = Self.driftCandidates.map { .init(weight: 1, ar1: $0.ar1, sd: $0.sd) }
    wide.volumeSizes = Self.sizeCandidates.map { .init(weight: 1, size: $0) }
    let runs = VolumeFilter(priors: wide).runs(counts: counts, lastWeekday: lastWeekday)
    return (runs.map(\.evidence), runs.max { $0.evidence < $1.evidence }?.silence ?? [])
  }

  static func weights(_ sellers: [[Double]]) -> (drifts: [Priors.Drift], sizes: [Priors.Dispersion]) {
    let (drifts, sizes) = (driftCandidates.count, sizeCandidates.count)
    var driftWeights = [Double](repeating: 1 / Double(drifts), count: drifts)
    var sizeWeights = [Double](repeating: 1 / Double(sizes), count: sizes)
    for _ in 0..<200 {
      var nextDrifts = [Double](repeating: 0, count: drifts)
      var nextSizes = [Double](repeating: 0, count: sizes)
      for evidence in sellers {
        let best = evidence.max() ?? 0
        let shares = evidence.indices.map { index in
          exp(evidence[index] - best) * driftWeights[index / sizes] * sizeWeights[index % sizes]
        }
        let total = shares.reduce(0, +)
        for (index, share) in shares.enumerated() {
          nextDrifts[index / sizes] += share / total
          nextSizes[index % sizes] += share / total
        }
      }
      driftWeights = nextDrifts.map { $0 / Double(sellers.count) }
      sizeWeights = nextSizes.map { $0 / Double(sellers.count) }
    }
    return (
      driftCandidates.indices.filter { driftWeights[$0] >= leastWeight }.map {
        .init(weight: rounded(driftWeights[$0]), ar1: driftCandidates[$0].ar1, sd: driftCandidates[$0].sd)
      },
      sizeCandidates.indices.filter { sizeWeights[$0] >= leastWeight }.map {
        .init(weight: rounded(sizeWeights[$0]), size: sizeCandidates[$0])
      }
    )
  }
}
