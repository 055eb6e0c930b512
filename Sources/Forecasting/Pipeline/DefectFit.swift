import AccountHealth
import Probability
import Simulation

/// Order defects. They are recorded days to weeks after the promised day, so only a part is visible.
///
/// A late delivery multiplies the odds. The rate belongs to the day on which defects of an order are
/// typically recorded: its promised day (or purchase plus the usual promise) plus the median delay. Known
/// orders without a defect are judged by whether they are delivered and by how far their promised day is
/// ahead or past.
extension MetricFit {
  /// Cohorts whose promised day is this many days back have shown their defects; the delay is learnt from
  /// them.
  private static let complete = 60

  /// - Parameter delivery: Whether the same model has the on-time delivery rate, which then drives this one.
  func orderDefect(_ rule: MetricRule, delivery: Bool) -> MetricModel {
    let delays = defectDelays
    let reach = 800
    let shown = delays.table(reach: reach)
    let median = delays.median
    let posterior = posterior(
      delivery ? priors.orderDefect : priors.rate(of: rule.metric), of: .defects,
      outcomes: defectOutcomes(median), lag: median, past: Self.memory
    ) {
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
    if delivery, let ratio = priors.orderDefect.oddsRatio {
      model.drivenBy = .init(
        metric: Metric.onTimeDelivery.rawValue, oddsRatio: ratio, lag: max(0, median))
    }
    return model
  }

  /// Orders not cancelled, by the day on which defects are typically recorded; those delivered late, or still
  /// under way after the promised day, are the driven ones.
  func defectOutcomes(_ median: Int) -> [OrderOutcome] {
    snapshot.orders.lazy.filter { $0.cancelled == nil && $0.isDefectKnown }.map { order in
      OrderOutcome(
        day: max(defectAnchor(order) + median, order.purchased), isBad: order.defect != nil,
        isDriven: order.deliverBy.map { $0 < asOf } ?? false && order.isDeliveredLate == true)
    }
  }

  /// From the anchor to the record of a defect, on orders old enough to have shown theirs.
  var defectDelays: LagLaw {
    LagLaw(
      prior: priors.defectDelays,
      observed: snapshot.orders.lazy
        .filter { defectAnchor($0) <= asOf - Self.complete && defectAnchor($0) > asOf - 4 * Self.memory }
        .compactMap { order in order.defectRecorded.map { min(90, max(-60, $0 - defectAnchor(order))) } })
  }

  private func pendingDefects(
    _ rule: MetricRule, _ posterior: RatePosterior, _ delays: LagLaw
  ) -> [MetricModel.Pending] {
    let prior = priors.openDefects
    let (today, ahead) = (posterior.meanLogOdds, accountAhead(posterior))
    let (past, median) = (posterior.past, delays.median)
    let table = DelayTable(delays)
    let record = ownRecord(
      .orderDefect, posterior, table, complete: Self.complete / 2,
      decidedAfter: min(max(median, 0), Self.complete / 2)
    ) { order in
      order.cancelled == nil ? order.defect != nil : nil
    }
    var cohorts = Cohorts()
    for order in snapshot.orders.reversed() {
      let age = asOf - order.purchased
      if age > rule.oldest { break }
      guard order.defect == nil, let open = openOrder(order, .orderDefect, on: asOf, table) else { continue }
      let since = -open.daysLeft
      let cell = prior.cell(of: open)
      // Days from now to the one whose chance decides.
      let decided = max(-since + median, -age)
      let logOdds =
        past.isEmpty ? today : decided > 0 ? ahead(decided) : past[max(0, past.count - 1 + decided)]
      cohorts.add(
        .init(member: -age, due: min(max(1, -since), snapshot.horizon), state: cell),
        share: logistic(
          prior.logOdds(of: open, account: logOdds)
            + record.shift(likeness(open, .orderDefect), account: logOdds)),
        recorded: delays.entries.filter { $0.lag > since }.map {
          ($0.lag - since, $0.weight / open.unrecorded)
        })
    }
    return cohorts.pending(slope: record.pathSlope(prior), posterior)
  }

  /// The day from which delays are counted.
  func defectAnchor(_ order: Order) -> Day { order.deliverBy ?? order.purchased + priors.usualPromise }
}
