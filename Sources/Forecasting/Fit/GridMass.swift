import Glibc
import LinearAlgebra

/// The forward recursion of a hidden chain, for several rows of states at once.
///
/// L. R. Rabiner, Proc. IEEE 77 (1989) 257–286, eq. 19–20, scaled day by day: one step of all rows is one
/// matrix product, rows × states by states × states.
struct GridMass {
  let rows: Int
  let states: Int
  /// rows × states; adds to 1 after the first observation.
  private(set) var mass: [Double]
  /// Log of the total scale removed so far: the log-likelihood of the observations.
  private(set) var logEvidence = 0.0
  /// Powers of the transition: entry k − 1 moves the mass by k days.
  private var transitions: [[Double]]
  private let change: Change?
  private var moved: [Double]
  private var logs: [Double]

  /// Rows that change: the row of a day is drawn anew, whatever it was.
  struct Change {
    /// The chance per day, 0…1.
    var daily: Double
    /// The chance of each row after a change; adds to 1.
    var rows: [Double]
  }

  /// - Parameters:
  ///   - mass: The prior, rows × states.
  ///   - transition: P(to | from), states × states, row-major.
  ///   - change: `nil` if a row never changes.
  init(mass: [Double], states: Int, transition: [Double], change: Change? = nil) {
    self.mass = mass
    self.states = states
    rows = mass.count / states
    transitions = [transition]
    self.change = change
    moved = mass
    logs = mass
  }

  private static let longestMove = 32

  /// Days pass about which nothing is known: at least 1. O(rows · states²) for each 32 of them, and
  /// O(states³) the first time that so many pass at once.
  mutating func step(days: Int = 1) {
    var left = days
    while left > 0 {
      let move = min(left, Self.longestMove)
      self.move(days: move)
      left -= move
    }
    // Forwards, what leaves the rows is dealt out by the rows' chances. A day on which they are drawn anew
    // makes those before it forgotten.
    if let change { changeRows(1 - pow(1 - change.daily, Double(days))) }
  }

  /// One day passes the other way, for a mass that is the chance of later days from each cell; `transition`
  /// is then P(from | to). O(rows · states²).
  mutating func stepBack() {
    move(days: 1)
    if let change { changeRowsBack(change.daily) }
  }

  /// The rows change with a chance of the day's own, 0…1; for a mass that moves forwards.
  mutating func changeRows(_ chance: Double) {
    guard let change else { return }
    redraw(chance, taking: [Double](repeating: 1, count: rows), giving: change.rows)
  }

  /// The same for a mass that is the chance of later days.
  mutating func changeRowsBack(_ chance: Double) {
    guard let change else { return }
    redraw(chance, taking: change.rows, giving: [Double](repeating: 1, count: rows))
  }

  /// Moves the mass of every state from row to row.
  ///
  /// - Parameter kernel: rows × rows, row-major: the share of a row's mass (the second index) that goes to
  ///   the row of the first.
  mutating func mixRows(_ kernel: [Double]) {
    precondition(kernel.count == rows * rows, "a share for every pair of rows")
    let (rows, states) = (rows, states)
    moved.withUnsafeMutableBufferPointer { target in
      kernel.withUnsafeBufferPointer { shares in
        mass.withUnsafeBufferPointer { source in
          guard let target = target.baseAddress, let shares = shares.baseAddress,
            let source = source.baseAddress
          else { return }
          gemm(rows: rows, columns: states, inner: rows, shares, source, into: target)
        }
      }
    }
    swap(&mass, &moved)
  }

  private mutating func redraw(_ daily: Double, taking: [Double], giving: [Double]) {
    for state in 0..<states {
      var taken = 0.0
      for row in 0..<rows { taken += taking[row] * mass[row * states + state] }
      for row in 0..<rows {
        let cell = row * states + state
        mass[cell] = (1 - daily) * mass[cell] + daily * taken * giving[row]
      }
    }
  }

  private mutating func move(days: Int) {
    guard states > 1 else { return }
    while transitions.count < days { transitions.append(product(transitions[transitions.count - 1])) }
    let transition = transitions[days - 1]
    let (rows, states) = (rows, states)
    moved.withUnsafeMutableBufferPointer { target in
      mass.withUnsafeBufferPointer { source in
        transition.withUnsafeBufferPointer { step in
          guard let target = target.baseAddress, let source = source.baseAddress, let step = step.baseAddress
          else { return }
          gemm(rows: rows, columns: states, inner: states, source, step, into: target)
        }
      }
    }
    swap(&mass, &moved)
  }

  /// A power of the transition times the transition.
  private func product(_ power: [Double]) -> [Double] {
    var product = power
    product.withUnsafeMutableBufferPointer { target in
      power.withUnsafeBufferPointer { left in
        transitions[0].withUnsafeBufferPointer { right in
          guard let target = target.baseAddress, let left = left.baseAddress, let right = right.baseAddress
          else { return }
          gemm(rows: states, columns: states, inner: states, left, right, into: target)
        }
      }
    }
    return product
  }

  /// Multiplies in the likelihood of the day, given as its logarithm by cell, and scales to sum 1.
  @inline(__always)
  mutating func observe(_ logLikelihood: (Int) -> Double) {
    observeAll { logs in for cell in logs.indices { logs[cell] = logLikelihood(cell) } }
  }

  /// The same, all cells being written at once.
  @inline(__always)
  mutating func observeAll(_ fill: (UnsafeMutableBufferPointer<Double>) -> Void) {
    logs.withUnsafeMutableBufferPointer { fill($0) }
    let scaled = mass.withUnsafeMutableBufferPointer { mass in
      logs.withUnsafeBufferPointer { LikelihoodScale(multiplying: mass, byExpOf: $0) }
    }
    logEvidence += scaled.most + log(scaled.total)
  }

  /// Multiplies in a likelihood whose powers are known.
  ///
  /// - Returns: Whether it could be; the mass is as it was if it lies where the powers are 0 to rounding.
  mutating func observe(_ likelihood: CountLikelihood.Day) -> Bool {
    let scaled = mass.withUnsafeMutableBufferPointer { mass in
      likelihood.powers.withUnsafeBufferPointer {
        LikelihoodScale(multiplying: mass, by: $0, most: likelihood.most)
      }
    }
    guard let scaled else { return false }
    logEvidence += scaled.most + log(scaled.total)
    return true
  }
}
