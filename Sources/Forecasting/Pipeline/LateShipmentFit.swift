import AccountHealth
import Probability
import Simulation

/// Late shipment. The rate belongs to the ship-by day; open orders are judged by the days they have left.
extension MetricFit {
  /// Models for the given windows; the first owns the outcomes, the others count them.
  func lateShipment(_ rules: [MetricRule]) -> [MetricModel] {
    guard let main = rules.first else { return [] }
    let posterior = posterior(
      priors.lateShipment, of: .lateShipment, outcomes: lateOutcomes, past: Self.memory)
    let isPending = { (order: Order) in order.shipBy.map { $0 > asOf } ?? false && order.isOpen(on: asOf) }
    let settled = snapshot.orders.lazy.map { order in
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

  /// Orders past their ship-by day, by that day.
  var lateOutcomes: [OrderOutcome] {
    snapshot.orders.compactMap { order in
      guard let shipBy = order.shipBy, shipBy <= asOf, let late = order.isLate(by: asOf) else { return nil }
      // A cancellation while unshipped and on time takes the order out; it says nothing about dispatch.
      if !late, order.shipped == nil, order.shippedBy == nil { return nil }
      return OrderOutcome(day: shipBy, isBad: late)
    }
  }

  private func pendingLate(_ posterior: RatePosterior, _ orders: [Order]) -> [MetricModel.Pending] {
    let prior = priors.openShipments
    let account = accountAhead(posterior)
    let record = ownRecord(.lateShipment, posterior, .atDeadline, complete: 0) { order in
      order.isLate(by: asOf)
    }
    var cohorts = Cohorts()
    for order in orders {
      guard let shipBy = order.shipBy, shipBy - asOf <= snapshot.horizon,
        let open = openOrder(order, .lateShipment, on: asOf, .atDeadline)
      else { continue }
      let cell = prior.cell(of: open)
      let logOdds = account(open.daysLeft)
      cohorts.add(
        .init(member: snapshot.index(order.purchased), due: shipBy - asOf, state: cell),
        share: logistic(
          prior.logOdds(of: open, account: logOdds)
            + record.shift(likeness(open, .lateShipment), account: logOdds)),
        recorded: [(shipBy - asOf + 1, 1)])
    }
    return cohorts.pending(slope: record.pathSlope(prior), posterior)
  }
}
