import Glibc
import Probability

/// One window of a model, laid out for tilted paths: what its first passage depends on, and on which step
/// each part is drawn.
///
/// Step t decides whether the window of day t is off target. Everything is drawn on the step on which it can
/// matter first, so that a path that stops there has drawn nothing else: orders of day t − youngest age and
/// their bad ones, groups of open orders on the first day on which one counts, and innovations as far ahead
/// as these need them.
struct RarePlan: Sendable {
  /// The rate of the window, or one that drives it.
  struct Rate: Sendable {
    var laws: [CompiledOutcome.Law]
    var shapes: [Double]
    var weights: [Double]
    /// Number of the rate that drives it, its odds ratio and its lag.
    var driver: (rate: Int, oddsRatio: Double, lag: Int)?
    var factor: [Double]?
    /// Number of its innovations among those of all rates; `nil` if it does not drift.
    var innovation: Int?
    /// The typical standard deviation of an innovation, above 0.
    var scale: Double
  }

  struct Entry: Sendable {
    var weight: Double
    var due: Int
    var seen: Int
  }

  struct Cohort: Sendable {
    var orders: Int
    var units: Int
    var member: Int
    var due: Int
    var offset: Double
    var slope: Double
    var shown: Double
    var entries: [Entry]
  }

  struct Size: Sendable {
    var units: Int
    var chance: Double
  }

  struct Volume: Sendable {
    var process: OrderProcess
    /// Lower factor of the coefficients' covariance, row-major; empty without one.
    var factor: [Double]
    var design: [Double]
    var mean: [Double]
    var daily: [Double]
    var weights: [Double]
    var drifts: Bool
    var scale: Double
    var lags: [(lag: Int, chance: Double)]
    /// Shares of a table of orders, with its mean and standard deviation.
    var table: [Double]
    var tableMean: Double
    var tableSD: Double
    /// Orders of a day, roughly.
    var typicalOrders: Double
  }

  /// Days of the model, and the last of them on which a breach counts.
  let days: Int
  let horizon: Int
  let stream: Int
  let slot: UInt32
  let volume: Volume?
  /// Drivers before the rates that they drive; the window's own rate last.
  let rates: [Rate]
  /// Lower factor of the correlation of the innovations, one row per innovation.
  let mixing: [[Double]]
  /// Whether innovations are correlated; if not, a path without drift draws none.
  let isMixed: Bool
  let counts: MetricModel.Distribution
  let isByPromise: Bool
  let clock: [Entry]
  let sizes: [Size]
  let youngest: Int
  let oldest: Int
  let rule: BreachRule
  let settledOrders: [Int]
  let settledBad: [Int]
  /// Groups of open orders by the step on which they are drawn.
  let cohorts: [[Cohort]]
  /// The last day whose chance is needed on each step.
  let ahead: [Int]

  /// Log-odds of the window's own rate on average over its laws; the log of the mean for counts without
  /// orders.
  let meanLogOdds: Double
  /// Those of a rate that is at the limit all the time.
  let limitLogOdds: Double

  /// Bad orders among orders, as against counts of their own.
  var isShare: Bool { counts == .binomial || counts == .betaBinomial }

  /// The last day whose orders matter; below 1 where none does.
  var lastMember: Int { horizon - youngest }

