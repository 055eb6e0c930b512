import Foundation
import Simulation
import Testing

/// A sum of independent daily counts, as a list of masses from 0 on.
func convolved(_ laws: [[Double]]) -> [Double] {
  laws.reduce([1.0]) { left, right in
    var sum = [Double](repeating: 0, count: left.count + right.count - 1)
    for (i, a) in left.enumerated() { for (j, b) in right.enumerated() { sum[i + j] += a * b } }
    return sum
  }
}

/// Masses of a binomial count of `trials`.
func binomialMasses(_ trials: Int, _ p: Double) -> [Double] {
  Enumeration.binomial(trials, p).map(\.probability)
}

/// P(at least `count`).
func tail(_ masses: [Double], from count: Int) -> Double { masses.dropFirst(count).reduce(0, +) }

/// P(X > `statistic`) for chi-square of `degrees`: the upper incomplete gamma function by its continued
/// fraction or series, W. H. Press et al., *Numerical Recipes*, 3rd ed., 6.2.
func chiSquareTail(_ statistic: Double, degrees: Int) -> Double {
  guard degrees > 0, statistic > 0 else { return 1 }
  let (a, x) = (Double(degrees) / 2, statistic / 2)
  var sign: Int32 = 0
  let front = exp(a * log(x) - x - lgamma_r(a, &sign))
  if x < a + 1 {
    var (term, sum, n) = (1 / a, 1 / a, a)
    while term > sum * 1e-17 {
      n += 1
      term *= x / n
      sum += term
    }
    return 1 - front * sum
  }
  var b = x + 1 - a
  var (c, d) = (1e300, 1 / b)
  var h = d
  for i in 1...10_000 {
    let an = -Double(i) * (Double(i) - a)
    b += 2
    d = 1 / (an * d + b)
    c = b + an / c
    let change = d * c
    h *= change
    if abs(change - 1) < 1e-15 { break }
  }
  return front * h
}

/// Pearson's test of first-passage days and of "never" against their distribution; days expecting fewer than
/// 10 are pooled with the next ones. Returns the p-value; 0 where a path did what has probability 0.
func firstPassageFit(_ summary: MetricSummary, _ law: [Double]) -> Double {
  let paths = Double(summary.paths)
  let never = max(0, 1 - law.reduce(0, +))
  let hits = summary.firstPassage + [summary.paths - summary.firstPassage.reduce(0, +)]
  let expected = (law + [never < 1e-12 ? 0 : never]).map { $0 * paths }
  var cells: [(hits: Double, expected: Double)] = []
  var open = (hits: 0.0, expected: 0.0)
  for (hit, mean) in zip(hits, expected) {
    if mean == 0, hit > 0 { return 0 }
    open = (open.hits + Double(hit), open.expected + mean)
    if open.expected >= 10 {
      cells.append(open)
      open = (0, 0)
    }
  }
  if open.expected > 0, !cells.isEmpty {
    cells[cells.count - 1].hits += open.hits
    cells[cells.count - 1].expected += open.expected
  }
  let statistic = cells.reduce(0.0) { $0 + ($1.hits - $1.expected) * ($1.hits - $1.expected) / $1.expected }
  return chiSquareTail(statistic, degrees: cells.count - 1)
}

/// Expects summaries equal to the last count. Compared out of `#expect`, which would print every cell of
/// both.
func expectSame(
  _ left: [MetricSummary], _ right: [MetricSummary], sourceLocation: SourceLocation = #_sourceLocation
) {
  #expect(left.map(\.name) == right.map(\.name), sourceLocation: sourceLocation)
  for (one, other) in zip(left, right) {
    let isSame = one == other
    #expect(isSame, "\(one.name) differs", sourceLocation: sourceLocation)
  }
}

/// Expects `hits` of `paths` within 5 standard errors of a chance; exactly none or all where it is 0 or 1.
func expect(
  hits: Int, of paths: Int, chance: Double, _ what: String = "",
  sourceLocation: SourceLocation = #_sourceLocation
) {
  let n = Double(paths)
  if chance < 1e-15 || chance > 1 - 1e-15 {
    #expect(Double(hits) == chance.rounded() * n, "\(what)", sourceLocation: sourceLocation)
    return
  }
  guard n * chance * (1 - chance) >= 10 else {
    #expect(abs(Double(hits) - n * chance) <= 25, "\(what): \(hits)", sourceLocation: sourceLocation)
    return
  }
  let z = (Double(hits) - n * chance) / (n * chance * (1 - chance)).squareRoot()
  #expect(
    abs(z) < 5, "\(what): \(hits) of \(paths) is \(z) errors from \(chance)", sourceLocation: sourceLocation)
}
