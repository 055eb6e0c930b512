import AccountHealth
import Probability
import Simulation

/// Cancellation by the seller, or by Amazon because nothing shipped. The rate belongs to the purchase day and
/// is seen after a delay; young cohorts have shown only a part of their cancellations.
extension MetricFit {
  private static let pendingSlope = 0.9
  /// Cohorts of this age in days have shown their cancellations; the delay is learnt from them.
  private static let complete = 30

  func cancellation(_ rule: MetricRule) -> MetricModel {
    let delays = cancellationDelays
    let reach = 800
    let shown = delays.table(reach: reach)
    let posterior = posterior(priors.cancellation, of: .cancellation, outcomes: cancellationOutcomes) {
      shown[min($0, reach) + reach]
    }
    var model = model(rule, settledOrders: snapshot.orders)
    model.components = posterior.components
    model.clock = delays.entries.filter { $0.lag <= rule.oldest }.map {
      .init(weight: $0.weight, due: 0, recorded: $0.lag)
    }
    model.pending = pendingCancellations(rule, posterior, delays)
    return model
  }

  /// From purchase to a cancellation that counts, on orders old enough to have shown theirs.
  var cancellationDelays: LagLaw {
    LagLaw(
      prior: priors.cancellationDelays,
      observed: snapshot.orders.lazy
        .filter { $0.purchased <= asOf - Self.complete && $0.purchased > asOf - 4 * Self.memory }
        .compactMap { order in order.countedCancellation.map { min(60, max(0, $0 - order.purchased)) } })
  }

  /// Orders of which files say whether the seller cancelled them, by purchase day.
  var cancellationOutcomes: [OrderOutcome] {
    snapshot.orders.compactMap { order in
      order.isCancellationKnown
        ? OrderOutcome(day: order.purchased, isBad: order.countedCancellation != nil) : nil
    }
  }

  private func pendingCancellations(
    _ rule: MetricRule, _ posterior: RatePosterior, _ delays: LagLaw
  ) -> [MetricModel.Pending] {
    let p = posterior.meanProbability
    func expected(_ age: Int) -> Double {
      let shown = delays.cumulative(age)
      return p * (1 - shown) / (1 - p * shown)
    }
    func bounded(_ p: Double) -> Double { min(max(p, 1e-9), 1 - 1e-9) }
    var record = OwnRecord()
    for order in snapshot.orders
    where order.purchased <= asOf - Self.complete && order.purchased > asOf - Self.memory - Self.complete {
      let cancelled = order.countedCancellation
      for age in 0...rule.oldest where order.isOpen(on: order.purchased + age) {
        record.add(
          .init(cell: age), endedBad: cancelled != nil, account: 0, logOdds: logit(bounded(expected(age))))
      }
    }
    record.settle(strength: priors.cancellationStrength)
    var cohorts = Cohorts()
    for order in snapshot.orders.reversed() {
      let age = asOf - order.purchased
      if age > rule.oldest { break }
      guard order.isOpen(on: asOf) else { continue }
      let shown = delays.cumulative(age)
      let later = delays.entries.filter { $0.lag > age }
      guard shown < 1 - 1e-9, !later.isEmpty else { continue }
      cohorts.add(
        .init(member: -age, due: 1, state: age),
        share: logistic(
          logit(bounded(expected(age))) + record.shift(.init(cell: age))),
        recorded: later.map { ($0.lag - age, $0.weight / (1 - shown)) })
    }
    return cohorts.pending(slope: Self.pendingSlope, posterior)
  }
}
