import Glibc
import Probability

/// Exact Bayesian filter of a drifting rate on a grid of levels × deviations, for several drifts.
///
/// bad(t) ~ Binomial(orders(t), F(t) · logistic(level + x(t))), where x is a stationary AR(1) and F(t) the
/// share of the bad ones already recorded. Among driven orders the odds are those of the others times a known
/// ratio. The recursion is `GridMass`.
///
/// The level of a calm drift may change for good on any day, with a small chance: then it is drawn anew from
/// a normal distribution around the account's own record (a product partition of the days: J. A. Hartigan,
/// *Partition models*, Communications in Statistics 19 (1990) 2745–2756). Without that, hundreds of calm days
/// would outweigh ten bad ones. Days ahead keep the level that was reached.
struct RateFilter {
  /// One day of a series, with the outcomes known so far.
  struct Day: Sendable {
    var orders: Int
    var bad: Int
    /// The share F of the bad ones already recorded, 0…1.
    var recorded: Double
    /// The parts of `orders` and of `bad` that were bad for the driving rate.
    var drivenOrders = 0
    var drivenBad = 0
    /// Whether the operation was changed on this day, as the seller logged it.
    var isChange = false

    var saysSomething: Bool { orders > 0 && recorded > 0 }

    init(orders: Int = 0, bad: Int = 0, recorded: Double = 1) {
      self.orders = orders
      self.bad = bad
      self.recorded = recorded
    }

    mutating func add(_ outcome: OrderOutcome) {
      orders += 1
      if outcome.isBad { bad += 1 }
      guard outcome.isDriven else { return }
      drivenOrders += 1
      if outcome.isBad { drivenBad += 1 }
    }
  }

  static let levels = 17
  /// States of a drift if a day says little; the more it says, the more there are.
  static let states = 21
  static let mostStates = 81
  /// Levels of a rate without drift; it is cheap, so its grid is fine.
  static let flatLevels = 401
  static let mostLevels = 161
  /// How far a change of the level goes, log-odds: two of three are within a factor of 2.7 of the odds.
  static let changeSD = 1.0

  let prior: Priors.Rate

  /// - Parameters:
  ///   - days: Consecutive, the last one being the last known day; O(days · levels · states²).
  ///   - past: Number of the last days for which the posterior also has what the other days say of them.
  func posterior(of days: [Day], past: Int = 0) -> RatePosterior {
    let past = tellsDays(days.suffix(past)) ? min(past, days.count) : 0
    let runs = prior.drifts.map { run(days, $0, past: past) }
    let best = runs.map(\.logEvidence).max() ?? 0
    var points: [RatePosterior.Point] = []
    for (drift, run) in zip(prior.drifts, runs) {
      let scale = drift.weight * exp(run.logEvidence - best)
      guard scale > 1e-9 else { continue }
      for (row, level) in run.levels.enumerated() {
        for (column, state) in run.states.enumerated() {
          let weight = scale * run.mass[row * run.states.count + column]
          guard weight > 0 else { continue }
          points.append(
            .init(
              weight: weight, level: level, deviation: state, ar1: drift.ar1,
              innovationSD: drift.innovationSD))
        }
      }
    }
    let shares = zip(prior.drifts, runs).map { $0.weight * exp($1.logEvidence - best) }
    let total = shares.reduce(0, +)
    let means = (0..<past).map { day in
      zip(shares, runs).reduce(0) { $0 + $1.0 * $1.1.past[day] } / total
    }
    return RatePosterior(points: points, past: means)
  }

  /// The mean log-odds on the evening of each of `indices` (ascending), given the days up to it; one pass.
  ///
  /// The series has no delay: every day's outcomes are complete on that day.
  func meanLogOdds(of days: [Day], at indices: [Int]) -> [Double] {
    var weights = [[Double]](repeating: [], count: indices.count)
    var means = weights
    for drift in prior.drifts {
      var next = 0
      _ = run(days, drift, evenings: indices) { grid, levels, states in
        var mean = 0.0
        for (row, level) in levels.enumerated() {
          for (column, state) in states.enumerated() {
            mean += grid.mass[row * states.count + column] * (level + state)
          }
        }
        weights[next].append(log(drift.weight) + grid.logEvidence)
        means[next].append(mean / grid.mass.reduce(0, +))
        next += 1
      }
    }
    return zip(weights, means).map { weights, means in
      let best = weights.max() ?? 0
      let shares = weights.map { exp($0 - best) }
      return zip(shares, means).reduce(0) { $0 + $1.0 * $1.1 } / shares.reduce(0, +)
    }
  }

