import AccountHealth
import Simulation

extension Forecaster {
  /// A forecast from only the counts of windows, for sellers who have no order dates.
  ///
  /// The orders of a window are spread evenly over its days, and so are its bad ones, since the day on which
  /// each leaves is not known, nor what is pending. New orders keep the pace of the widest window. The
  /// forecast is less certain than one from orders, and is marked so.
  ///
  /// - Parameters:
  ///   - counts: The window of each rule's metric as of `asOf`.
  ///   - rules: One per metric to forecast.
  ///   - label: The name of the account in the outputs.
  ///   - marketplace: Its name; only the outputs use it.
  ///   - asOf: The evening of the counts.
  ///   - progress: Called with the share done, from 0 to 1 for each channel; what it throws ends the
  ///     work.
  public func forecast(
    counts: [Metric: WindowCount], rules: [MetricRule], account label: String, marketplace: String,
    asOf: Day, progress: @Sendable (Double) throws -> Void = { _ in }
  ) throws -> AccountForecast {
    var forecasts: [Metric: MetricForecast] = [:]
    for channel in Order.Channel.allCases {
      let rules = rules.filter { $0.metric.channel == channel && counts[$0.metric] != nil }
      let paces = rules.compactMap { rule in
        counts[rule.metric].map { (rule, ReportedRate.pace($0, rule)) }
      }
      guard let widest = paces.max(by: { $0.0.oldest - $0.0.youngest < $1.0.oldest - $1.0.youngest }) else {
        continue
      }
      let metrics = rules.compactMap { rule in
        counts[rule.metric].map { ReportedRate.model($0, rule, horizon: request.horizon, priors) }
      }
      var orders = VolumeFilter(priors: priors).process(
        counts: ReportedRate.evenDays(pace: widest.1), lastWeekday: asOf.weekday, horizon: request.horizon)
      orders.promiseLags = [Double](repeating: 0, count: priors.usualPromise) + [1]
      let model = SimulationModel(
        horizonDays: request.horizon, channel: channel, orders: orders, metrics: metrics)
      let summary = try Simulator(model).run(
        paths: request.paths, seed: request.seed, threads: request.threads, progress: progress)
      for (rule, _) in paces {
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
