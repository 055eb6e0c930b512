import Foundation
import Probability
import Testing

@testable import Forecasting

@Suite struct RateFilterTests {
  @Test(
    "The chain has the moments of the AR(1), cut off at 3.5 deviations", arguments: [0.5, 0.85, 0.95, 0.97])
  func chain(ar1: Double) {
    let chain = NormalChain(states: RateFilter.states, ar1: ar1, sd: 1.2)
    let count = chain.states.count
    // The variance of a normal distribution cut at ±a is 1 − 2aφ(a) / (2Φ(a) − 1): 0.6 % less at a = 3.5.
    let variance = zip(chain.states, chain.stationary).reduce(0) { $0 + $1.0 * $1.0 * $1.1 }
    #expect(abs(variance / 1.44 - (1 - 0.0061)) < 0.004)
    for from in 0..<count {
      let row = chain.transition[(from * count)..<((from + 1) * count)]
      #expect(abs(row.reduce(0, +) - 1) < 1e-12)
      guard abs(chain.states[from]) < 1.2 else { continue }
      let mean = zip(chain.states, row).reduce(0) { $0 + $1.0 * $1.1 }
      let square = zip(chain.states, row).reduce(0) { $0 + ($1.0 - mean) * ($1.0 - mean) * $1.1 }
      #expect(abs(mean - ar1 * chain.states[from]) < 0.001)
      #expect(abs(square / (1.44 * (1 - ar1 * ar1)) - 1) < 0.01)
    }
  }

  @Test("Without drift the mean is that of prior × binomial, integrated finely")
  func flat() {
    let prior = Priors.Rate(mean: -4, sd: 1.2, drifts: [.init(weight: 1, ar1: 0, sd: 0)], isJudged: false)
    let days = [(40, 1), (55, 0), (60, 3), (0, 0), (48, 1)].map { RateFilter.Day(orders: $0.0, bad: $0.1) }
    let posterior = RateFilter(prior: prior).posterior(of: days)
    var (mass, mean) = (0.0, 0.0)
    for step in 0...40_000 {
      let level = -12 + 16 * Double(step) / 40_000
      let p = logistic(level)
      let z = (level + 4) / 1.2
      let weight = exp(-z * z / 2 + 5 * log(p) + 198 * log(1 - p))
      mass += weight
      mean += weight * p
    }
    #expect(abs(posterior.meanProbability / (mean / mass) - 1) < 1e-3)
  }

  @Test("After 300 calm days a step of the odds is seen within two weeks, and not before it comes")
  func change() {
    let calm = (0..<300).map { RateFilter.Day(orders: 60, bad: $0 % 2) }
    let after = (0..<14).map { RateFilter.Day(orders: 60, bad: 1 + $0 % 2) }
    func mean(_ days: [RateFilter.Day], _ change: Double?) -> Double {
      let drifts = [
        Priors.Drift(weight: 0.5, ar1: 0, sd: 0, change: change),
        Priors.Drift(weight: 0.5, ar1: 0.97, sd: 0.3, change: change),
      ]
      let prior = Priors.Rate(mean: -4, sd: 1.2, drifts: drifts, isJudged: false)
      return RateFilter(prior: prior).posterior(of: days).meanProbability
    }
    // 30 of 3,600 orders were bad before, 21 of 840 after.
    #expect(abs(mean(calm, 0.004) / mean(calm, nil) - 1) < 0.05)
    #expect(mean(calm + after, nil) < 0.017)
    #expect(mean(calm + after, 0.004) > 0.021)
  }

  @Test("A step on a logged day is seen within days; a logged day without one hardly changes anything")
  func logged() {
    let calm = (0..<300).map { RateFilter.Day(orders: 60, bad: $0 % 2) }
    let after = (0..<5).map { RateFilter.Day(orders: 60, bad: 2 + $0 % 2) }
    let prior = Priors.Rate(
      mean: -4, sd: 1.2, drifts: [.init(weight: 1, ar1: 0.97, sd: 0.3, change: 0.004)], isJudged: false)
    func posterior(_ days: [RateFilter.Day], _ change: Int?) -> RatePosterior {
      var days = days
      if let change { days[change].isChange = true }
      return RateFilter(prior: prior).posterior(of: days, past: 60)
    }
    // 150 of 18,000 orders were bad before, 12 of 300 after.
    let (unlogged, logged) = (posterior(calm + after, nil), posterior(calm + after, 300))
    #expect(unlogged.meanProbability < 0.03 && logged.meanProbability > unlogged.meanProbability + 0.004)
    // Looking back, the days before it are not drawn to those after it.
    #expect(logged.past.count == 60 && unlogged.past.count == 60)
    guard logged.past.count == 60, unlogged.past.count == 60 else { return }
    #expect(logged.past[54] < unlogged.past[54] && logged.past[57] > unlogged.past[57])
    let quiet = posterior(calm, 280).meanProbability / posterior(calm, nil).meanProbability
    #expect(abs(quiet - 1) < 0.05, "\(quiet)")
  }

