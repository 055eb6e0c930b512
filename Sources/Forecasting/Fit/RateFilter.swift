import Glibc
import Probability

/// Exact Bayesian filter of a drifting rate on a grid of levels × deviations, for several drifts.
///
/// bad(t) ~ Binomial(orders(t), F(t) · logistic(level + x(t))), where x is a stationary AR(1) and F(t) the
/// share of the bad ones already recorded. Among driven orders the odds are those of the others times a known
/// ratio. The recursion is `GridMass`.
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
  static let states = 21
  /// Levels of a rate without drift; it is cheap, so its grid is fine.
  static let flatLevels = 401

  let prior: Priors.Rate

  /// - Parameter days: Consecutive, the last one being the last known day; O(days · levels · states²).
  func posterior(of days: [Day]) -> RatePosterior {
    let runs = prior.drifts.map { run(days, $0) }
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
    return RatePosterior(points: points)
  }

  /// The mean log-odds on the evening of each of `indices` (ascending), given the days up to it; one pass.
  ///
  /// The series has no delay: every day's outcomes are complete on that day.
  func meanLogOdds(of days: [Day], at indices: [Int]) -> [Double] {
    var weights = [[Double]](repeating: [], count: indices.count)
    var means = weights
    for drift in prior.drifts {
      var next = 0
      _ = run(days, drift) { day, grid, levels, states in
        while next < indices.count, indices[next] <= day {
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
  }

  /// - Parameter evening: Called after each day with its index, the masses, the levels and the states.
  private func run(
    _ days: [Day], _ drift: Priors.Drift, evening: ((Int, GridMass, [Double], [Double]) -> Void)? = nil
  ) -> Run {
    let chain = NormalChain(states: drift.sd > 0 ? Self.states : 1, ar1: drift.ar1, sd: drift.sd)
    let levels = levelGrid(days, drift)
    let (rows, columns) = (levels.count, chain.states.count)
    let spacing = levels[1] - levels[0]
    var mass = [Double](repeating: 0, count: rows * columns)
    var (good, bad) = (mass, mass)
    var (drivenGood, drivenBad) = (mass, mass)
    let shift = prior.drivenShift
    for (row, level) in levels.enumerated() {
      let z = (level - prior.mean) / prior.sd
      let density = exp(-z * z / 2) / (prior.sd * 2.5066282746310002) * spacing
      for (column, state) in chain.states.enumerated() {
        mass[row * columns + column] = density * chain.stationary[column]
        bad[row * columns + column] = logLogistic(level + state)
        good[row * columns + column] = logLogistic(-level - state)
        drivenBad[row * columns + column] = logLogistic(level + state + shift)
        drivenGood[row * columns + column] = logLogistic(-level - state - shift)
      }
    }
    var grid = GridMass(mass: mass, states: columns, transition: chain.transition)
    for (index, day) in days.enumerated() {
      defer { evening?(index, grid, levels, chain.states) }
      grid.step()
      guard day.orders > 0, day.recorded > 0 else { continue }
      let (drivenHits, driven) = (Double(day.drivenBad), Double(day.drivenOrders))
      let hits = Double(day.bad) - drivenHits
      let misses = Double(day.orders - day.bad) - driven + drivenHits
      let recorded = day.recorded
      func miss(_ good: Double, _ bad: Double) -> Double {
        recorded >= 1 ? good : log1p(-recorded * exp(bad))
      }
      grid.observe { cell in
        let undriven = hits * bad[cell] + misses * miss(good[cell], bad[cell])
        guard driven > 0 else { return undriven }
        return undriven + drivenHits * drivenBad[cell]
          + (driven - drivenHits) * miss(drivenGood[cell], drivenBad[cell])
      }
    }
    return Run(levels: levels, states: chain.states, mass: grid.mass, logEvidence: grid.logEvidence)
  }

  /// Levels around the place where the posterior must lie: 4 standard errors, and the shift that drift
  /// brings.
  private func levelGrid(_ days: [Day], _ drift: Priors.Drift) -> [Double] {
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
    let variance = 1 / (1 / (prior.sd * prior.sd) + 1 / spread)
    let centre = variance * (prior.mean / (prior.sd * prior.sd) + own / spread)
    let reach = 4 * variance.squareRoot() + drift.sd * drift.sd / 2 + 0.02
    let count = drift.sd > 0 ? Self.levels : Self.flatLevels
    return (0..<count).map { centre - reach + 2 * reach * Double($0) / Double(count - 1) }
  }

  /// The log-odds at which `bad` orders are expected to be bad, −14…14; by bisection.
  private func ownLogOdds(_ undriven: Double, _ driven: Double, _ bad: Double) -> Double {
    var (low, high) = (-14.0, 14.0)
    for _ in 0..<50 {
      let middle = (low + high) / 2
      let expected = undriven * logistic(middle) + driven * logistic(middle + prior.drivenShift)
      if expected < bad { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  private func logLogistic(_ x: Double) -> Double {
    x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x))
  }
}
