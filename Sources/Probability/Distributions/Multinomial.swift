import Glibc

/// The multinomial law: how many of the trials fall into each category.
public struct Multinomial: Distribution, Hashable {
  /// 0…2⁵³.
  public let trials: Int
  /// Of the categories, in their order; their sum is 1 but for rounding.
  public let probabilities: [Double]

  /// - Throws: `ParameterError` unless `trials` is from 0 to 2⁵³, every probability from 0 to 1 and their sum
  ///   within 1e-9 of 1.
  public init(trials: Int, probabilities: [Double]) throws(ParameterError) {
    guard trials >= 0, trials <= 1 << 53 else {
      throw ParameterError("Multinomial.trials", trials, expected: "a whole number from 0 to 2^53")
    }
    for (index, p) in probabilities.enumerated() where !(p >= 0 && p <= 1) {
      throw ParameterError("Multinomial.probabilities[\(index)]", p, expected: "a number from 0 to 1")
    }
    let sum = probabilities.reduce(0, +)
    guard abs(sum - 1) <= 1e-9 else {
      throw ParameterError("Multinomial.probabilities", "a sum of \(sum)", expected: "a sum of 1")
    }
    self.trials = trials
    self.probabilities = probabilities
  }

  /// Of each category.
  public var mean: [Double] { probabilities.map { Double(trials) * $0 } }
  /// Of each category.
  public var variance: [Double] { probabilities.map { Double(trials) * $0 * (1 - $0) } }

  /// log P(X = counts); −∞ unless the counts are ≥ 0 and sum to `trials`. A product of conditional binomials, each in
  /// Loader's form. Precondition: one count for each category.
  public func logPmf(_ counts: [Int]) -> Double {
    precondition(counts.count == probabilities.count, "Multinomial.logPmf: one count for each category.")
    guard counts.allSatisfy({ $0 >= 0 }), counts.reduce(0, +) == trials else { return -.infinity }
    var (sum, left, rest) = (0.0, 0, 0.0)
    // From the last to the first, so that the mass of the later categories is a sum, not a difference.
    for (count, p) in zip(counts, probabilities).reversed() {
      let mass = rest + p
      left += count
      if mass > 0 { sum += Loader.logBinomial(Double(count), Double(left - count), p / mass, rest / mass) }
      if mass == 0, left > 0 { return -.infinity }
      rest = mass
    }
    return sum
  }

  /// Conditional binomial draws, category by category.
  @inlinable public func sample(using generator: inout some RandomNumberGenerator) -> [Int] {
    var counts = [Int](repeating: 0, count: probabilities.count)
    var left = trials
    // Mass of a category and those before it, drawn from the last backwards.
    var sums = probabilities
    for index in sums.indices.dropFirst() { sums[index] += sums[index - 1] }
    for index in probabilities.indices.reversed() where left > 0 && probabilities[index] > 0 {
      let before = index > 0 ? sums[index - 1] : 0
      let p = before > 0 ? probabilities[index] / sums[index] : 1
      counts[index] = Binomial.draw(trials: left, probability: min(p, 1), using: &generator)
      left -= counts[index]
    }
    return counts
  }
}
