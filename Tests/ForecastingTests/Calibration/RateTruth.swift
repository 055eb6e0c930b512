import Glibc

@testable import Forecasting
@testable import Probability

/// One rate drawn from its prior as `RateFilter` states it, and what happened under it.
struct RateTruth {
  /// On the last day.
  var level: Double
  var drift: Priors.Drift
  /// Deviation on the last day.
  var deviation: Double
  var days: [RateFilter.Day]
  /// Bad orders of the `horizon` days to come, with `ordersAhead` orders per day.
  var badAhead: Int

  var logOdds: Double { level + deviation }

  /// - Parameters:
  ///   - orders: Mean orders per day; the orders of a day are Poisson.
  ///   - driven: Share of them that were bad for the driving rate.
  ///   - recorded: Share of the bad ones recorded by now, by days since they were due.
  init(
    prior: Priors.Rate, days count: Int, orders: Double, driven: Double = 0,
    recorded: (Int) -> Double = { _ in 1 }, ordersAhead: Int, horizon: Int,
    using generator: inout Philox4x32
  ) {
    drift = prior.drifts[generator.index(prior.drifts.map(\.weight))]
    let first = generator.level(prior)
    level = first
    var x = drift.sd * generator.normal()
    days = []
    for index in 0..<count {
      if generator.happens(chance: drift.dailyChange) {
        level = first + RateFilter.changeSD * generator.normal()
      }
      if index > 0 { x = drift.ar1 * x + drift.innovationSD * generator.normal() }
      let share = recorded(count - 1 - index)
      var day = RateFilter.Day(
        orders: Poisson.draw(mean: orders, using: &generator), recorded: share)
      day.drivenOrders = Binomial.draw(trials: day.orders, probability: driven, using: &generator)
      day.drivenBad = Binomial.draw(
        trials: day.drivenOrders, probability: share * logistic(level + x + prior.drivenShift),
        using: &generator)
      day.bad =
        day.drivenBad
        + Binomial.draw(
          trials: day.orders - day.drivenOrders, probability: share * logistic(level + x), using: &generator)
      days.append(day)
    }
    deviation = x
    badAhead = 0
    for _ in 0..<horizon {
      x = drift.ar1 * x + drift.innovationSD * generator.normal()
      badAhead += Binomial.draw(trials: ordersAhead, probability: logistic(level + x), using: &generator)
    }
  }
}

extension Philox4x32 {
  mutating func normal() -> Double { normalQuantileFast(openUnitInterval(next())) }

  /// A level of a rate before any order is known.
  mutating func level(_ prior: Priors.Rate) -> Double {
    let z = normal()
    // ∫ (1 + z²/3)⁻² is π√3/4 over the upper half, ∫ exp(−z²/2) is √(π/2) over the lower one.
    let (upper, lower) = (Double.pi * 3.0.squareRoot() / 4, (Double.pi / 2).squareRoot())
    guard prior.isJudged else { return prior.mean + prior.sd * z }
    guard unitInterval(next()) < upper / (upper + lower) else { return prior.mean - prior.sd * abs(z) }
    let chiSquare = (0..<3).reduce(0.0) { sum, _ in
      let z = normal()
      return sum + z * z
    }
    return prior.mean + prior.sd * abs(z) / (chiSquare / 3).squareRoot()
  }

  mutating func happens(chance: Double) -> Bool { chance > 0 && unitInterval(next()) < chance }

  /// An index with probability proportional to its weight.
  mutating func index(_ weights: [Double]) -> Int {
    var target = unitInterval(next()) * weights.reduce(0, +)
    for (index, weight) in weights.enumerated() {
      target -= weight
      if target < 0 { return index }
    }
    return weights.count - 1
  }
}
