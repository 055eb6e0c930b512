import AccountHealth
import Simulation

/// Late shipment: the rate lives on the ship-by day; open orders are judged by the days they have left.
extension MetricFit {
  /// Slope of an open order's log-odds on the account's (measured: 0.4).
  private static let pendingSlope = 0.4

  /// Models for the given windows; the first owns the outcomes, the others count them.
  func lateShipment(_ rules: [MetricRule]) -> [MetricModel] {
    guard let main = rules.first else { return [] }
    let outcomes = snapshot.orders.compactMap { order -> (day: Day, bad: Bool)? in
      guard let shipBy = order.shipBy, shipBy <= asOf, let late = order.isLate(by: asOf) else { return nil }
      // A cancellation while unshipped and in time takes the order out; it says nothing of dispatch.
      if !late, order.shipped == nil { return nil }
      return (shipBy, late)
    }
    let posterior = posterior(priors.lateShipment, outcomes: outcomes)
    let isPending = { (order: Order) in order.shipBy.map { $0 > asOf } ?? false && order.isOpen(on: asOf) }
    let settled = snapshot.orders.map { order in
      guard isPending(order) else { return order }
      var assumed = order
      assumed.shipped = order.shipBy
      return assumed
    }
    var first = model(main, settledOrders: settled)
    first.components = posterior.components
    first.clock = lags(\.shipBy).coarsened(to: 16).entries.map {
      .init(weight: $0.weight, due: $0.lag, recorded: $0.lag + 1)
    }
    first.pending = pendingLate(posterior, snapshot.orders.filter(isPending))
    return [first]
      + rules.dropFirst().map { rule in
        var other = model(rule, settledOrders: settled)
        other.outcomesOf = first.name
        return other
      }
  }

  private func pendingLate(_ posterior: RatePosterior, _ orders: [Order]) -> [MetricModel.Pending] {
    let table = priors.lateByDaysLeft
    var own = OpenShares()
    for order in snapshot.orders {
      guard let shipBy = order.shipBy, shipBy <= asOf, shipBy > asOf - Self.memory,
        let late = order.isLate(by: asOf)
      else { continue }
      evenings(of: order, through: shipBy - 1) { evening in
        guard order.isOpen(on: evening) else { return }
        own.add(state: table.cell(daysLeft: shipBy - evening), endedBad: late)
      }
    }
    let logOdds = posterior.meanLogOdds
    var cohorts = Cohorts()
    for order in orders {
      guard let shipBy = order.shipBy, shipBy - asOf <= snapshot.horizon else { continue }
      let cell = table.cell(daysLeft: shipBy - asOf)
      let prior = table.share(
        cell: cell, logOdds: logOdds, reference: priors.referenceShare, slope: Self.pendingSlope)
      cohorts.add(
        .init(member: snapshot.index(order.purchased), due: shipBy - asOf, state: cell),
        share: own.share(state: cell, prior: prior, strength: priors.shareStrength),
        recorded: [(shipBy - asOf + 1, 1)])
    }
    return cohorts.pending(slope: Self.pendingSlope, posterior)
  }
}
