import Glibc
import Probability

/// The tilt under which weighted paths are likeliest: cross-entropy.
///
/// The best law to draw from is the model's, given a breach. The tilt nearest to it in relative entropy makes
/// the weighted log-likelihood of the draws largest, which is a least-squares fit for normals and a
/// regression for counts (P.-T. de Boer, D. P. Kroese, S. Mannor, R. Y. Rubinstein, *A tutorial on the
/// cross-entropy method*, Annals of Operations Research 134 (2005) 19–67). A ridge keeps shifts that the
/// paths say little about near 0.
struct TiltFit {
  /// Paths that reached the level of the round, with their weights.
  let paths: [(weight: Double, draws: TiltDraws)]

  /// Weights add to the number of equally weighted paths that say as much.
  init(_ paths: [(logWeight: Double, draws: TiltDraws)]) {
    let most = paths.map(\.logWeight).max() ?? 0
    let raw = paths.map { exp($0.logWeight - most) }
    let sum = raw.reduce(0, +)
    let squares = raw.reduce(0) { $0 + $1 * $1 }
    let scale = squares > 0 ? sum / squares : 0
    self.paths = zip(raw, paths).map { ($0 * scale, $1.draws) }
  }

  /// The equally weighted paths that say as much.
  var effective: Double { paths.reduce(0) { $0 + $1.weight } }

  /// Weight of the belief that a shift is 0, in paths.
  private static let ridge = 3.0
  /// Share of the fit in the next tilt; the rest is the tilt before.
  private static let step = 0.7
  private static let newtonSteps = 8

  func tilt(after old: Tilt, _ plan: RarePlan, _ features: TiltFeatures) -> Tilt {
    var tilt = old
    for index in plan.rates.indices where plan.rates[index].laws.count > 1 {
      tilt.laws[index] = shares(
        old.laws[index], plan.rates[index].weights, features.laws[index], features.exploredLaws[index]
      ) { $0.laws[index] }
    }
    if let levels = old.levels, let volume = plan.volume, volume.weights.count > 1 {
      tilt.levels = shares(levels, volume.weights, features.levels, features.exploredLevels) { $0.levels[0] }
    }
    for index in old.coefficients.indices {
      let sum = paths.reduce(0) { $0 + $1.weight * $1.draws.coefficients[index] }
      tilt.coefficients[index] =
        Self.step * sum / (effective + Self.ridge) + (1 - Self.step) * old.coefficients[index]
    }
    for index in old.innovations.indices {
      tilt.innovations[index] = normals(old.innovations[index]) { $0.innovations[index] }
    }
    tilt.volumeDrift = normals(old.volumeDrift, \.volumeDrift)
    tilt.orders = counts(old.orders, \.orders)
    tilt.bad = counts(old.bad, \.bad)
    tilt.pending = counts(old.pending, \.pending)
    return tilt
  }

  private func normals(_ old: Tilt.Curve, _ rows: (TiltDraws) -> [TiltDraws.Normal]) -> Tilt.Curve {
    var system = Ridge(old)
    for (weight, draws) in paths {
      for row in rows(draws) {
        system.add(row.place, row.scale, weight: weight, slope: weight * row.value)
      }
    }
    return blend(old, system.step(from: [Double](repeating: 0, count: old.values.count), ridge: Self.ridge))
  }

  private func counts(_ old: Tilt.Curve, _ rows: (TiltDraws) -> [TiltDraws.Count]) -> Tilt.Curve {
    var curve = old
    for _ in 0..<Self.newtonSteps {
      var system = Ridge(curve)
      for (weight, draws) in paths {
        for row in rows(draws) {
          let odds = exp(curve.shift(row.place))
          switch row.law {
          case .binomial(let trials, let chance):
            let p = chance * odds / (1 + chance * (odds - 1))
            system.add(
              row.place, 1, weight: weight * trials * p * (1 - p),
              slope: weight * (row.count - trials * p))
          case .negativeBinomial(let mean, let size):
            let spread = 1 + mean * odds / size
            system.add(
              row.place, 1, weight: weight * mean * odds / spread,
              slope: weight * (row.count - mean * odds) / spread)
          }
        }
      }
      let change = system.step(from: curve.values, ridge: Self.ridge)
      for index in curve.values.indices {
        curve.values[index] += min(1, max(-1, change[index]))
      }
      if change.allSatisfy({ abs($0) < 1e-3 }) { break }
    }
    return blend(old, curve.values)
  }

  private func blend(_ old: Tilt.Curve, _ values: [Double]) -> Tilt.Curve {
    var curve = old
    curve.values = zip(old.values, values).map { (1 - Self.step) * $0 + Self.step * $1 }
    return curve
  }

  /// So few components are told apart by how often the paths drew each.
  private static let fewComponents = 12

