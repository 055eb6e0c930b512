import Probability

/// A stationary AR(1) with normal innovations as a chain of a few states.
///
/// Matches the correlation and the stationary standard deviation exactly: G. Rouwenhorst in T. F. Cooley (ed.),
/// *Frontiers of Business Cycle Research*, Princeton 1995, chapter 10; K. A. Kopecky and R. M. H. Suen, Review
/// of Economic Dynamics 13 (2010) 701–714.
struct RouwenhorstChain: Sendable {
  /// Equally spaced, symmetric around 0.
  let states: [Double]
  /// states × states, row-major: P(to | from).
  let transition: [Double]
  /// Binomial(states − 1, 1/2).
  let stationary: [Double]

  /// - Parameters: at least 1 state; the correlation 0…1; the stationary standard deviation, from 0.
  init(states count: Int, ar1: Double, sd: Double) {
    precondition(count >= 1, "a chain has a state")
    guard count > 1 else {
      (states, transition, stationary) = ([0], [1], [1])
      return
    }
    let p = (1 + ar1) / 2
    var matrix = [p, 1 - p, 1 - p, p]
    var size = 2
    while size < count {
      let next = size + 1
      var grown = [Double](repeating: 0, count: next * next)
      for row in 0..<size {
        for column in 0..<size {
          let value = matrix[row * size + column]
          grown[row * next + column] += p * value
          grown[row * next + column + 1] += (1 - p) * value
          grown[(row + 1) * next + column] += (1 - p) * value
          grown[(row + 1) * next + column + 1] += p * value
        }
      }
      for row in 1..<(next - 1) { for column in 0..<next { grown[row * next + column] /= 2 } }
      (matrix, size) = (grown, next)
    }
    transition = matrix
    let reach = sd * Double(count - 1).squareRoot()
    states = (0..<count).map { reach * (2 * Double($0) / Double(count - 1) - 1) }
    var weights = [1.0]
    for _ in 1..<count {
      weights = (0...weights.count).map { index in
        ((index > 0 ? weights[index - 1] : 0) + (index < weights.count ? weights[index] : 0)) / 2
      }
    }
    stationary = weights
  }
}
