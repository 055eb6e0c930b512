import Glibc
import Probability

/// The log chance of a day's orders at every mean of a grid, Poisson and negative binomial, for days of one
/// factor.
///
/// With μ = factor · exp(log mean) it is linear in the count up to a constant: k log μ − μ, and
/// k (log μ − log(1 + μ/s)) − s log(1 + μ/s) + log Γ(k + s) − log Γ(s) − k log s; k! is left out of both.
struct CountLikelihood {
  private let cells: Int
  private let sizes: [Double]
  /// sizes × cells.
  private var slopes: [Double] = []
  private var offsets: [Double] = []

  /// - Parameters:
  ///   - means: exp of each of `logMeans`.
  ///   - sizes: The sizes of the negative binomial distribution; infinity is Poisson.
  init(means: [Double], logMeans: [Double], factor: Double, sizes: [Double]) {
    cells = logMeans.count
    self.sizes = sizes
    let logFactor = log(factor)
    for size in sizes {
      for (mean, logMean) in zip(means, logMeans) {
        let mean = mean * factor
        let excess = size.isFinite ? log1p(mean / size) : 0
        slopes.append(logMean + logFactor - excess)
        offsets.append(size.isFinite ? -size * excess : -mean)
      }
    }
  }

  /// Writes sizes × cells log chances of `count` orders.
  func fill(_ logs: UnsafeMutableBufferPointer<Double>, count: Int) {
    precondition(logs.count == slopes.count, "a grid of other cells")
    let observed = Double(count)
    slopes.withUnsafeBufferPointer { slopes in
      offsets.withUnsafeBufferPointer { offsets in
        for (row, size) in sizes.enumerated() {
          let constant =
            size.isFinite ? logGamma(observed + size) - logGamma(size) - observed * log(size) : 0
          for cell in row * cells..<(row + 1) * cells {
            logs[cell] = observed * slopes[cell] + (offsets[cell] + constant)
          }
        }
      }
    }
  }

  /// The chance of a count at every cell, relative to the likeliest one.
  struct Day {
    /// exp(log chance − `most`), sizes × cells.
    fileprivate(set) var powers: [Double]
    /// The greatest log chance of any cell.
    fileprivate(set) var most: Double
  }

  /// The day of `count` orders: what many days have in common is computed once.
  func day(count: Int) -> Day {
    var logs = slopes
    logs.withUnsafeMutableBufferPointer { fill($0, count: count) }
    let most = logs.max() ?? 0
    return Day(powers: LikelihoodScale.powers(of: logs, most: most), most: most)
  }
}
