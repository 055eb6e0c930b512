import AccountHealth
import Simulation

/// On-time delivery and valid tracking: orders belong to their promised day, on which their fate is known.
extension MetricFit {
  private static let pendingSlope = 0.2
  /// An order unshipped this many days past ship-by mostly never ships, and enters no denominator.
  private static let abandoned = 10

  func onTimeDelivery(_ rule: MetricRule) -> MetricModel {
    let outcomes = snapshot.orders.compactMap { order -> (day: Day, bad: Bool)? in
      guard let promised = order.deliverBy, promised <= asOf, counts(order) else { return nil }
      return (promised, isLateDelivery(order))
    }
    let posterior = posterior(priors.onTimeDelivery, outcomes: outcomes)
    let table = priors.lateDeliveryByDaysLeft
    let unshipped = priors.unshippedLateDeliveryByDaysLeft
    var own = OpenShares()
    for order in snapshot.orders {
      guard let promised = order.deliverBy, promised <= asOf, promised > asOf - Self.memory, counts(order)
      else { continue }
      let bad = isLateDelivery(order)
      evenings(of: order, through: promised - 1) { evening in
        if let delivered = order.delivered, delivered <= evening { return }
        let isShipped = order.shipped.map { $0 <= evening } ?? false
        own.add(state: state(isShipped, promised - evening), endedBad: bad)
      }
    }
    let logOdds = posterior.meanLogOdds
    var cohorts = Cohorts()
    let settled = snapshot.orders.map { order -> Order in
      guard let promised = order.deliverBy, promised + rule.oldest > asOf, isStillComing(order) else {
        return order
      }
      var assumed = order
      let isShipped = order.shipped != nil
      if !isShipped { assumed.shipped = asOf + 1 }
      guard promised > asOf else { return assumed }
      assumed.delivered = promised
      let left = promised - asOf
      guard left <= snapshot.horizon else { return assumed }
      let shares = isShipped ? table : unshipped
      let prior = shares.share(
        cell: shares.cell(daysLeft: left), logOdds: logOdds, reference: priors.referenceShare,
        slope: Self.pendingSlope)
      let state = state(isShipped, left)
      cohorts.add(
        .init(member: left, due: left, state: state),
        share: own.share(state: state, prior: prior, strength: priors.shareStrength),
        recorded: [(left + 1, 1)])
      return assumed
    }
    var model = model(rule, settledOrders: settled)
    model.components = posterior.components
    model.pending = cohorts.pending(slope: Self.pendingSlope, posterior)
    return model
  }

  func validTracking(_ rule: MetricRule) -> MetricModel {
    let outcomes = snapshot.orders.compactMap { order -> (day: Day, bad: Bool)? in
      guard let promised = order.deliverBy, promised <= asOf, counts(order) else { return nil }
      return (promised, order.tracking != .valid)
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

  /// Two states a day-left cell: on its way, or still with the seller.
  private func state(_ isShipped: Bool, _ left: Int) -> Int {
    isShipped
      ? 2 * priors.lateDeliveryByDaysLeft.cell(daysLeft: left)
      : 2 * priors.unshippedLateDeliveryByDaysLeft.cell(daysLeft: left) + 1
  }

  private func isLateDelivery(_ order: Order) -> Bool {
    guard let promised = order.deliverBy else { return false }
    return order.delivered.map { $0 > promised } ?? true
  }

  /// Shipped, and not cancelled on or before its ship day.
  private func counts(_ order: Order) -> Bool {
    guard let shipped = order.shipped else { return false }
    return !(order.cancelled.map { $0 <= shipped } ?? false)
  }

  /// On its way to the buyer as far as is known, or expected to be.
  private func isStillComing(_ order: Order) -> Bool {
    if order.shipped != nil { return counts(order) && order.delivered == nil }
    guard order.cancelled == nil else { return false }
    return (order.shipBy ?? order.purchased + priors.usualHandling) + Self.abandoned >= asOf
  }
}