  @Test("A judged level has the tails of Student's t with 3 degrees of freedom, integrated finely")
  func judged() {
    for (orders, bad) in [(0, 0), (400, 40), (30, 0)] {
      let prior = Priors.Rate(mean: -6, sd: 1.2, drifts: [.init(weight: 1, ar1: 0, sd: 0)], isJudged: true)
      let posterior = RateFilter(prior: prior).posterior(of: [.init(orders: orders, bad: bad)])
      var (mass, mean) = (0.0, 0.0)
      // The levels end 12 standard deviations away, so that no account is thought to have only bad orders.
      for step in 0...60_000 {
        let level = -6 + 28.84 * (Double(step) / 60_000 - 0.5)
        let z = (level + 6) / 1.2
        let weight =
          (z > 0 ? pow(1 + z * z / 3, -2) : exp(-z * z / 2))
          * exp(
            Double(bad) * log(logistic(level)) + Double(orders - bad) * log(logistic(-level)))
        mass += weight
        mean += weight * logistic(level)
      }
      #expect(abs(posterior.meanProbability / (mean / mass) - 1) < 0.02, "\(bad) of \(orders)")
    }
  }

  @Test("With drift the filter is the sum over all paths of the chain")
  func enumerated() {
    let drift = Priors.Drift(weight: 1, ar1: 0.8, sd: 1)
    let prior = Priors.Rate(mean: -3, sd: 1, drifts: [drift], isJudged: false)
    let days = [(20, 3), (30, 0), (25, 5)].map { RateFilter.Day(orders: $0.0, bad: $0.1, recorded: 0.8) }
    let posterior = RateFilter(prior: prior).posterior(of: days)
    let chain = NormalChain(states: RateFilter.states, ar1: 0.8, sd: 1)
    let levels = Set(posterior.points.map(\.level)).sorted()
    var (mass, mean) = (0.0, 0.0)
    func likelihood(_ day: RateFilter.Day, _ x: Double) -> Double {
      let p = day.recorded * logistic(x)
      return pow(p, Double(day.bad)) * pow(1 - p, Double(day.orders - day.bad))
    }
    let count = chain.states.count
    for level in levels {
      let z = level + 3
      for a in 0..<count {
        let first = exp(-z * z / 2) * chain.stationary[a] * likelihood(days[0], level + chain.states[a])
        for b in 0..<count {
          let second = first * chain.transition[a * count + b] * likelihood(days[1], level + chain.states[b])
          for c in 0..<count {
            let weight =
              second * chain.transition[b * count + c] * likelihood(days[2], level + chain.states[c])
            mass += weight
            mean += weight * logistic(level + chain.states[c])
          }
        }
      }
    }
    #expect(abs(posterior.meanProbability / (mean / mass) - 1) < 1e-3)
  }

  @Test("Driven orders are read at their own odds, some of them not yet recorded")
  func driven() {
    let prior = Priors.Rate(
      mean: -4, sd: 1.2, drifts: [.init(weight: 1, ar1: 0, sd: 0)], isJudged: false, oddsRatio: 9)
    let table = [(40, 1, 4, 1, 1.0), (55, 3, 10, 2, 0.7), (30, 0, 0, 0, 1.0), (48, 2, 6, 0, 0.4)]
    let days = table.map { row in
      var day = RateFilter.Day(orders: row.0, bad: row.1, recorded: row.4)
      (day.drivenOrders, day.drivenBad) = (row.2, row.3)
      return day
    }
    let posterior = RateFilter(prior: prior).posterior(of: days)
    var (mass, mean) = (0.0, 0.0)
    for step in 0...40_000 {
      let level = -12 + 16 * Double(step) / 40_000
      let z = (level + 4) / 1.2
      var log = -z * z / 2
      for (orders, bad, driven, drivenBad, recorded) in table {
        let p = recorded * logistic(level)
        let q = recorded * 9 * logistic(level) / (1 + 8 * logistic(level))
        log += Double(bad - drivenBad) * Foundation.log(p) + Double(drivenBad) * Foundation.log(q)
        log += Double(orders - driven - bad + drivenBad) * log1p(-p) + Double(driven - drivenBad) * log1p(-q)
      }
      mass += exp(log)
      mean += exp(log) * logistic(level)
    }
    #expect(abs(posterior.meanProbability / (mean / mass) - 1) < 1e-3)
  }