  /// - Parameters:
  ///   - metric: Index of the metric in the model.
  ///   - horizon: The last day on which a breach counts, 1…`horizonDays`.
  init(_ model: CompiledModel, metric: Int, horizon: Int) {
    let own = model.outcomes.firstIndex { $0.windows.contains { $0.metric == metric } }
    guard let own, let window = model.outcomes[own].windows.first(where: { $0.metric == metric }) else {
      preconditionFailure("every metric has a window")
    }
    let outcome = model.outcomes[own]
    days = model.horizon
    self.horizon = horizon
    stream = model.stream
    slot = model.slots[metric]
    volume = model.orders.map { Self.volume($0, model) }
    var chain = [own]
    while let driver = model.outcomes[chain[0]].driver,
      let source = model.outcomes.firstIndex(where: { $0.kept == driver.kept })
    {
      chain.insert(source, at: 0)
    }
    (rates, mixing) = Self.rates(chain, model)
    isMixed = mixing.contains { row in row.dropLast().contains { $0 != 0 } }
    counts = outcome.counts
    isByPromise = outcome.membership == .promise
    clock =
      isByPromise
      ? [Entry(weight: 1, due: 0, seen: 1)]
      : outcome.clock.map { Entry(weight: $0.weight, due: $0.due, seen: $0.recorded) }
    var left = outcome.sizes.reduce(0) { $0 + $1.weight }
    sizes = outcome.sizes.enumerated().map { index, size in
      defer { left -= size.weight }
      return Size(
        units: size.units,
        chance: index == outcome.sizes.count - 1 ? 1 : min(1, size.weight / max(left, size.weight)))
    }
    (youngest, oldest, rule) = (window.youngest, window.oldest, window.rule)
    settledOrders = window.settledOrders.map { Int($0) }
    settledBad = window.settledBad.map { Int($0) }
    cohorts = Self.cohorts(outcome.pending, window, days: model.horizon, horizon: horizon)
    let isShare = counts == .binomial || counts == .betaBinomial
    meanLogOdds = rates.last.map { Self.meanLogOdds($0, isShare) } ?? 0
    limitLogOdds = Self.limitLogOdds(window, isShare, volume)
    var last = 0
    let (reach, youngest, days) = (clock.map(\.due).max() ?? 0, window.youngest, model.horizon)
    let groups = cohorts
    ahead = (0...horizon).map { step in
      if step > youngest { last = max(last, min(days, step - youngest + reach)) }
      for cohort in groups[step] { last = max(last, cohort.due) }
      return last
    }
  }

  private static func meanLogOdds(_ rate: Rate, _ isShare: Bool) -> Double {
    zip(rate.laws, rate.weights).reduce(0) { sum, pair in
      switch pair.0 {
      case .logistic(let baseline, let start, _, _): return sum + pair.1 * (baseline + start)
      case .daily(let values):
        return sum + pair.1 * scale(values.reduce(0, +) / Double(values.count), isShare)
      }
    }
  }

  private static func limitLogOdds(_ window: CompiledModel.Window, _ isShare: Bool, _ volume: Volume?)
    -> Double
  {
    let orders = volume.map(\.typicalOrders) ?? 0
    switch window.rule {
    case .rate(let numerator, let denominator, _, _):
      let share = Double(numerator) / Double(denominator)
      return scale(isShare ? share : share * orders, isShare)
    case .count(let count):
      let perDay = Double(count) / Double(window.oldest - window.youngest + 1)
      return scale(isShare ? perDay / max(orders, 1e-9) : perDay, isShare)
    }
  }

  private static func scale(_ value: Double, _ isShare: Bool) -> Double {
    isShare ? logit(min(1 - 1e-6, max(1e-9, value))) : log(max(1e-9, value))
  }

