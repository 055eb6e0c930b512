import Glibc
import LinearAlgebra
import Probability

/// Logistic regression of open orders on their state: iteratively reweighted least squares with a ridge.
///
/// P. McCullagh and J. A. Nelder, *Generalized Linear Models*, 2nd ed., Chapman and Hall 1989, section 4.4.
struct OpenOrderFit {
  struct Row: Sendable {
    var order: OpenOrder
    var account: Double
    var endedBad: Bool
  }

  /// The weight of the mean in each cell, in orders.
  private static let cellRidge = 1.0
  private static let ridge = 1.0
  private static let iterations = 50
  private static let coefficients = 5
  /// The weight of a table measured on many sellers against one seller's own past, in orders.
  private static let strength = 10.0

  /// - Parameter form: Bins and number of states; coefficients and strength are replaced.
  static func fit(_ rows: [Row], form: OpenOrderPrior) throws -> OpenOrderPrior {
    var prior = form
    let states = form.cells.count
    let cells = states * form.bins
    let size = cells + Self.coefficients
    let count = Double(max(rows.count, 1))
    prior.reference = rounded(rows.reduce(0) { $0 + $1.account } / count)
    let bad = rows.reduce(0.0) { $0 + ($1.endedBad ? 1 : 0) }
    let centre = logit((bad + 1) / (count + 2))
    var beta = [Double](repeating: centre, count: cells) + [Double](repeating: 0, count: Self.coefficients)
    let prepared = rows.map { row -> (cell: Int, x: [Double], offset: Double, y: Double) in
      let covariates = row.order.covariates
      return (
        form.cell(of: row.order),
        [
          covariates.own, covariates.workingDays, covariates.age, row.account - prior.reference,
          row.order.isShippedLate ? 1 : 0,
        ],
        log(max(row.order.unrecorded, 1e-12)), row.endedBad ? 1 : 0
      )
    }
    for _ in 0..<iterations {
      var information = Matrix(rows: size, columns: size)
      var score = Matrix(rows: size, columns: 1)
      for index in 0..<size {
        let isCell = index < cells
        information[index, index] = isCell ? cellRidge : ridge
        score[index, 0] = isCell ? -cellRidge * (beta[index] - centre) : -ridge * beta[index]
      }
      for row in prepared {
        var eta = beta[row.cell] + row.offset
        for k in 0..<Self.coefficients { eta += beta[cells + k] * row.x[k] }
        let p = logistic(eta)
        let (weight, residual) = (max(p * (1 - p), 1e-9), row.y - p)
        information[row.cell, row.cell] += weight
        score[row.cell, 0] += residual
        for k in 0..<Self.coefficients {
          information[cells + k, row.cell] += weight * row.x[k]
          score[cells + k, 0] += residual * row.x[k]
          for l in 0...k { information[cells + k, cells + l] += weight * row.x[k] * row.x[l] }
        }
      }
      let step = try information.solve(score)
      // The first step from a poor start may overshoot, so the whole step is shortened.
      let most = (0..<size).reduce(0.0) { max($0, abs(step[$1, 0])) }
      let scale = min(1, 2 / most)
      for index in 0..<size { beta[index] += scale * step[index, 0] }
      if most < 1e-6 { break }
    }
    prior.cells = (0..<states).map { state in
      (0..<form.bins).map { rounded(beta[state * form.bins + $0]) }
    }
    prior.strength = strength
    (prior.own, prior.workingDays) = (rounded(beta[cells]), rounded(beta[cells + 1]))
    (prior.age, prior.account) = (rounded(beta[cells + 2]), rounded(beta[cells + 3]))
    let shippedLate = rounded(beta[cells + 4])
    prior.shippedLate = shippedLate == 0 ? nil : shippedLate
    return prior
  }
}
