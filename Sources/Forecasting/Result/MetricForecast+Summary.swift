import AccountHealth
import Simulation

extension MetricForecast {
  /// Reads a forecast off a summary. Bad shares become good shares for metrics that are shown so.
  ///
  /// `earliest` is how soon good handling brings the rate back.
  init(
    _ summary: MetricSummary, account: String, rule: MetricRule, asOf: AccountHealth.Day,
    current: WindowCount, isFromCounts: Bool = false,
    earliest: EarliestReturn? = nil
  ) {
    let good = rule.metric.isGoodShare
    let days = (1...summary.horizon).map { day in
      // Lower ends are rounded down and upper ends up, so that an interval never promises more than was
      // counted.
      let bad = [
        summary.rateQuantile(0.05, on: day, .down), summary.rateQuantile(0.25, on: day, .down),
        summary.rateQuantile(0.5, on: day, .linear), summary.rateQuantile(0.75, on: day, .up),
        summary.rateQuantile(0.95, on: day, .up),
      ].compactMap { $0 }
      let mean = summary.meanRate(on: day)
      return Day(
        date: asOf + day,
        quantiles: bad.count < 5 ? nil : good ? bad.reversed().map { 1 - $0 } : bad,
        mean: good ? mean.map { 1 - $0 } : mean,
        offTarget: summary.offTargetProbability(on: day),
        breachedBy: summary.breachProbability(by: day))
    }
    let first = { (q: Double) in summary.firstPassageQuantile(q).map { asOf + $0 } }
    let most = summary.firstPassage.max() ?? 0
    self.init(
      account: account, metric: rule.metric, rule: rule, asOf: asOf, current: current, days: days,
      firstPassage: (first(0.1), first(0.5), first(0.9)),
      likeliestFirstDay: most > 0 ? summary.firstPassage.firstIndex(of: most).map { asOf + $0 + 1 } : nil,
      wayBack: rule.state(of: current).isOffTarget
        ? WayBack(summary, asOf: asOf, earliest: earliest) : nil,
      daysOff: MetricSummary.exposureSpans(horizon: summary.horizon).compactMap { days in
        summary.daysOffTarget(within: days).map { (days, $0) }
      },
      medianRecovery: summary.medianRecovery, method: .simulation, isFromCounts: isFromCounts)
  }
}
