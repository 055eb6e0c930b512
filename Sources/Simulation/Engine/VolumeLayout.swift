import Probability

/// An order process laid out for the path loop: constants in buffers, in single precision.
final class VolumeLayout {
  let process: OrderProcess
  /// horizon × coefficients.
  let design: Buffer<Float>
  let coefficientMean: Buffer<Float>
  /// Lower factor of the coefficients' covariance, row-major; empty without one.
  let factor: Buffer<Float>
  /// Level, deviation, AR(1) coefficient and innovation of each component.
  let components: Buffer<Float>
  let cumulativeWeights: Buffer<Double>
  let drifts: Bool
  /// Daily factor of the mean.
  let daily: Buffer<Float>
  /// Running shares of a table.
  let table: Buffer<Double>
  /// Counts around the mean.
  let counts: PowerSeriesCounts
  /// Lags with a weight: the chance of each among the orders that no earlier one took.
  let lags: [(lag: Int, chance: Double)]

  init(_ process: OrderProcess, _ model: CompiledModel) {
    self.process = process
    design = Buffer(model.design.map { Float($0) })
    coefficientMean = Buffer((process.coefficientMean ?? []).map { Float($0) })
    factor = Buffer(model.coefficientFactor.map { Float($0) })
    let components = process.components ?? []
    self.components = Buffer(
      components.flatMap { [$0.level, $0.deviation, $0.ar1Coefficient, $0.innovationSD].map { Float($0) } })
    cumulativeWeights = Buffer(model.levelWeights)
    drifts = components.contains { $0.innovationSD > 0 }
    daily = Buffer((1...model.horizon).map { Float(process.mean?[$0] ?? 1) })
    table = Buffer(CompiledModel.cumulative(process.pmf ?? [1]))
    counts = PowerSeriesCounts(size: process.distribution == .negativeBinomial ? process.size : nil)
    var mass = 1.0
    lags = (process.promiseLags ?? []).enumerated().compactMap { lag, weight in
      guard weight > 0 else { return nil }
      defer { mass -= weight }
      return (lag, mass > 0 ? min(1, weight / mass) : 1)
    }
  }
}
