import Glibc
import LinearAlgebra
import Probability

/// How the fall of a probability depends on the luck of an action: a parabola in its normal score, with its
/// error.
///
/// The curve is the mean over all other luck, given that of one uncertain effect. Regression reads it off the
/// paths of one run, instead of one run for each value (M. Strong, J. E. Oakley, A. Brennan, *Medical
/// Decision Making* 34 (2014) 311–326).
struct EffectCurve: Sendable {
  private var coefficients: [Double]
  /// A matrix F, 3×3 row-major, where F · Fᵀ is the covariance of the coefficients.
  private let factor: [Double]

  /// The means of the normal score and of its square within each tenth.
  private static let scores: [(mean: Double, square: Double)] = (0..<PairedTallyTenths).map { tenth in
    let points = (0..<20).map { normalQuantile((Double(tenth) + (Double($0) + 0.5) / 20) / 10) }
    return (points.reduce(0, +) / 20, points.reduce(0) { $0 + $1 * $1 } / 20)
  }

  private static let PairedTallyTenths = 10

  /// Weighted least squares over the tenths.
  ///
  /// - Parameters: the means, and their standard errors, which are above 0.
  init(means: [Double], errors: [Double]) {
    var normal = Matrix(rows: 3, columns: 3)
    var right = [0.0, 0, 0]
    for (tenth, score) in Self.scores.enumerated() {
      let row = [1, score.mean, score.square]
      let weight = 1 / (errors[tenth] * errors[tenth])
      for i in 0..<3 {
        right[i] += weight * row[i] * means[tenth]
        for j in 0..<3 { normal[i, j] += weight * row[i] * row[j] }
      }
    }
    guard let solution = try? normal.solve(Matrix(rows: right.map { [$0] })),
      let factor = try? normal.inverseFactor()
    else { preconditionFailure("ten different scores have a normal matrix") }
    coefficients = solution.elements
    self.factor = factor.elements
  }

  /// The curve with its slope and curvature as far as they stand out of their errors: each is multiplied by
  /// 1 − variance / square, at least 0 (the positive part of W. James and C. Stein, *Proc. Fourth Berkeley
  /// Symposium* 1 (1961) 361–379, for one coefficient). The mean over all luck stays.
  ///
  /// A few large savings in one tenth are mostly luck of the futures, and no effect of the action's own luck.
  var shrunk: EffectCurve {
    var curve = self
    for place in 1...2 {
      let variance = (0..<3).reduce(0) { $0 + factor[3 * place + $1] * factor[3 * place + $1] }
      let square = coefficients[place] * coefficients[place]
      curve.coefficients[place] *= square > variance ? 1 - variance / square : 0
    }
    let mean = Self.scores.reduce(0) { $0 + $1.square } / Double(Self.scores.count)
    curve.coefficients[0] += (coefficients[2] - curve.coefficients[2]) * mean
    return curve
  }

  /// The fall at a normal score, for a curve drawn within its error by three standard normals.
  func value(at score: Double, _ normals: (Double, Double, Double)) -> Double {
    var drawn = coefficients
    for row in 0..<3 {
      let place = 3 * row
      drawn[row] += factor[place] * normals.0
      drawn[row] += factor[place + 1] * normals.1
      drawn[row] += factor[place + 2] * normals.2
    }
    return drawn[0] + drawn[1] * score + drawn[2] * score * score
  }

  /// The fall at a normal score.
  func value(at score: Double) -> Double { value(at: score, (0, 0, 0)) }

  /// The standard deviation of the fall over the luck: that of a parabola in a standard normal.
  var spread: Double {
    (coefficients[1] * coefficients[1] + 2 * coefficients[2] * coefficients[2]).squareRoot()
  }
}
