import Glibc

/// A stationary AR(1) with normal innovations as a chain of equally spaced states that reach 3.5 stationary
/// standard deviations. A row is the normal density of the next day at the states, scaled to sum to 1.
///
/// Sums over such a chain are trapezium rules of smooth functions. They are right to rounding while a spacing
/// is no wider than an innovation or a posterior. The chain is that of G. Tauchen, Economics Letters 20
/// (1986) 177–181.
struct NormalChain: Sendable {
  /// Symmetric around 0.
  let states: [Double]
  /// states × states, row-major: P(to | from).
  let transition: [Double]
  let stationary: [Double]

  static let reach = 3.5

  /// - Parameters:
  ///   - count: Number of states, at least 1.
  ///   - ar1: Correlation from day to day, 0…1.
  ///   - sd: Stationary standard deviation, from 0.
  init(states count: Int, ar1: Double, sd: Double) {
    precondition(count >= 1, "a chain has a state")
    guard count > 1 else {
      (states, transition, stationary) = ([0], [1], [1])
      return
    }
    let points = (0..<count).map { Self.reach * sd * (2 * Double($0) / Double(count - 1) - 1) }
    // A spacing wider than the innovation would freeze the chain, so the step is at least 0.6 spacings.
    let spread = max(sd * (1 - ar1 * ar1).squareRoot(), 0.6 * (points[1] - points[0]))
    func row(_ centre: Double, _ sd: Double) -> [Double] {
      let weights = points.map { point in
        let z = (point - centre) / sd
        return exp(-z * z / 2)
      }
      let total = weights.reduce(0, +)
      return weights.map { $0 / total }
    }
    states = points
    transition = points.flatMap { row(ar1 * $0, spread) }
    stationary = row(0, sd)
  }
}
