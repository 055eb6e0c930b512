import AccountHealth
import Probability
import Simulation

/// On-time delivery and valid tracking. Orders belong to their promised day, on which their fate is known.
extension MetricFit {
  /// - Parameter late: The late-shipment rate of the same model, which drives this one; `nil` without one.
  func onTimeDelivery(_ rule: MetricRule, late: Metric?) -> MetricModel {
    let posterior = posterior(
      late == nil ? priors.rate(of: rule.metric) : priors.onTimeDelivery, outcomes: deliveryOutcomes)
    let prior = priors.openDeliveries
    let logOdds = posterior.meanLogOdds
    let record = ownRecord(.onTimeDelivery, logOdds: logOdds, .atDeadline, complete: 0) { order in
      counts(order) ? isLateDelivery(order) : nil
    }
    var cohorts = Cohorts()
    let settled = snapshot.orders.map { order -> Order in
      guard let promised = order.deliverBy, promised + rule.oldest > asOf, isStillComing(order) else {
        return order
      }
      var assumed = order
      if order.shipped == nil { assumed.shipped = asOf + 1 }
      guard promised > asOf else { return assumed }
      assumed.delivered = promised
      let left = promised - asOf
      guard left <= snapshot.horizon, let open = openOrder(order, .onTimeDelivery, on: asOf, .atDeadline)
      else { return assumed }
      let cell = prior.cell(of: open)
      cohorts.add(
        .init(member: left, due: left, state: cell),
        share: logistic(
          prior.logOdds(of: open, account: logOdds) + record.shift(cell: cell, strength: prior.strength)),
        recorded: [(left + 1, 1)])
      return assumed
    }
    var model = model(rule, settledOrders: settled)
    model.components = posterior.components
    model.pending = cohorts.pending(slope: prior.pathSlope, posterior)
    if let late, let ratio = priors.onTimeDelivery.oddsRatio {
      let promise = lags(\.deliverBy).median - lags(\.shipBy).median
      model.drivenBy = .init(metric: late.rawValue, oddsRatio: ratio, lag: max(0, promise))
    }
    return model
  }

  /// Shipped orders past their promised day, by that day; those confirmed late are the driven ones.
  var deliveryOutcomes: [OrderOutcome] {
    snapshot.orders.compactMap { order in
      guard let promised = order.deliverBy, promised <= asOf, counts(order) else { return nil }
      return OrderOutcome(day: promised, isBad: isLateDelivery(order), isDriven: order.isShippedLate)
    }
  }

  func validTracking(_ rule: MetricRule) -> MetricModel {
    let outcomes = snapshot.orders.compactMap { order -> OrderOutcome? in
      guard let promised = order.deliverBy, promised <= asOf, counts(order) else { return nil }
      return OrderOutcome(day: promised, isBad: order.tracking != .valid)
    }
    let posterior = posterior(priors.validTracking, outcomes: outcomes)
    let p = posterior.meanProbability
    var cohorts = Cohorts()
    let settled = snapshot.orders.map { order -> Order in
      guard let promised = order.deliverBy, promised + rule.oldest > asOf, order.shipped == nil,
        isStillComing(order)
      else { return order }
      var assumed = order
      assumed.shipped = asOf + 1
      assumed.tracking = .valid
      let due = min(max(1, promised - asOf), snapshot.horizon)
      cohorts.add(.init(member: promised - asOf, due: due, state: 0), share: p, recorded: [(1, 1)])
      return assumed
    }
    var model = model(rule, settledOrders: settled)
    model.components = posterior.components
    model.pending = cohorts.pending(slope: 1, posterior)
    return model
  }

  /// Delivered after the promised day, or not at all.
  func isLateDelivery(_ order: Order) -> Bool {
    guard let promised = order.deliverBy else { return false }
    return order.delivered.map { $0 > promised } ?? true
  }

  /// Shipped, and not cancelled on or before its ship day.
  func counts(_ order: Order) -> Bool {
    guard let shipped = order.shipped else { return false }
    return !(order.cancelled.map { $0 <= shipped } ?? false)
  }

  /// Whether it is on its way to the buyer as far as is known, or expected to be.
  private func isStillComing(_ order: Order) -> Bool {
    if order.shipped != nil { return counts(order) && order.delivered == nil }
    guard order.cancelled == nil else { return false }
    return isExpected(order, asOf)
  }
}
