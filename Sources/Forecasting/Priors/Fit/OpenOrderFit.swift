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
    let prepared = Prepared(rows, form, reference: prior.reference)
    for _ in 0..<iterations {
      var information = Matrix(rows: size, columns: size)
      var score = Matrix(rows: size, columns: 1)
      for index in 0..<size {
        let isCell = index < cells
        information[index, index] = isCell ? cellRidge : ridge
        score[index, 0] = isCell ? -cellRidge * (beta[index] - centre) : -ridge * beta[index]
      }
      prepared.add(to: &information.elements, &score.elements, beta, cells: cells)
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

  /// The rows side by side, as every iteration reads them.
  private struct Prepared {
    private var cells: [Int] = []
    /// rows × coefficients.
    private var x: [Double] = []
    private var offsets: [Double] = []
    private var outcomes: [Double] = []

    init(_ rows: [Row], _ form: OpenOrderPrior, reference: Double) {
      for row in rows {
        let covariates = row.order.covariates
        cells.append(form.cell(of: row.order))
        x += [
          covariates.own, covariates.workingDays, covariates.age, row.account - reference,
          row.order.isShippedLate ? 1 : 0,
        ]
        offsets.append(log(max(row.order.unrecorded, 1e-12)))
        outcomes.append(row.endedBad ? 1 : 0)
      }
    }

    /// Adds the information, its lower triangle row-major, and the score of all rows.
    func add(to information: inout [Double], _ score: inout [Double], _ beta: [Double], cells base: Int) {
      let (count, size) = (OpenOrderFit.coefficients, beta.count)
      information.withUnsafeMutableBufferPointer { information in
        score.withUnsafeMutableBufferPointer { score in
          for row in cells.indices {
            let (cell, first) = (cells[row], row * count)
            var eta = beta[cell] + offsets[row]
            for k in 0..<count { eta += beta[base + k] * x[first + k] }
            let p = logistic(eta)
            let (weight, residual) = (max(p * (1 - p), 1e-9), outcomes[row] - p)
            information[cell * size + cell] += weight
            score[cell] += residual
            for k in 0..<count {
              let place = (base + k) * size
              information[place + cell] += weight * x[first + k]
              score[base + k] += residual * x[first + k]
              for l in 0...k { information[place + base + l] += weight * x[first + k] * x[first + l] }
            }
          }
        }
      }
    }
  }
}
