import Probability

/// The distribution of a count where it matters: P(count = `first` + index).
struct CountMass: Sendable {
  private(set) var first: Int
  private(set) var mass: [Double]

  /// Probabilities below this share of the largest are dropped from the ends.
  private static let leastShare = 1e-14

  private init(first: Int, mass: [Double]) { (self.first, self.mass) = (first, mass) }

  /// A binomial distribution, computed from its mode outwards by the ratio of neighbours.
  init(trials: Int, probability p: Double) {
    guard p > 0, p < 1, let law = try? Binomial(trials: trials, probability: p) else {
      self.init(first: p > 0 ? trials : 0, mass: [1])
      return
    }
    let mode = min(trials, Int(Double(trials + 1) * p))
    let (peak, odds) = (law.pmf(mode), p / (1 - p))
    var above: [Double] = []
    var value = peak
    for count in mode..<trials {
      value *= Double(trials - count) / Double(count + 1) * odds
      guard value >= peak * Self.leastShare else { break }
      above.append(value)
    }
    var below: [Double] = []
    value = peak
    for count in stride(from: mode, to: 0, by: -1) {
      value *= Double(count) / Double(trials - count + 1) / odds
      guard value >= peak * Self.leastShare else { break }
      below.append(value)
    }
    self.init(first: mode - below.count, mass: below.reversed() + [peak] + above)
  }

  /// The distribution of the sum of independent counts; 0 for none.
  ///
  /// Neighbours are joined first, so that wide distributions are multiplied only a few times.
  static func sum(_ counts: [CountMass]) -> CountMass {
    var row = counts
    while row.count > 1 {
      row = stride(from: 0, to: row.count, by: 2).map { index in
        index + 1 < row.count ? row[index].plus(row[index + 1]) : row[index]
      }
    }
    return row.first ?? CountMass(first: 0, mass: [1])
  }

  private func plus(_ other: CountMass) -> CountMass {
    var product = [Double](repeating: 0, count: mass.count + other.mass.count - 1)
    for (index, value) in mass.enumerated() {
      for (step, factor) in other.mass.enumerated() { product[index + step] += value * factor }
    }
    let least = (product.max() ?? 0) * Self.leastShare
    let low = product.firstIndex { $0 >= least } ?? 0
    let high = product.lastIndex { $0 >= least } ?? product.count - 1
    return CountMass(first: first + other.first + low, mass: Array(product[low...high]))
  }
}
