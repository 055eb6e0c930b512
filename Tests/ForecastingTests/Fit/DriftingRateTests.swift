import Probability
import TestSupport
import Testing

@testable import Forecasting

/// The filter against the no-U-turn sampler on the same days (Reference/drifting_rate.py).
@Suite struct DriftingRateTests {
  /// Error of the grid, in standard deviations of the posterior. Measured against 61 states and 49 levels: at
  /// most 0.010 of means, 0.015 of the sds of level and log-odds; 0.033 of the sd of the skewed probability,
  /// where the finer grid loses more points to `leastWeight` and the sampler's own error is as large.
  private static let discretisation = 0.02

  @Test(
    "Level, log-odds and probability of the last day are those of a Monte Carlo sampler",
    arguments: DriftingRateAnswers.accounts.indices)
  func moments(index: Int) {
    let account = DriftingRateAnswers.accounts[index]
    let prior = Priors.Rate(
      mean: account.priorMean, sd: account.priorSD,
      drifts: [.init(weight: 1, ar1: account.ar1, sd: account.sd)], isJudged: false,
      oddsRatio: account.oddsRatio)
    let days = account.days.map { row in
      var day = RateFilter.Day(orders: row.0, bad: row.1, recorded: row.4)
      (day.drivenOrders, day.drivenBad) = (row.2, row.3)
      return day
    }
    let points = RateFilter(prior: prior).posterior(of: days).points
    let quantities: [(String, DriftingRateAnswers.Moments, (RatePosterior.Point) -> Double)] = [
      ("level", account.level, { $0.level }),
      ("log-odds", account.logOdds, { $0.level + $0.deviation }),
      ("probability", account.probability, { logistic($0.level + $0.deviation) }),
    ]
    for (name, answer, value) in quantities {
      let mean = points.reduce(0) { $0 + $1.weight * value($1) }
      let sd = points.reduce(0) { $0 + $1.weight * (value($1) - mean) * (value($1) - mean) }.squareRoot()
      let grid = Self.discretisation * answer.sd
      print(
        "\(account.name) \(name): mean off by \((mean - answer.mean) / answer.sd) sd, sd by \(sd / answer.sd - 1)"
      )
      #expect(abs(mean - answer.mean) < 5 * answer.meanError + grid, "\(account.name) \(name)")
      #expect(abs(sd - answer.sd) < 5 * answer.sdError + grid, "\(account.name) \(name)")
    }
  }
}