  private struct Run {
    var levels: [Double]
    var states: [Double]
    var mass: [Double]
    var logEvidence: Double
    /// Mean log-odds of each of the last days, the newest last, given all other days.
    var past: [Double]
  }

  /// - Parameters:
  ///   - evenings: Indices of days, ascending.
  ///   - evening: Called after each of `evenings` with the masses, the levels and the states.
  private func run(
    _ days: [Day], _ drift: Priors.Drift, past: Int = 0, evenings: [Int] = [],
    evening: (GridMass, [Double], [Double]) -> Void = { _, _, _ in }
  ) -> Run {
    let chain = NormalChain(
      states: Self.states(of: drift, information: busiestInformation(days)), ar1: drift.ar1, sd: drift.sd)
    let (levels, change) = levelGrid(days, drift)
    let (rows, columns) = (levels.count, chain.states.count)
    let spacing = levels[1] - levels[0]
    var mass = [Double](repeating: 0, count: rows * columns)
    var table = RateTable(bad: mass, good: mass, drivenBad: mass, drivenGood: mass)
    let shift = prior.drivenShift
    for (row, level) in levels.enumerated() {
      let density = exp(prior.logDensity(level)) * spacing
      for (column, state) in chain.states.enumerated() {
        mass[row * columns + column] = density * chain.stationary[column]
        table.bad[row * columns + column] = logLogistic(level + state)
        table.good[row * columns + column] = logLogistic(-level - state)
        table.drivenBad[row * columns + column] = logLogistic(level + state + shift)
        table.drivenGood[row * columns + column] = logLogistic(-level - state - shift)
      }
    }
    var grid = GridMass(mass: mass, states: columns, transition: chain.transition, change: change)
    var predicted: [[Double]] = []
    var (silent, next) = (0, 0)
    for (index, day) in days.enumerated() {
      silent += 1
      let isPast = index >= days.count - past
      let isEvening = next < evenings.count && evenings[next] <= index
      let isLast = index == days.count - 1
      guard day.saysSomething || day.isChange || isPast || isEvening || isLast else { continue }
      grid.step(days: silent)
      if day.isChange { grid.changeRows(ForecastRequest.loggedChange) }
      silent = 0
      if isPast { predicted.append(grid.mass) }
      table.observe(&grid, day)
      while next < evenings.count, evenings[next] <= index {
        evening(grid, levels, chain.states)
        next += 1
      }
    }
    // Backwards, the mass is the chance of the later days from each cell.
    var later = GridMass(
      mass: [Double](repeating: 1, count: rows * columns), states: columns,
      transition: (0..<columns * columns).map { chain.transition[$0 % columns * columns + $0 / columns] },
      change: change)
    let logOdds = levels.flatMap { level in chain.states.map { level + $0 } }
    var means: [Double] = []
    for (day, before) in zip(days.suffix(past), predicted).reversed() {
      var (total, moment) = (0.0, 0.0)
      for cell in before.indices {
        let mass = before[cell] * later.mass[cell]
        total += mass
        moment += mass * logOdds[cell]
      }
      means.append(moment / max(total, .leastNormalMagnitude))
      table.observe(&later, day)
      if day.isChange { later.changeRowsBack(ForecastRequest.loggedChange) }
      later.stepBack()
    }
    return Run(
      levels: levels, states: chain.states, mass: grid.mass, logEvidence: grid.logEvidence,
      past: means.reversed())
  }

  /// Whether days say enough for one to be told from the others: Σ p (1 − p) over their orders is at least
  /// 20, so that their log-odds are known to 0.22 together.
  private func tellsDays(_ days: ArraySlice<Day>) -> Bool {
    let orders = days.reduce(0.0) { $0 + Double($1.orders) * $1.recorded }
    let bad = days.reduce(0.0) { $0 + Double($1.bad) }
    return orders > 0 && bad * (1 - min(bad / orders, 1)) >= 20
  }

