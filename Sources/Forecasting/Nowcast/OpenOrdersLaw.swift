import AccountHealth
import Probability
import Simulation

/// How many of the open orders in today's window end bad: binomial counts, mixed over where the rate may
/// stand.
///
/// Given a point of the posterior (level, deviation, drift) the cohorts are independent, each
/// Binomial(orders, logistic(`offset` + `slope` · log-odds on its `due` day)). Their sum is a convolution,
/// and the distribution is a mixture over the points; nothing is sampled or approximated by a normal. The
/// drift until the orders are due is one normal variable for all days, at the five points of Gauss and
/// Hermite (M. Abramowitz and I. Stegun, table 25.10).
///
/// Points of the lowest weights are left out, `leftOut` in all, and so are probabilities below 1e-14 of the
/// largest. Points whose expected count m is nearly the same, √m in one cell of `cellWidth`, share one
/// convolution with the mean chances of each cohort. On that scale a count has a standard deviation of at
/// most 0.5, and nearly that for small chances, so a cell blurs the distribution by about a thousandth of its
/// variance and moves no mean.
struct OpenOrdersLaw {
  static let leftOut = 1e-4
  static let cellWidth = 0.05
  private static let drift: [(z: Double, weight: Double)] = [
    (-2.8569700138728056, 0.011257411327720689), (-1.3556261799742659, 0.22207592200561263),
    (0, 0.53333333333333333), (1.3556261799742659, 0.22207592200561263),
    (2.8569700138728056, 0.011257411327720689),
  ]

  /// P(k), k = 0…
  private(set) var masses: [Double] = [1]

  /// Points of nearly the same expected count.
  private struct Cell {
    var weight = 0.0
    /// Σ weight · chance, by cohort.
    var chances: [Double]

    mutating func add(_ weight: Double, _ chances: [Double]) {
      self.weight += weight
      for index in chances.indices { self.chances[index] += weight * chances[index] }
    }
  }

  /// - Parameter model: The model whose open orders and components are read.
  /// - Complexity: O(points · cohorts) chances, and for each cell O(W² · log cohorts) products, with W the
  ///   width of the distribution (some 15 standard deviations); there are 20 · range of √m cells.
  init(_ model: MetricModel, in rule: MetricRule, cellWidth: Double = cellWidth, leftOut: Double = leftOut) {
    let ages = rule.youngest...rule.oldest
    let cohorts = (model.pending ?? []).filter { ages.contains(-$0.member) && $0.orders > 0 }
    guard !cohorts.isEmpty, rule.metric.membership == .purchase else { return }
    var cells: [Int: Cell] = [:]
    var chances = [Double](repeating: 0, count: cohorts.count)
    let empty = Cell(chances: chances)
    let lastDue = cohorts.map(\.due).max() ?? 0
    for component in Self.likeliest(model.components ?? [], leftOut: leftOut) {
      let path = LogOddsAhead(component, days: lastDue)
      for node in path.drifts ? Self.drift : [(0, 1)] {
        var expected = 0.0
        for (index, cohort) in cohorts.enumerated() {
          chances[index] = logistic(cohort.offset + cohort.slope * path.logOdds(on: cohort.due, node.z))
          expected += Double(cohort.orders) * chances[index]
        }
        cells[Int(expected.squareRoot() / cellWidth), default: empty]
          .add(component.weight * node.weight, chances)
      }
    }
    var sum: [Double] = []
    for key in cells.keys.sorted() {
      guard let cell = cells[key], cell.weight > 0 else { continue }
      let law = CountMass.sum(
        zip(cohorts, cell.chances).map {
          CountMass(trials: $0.orders, probability: min($1 / cell.weight, 1))
        })
      let end = law.first + law.mass.count
      if sum.count < end { sum += [Double](repeating: 0, count: end - sum.count) }
      for (index, mass) in law.mass.enumerated() { sum[law.first + index] += cell.weight * mass }
    }
    let total = sum.reduce(0, +)
    if total > 0 { masses = sum.map { $0 / total } }
  }

  /// The components of largest weight that hold all but `leftOut` of the total, in their order.
  private static func likeliest(
    _ components: [MetricModel.Component], leftOut: Double
  ) -> [MetricModel.Component] {
    let order = components.indices.sorted {
      (components[$0].weight, $1) > (components[$1].weight, $0)
    }
    let total = components.reduce(0) { $0 + $1.weight }
    var sum = 0.0
    let kept = order.prefix { index in
      let isNeeded = sum < total * (1 - leftOut)
      sum += components[index].weight
      return isNeeded
    }
    return kept.sorted().map { components[$0] }
  }
}

/// The log-odds of one point on the days to come: a mean that reverts and a spread that grows.
private struct LogOddsAhead {
  /// By days ahead, from 0.
  private var means: [Double] = []
  private var spreads: [Double] = []

  init(_ component: MetricModel.Component, days: Int) {
    let (ar1, sd) = (component.ar1Coefficient ?? 0, component.innovationSD ?? 0)
    var (power, variance) = (1.0, 0.0)
    for _ in 0...days {
      means.append((component.baselineLogit ?? 0) + power * (component.initialDeviation ?? 0))
      spreads.append(variance.squareRoot())
      variance += power * power * sd * sd
      power *= ar1
    }
  }

  var drifts: Bool { (spreads.last ?? 0) > 0 }

  func logOdds(on day: Int, _ z: Double) -> Double { means[day] + z * spreads[day] }
}
