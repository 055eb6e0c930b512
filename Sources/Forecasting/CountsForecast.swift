import AccountHealth
import Simulation
import Synchronization

/// Forecasts from only the counts of windows, for sellers who have no order dates.
public struct CountsForecast: Sendable {
  public var priors: Priors
  /// The evening of the counts.
  public var asOf: Day
  /// Days ahead.
  public var horizon: Int
  /// The number of draws of the orders that the counts may stand for.
  public var draws = Self.defaultDraws

  public static let defaultDraws = 16
  /// A window with more orders is spread evenly over its days instead of being drawn order by order: chance
  /// says little about so many.
  private static let mostDrawn = 50_000

  public init(priors: Priors, asOf: Day, horizon: Int) {
    self.priors = priors
    self.asOf = asOf
    self.horizon = horizon
  }

  /// The futures of one channel, an equal share of the paths for each draw of its orders.
  ///
  /// - Parameters:
  ///   - counts: The window of each rule's metric.
  ///   - rules: One per metric, all of one channel, each with a count.
  ///   - progress: Called with the share done, on any thread; what it throws ends the work.
  /// - Returns: `nil` without rules.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func summary(
    _ counts: [Metric: WindowCount], _ rules: [MetricRule], paths: Int, seed: UInt64, threads: Int,
    progress: @Sendable (Double) throws -> Void = { _ in }
  ) throws -> SimulationSummary? {
    guard let widest = rules.max(by: { $0.oldest - $0.youngest < $1.oldest - $1.youngest }),
      let count = counts[widest.metric]
    else { return nil }
    let draws = max(1, min(draws, paths))
    let orders = volume(widest, count)
    let done = Atomic(0)
    let parts = try concurrentMap(draws, threads: threads) { draw in
      let model = SimulationModel(
        horizonDays: horizon, channel: widest.metric.channel, orders: orders,
        metrics: rules.compactMap { rule in counts[rule.metric].map { metric(rule, $0, draw, seed) } })
      let own = paths * (draw + 1) / draws - paths * draw / draws
      // Each draw has futures of its own.
      let summary = try Simulator(model).run(
        paths: own, seed: seed &+ UInt64(draw) &* 0x9E37_79B9_7F4A_7C15, threads: 1)
      try progress(Double(done.add(1, ordering: .relaxed).newValue) / Double(draws))
      return summary
    }
    var total = SimulationSummary(metrics: parts[0].metrics, seed: seed)
    for part in parts.dropFirst() { total.merge(part) }
    return total
  }

  private func metric(_ rule: MetricRule, _ count: WindowCount, _ draw: Int, _ seed: UInt64) -> MetricModel {
    guard count.orders <= Self.mostDrawn else {
      return ReportedRate.model(count, rule, horizon: horizon, priors)
    }
    var imputed = ImputedOrders(rule, count, priors, asOf: asOf, draw: draw, seed: seed)
    let account = Account(name: "", marketplace: "", orders: imputed.orders(), fields: [])
    let snapshot = Snapshot(account, channel: rule.metric.channel, asOf: asOf, horizon: horizon)
    return MetricFit(snapshot: snapshot, priors: priors).metrics([rule])[0]
  }

  /// New orders keep the pace of the widest window.
  private func volume(_ rule: MetricRule, _ count: WindowCount) -> OrderProcess {
    var orders = VolumeFilter(priors: priors).process(
      counts: ReportedRate.evenDays(pace: ReportedRate.pace(count, rule)), lastWeekday: asOf.weekday,
      horizon: horizon)
    orders.promiseLags = [Double](repeating: 0, count: priors.usualPromise) + [1]
    return orders
  }
}

extension Forecaster {
  /// A forecast from only the counts of windows. It is less certain than one from orders, and is marked so.
  ///
  /// - Parameters:
  ///   - counts: The window of each rule's metric as of `asOf`.
  ///   - rules: One per metric to forecast.
  ///   - label: The name of the account in the outputs.
  ///   - marketplace: Its name; only the outputs use it.
  ///   - asOf: The evening of the counts.
  ///   - progress: Called with the share done, from 0 to 1 for each channel; what it throws ends the work.
  public func forecast(
    counts: [Metric: WindowCount], rules: [MetricRule], account label: String, marketplace: String,
    asOf: Day, progress: @Sendable (Double) throws -> Void = { _ in }
  ) throws -> AccountForecast {
    var forecasts: [Metric: MetricForecast] = [:]
    let source = CountsForecast(priors: priors, asOf: asOf, horizon: request.horizon)
    for channel in Order.Channel.allCases {
      let rules = rules.filter { $0.metric.channel == channel && counts[$0.metric] != nil }
      guard
        let summary = try source.summary(
          counts, rules, paths: request.paths, seed: request.seed, threads: request.threads,
          progress: progress)
      else { continue }
      for rule in rules {
        guard let metric = summary[rule.metric.rawValue], let count = counts[rule.metric] else { continue }
        forecasts[rule.metric] = MetricForecast(
          metric, account: label, rule: rule, asOf: asOf, current: count, isFromCounts: true)
      }
    }
    return AccountForecast(
      account: label, marketplace: marketplace, asOf: asOf,
      metrics: Metric.allCases.compactMap { forecasts[$0] })
  }
}
