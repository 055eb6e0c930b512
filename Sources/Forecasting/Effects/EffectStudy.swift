import Glibc
import Simulation

/// What dated changes did to one series: exact posteriors by `StepFilter`, averaged over the drifts that the
/// series may have.
public struct EffectStudy: Sendable {
  public let series: StudiedSeries
  let threads: Int

  public init(_ series: StudiedSeries, threads: Int = 1) {
    (self.series, self.threads) = (series, threads)
  }

  /// The effects of all changes of the series at once: each one's with all others integrated out.
  ///
  /// - Parameter changes: Each on a day of the series.
  /// - Complexity: For each drift, O(days · rows · states²).
  public func effects(of changes: [DatedChange]) -> [EffectPosterior] {
    guard !changes.isEmpty else { return [] }
    let reaches = changes.map { reach(of: $0, among: changes) }
    let whole = reaches.dropFirst().reduce(reaches[0]) {
      min($0.lowerBound, $1.lowerBound)...max($0.upperBound, $1.upperBound)
    }
    let likelihoods = concurrentMap(series.hypotheses.count, threads: threads) { index in
      StepFilter(series, series.hypotheses[index], changes: changes).likelihoods(of: changes, reach: whole)
    }
    let weights = series.hypotheses.map(\.weight)
    return changes.indices.map { change in
      EffectPosterior(
        prior: changes[change].prior, likelihoods.map { $0[change] }, weights: weights,
        reach: reaches[change])
    }
  }

  /// The effect that one more step on each of some days would have had, by the wide prior.
  ///
  /// - Parameters:
  ///   - days: Of the series.
  ///   - known: Changes that are known, which are integrated out.
  ///   - prior: What is believed of a step beforehand.
  public func scan(_ days: [Int], among known: [DatedChange] = [], prior: LogRatioPrior = .wide)
    -> [EffectPosterior]
  {
    let sorted = days.sorted()
    guard let first = sorted.first, let last = sorted.last else { return [] }
    // Rows wide enough for the days before the first of them, and for those after the last.
    let changes = known + Set([first, sorted[sorted.count / 2], last]).sorted().map { DatedChange(day: $0) }
    let reach = prior.span(3.5)
    let likelihoods = concurrentMap(series.hypotheses.count, threads: threads) { index in
      StepFilter(series, series.hypotheses[index], changes: changes).scan(days, among: known, reach: reach)
    }
    return days.indices.map { place in
      EffectPosterior(
        prior: prior, likelihoods.map { $0[place] }, weights: series.hypotheses.map(\.weight), reach: reach)
    }
  }

  /// How sure an estimate of a change will be, by the drift that the days show if nothing changed.
  public func expectedPrecision() -> ExpectedPrecision {
    let logs = logEvidences(among: [])
    guard let best = logs.max(), best.isFinite else {
      // Days that no drift explains tell nothing of the drift.
      let total = series.hypotheses.reduce(0) { $0 + $1.weight }
      return ExpectedPrecision(series, shares: series.hypotheses.map { $0.weight / total })
    }
    let total = logs.reduce(0) { $0 + exp($1 - best) }
    return ExpectedPrecision(series, shares: logs.map { exp($0 - best) / total })
  }

  /// The log chance of all days, the known changes being integrated out.
  func logEvidence(among known: [DatedChange]) -> Double {
    let logs = logEvidences(among: known)
    guard let best = logs.max(), best.isFinite else { return -.infinity }
    return best + log(logs.reduce(0) { $0 + exp($1 - best) })
  }

  private func logEvidences(among known: [DatedChange]) -> [Double] {
    concurrentMap(series.hypotheses.count, threads: threads) { index in
      log(series.hypotheses[index].weight)
        + StepFilter(series, series.hypotheses[index], changes: known).logEvidence(among: known)
    }
  }

  /// The sizes that a change may have had: five standard deviations around a normal approximation under any
  /// drift, within what the prior allows.
  private func reach(of change: DatedChange, among changes: [DatedChange]) -> ClosedRange<Double> {
    let prior = change.prior
    let believed = prior.span(4.5)
    let (least, most) = (believed.lowerBound, believed.upperBound)
    let steps = Set(changes.map(\.step.day)).filter { $0 > 0 && $0 < series.days }.sorted()
    let alike = changes.count { $0.step.day == change.step.day }
    guard alike == 1, let place = steps.firstIndex(of: change.step.day) else { return least...most }
    var (low, high) = (Double.infinity, -Double.infinity)
    for hypothesis in series.hypotheses {
      let segments = series.segments(changes, hypothesis)
      let (before, after) = (segments[place], segments[place + 1])
      let (middle, reach) = (
        after.mean - before.mean, 5 * (before.variance + after.variance).squareRoot() + 0.1
      )
      low = min(low, middle - reach)
      high = max(high, middle + reach)
    }
    return max(low, least) < min(high, most) - 0.1 ? max(low, least)...min(high, most) : least...most
  }
}
