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
  private let transition: [Double]
  private var moved: [Double]
  private var logs: [Double]

  /// - Parameters:
  ///   - mass: The prior, rows × states.
  ///   - transition: P(to | from), states × states, row-major.
  init(mass: [Double], states: Int, transition: [Double]) {
    self.mass = mass
    self.states = states
    rows = mass.count / states
    self.transition = transition
    moved = mass
    logs = mass
  }

  /// One day passes. O(rows · states²).
  mutating func step() {
    guard states > 1 else { return }
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
}
