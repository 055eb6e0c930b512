import AccountHealth
import Simulation

extension MetricForecast {
  /// Takes every probability from the exact answer, without standard error; quantiles of the rate stay
  /// simulated.
  mutating func use(_ exact: ExactMetric) {
    method = .exact
    for index in days.indices {
      days[index].offTarget = Estimate(value: exact.offTarget[index], standardError: 0)
      days[index].breachedBy = Estimate(value: exact.breachProbability(by: index + 1), standardError: 0)
    }
    let origin = asOf
    let first = { (q: Double) in exact.firstPassageQuantile(q).map { origin + $0 } }
    firstPassage = (first(0.1), first(0.5), first(0.9))
    let most = exact.firstPassage.max() ?? 0
    likeliestFirstDay = most > 0 ? exact.firstPassage.firstIndex(of: most).map { origin + $0 + 1 } : nil
  }
}
