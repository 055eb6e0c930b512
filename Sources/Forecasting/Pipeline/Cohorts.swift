import Simulation

/// Open orders gathered into cohorts that are alike, in a fixed order.
struct Cohorts {
  struct Key: Hashable, Comparable {
    var member: Int
    var due: Int
    var state: Int
    /// Units of each order, where units are counted.
    var units = 1

    static func < (left: Key, right: Key) -> Bool {
      (left.member, left.due, left.state, left.units)
        < (right.member, right.due, right.state, right.units)
    }
  }

  private var orders: [Key: Int] = [:]
  private var shares: [Key: Double] = [:]
  private var recorded: [Key: [Int: Double]] = [:]

  /// Adds one order with its own chance to end bad and the days on which that would be seen; their weights
  /// add to 1.
  mutating func add(_ key: Key, share: Double, recorded days: [(day: Int, weight: Double)]) {
    orders[key, default: 0] += 1
    shares[key, default: 0] += share
    for entry in days { recorded[key, default: [:]][entry.day, default: 0] += entry.weight }
  }

  /// One cohort per key, with the mean share and the mean days of its orders.
  func pending(slope: Double, _ posterior: RatePosterior) -> [MetricModel.Pending] {
    var laws: [Int: LogOddsLaw] = [:]
    return orders.keys.sorted().compactMap { key in
      guard let count = orders[key], let sum = shares[key], let days = recorded[key], sum > 0 else {
        return nil
      }
      let mean = min(sum / Double(count), 1)
      let law = laws[key.due] ?? LogOddsLaw(posterior.points, days: key.due)
      laws[key.due] = law
      return MetricModel.Pending(
        orders: count, units: key.units > 1 ? key.units : nil, member: key.member, due: key.due,
        offset: law.offset(forMean: mean, slope: slope), slope: slope,
        recorded: days.keys.sorted().map { .init(day: $0, weight: (days[$0] ?? 0) / Double(count)) })
    }
  }
}
