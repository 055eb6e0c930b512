import AccountHealth
import Simulation

/// The simulation model of one channel of an account, fitted to what was known as of a day.
public struct ChannelFit: Sendable {
  /// A window with more orders is spread evenly over its days instead of being drawn order by order: chance
  /// says little about so many.
  private static let mostDrawn = 50_000

  /// The model of a channel without counts that lack orders, or the first version of one with them.
  public static func model(
    of account: Account, channel: Order.Channel, rules: [MetricRule],
    reported: [Metric: ReportedRate] = [:], asOf: Day, horizon: Int, priors: Priors = .standard,
    events: [SaleEvent] = [], changes: LoggedDays = [:], threads: Int = 1
  ) -> SimulationModel? {
    models(
      of: account, channel: channel, rules: rules, reported: reported, asOf: asOf, horizon: horizon,
      priors: priors, events: events, changes: changes, seed: 0, draws: 1, threads: threads)?[0]
  }

  /// The equally likely versions of a channel's model.
  ///
  /// - Parameters:
  ///   - account: With the orders of all its channels.
  ///   - channel: The channel whose orders are modelled.
  ///   - rules: The rules to model; metrics of another channel are ignored.
  ///   - reported: Windows as somebody else counted them as of `asOf`. The forecast of these rates starts
  ///     from the report's count.
  ///   - asOf: Nothing recorded later is used.
  ///   - horizon: Days ahead, at least 1.
  ///   - priors: What is believed before the orders are read.
  ///   - events: Sale events of the account's marketplace.
  ///   - changes: What the seller logged; a rate's level may have changed for good on these days.
  ///   - seed: Decides the orders that are drawn for counts without orders.
  ///   - draws: The number of versions. They differ only in rates whose counts have no orders.
  ///   - threads: The models are the same for any.
  /// - Returns: `nil` if no rule belongs to this channel.
  public static func models(
    of account: Account, channel: Order.Channel, rules: [MetricRule], reported: [Metric: ReportedRate],
    asOf: Day, horizon: Int, priors: Priors, events: [SaleEvent], changes: LoggedDays = [:],
    seed: UInt64, draws: Int, threads: Int
  ) -> [SimulationModel]? {
    let rules = rules.filter { $0.metric.channel == channel }
    guard !rules.isEmpty else { return nil }
    let snapshot = Snapshot(account, channel: channel, asOf: asOf, horizon: horizon, changes: changes)
    let fit = MetricFit(snapshot: snapshot, priors: priors)
    let counted = rules.filter { reported[$0.metric]?.hasOrders == false }
    let own = rules.filter { reported[$0.metric]?.hasOrders != false }
    // Orders and rates are fitted apart; both take about as long.
    let parts = concurrentMap(2, threads: threads) { part in
      part == 0
        ? (orders: volume(snapshot, priors, events, counted.map { ($0, reported) }), metrics: [])
        : (orders: nil, metrics: fit.metrics(own, reported))
    }
    guard var orders = parts[0].orders else { preconditionFailure("the first part is the orders") }
    let promise = fit.lags(\.deliverBy).coarsened(to: 16)
    orders.promiseLags = lagTable(promise)
    if promise.entries.isEmpty, counted.contains(where: { $0.metric.membership != .purchase }) {
      orders.promiseLags = [Double](repeating: 0, count: priors.usualPromise) + [1]
    }
    let (process, metrics) = (orders, parts[1].metrics)
    return concurrentMap(draws, threads: threads) { draw in
      let more = counted.compactMap { rule in
        LateCounts(rule, counted, reported).map {
          drawn($0, rule, snapshot, priors, draw: draw, seed: seed)
        }
      }
      var known = metrics
      for rule in own {
        guard let place = known.firstIndex(where: { $0.name == rule.metric.rawValue }) else { continue }
        reported[rule.metric]?.addUnknown(to: &known[place], draw: draw, of: draws, rule)
      }
      return SimulationModel(
        horizonDays: horizon, channel: channel, orders: process, metrics: known + more)
    }
  }

