import AccountHealth
import Simulation

/// Order defects: recorded days to weeks after the promised day, so that what is visible is only a part.
///
/// The rate lives on the day that defects of an order are typically recorded: its promised day (or purchase
/// plus the usual promise) plus the median delay. Known orders without a defect are judged by whether they are
/// delivered and how long their promised day is ahead or past.
extension MetricFit {
  private static let pendingSlope = 0.3
  /// Cohorts whose promised day is this far back have shown their defects; the delay is learnt from them.
  private static let complete = 60
  /// Evenings an order's past is looked at: every third.
  private static let step = 3
  /// Evenings that the neutral share is worth: no state is bad by itself until the account shows it.
  private static let strength = 20.0

  func orderDefect(_ rule: MetricRule) -> MetricModel {
    let delays = LagLaw(
      prior: priors.defectDelays, strength: priors.defectDelayStrength,
      observed: snapshot.orders.lazy
        .filter { anchor($0) <= asOf - Self.complete && anchor($0) > asOf - 4 * Self.memory }
        .compactMap { order in order.defectRecorded.map { min(90, max(-60, $0 - anchor(order))) } })
    let reach = 800
    let shown = delays.table(reach: reach)
    let median = delays.entries.first { delays.cumulative($0.lag) >= 0.5 }?.lag ?? 0
    let outcomes = snapshot.orders.lazy.filter { $0.cancelled == nil }
      .map { (day: max(anchor($0) + median, $0.purchased), bad: $0.defect != nil) }
    let posterior = posterior(priors.rate(of: rule.metric), outcomes: Array(outcomes)) {
      shown[min($0 + median, reach) + reach]
    }
    var model = model(rule, settledOrders: snapshot.orders)
    model.components = posterior.components
    let known = lags(\.deliverBy)
    let missing = max(0, 1 - known.entries.reduce(0) { $0 + $1.weight })
    let promise = LagLaw(entries: known.entries + [(priors.usualPromise, missing)])
    let recorded = promise.coarsened(to: 12).plus(delays).entries.filter { $0.lag <= rule.oldest }
    model.clock = LagLaw(entries: recorded.map { (max(0, $0.lag), $0.weight) }).coarsened(to: 16).entries
      .map { .init(weight: $0.weight, due: $0.lag, recorded: $0.lag) }
    model.pending = pendingDefects(rule, posterior, delays)
    return model
  }

  private func pendingDefects(
    _ rule: MetricRule, _ posterior: RatePosterior, _ delays: LagLaw
  ) -> [MetricModel.Pending] {
    let p = posterior.meanProbability
    let reach = 200
    let shown = delays.table(reach: reach)
    let recorded = { (days: Int) in shown[min(max(days, -reach), reach) + reach] }
    var own = OpenShares()
    // The neutral share of each state, averaged over the evenings that fed it.
    for order in snapshot.orders where order.purchased > asOf - Self.memory - Self.complete {
      guard order.cancelled == nil else { continue }
      let anchor = anchor(order)
      var evening = order.purchased
      let last = min(anchor + Self.complete, asOf - Self.complete / 2)
      while evening <= last {
        if order.defectRecorded.map({ $0 <= evening }) ?? false { break }
        own.add(state: state(order, evening, anchor), endedBad: order.defect != nil)
        evening = evening + Self.step
      }
    }
    var cohorts = Cohorts()
    for order in snapshot.orders.reversed() {
      let age = asOf - order.purchased
      if age >= rule.oldest { break }
      guard order.defect == nil, order.cancelled == nil else { continue }
      let anchor = anchor(order)
      let since = asOf - anchor
      let left = 1 - recorded(since)
      guard left > 1e-9 else { continue }
      let state = state(order, asOf, anchor)
      let neutral = p * left / (1 - p * (1 - left))
      cohorts.add(
        .init(member: -age, due: min(max(1, -since), snapshot.horizon), state: state),
        share: own.share(state: state, prior: prior(neutral, state: state), strength: Self.strength),
        recorded: delays.entries.filter { $0.lag > since }.map { ($0.lag - since, $0.weight / left) })
    }
    return cohorts.pending(slope: Self.pendingSlope, posterior)
  }

  /// The day that delays are counted from.
  private func anchor(_ order: Order) -> Day { order.deliverBy ?? order.purchased + priors.usualPromise }

  /// What is seen of an order on an evening: delivered in time, delivered late or not yet, and where the
  /// evening lies to the promised day.
  private func state(_ order: Order, _ evening: Day, _ anchor: Day) -> Int {
    let since = evening - anchor
    let cell = Self.edges.firstIndex { since <= $0 } ?? Self.edges.count
    guard let delivered = order.delivered, delivered <= evening else { return 3 * cell }
    return 3 * cell + (delivered <= anchor ? 1 : 2)
  }

  private static let edges = [-14, -7, -3, 0, 3, 7, 14, 30]
  /// Factors on the odds before the account's own past speaks: an order not delivered when it was promised, or
  /// delivered late, goes bad about 11 times as often (measured on reviews: 11.3, 9.0 to 14.2).
  private static let undelivered = [1.1, 1.5, 2.5, 5, 11, 11, 11, 11, 11]

  private func prior(_ neutral: Double, state: Int) -> Double {
    let odds =
      switch state % 3 {
      case 0: Self.undelivered[state / 3]
      case 1: 0.6
      default: 6.0
      }
    return neutral * odds / (1 - neutral + neutral * odds)
  }
}
