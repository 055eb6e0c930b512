import AccountHealth
import Simulation

/// The common part of fitting one metric, which each metric's own file completes.
struct MetricFit {
  let snapshot: Snapshot
  let priors: Priors
  /// From purchase to shipment and to delivery, on the account's recent orders.
  let handling: OwnHazard
  let transit: OwnHazard
  /// Own past orders are read this many days back.
  static let memory = 180
  /// The outcomes of a rate are read this many days back: ten years, which no record of today's rules
  /// exceeds.
  static let longestRecord = 3660
  private static let recentDays = 120

  var asOf: Day { snapshot.asOf }

  init(snapshot: Snapshot, priors: Priors) {
    self.snapshot = snapshot
    self.priors = priors
    let recent = snapshot.orders.lazy.filter { $0.purchased > snapshot.asOf - Self.recentDays }
    func lags(of field: OrderFields, _ event: (Order) -> Day?) -> [(age: Int, isDone: Bool)] {
      recent.compactMap { order in
        if event(order) == nil, order.undecided.contains(field) { return nil }
        if let day = event(order) { return (day - order.purchased, true) }
        return ((order.cancelled ?? order.knownThrough ?? snapshot.asOf) - order.purchased, false)
      }
    }
    handling = OwnHazard(lags(of: .shipped) { $0.shipped ?? $0.shippedBy })
    transit = OwnHazard(lags(of: .delivered) { $0.delivered })
  }

  /// A model with window, limit and the settled part of the window, from orders as they would settle.
  func model(_ rule: MetricRule, settledOrders: some Sequence<Order>) -> MetricModel {
    var model = MetricModel(rule)
    let settled = snapshot.settled(rule, settledOrders)
    model.settledOrders = settled.orders
    model.settledBad = settled.bad
    return model
  }

  /// The filtered rate from the outcomes counted up to `asOf`.
  ///
  /// - Parameters:
  ///   - rate: Whose logged changes may have moved the level.
  ///   - lag: Days from a change to the first outcomes that it decided.
  ///   - past: Number of the last days for which the posterior has what the other days say of them.
  ///   - recorded: The share of the bad ones that is recorded after a number of days.
  func posterior(
    _ prior: Priors.Rate, of rate: StudiedRate, outcomes: [OrderOutcome], lag: Int = 0, past: Int = 0,
    recorded: (Int) -> Double = { _ in 1 }
  ) -> RatePosterior {
    guard let earliest = outcomes.lazy.map(\.day).min() else {
      return RateFilter(prior: prior).posterior(of: [])
    }
    let first = min(max(earliest, asOf - Self.longestRecord), asOf)
    var days = (0...asOf - first).map { RateFilter.Day(recorded: recorded(asOf - first - $0)) }
    for outcome in outcomes where outcome.day <= asOf && outcome.day >= first {
      days[outcome.day - first].add(outcome)
    }
    for change in snapshot.changes[LoggedRate(rate, snapshot.channel)] ?? []
    where days.indices.contains(change + lag - first) {
      days[change + lag - first].isChange = true
    }
    return RateFilter(prior: prior).posterior(of: days, past: past)
  }

  /// Lags of the new orders to a deadline: those of the recent orders. A deadline beyond every forecast is
  /// left out, like one that is missing.
  func lags(_ deadline: (Order) -> Day?) -> LagLaw {
    let recent = snapshot.recent
    return LagLaw(
      lags: recent.compactMap { order in
        guard let day = deadline(order), day - order.purchased <= ForecastRequest.longestHorizon else {
          return nil
        }
        return max(0, day - order.purchased)
      },
      total: recent.count)
  }
}