  /// Exponential weights whose mean features are those of the paths.
  private func shares(
    _ old: Tilt.Shares, _ weights: [Double], _ features: [[Double]], _ explored: [Double],
    _ drawn: (TiltDraws) -> Int
  ) -> Tilt.Shares {
    if weights.count <= Self.fewComponents {
      var shares = weights.map { $0 * Self.ridge }
      for (weight, draws) in paths { shares[drawn(draws)] += weight }
      return Tilt.Shares(weights, shares: shares.map { $0 / (effective + Self.ridge) }, explored: explored)
    }
    let width = TiltFeatures.count
    var target = [Double](repeating: 0, count: width)
    for (weight, draws) in paths {
      let row = features[drawn(draws)]
      for index in 0..<width { target[index] += weight * row[index] }
    }
    var exponents = old.exponents.isEmpty ? [Double](repeating: 0, count: width) : old.exponents
    let before = exponents
    for _ in 0..<20 {
      let shares = Tilt.Shares.tilted(weights, features, exponents)
      var (mean, second) = (
        [Double](repeating: 0, count: width), [Double](repeating: 0, count: width * width)
      )
      for (share, row) in zip(shares, features) {
        for i in 0..<width {
          mean[i] += share * row[i]
          for j in 0..<width { second[i * width + j] += share * row[i] * row[j] }
        }
      }
      var matrix = second
      var slope = [Double](repeating: 0, count: width)
      for i in 0..<width {
        slope[i] = target[i] - effective * mean[i] - Self.ridge * exponents[i]
        for j in 0..<width { matrix[i * width + j] = effective * (second[i * width + j] - mean[i] * mean[j]) }
        matrix[i * width + i] += Self.ridge
      }
      let change = solved(matrix, slope)
      for index in 0..<width {
        exponents[index] = min(8, max(-8, exponents[index] + min(1, max(-1, change[index]))))
      }
      if change.allSatisfy({ abs($0) < 1e-3 }) { break }
    }
    let blended = zip(before, exponents).map { (1 - Self.step) * $0 + Self.step * $1 }
    return Tilt.Shares(weights, features: features, exponents: blended, explored: explored)
  }
}

/// Normal equations of a curve's values: each row has two neighbouring knots and the two slopes.
private struct Ridge {
  let (knots, last, width): (Int, Int, Int)
  let steadiness: Double
  /// Weight of the belief that neighbouring knots are equal. Without it a few heavy paths of an early round
  /// could tie the tilt to the days on which they happened to breach.
  let evenness = 20.0
  var matrix: [Double]
  var slope: [Double]

  init(_ curve: Tilt.Curve) {
    (knots, last, width) = (curve.knots, curve.last, curve.knots + 2)
    steadiness = curve.steadiness
    matrix = [Double](repeating: 0, count: width * width)
    slope = [Double](repeating: 0, count: width)
  }

  @inline(__always)
  mutating func add(_ place: Tilt.Place, _ scale: Double, weight: Double, slope: Double) {
    let (knot, share) = Tilt.Curve.place(knots, last, place.day)
    let columns = (knot, knot + 1, knots, knots + 1)
    let (a, b) = (scale * (1 - share), scale * share)
    let (c, d) = (scale * place.nearness, scale * place.heat)
    matrix[columns.0 * width + columns.0] += weight * a * a
    matrix[columns.1 * width + columns.0] += weight * a * b
    matrix[columns.1 * width + columns.1] += weight * b * b
    matrix[columns.2 * width + columns.0] += weight * a * c
    matrix[columns.2 * width + columns.1] += weight * b * c
    matrix[columns.2 * width + columns.2] += weight * c * c
    matrix[columns.3 * width + columns.0] += weight * a * d
    matrix[columns.3 * width + columns.1] += weight * b * d
    matrix[columns.3 * width + columns.2] += weight * c * d
    matrix[columns.3 * width + columns.3] += weight * d * d
    self.slope[columns.0] += slope * a
    self.slope[columns.1] += slope * b
    self.slope[columns.2] += slope * c
    self.slope[columns.3] += slope * d
  }

  /// One Newton step from `values`; from 0, the solution of least squares.
  func step(from values: [Double], ridge: Double) -> [Double] {
    var (matrix, slope) = (matrix, slope)
    for i in 0..<width {
      for j in 0..<i { matrix[j * width + i] = matrix[i * width + j] }
      matrix[i * width + i] += ridge
      slope[i] -= ridge * (values[i] - (i == width - 1 ? steadiness : 0))
    }
    for knot in 1..<knots {
      let (i, j) = (knot - 1, knot)
      matrix[i * width + i] += evenness
      matrix[j * width + j] += evenness
      matrix[i * width + j] -= evenness
      matrix[j * width + i] -= evenness
      slope[i] -= evenness * (values[i] - values[j])
      slope[j] -= evenness * (values[j] - values[i])
    }
    return solved(matrix, slope)
  }
}

/// The solution of a positive definite system, row-major; the matrix is small.
private func solved(_ matrix: [Double], _ right: [Double]) -> [Double] {
  let n = right.count
  var (a, x) = (matrix, right)
  for pivot in 0..<n {
    let inverse = 1 / max(a[pivot * n + pivot], 1e-12)
    for row in pivot + 1..<max(n, pivot + 1) {
      let factor = a[row * n + pivot] * inverse
      guard factor != 0 else { continue }
      for column in pivot..<n { a[row * n + column] -= factor * a[pivot * n + column] }
      x[row] -= factor * x[pivot]
    }
  }
  for row in (0..<n).reversed() {
    for column in row + 1..<max(n, row + 1) { x[row] -= a[row * n + column] * x[column] }
    x[row] /= max(a[row * n + row], 1e-12)
  }
  return x
}
