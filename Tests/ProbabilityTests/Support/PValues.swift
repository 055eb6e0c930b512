import Foundation

@testable import Probability

/// p-values of goodness of fit, by this module's own distribution functions, which the oracle tests hold.
enum PValues {
  /// Pearson's chi-square of Int draws against a pmf, neighbouring values pooled up to 10 expected.
  ///
  /// - Parameter support: Values that may occur; the rest is pooled with the ends by cdf and survival.
  static func chiSquare(
    _ draws: [Int], support: ClosedRange<Int>, pmf: (Int) -> Double, cdf: (Int) -> Double,
    survival: (Int) -> Double
  ) -> Double {
    let count = Double(draws.count)
    var tallies = [Int](repeating: 0, count: support.count)
    for draw in draws {
      tallies[min(max(draw, support.lowerBound), support.upperBound) - support.lowerBound] += 1
    }
    var expected = support.map { count * pmf($0) }
    expected[0] = count * cdf(support.lowerBound)
    expected[support.count - 1] =
      support.count > 1 ? count * survival(support.upperBound - 1) : count
    var cells: [(observed: Double, expected: Double)] = []
    var open = (observed: 0.0, expected: 0.0)
    for (tally, mass) in zip(tallies, expected) {
      open.observed += Double(tally)
      open.expected += mass
      if open.expected >= 10 {
        cells.append(open)
        open = (0, 0)
      }
    }
    if let last = cells.popLast() {
      cells.append((last.observed + open.observed, last.expected + open.expected))
    }
    guard cells.count > 1 else { return 1 }
    let statistic = cells.reduce(0) {
      $0 + ($1.observed - $1.expected) * ($1.observed - $1.expected) / $1.expected
    }
    return IncompleteGamma.upper(Double(cells.count - 1) / 2, statistic / 2)
  }

  /// Kolmogorov's D against a continuous cdf: the asymptotic distribution with Stephens's correction. Of
  /// every 50 draws in order one is used; all are used if the neighbours leave room for a larger D, so D is
  /// exact.
  static func kolmogorov(_ draws: [Double], cdf: (Double) -> Double) -> Double {
    let count = Double(draws.count)
    let sorted = draws.sorted()
    func distance(_ index: Int, _ p: Double) -> Double {
      max(p - Double(index) / count, Double(index + 1) / count - p)
    }
    let marks = Array(stride(from: 0, to: sorted.count - 1, by: 50)) + [sorted.count - 1]
    let heights = marks.map { cdf(sorted[$0]) }
    var largest = zip(marks, heights).reduce(0) { max($0, distance($1.0, $1.1)) }
    for block in 1..<marks.count {
      let (first, last) = (marks[block - 1], marks[block])
      let room = max(
        heights[block] - Double(first) / count, Double(last + 1) / count - heights[block - 1])
      guard room > largest else { continue }
      for index in first...last { largest = max(largest, distance(index, cdf(sorted[index]))) }
    }
    let x = largest * (count.squareRoot() + 0.12 + 0.11 / count.squareRoot())
    if x < 0.3 { return 1 }
    var sum = 0.0
    for term in 1...100 {
      let size = exp(-2 * x * x * Double(term * term))
      sum += term % 2 == 1 ? size : -size
    }
    return min(1, 2 * sum)
  }

  /// The smaller tail, doubled, of `hits` of `trials` with probability p.
  static func binomial(_ hits: Int, of trials: Int, _ p: Double) -> Double {
    let law = Binomial(unchecked: trials, p)
    return min(1, 2 * min(law.cdf(hits), hits > 0 ? law.survival(hits - 1) : 1))
  }
}
