import AccountHealth
import Glibc
import Probability
import Simulation

/// How many of the open orders in today's window end bad: binomial counts, mixed over where the rate may stand.
///
/// Given the rate's level and deviation, cohorts are independent binomials, convolved exactly. The mixture is over
/// groups of the posterior's points of about equal weight, and over the drift until the orders are due, one normal
/// variable for all days, by Gauss and Hermite's five points (M. Abramowitz and I. Stegun, table 25.10).
struct OpenOrdersLaw {
  private static let groups = 48
  /// Cohorts beyond it are merged with those of nearly the same chance.
  private static let mostCohorts = 64
  /// Masses below it are dropped from the ends of a law.
  private static let leastMass = 1e-12
  private static let drift: [(z: Double, weight: Double)] = [
    (-2.8569700138728056, 0.011257411327720689), (-1.3556261799742659, 0.22207592200561263),
    (0, 0.53333333333333333), (1.3556261799742659, 0.22207592200561263),
    (2.8569700138728056, 0.011257411327720689),
  ]

  /// P(k), k = 0…
  private(set) var masses: [Double] = [1]

  /// - Parameter model: Whose open orders and components are read.
  init(_ model: MetricModel, in rule: MetricRule) {
    let ages = rule.youngest...rule.oldest
    let cohorts = (model.pending ?? []).filter { ages.contains(-$0.member) && $0.orders > 0 }
    guard !cohorts.isEmpty, rule.metric.membership == .purchase else { return }
    let points = Self.grouped(model.components ?? [])
    let merged = Self.merged(cohorts)
    var sum: [Double] = []
    for point in points {
      for node in Self.drift {
        var law = [1.0]
        for cohort in merged {
          let logOdds = point.logOdds(on: cohort.due, node.z)
          law = Self.convolved(
            law, Self.binomial(cohort.orders, logistic(cohort.offset + cohort.slope * logOdds)))
        }
        if sum.count < law.count { sum += [Double](repeating: 0, count: law.count - sum.count) }
        for (k, mass) in law.enumerated() { sum[k] += point.weight * node.weight * mass }
      }
    }
    let total = sum.reduce(0, +)
    masses = sum.map { $0 / total }
  }

  private struct Point {
    var weight = 0.0
    var level = 0.0
    var deviation = 0.0
    var ar1 = 0.0
    var variance = 0.0

    /// Sums over a group turned into its means.
    var scaled: Point {
      Point(
        weight: weight, level: level / weight, deviation: deviation / weight, ar1: ar1 / weight,
        variance: variance / weight)
    }

    func logOdds(on day: Int, _ z: Double) -> Double {
      let kept = pow(ar1, Double(day))
      let spread = ar1 < 1 ? variance * (1 - kept * kept) / (1 - ar1 * ar1) : variance * Double(day)
      return level + kept * deviation + z * spread.squareRoot()
    }
  }

  /// The components' means in groups of about equal weight, ordered by their log-odds today.
  private static func grouped(_ components: [MetricModel.Component]) -> [Point] {
    let sorted = components.sorted {
      ($0.baselineLogit ?? 0) + ($0.initialDeviation ?? 0) < ($1.baselineLogit ?? 0)
        + ($1.initialDeviation ?? 0)
    }
    let total = sorted.reduce(0) { $0 + $1.weight }
    var points: [Point] = []
    var (point, done) = (Point(), 0.0)
    for component in sorted {
      let weight = component.weight / total
      point.weight += weight
      point.level += weight * (component.baselineLogit ?? 0)
      point.deviation += weight * (component.initialDeviation ?? 0)
      point.ar1 += weight * (component.ar1Coefficient ?? 0)
      let sd = component.innovationSD ?? 0
      point.variance += weight * sd * sd
      done += weight
      if done * Double(groups) >= Double(points.count + 1) {
        points.append(point.scaled)
        point = Point()
      }
    }
    if point.weight > 0 { points.append(point.scaled) }
    return points
  }

  /// Cohorts of neighbouring offsets merged, weighted by their orders.
  private static func merged(_ cohorts: [MetricModel.Pending]) -> [MetricModel.Pending] {
    guard cohorts.count > mostCohorts else { return cohorts }
    let sorted = cohorts.sorted { ($0.offset, $0.due, $0.member) < ($1.offset, $1.due, $1.member) }
    return (0..<mostCohorts).compactMap { index in
      let group = sorted[
        (index * sorted.count / mostCohorts)..<((index + 1) * sorted.count / mostCohorts)]
      guard var whole = group.first else { return nil }
      let orders = group.reduce(0) { $0 + $1.orders }
      func mean(_ value: (MetricModel.Pending) -> Double) -> Double {
        group.reduce(0) { $0 + Double($1.orders) * value($1) } / Double(orders)
      }
      whole.orders = orders
      whole.offset = mean(\.offset)
      whole.due = Int(mean { Double($0.due) }.rounded())
      return whole
    }
  }

  /// The masses of a binomial law from 0 on, by the ratio of neighbours from the mode outwards.
  private static func binomial(_ trials: Int, _ p: Double) -> [Double] {
    let mode = min(trials, Int(Double(trials + 1) * p))
    guard p < 1, let law = try? Binomial(trials: trials, probability: p) else {
      return [Double](repeating: 0, count: trials) + [1]
    }
    var upper = [law.pmf(mode)]
    var k = mode
    while k < trials, let last = upper.last, last > leastMass {
      upper.append(last * Double(trials - k) / Double(k + 1) * p / (1 - p))
      k += 1
    }
    var lower: [Double] = []
    var mass = upper[0]
    k = mode
    while k > 0, mass > leastMass {
      mass *= Double(k) / Double(trials - k + 1) * (1 - p) / p
      lower.append(mass)
      k -= 1
    }
    return [Double](repeating: 0, count: k) + lower.reversed() + upper
  }

  private static func convolved(_ one: [Double], _ other: [Double]) -> [Double] {
    var sums = [Double](repeating: 0, count: one.count + other.count - 1)
    for (i, left) in one.enumerated() where left > 0 {
      for (j, right) in other.enumerated() { sums[i + j] += left * right }
    }
    while sums.count > 1, let last = sums.last, last < leastMass { sums.removeLast() }
    return sums
  }
}
