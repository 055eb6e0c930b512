import AccountHealth
import Probability
import Simulation

/// On-time delivery and valid tracking. Orders belong to their promised day, on which their fate is known.
extension MetricFit {
  /// - Parameter late: The late-shipment rate of the same model, which drives this one; `nil` without one.
  func onTimeDelivery(_ rule: MetricRule, late: Metric?) -> MetricModel {
    let posterior = posterior(
      late == nil ? priors.rate(of: rule.metric) : priors.onTimeDelivery, of: .lateDelivery,
      outcomes: deliveryOutcomes, past: Self.memory)
    let prior = priors.openDeliveries
    let account = accountAhead(posterior)
    let record = ownRecord(.onTimeDelivery, posterior, .atDeadline, complete: 0) { order in
      order.deliveryCounts != nil ? order.isDeliveredLate : nil
    }
    func isWaited(_ order: Order) -> Bool {
      order.deliverBy.map { $0 + rule.oldest > asOf } ?? false && isStillComing(order)
    }
    var cohorts = Cohorts()
    for order in snapshot.orders where isWaited(order) {
      guard let promised = order.deliverBy, promised > asOf else { continue }
      let left = promised - asOf
      guard left <= snapshot.horizon, let open = openOrder(order, .onTimeDelivery, on: asOf, .atDeadline)
      else { continue }
      let cell = prior.cell(of: open)
      let logOdds = account(left)
      cohorts.add(
        .init(member: left, due: left, state: cell, units: OrderSizes.units(of: order, rule)),
        share: logistic(
          prior.logOdds(of: open, account: logOdds)
            + record.shift(likeness(open, .onTimeDelivery), account: logOdds)),
        recorded: [(left + 1, 1)])
    }
    let settled = snapshot.orders.lazy.map { order -> Order in
      guard isWaited(order) else { return order }
      var assumed = order
      if order.shipped == nil, order.shippedBy == nil { assumed.shipped = asOf + 1 }
      if let promised = order.deliverBy, promised > asOf { assumed.delivered = promised }
      return assumed
    }
    var model = model(rule, settledOrders: settled)
    model.components = posterior.components
    model.pending = cohorts.pending(slope: record.pathSlope(prior), posterior)
    model.unitsPerOrder = OrderSizes.law(of: snapshot.orders, rule)
    if let late, let ratio = priors.onTimeDelivery.oddsRatio {
      let promise = lags(\.deliverBy).median - lags(\.shipBy).median
      model.drivenBy = .init(metric: late.rawValue, oddsRatio: ratio, lag: max(0, promise))
    }
    return model
  }

  /// Shipped orders past their promised day, by that day; those confirmed late are the driven ones.
  var deliveryOutcomes: [OrderOutcome] {
    snapshot.orders.compactMap { order in
      guard let promised = order.deliverBy, promised <= asOf, order.deliveryCounts != nil,
        let isLate = order.isDeliveredLate
      else { return nil }
      return OrderOutcome(day: promised, isBad: isLate, isDriven: order.isShippedLate)
    }
  }

  /// Shipped orders past their promised day, by that day, of which files say what their tracking was.
  var trackingOutcomes: [OrderOutcome] {
    snapshot.orders.compactMap { order in
      guard let promised = order.deliverBy, promised <= asOf, order.deliveryCounts != nil,
        order.tracking != nil || !order.undecided.contains(.tracking)
      else { return nil }
      return OrderOutcome(day: promised, isBad: order.tracking != .valid)
    }
  }

  func validTracking(_ rule: MetricRule) -> MetricModel {
    let posterior = posterior(priors.validTracking, of: .tracking, outcomes: trackingOutcomes)
    let p = posterior.meanProbability
    /// The promised day of an order whose parcel is still to be handed over.
    func waited(_ order: Order) -> Day? {
      guard let promised = order.deliverBy, promised + rule.oldest > asOf, order.shipped == nil,
        order.shippedBy == nil, isStillComing(order)
      else { return nil }
      return promised
    }
    var cohorts = Cohorts()
    for promised in snapshot.orders.lazy.compactMap(waited) {
      let due = min(max(1, promised - asOf), snapshot.horizon)
      cohorts.add(.init(member: promised - asOf, due: due, state: 0), share: p, recorded: [(1, 1)])
    }
    let settled = snapshot.orders.lazy.map { order -> Order in
      guard waited(order) != nil else { return order }
      var assumed = order
      assumed.shipped = asOf + 1
      assumed.tracking = .valid
      return assumed
    }
    var model = model(rule, settledOrders: settled)
    model.components = posterior.components
    model.pending = cohorts.pending(slope: 1, posterior)
    return model
  }

  /// On its way to the buyer as far as is known, or expected to be.
  private func isStillComing(_ order: Order) -> Bool {
    if let shipped = order.shipped ?? order.shippedBy {
      return !(order.cancelled.map { $0 <= shipped } ?? false) && order.delivered == nil
    }
    guard order.cancelled == nil else { return false }
    return isExpected(order, asOf)
  }
}
