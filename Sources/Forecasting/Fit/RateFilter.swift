import Glibc
import Probability

/// Exact Bayesian filter of a drifting rate on a grid of levels × deviations, for several drifts.
///
/// bad(t) ~ Binomial(orders(t), F(t) · logistic(level + x(t))), x a stationary AR(1), F(t) the share of the bad
/// ones already recorded. The recursion is `GridMass`.
struct RateFilter {
  /// One day of a series whose outcomes are known as far as they can be.
  struct Day: Sendable {
    var orders: Int
    var bad: Int
    /// F, 0…1.
    var recorded: Double

    init(orders: Int = 0, bad: Int = 0, recorded: Double = 1) {
      self.orders = orders
      self.bad = bad
      self.recorded = recorded
    }
  }

  static let levels = 17
  static let states = 15
  /// A rate without drift is cheap, so its level is looked up on a fine grid.
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
  /// For series without delay: every day's outcomes are complete on that day.
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
    let chain = RouwenhorstChain(states: drift.sd > 0 ? Self.states : 1, ar1: drift.ar1, sd: drift.sd)
    let levels = levelGrid(days, drift)
    let (rows, columns) = (levels.count, chain.states.count)
    let spacing = levels[1] - levels[0]
    var mass = [Double](repeating: 0, count: rows * columns)
    var (good, bad) = (mass, mass)
    for (row, level) in levels.enumerated() {
      let z = (level - prior.mean) / prior.sd
      let density = exp(-z * z / 2) / (prior.sd * 2.5066282746310002) * spacing
      for (column, state) in chain.states.enumerated() {
        mass[row * columns + column] = density * chain.stationary[column]
        bad[row * columns + column] = logLogistic(level + state)
        good[row * columns + column] = logLogistic(-level - state)
      }
    }
    var grid = GridMass(mass: mass, states: columns, transition: chain.transition)
    for (index, day) in days.enumerated() {
      defer { evening?(index, grid, levels, chain.states) }
      grid.step()
      guard day.orders > 0, day.recorded > 0 else { continue }
      let (hits, misses) = (Double(day.bad), Double(day.orders - day.bad))
      grid.observe { cell in
        let miss = day.recorded >= 1 ? good[cell] : log1p(-day.recorded * exp(bad[cell]))
        return hits * bad[cell] + misses * miss
      }
    }
    return Run(levels: levels, states: chain.states, mass: grid.mass, logEvidence: grid.logEvidence)
  }

  /// Levels around where the posterior must lie: 4 standard errors and the shift that drift brings.
  private func levelGrid(_ days: [Day], _ drift: Priors.Drift) -> [Double] {
    var (orders, bad) = (0.0, 0.0)
    for day in days {
      orders += Double(day.orders) * day.recorded
      bad += Double(day.bad)
    }
    let strength = 2.0
    let share = (bad + strength * logistic(prior.mean)) / (orders + strength)
    let information = orders * share * (1 - share)
    let memory = drift.sd > 0 ? drift.sd * drift.sd * 2 / (-log(drift.ar1) * Double(max(days.count, 1))) : 0
    let own = memory + 1 / max(information, 1e-6)
    let variance = 1 / (1 / (prior.sd * prior.sd) + 1 / own)
    let centre =
      variance * (prior.mean / (prior.sd * prior.sd) + logit(min(max(share, 1e-6), 1 - 1e-6)) / own)
    let reach = 4 * variance.squareRoot() + drift.sd * drift.sd / 2 + 0.02
    let count = drift.sd > 0 ? Self.levels : Self.flatLevels
    return (0..<count).map { centre - reach + 2 * reach * Double($0) / Double(count - 1) }
  }

  private func logLogistic(_ x: Double) -> Double {
    x < 0 ? x - log1p(exp(x)) : -log1p(exp(-x))
  }
}
