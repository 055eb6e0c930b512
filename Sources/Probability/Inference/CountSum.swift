/// The distribution of a sum of independent counts, by convolution: P(sum = `first` + index).
public struct CountSum: Sendable, Hashable {
  public private(set) var first = 0
  public private(set) var masses = [1.0]

  /// The sum of nothing, which is 0.
  public init() {}

  public var last: Int { first + masses.count - 1 }

  /// Adds a count with P(count = `first` + index) = `masses[index]`.
  ///
  /// - Complexity: O(length · length).
  public mutating func add(first: Int = 0, masses other: [Double]) {
    self.first += first
    guard other.count > 1 else { return }
    var product = [Double](repeating: 0, count: masses.count + other.count - 1)
    for (index, value) in masses.enumerated() where value > 0 {
      for (step, factor) in other.enumerated() { product[index + step] += value * factor }
    }
    masses = product
  }

  /// P(sum ≥ count), added from the far end, so that a small chance keeps its digits.
  public func atLeast(_ count: Int) -> Double {
    guard count > first else { return 1 }
    guard count <= last else { return 0 }
    return min(1, masses[(count - first)...].reversed().reduce(0, +))
  }
}
