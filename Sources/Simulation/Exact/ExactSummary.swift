/// The exact answers for a model, one per metric in its order. They have no seed and no standard error.
public struct ExactSummary: Sendable, Hashable {
  public var metrics: [ExactMetric]

  public init(metrics: [ExactMetric]) { self.metrics = metrics }

  public subscript(name: String) -> ExactMetric? { metrics.first { $0.name == name } }
}

/// The distribution of one metric's first day off target, and of being off target on each day.
public struct ExactMetric: Sendable, Hashable {
  public let name: String
  /// P(the first day off target is day index + 1).
  public internal(set) var firstPassage: [Double]
  /// P(off target on day index + 1), whether or not it was before.
  public internal(set) var offTarget: [Double]

  public var horizon: Int { firstPassage.count }

  /// P(off target on at least one of days 1…`day`).
  public func breachProbability(by day: Int) -> Double { min(1, compensatedSum(firstPassage[..<day])) }

  /// The first day by which a share `q` of all futures has been off target; `nil` if not within the horizon.
  public func firstPassageQuantile(_ q: Double) -> Int? {
    (1...horizon).first { breachProbability(by: $0) >= q }
  }

  /// Adds another distribution of the same days with `weight`.
  mutating func add(_ other: ExactMetric, weight: Double) {
    for day in firstPassage.indices {
      firstPassage[day] += weight * other.firstPassage[day]
      offTarget[day] += weight * other.offTarget[day]
    }
  }

  static func never(_ name: String, horizon: Int) -> ExactMetric {
    let zeros = [Double](repeating: 0, count: horizon)
    return ExactMetric(name: name, firstPassage: zeros, offTarget: zeros)
  }
}

/// A running sum that keeps the rounding of each step: A. Neumaier, ZAMM 54 (1974) 39–51.
struct CompensatedSum {
  private var sum = 0.0
  private var lost = 0.0

  var value: Double { sum + lost }

  @inline(__always)
  mutating func add(_ term: Double) {
    let next = sum + term
    lost += abs(sum) >= abs(term) ? (sum - next) + term : (term - next) + sum
    sum = next
  }
}

func compensatedSum(_ terms: ArraySlice<Double>) -> Double {
  var sum = CompensatedSum()
  for term in terms { sum.add(term) }
  return sum.value
}