  /// The model of a rate of which only a count is known, fitted to orders that the count may stand for.
  private static func drawn(
    _ counts: LateCounts, _ rule: MetricRule, _ known: Snapshot, _ priors: Priors, draw: Int, seed: UInt64
  ) -> MetricModel {
    guard counts.whole.count.orders <= mostDrawn else {
      return ReportedRate.model(counts.own, rule, horizon: known.horizon, priors)
    }
    var imputed = ImputedOrders(
      counts.whole.rule, counts.whole.count, newest: counts.newest, priors, asOf: known.asOf, draw: draw,
      seed: seed)
    let account = Account(name: "", marketplace: "", orders: imputed.orders(), fields: [])
    let snapshot = Snapshot(
      account, channel: rule.metric.channel, asOf: known.asOf, horizon: known.horizon)
    return MetricFit(snapshot: snapshot, priors: priors).metrics([rule])[0]
  }

  /// The orders to come. A channel with only counts keeps the pace of the widest window.
  private static func volume(
    _ snapshot: Snapshot, _ priors: Priors, _ events: [SaleEvent],
    _ counted: [(rule: MetricRule, reported: [Metric: ReportedRate])]
  ) -> OrderProcess {
    let filter = VolumeFilter(priors: priors, events: events, asOf: snapshot.asOf)
    if snapshot.orders.isEmpty,
      let widest = counted.max(by: { $0.rule.oldest - $0.rule.youngest < $1.rule.oldest - $1.rule.youngest }),
      let count = widest.reported[widest.rule.metric]?.count
    {
      return filter.process(
        counts: ReportedRate.evenDays(pace: ReportedRate.pace(count, widest.rule)),
        lastWeekday: snapshot.asOf.weekday, horizon: snapshot.horizon)
    }
    if snapshot.volume.suffix(VolumeFilter.memory).allSatisfy({ $0 == 0 }) {
      // A channel that has not sold in all that time is not expected to begin.
      var orders = OrderProcess(distribution: .fixed)
      orders.counts = .constant(0)
      return orders
    }
    return filter.process(
      counts: snapshot.volume, lastWeekday: snapshot.asOf.weekday, horizon: snapshot.horizon)
  }

  /// The rules of `all` that a model of `rules` needs, so that a rate does not depend on which others are
  /// asked for.
  static func withDrivers(_ rules: [MetricRule], among all: [MetricRule]) -> [MetricRule] {
    var wanted = Set(rules.map(\.metric))
    if wanted.contains(.orderDefect) { wanted.insert(.onTimeDelivery) }
    let late: Set<Metric> = [.lateShipment30, .lateShipment10]
    if wanted.contains(.onTimeDelivery) || !wanted.isDisjoint(with: late) { wanted.formUnion(late) }
    return all.filter { wanted.contains($0.metric) }
  }

  /// Weights by lag. A distribution without entries becomes one that promises nothing within any horizon.
  private static func lagTable(_ law: LagLaw) -> [Double] {
    var table = [Double](repeating: 0, count: max(1, (law.entries.last?.lag ?? 0) + 1))
    for entry in law.entries { table[entry.lag] += entry.weight }
    return table
  }
}

extension MetricFit {
  /// A model for each of `rules`, all of this channel. A rate that drives another stands before it: late
  /// shipment, late delivery, defects.
  ///
  /// - Parameter reported: Windows of some of them as somebody else counted them.
  func metrics(_ rules: [MetricRule], _ reported: [Metric: ReportedRate] = [:]) -> [MetricModel] {
    var metrics = metrics(rules)
    for rule in rules {
      guard let count = reported[rule.metric]?.count,
        let place = metrics.firstIndex(where: { $0.name == rule.metric.rawValue })
      else { continue }
      let own = RateHistory(orders: snapshot.orders, rule: rule, days: DayRange(asOf, asOf))[asOf]
        .withWorstUnits
      ReportedRate.move(&metrics[place], from: own, to: count, rule)
    }
    return metrics
  }

  private func metrics(_ rules: [MetricRule]) -> [MetricModel] {
    let late = rules.filter { $0.metric == .lateShipment30 || $0.metric == .lateShipment10 }
    var metrics = lateShipment(late)
    let delivery = rules.first { $0.metric == .onTimeDelivery }
    if let delivery { metrics.append(onTimeDelivery(delivery, late: late.first?.metric)) }
    for rule in rules {
      switch rule.metric {
      case .lateShipment30, .lateShipment10, .onTimeDelivery: break
      case .cancellation: metrics.append(cancellation(rule))
      case .orderDefect, .orderDefectAmazon:
        metrics.append(orderDefect(rule, delivery: delivery != nil))
      case .validTracking: metrics.append(validTracking(rule))
      }
    }
    return metrics
  }
}