  private static func volume(_ process: OrderProcess, _ model: CompiledModel) -> Volume {
    let components = process.components ?? []
    let sds = zip(components, scaled(components.map(\.weight))).map { $0.0.innovationSD * $0.1 }
    var mass = 1.0
    let lags = (process.promiseLags ?? []).enumerated().compactMap {
      lag, weight -> (lag: Int, chance: Double)? in
      guard weight > 0 else { return nil }
      defer { mass -= weight }
      return (lag, mass > 0 ? min(1, weight / mass) : 1)
    }
    let table = scaled(process.pmf ?? [1])
    let tableMean = table.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let square = table.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset) * $1.element }
    let daily = (1...model.horizon).map { process.mean?[$0] ?? 1 }
    let level = zip(components, scaled(components.map(\.weight))).reduce(0) {
      $0 + ($1.0.level + $1.0.deviation) * $1.1
    }
    let predictor = zip(model.design, process.coefficientMean ?? []).reduce(0) { $0 + $1.0 * $1.1 }
    let typical =
      switch process.distribution {
      case .fixed:
        (1...model.horizon).reduce(0.0) { $0 + (process.counts?[$1] ?? 0) } / Double(model.horizon)
      case .table: tableMean
      case .poisson, .negativeBinomial:
        daily.reduce(0, +) / Double(daily.count) * exp(min(20, level + predictor))
      }
    return Volume(
      process: process, factor: model.coefficientFactor, design: model.design,
      mean: process.coefficientMean ?? [], daily: daily,
      weights: scaled(components.map(\.weight)), drifts: components.contains { $0.innovationSD > 0 },
      scale: max(sds.reduce(0, +), 1e-12), lags: lags,
      table: table, tableMean: tableMean,
      tableSD: max(0, square - tableMean * tableMean).squareRoot(), typicalOrders: typical)
  }

  private static func rates(_ chain: [Int], _ model: CompiledModel) -> ([Rate], [[Double]]) {
    var rates: [Rate] = []
    var rows: [Int] = []
    for (place, index) in chain.enumerated() {
      let outcome = model.outcomes[index]
      let weights = increments(outcome.cumulativeWeights)
      let sds = outcome.laws.map { law in
        if case .logistic(_, _, _, let sd) = law { sd } else { 0.0 }
      }
      let innovation = outcome.drifts ? rows.count : nil
      if outcome.drifts { rows.append(outcome.row) }
      rates.append(
        Rate(
          laws: outcome.laws, shapes: outcome.shapes, weights: weights,
          driver: place == 0 ? nil : outcome.driver.map { (place - 1, $0.oddsRatio, $0.lag) },
          factor: outcome.factor, innovation: innovation,
          scale: max(zip(sds, weights).reduce(0) { $0 + $1.0 * $1.1 }, 1e-12)))
    }
    return (rates, mixing(of: rows, model))
  }

  /// The factor of the correlation of some of the metrics' innovations.
  private static func mixing(of rows: [Int], _ model: CompiledModel) -> [[Double]] {
    var factor = rows.indices.map { row in rows.indices.prefix(row + 1).map { $0 == row ? 1.0 : 0.0 } }
    guard let whole = model.correlationFactor else { return factor }
    let width = model.metricCount
    for row in rows.indices {
      for column in 0...row {
        var sum = (0..<width).reduce(0.0) {
          $0 + whole[rows[row] * width + $1] * whole[rows[column] * width + $1]
        }
        for other in 0..<column { sum -= factor[row][other] * factor[column][other] }
        factor[row][column] = row == column ? max(sum, 0).squareRoot() : sum / factor[column][column]
      }
    }
    return factor
  }

  private static func cohorts(
    _ pending: [MetricModel.Pending], _ window: CompiledModel.Window, days: Int, horizon: Int
  ) -> [[Cohort]] {
    var steps = [[Cohort]](repeating: [], count: horizon + 1)
    for cohort in pending {
      let entries = cohort.recorded.filter { $0.day <= days && $0.weight > 0 }
      let from = { (seen: Int) in max(cohort.member + window.youngest, seen, 1) }
      let counting = entries.map(\.day).filter { from($0) <= cohort.member + window.oldest }
      guard cohort.orders > 0, let first = counting.map(from).min(), first <= horizon else { continue }
      steps[first].append(
        Cohort(
          orders: cohort.orders, units: cohort.units ?? 1, member: cohort.member, due: cohort.due,
          offset: cohort.offset, slope: cohort.slope, shown: entries.reduce(0) { $0 + $1.weight },
          entries: entries.map { Entry(weight: $0.weight, due: 0, seen: $0.day) }))
    }
    return steps
  }

  /// The weights behind running shares.
  private static func increments(_ cumulative: [Double]) -> [Double] {
    cumulative.indices.map { cumulative[$0] - ($0 > 0 ? cumulative[$0 - 1] : 0) }
  }

  private static func scaled(_ weights: [Double]) -> [Double] {
    let total = weights.reduce(0, +)
    return weights.map { $0 / total }
  }
}