  /// Levels around the place where the posterior must lie: 4 standard errors, and the shift that drift
  /// brings; and where a change may lead.
  private func levelGrid(_ days: [Day], _ drift: Priors.Drift) -> ([Double], GridMass.Change?) {
    var (undriven, driven, bad) = (0.0, 0.0, 0.0)
    for day in days {
      undriven += Double(day.orders - day.drivenOrders) * day.recorded
      driven += Double(day.drivenOrders) * day.recorded
      bad += Double(day.bad)
    }
    let strength = 2.0
    let own = ownLogOdds(undriven + strength, driven, bad + strength * logistic(prior.mean))
    let (share, drivenShare) = (logistic(own), logistic(own + prior.drivenShift))
    let information = undriven * share * (1 - share) + driven * drivenShare * (1 - drivenShare)
    let memory = drift.sd > 0 ? drift.sd * drift.sd * 2 / (-log(drift.ar1) * Double(max(days.count, 1))) : 0
    let spread = memory + 1 / max(information, 1e-6)
    let variance = 1 / (1 / (prior.reach * prior.reach) + 1 / spread)
    let centre = variance * (prior.mean / (prior.reach * prior.reach) + own / spread)
    var reach = 4 * variance.squareRoot() + drift.sd * drift.sd / 2 + 0.02
    var count = drift.sd > 0 ? Self.levels : Self.flatLevels
    func grid() -> [Double] {
      (0..<count).map { centre - reach + 2 * reach * Double($0) / Double(count - 1) }
    }
    let changed = variance + Self.changeSD * Self.changeSD
    if drift.dailyChange > 0 { reach = max(reach, 2.5 * changed.squareRoot()) }
    if prior.isJudged || drift.dailyChange > 0 {
      // Sums over a normal density are right to 1e-4 where the spacing is no wider than 1.4 of its widths.
      let needed = (2 * reach / (1.4 * min(variance.squareRoot(), prior.sd))).rounded(.up)
      count = max(count, Int(min(needed, Double(Self.mostLevels))) + 1)
    }
    guard drift.dailyChange > 0 else { return (grid(), nil) }
    let levels = grid()
    let weights = levels.map { exp(-($0 - centre) * ($0 - centre) / (2 * changed)) }
    let total = weights.reduce(0, +)
    return (levels, GridMass.Change(daily: drift.dailyChange, rows: weights.map { $0 / total }))
  }

  /// States so close that the posterior of a day is at least as wide as 0.7 of their spacing: then sums over
  /// them are still right to about a thousandth.
  ///
  /// - Parameter information: What a day says about its log-odds.
  static func states(of drift: Priors.Drift, information: Double) -> Int {
    guard drift.sd > 0 else { return 1 }
    // The filter's variance where it no longer changes.
    let innovation = drift.innovationSD * drift.innovationSD
    var variance = drift.sd * drift.sd
    for _ in 0..<100 { variance = 1 / (1 / (drift.ar1 * drift.ar1 * variance + innovation) + information) }
    let spacing = variance.squareRoot() / 0.7
    let needed = (2 * NormalChain.reach * drift.sd / spacing).rounded(.up)
    return min(max(Self.states, Int(needed) + 1), mostStates)
  }

  /// Information per day about the log-odds, over the 60 days with most orders.
  private func busiestInformation(_ days: [Day]) -> Double {
    let length = min(60, days.count)
    guard length > 0 else { return 0 }
    var most = 0.0
    for start in stride(from: days.count - length, through: 0, by: -length) {
      var (orders, bad) = (0.0, 0.0)
      for day in days[start..<start + length] {
        orders += Double(day.orders) * day.recorded
        bad += Double(day.bad)
      }
      guard orders > 0 else { continue }
      let share = bad / orders
      most = max(most, orders * share * (1 - share) / Double(length))
    }
    return most
  }

  /// The log-odds at which `bad` orders are expected to be bad, −14…14; by bisection.
  func ownLogOdds(_ undriven: Double, _ driven: Double, _ bad: Double) -> Double {
    var (low, high) = (-14.0, 14.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      let expected = undriven * logistic(middle) + driven * logistic(middle + prior.drivenShift)
      if expected < bad { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

}

/// log(logistic(x)), without loss where x is far from 0.
func logLogistic(_ x: Double) -> Double {
  x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x))
}
