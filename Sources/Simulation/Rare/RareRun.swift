/// What tilted paths say about the first passage of one window by each day up to a horizon.
public struct RareRun: Sendable {
  /// Why the weighted paths are not to be believed.
  public enum Doubt: Sendable, Hashable {
    /// No tilt brought enough paths to the limit.
    case notReached
    /// A few paths have most of the weight.
    case unevenWeights
    /// Plain paths met many more breaches, or many fewer.
    case contradicted
  }

  public let horizon: Int
  /// Paths of the rounds that fitted the tilt.
  public internal(set) var pilotPaths = 0
  /// Paths of the estimate.
  public internal(set) var paths = 0
  public internal(set) var doubt: Doubt?
  /// Sums over the paths whose first day off target is day index + 1: of their weights and the squares.
  var weights: [Double]
  var squares: [Double]
  /// Largest weight among them.
  var largest: [Double]
  /// Paths among them.
  public internal(set) var hits: [Int]

  init(horizon: Int) {
    self.horizon = horizon
    weights = [Double](repeating: 0, count: horizon)
    squares = weights
    largest = weights
    hits = [Int](repeating: 0, count: horizon)
  }

  mutating func add(day: Int, weight: Double) {
    weights[day - 1] += weight
    squares[day - 1] += weight * weight
    largest[day - 1] = max(largest[day - 1], weight)
    hits[day - 1] += 1
  }

  mutating func merge(_ other: RareRun) {
    paths += other.paths
    for day in weights.indices {
      weights[day] += other.weights[day]
      squares[day] += other.squares[day]
      largest[day] = max(largest[day], other.largest[day])
      hits[day] += other.hits[day]
    }
  }

  /// P(first off target on one of the days `first`…`last`), with the standard error of the mean of the
  /// weights.
  func passage(_ first: Int, _ last: Int) -> Estimate {
    guard first <= last, paths > 1 else { return Estimate(value: 0, standardError: 0, isTilted: true) }
    let n = Double(paths)
    let mean = weights[first - 1..<last].reduce(0, +) / n
    let square = squares[first - 1..<last].reduce(0, +) / n
    return Estimate(
      value: mean, standardError: (max(0, square - mean * mean) / (n - 1)).squareRoot(), isTilted: true)
  }

  /// P(off target on at least one of days 1…`day`).
  public func breachProbability(by day: Int) -> Estimate { passage(1, day) }

  /// The number of equally weighted hits that say as much about a breach by `day`: (Σw)²/Σw².
  public func effectiveHits(by day: Int) -> Double {
    let (sum, squares) = (weights[..<day].reduce(0, +), squares[..<day].reduce(0, +))
    return squares > 0 ? sum * sum / squares : 0
  }

  /// The largest weight over the sum of the weights of a breach by `day`.
  public func largestShare(by day: Int) -> Double {
    let sum = weights[..<day].reduce(0, +)
    return sum > 0 ? (largest[..<day].max() ?? 0) / sum : 1
  }

  /// Fewer equal hits say too little, and a heavier path too much (A. B. Owen, *Monte Carlo theory, methods
  /// and examples*, chapter 9).
  public static let leastEffectiveHits = 100.0
  public static let mostShare = 0.1

  /// Whether the weights of a breach by `day` are even enough.
  public func isEven(by day: Int) -> Bool {
    effectiveHits(by: day) >= Self.leastEffectiveHits && largestShare(by: day) <= Self.mostShare
  }
}