  @Test("A burst is seen, and forgotten", arguments: [(0, 0.06), (60, 0.03)])
  func burst(calm: Int, most: Double) {
    let days =
      (0..<120).map { _ in RateFilter.Day(orders: 20, bad: 0) }
      + (0..<7).map { _ in RateFilter.Day(orders: 20, bad: 4) }
      + (0..<calm).map { _ in RateFilter.Day(orders: 20, bad: 0) }
    let posterior = RateFilter(prior: Priors.standard.lateShipment).posterior(of: days)
    if calm == 0 {
      #expect(posterior.meanProbability > most)
    } else {
      #expect(posterior.meanProbability < most)
    }
  }

  @Test("A pending share keeps its mean whatever the spread of the rate", arguments: [0.1, 0.4, 1])
  func offset(slope: Double) {
    let points = [(0.5, -4.0, 0.0), (0.3, -2.5, 1.0), (0.2, -5.0, -1.0)].map {
      RatePosterior.Point(weight: $0.0, level: $0.1, deviation: $0.2, ar1: 1, innovationSD: 0)
    }
    let posterior = RatePosterior(points: points)
    let offset = posterior.offset(forMean: 0.3, slope: slope, days: 3)
    let mean = points.reduce(0) { $0 + $1.weight * logistic(offset + slope * ($1.level + $1.deviation)) }
    #expect(abs(mean - 0.3) < 1e-5)
  }

  @Test("The past of a day is what all other days say of it: the posterior with that day last and empty")
  func past() throws {
    let drift = Priors.Drift(weight: 1, ar1: 0.9, sd: 0.8)
    let prior = Priors.Rate(mean: -2, sd: 0.8, drifts: [drift], isJudged: false)
    let days = [(90, 12), (80, 5), (0, 0), (100, 30), (95, 11)].map {
      RateFilter.Day(orders: $0.0, bad: $0.1)
    }
    let posterior = RateFilter(prior: prior).posterior(of: days, past: 4)
    #expect(posterior.past.count == 4)
    // The chain is reversible, so the days backwards have the same posterior, and the last one left out is
    // the mean one day ahead. The grid of levels is made of all days, hence the tolerance.
    var without = days
    without[4] = .init()
    let last = RateFilter(prior: prior).posterior(of: without)
    #expect(abs(try #require(posterior.past.last) - last.meanLogOdds) < 0.01)
    let backwards = RateFilter(prior: prior).posterior(of: days.reversed(), past: 5)
    for day in 1..<5 { #expect(abs(posterior.past[day - 1] - backwards.past[4 - day]) < 0.005) }
    // A day changes what is said of the others, never what they say of it.
    var other = days
    other[3] = .init(orders: 100, bad: 10)
    let moved = RateFilter(prior: prior).posterior(of: other, past: 4).past
    #expect(abs(moved[2] - posterior.past[2]) < 0.02 && abs(moved[3] - posterior.past[3]) > 0.1)
  }

  @Test("Days that say little have no past of their own")
  func littleKnown() {
    let days = (0..<100).map { RateFilter.Day(orders: 2, bad: $0 % 10 == 0 ? 1 : 0) }
    let posterior = RateFilter(prior: Priors.standard.lateShipment).posterior(of: days, past: 60)
    #expect(posterior.past.isEmpty)
  }

  @Test("The more a day says, the closer are the states")
  func statesFollowInformation() {
    let drift = Priors.Drift(weight: 1, ar1: 0.95, sd: 2)
    let counts = [0, 0.1, 9, 45, 1e6].map { RateFilter.states(of: drift, information: $0) }
    #expect(counts[0] == RateFilter.states && counts[1] == RateFilter.states)
    #expect(counts[2] > 30 && counts[3] > counts[2] && counts[4] == RateFilter.mostStates)
    #expect(RateFilter.states(of: .init(weight: 1, ar1: 0, sd: 0), information: 9) == 1)
    let days = (0..<60).map { RateFilter.Day(orders: 300, bad: 9 + ($0 % 3) * 4) }
    let prior = Priors.Rate(mean: -3.4, sd: 1, drifts: [drift], isJudged: false)
    let posterior = RateFilter(prior: prior).posterior(of: days)
    #expect(abs(logistic(posterior.meanLogOdds) - 0.05) < 0.01)
  }
}
