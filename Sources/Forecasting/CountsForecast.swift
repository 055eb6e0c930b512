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
  ///   - notes: Sentences to hand on with the forecast.
  ///   - progress: Called with the share done, from 0 to 1 for each channel.
  public func forecast(
    counts: [Metric: WindowCount], rules: [MetricRule], account label: String, marketplace: String,
    asOf: Day, notes: [String] = [], progress: (@Sendable (Double) -> Void)? = nil
  ) throws -> AccountForecast {
    var forecasts: [Metric: MetricForecast] = [:]
    for channel in Order.Channel.allCases {
      let rules = rules.filter { $0.metric.channel == channel && counts[$0.metric] != nil }
      let paces = rules.compactMap { rule in
        counts[rule.metric].map { (rule, Double($0.orders) / Double(rule.oldest - rule.youngest + 1)) }
      }
      guard let widest = paces.max(by: { $0.0.oldest - $0.0.youngest < $1.0.oldest - $1.0.youngest }) else {
        continue
      }
      var metrics: [MetricModel] = []
      for (rule, pace) in paces {
        guard let count = counts[rule.metric] else { continue }
        metrics.append(spread(count, rule, pace: pace))
      }
      var orders = VolumeFilter(priors: priors).process(
        counts: Self.evenly(Int((widest.1 * 60).rounded()), over: 60), lastWeekday: asOf.weekday,
        horizon: request.horizon)
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
      metrics: Metric.allCases.compactMap { forecasts[$0] }, notes: notes)
  }

  /// The window day by day, and the orders too young for it as orders whose fate is open.
  private func spread(_ count: WindowCount, _ rule: MetricRule, pace: Double) -> MetricModel {
    let horizon = request.horizon
    let length = rule.oldest - rule.youngest + 1
    let orders = Self.evenly(count.orders, over: length)
    let bad = Self.evenly(count.bad, over: length)
    let prior = priors.rate(of: rule.metric)
    let posterior = RateFilter(prior: prior)
      .posterior(of: zip(orders, bad).map { RateFilter.Day(orders: $0, bad: $1) })
    var model = MetricModel(rule)
    model.components = posterior.components
    let due = rule.metric == .orderDefect || rule.metric == .orderDefectAmazon ? 15 : priors.usualHandling
    model.clock = [.init(weight: 1, due: due, recorded: due + 1)]
    // Days younger than the window, oldest first; those promised after today are known already too.
    let ahead = model.membership == .promise ? priors.usualPromise : 0
    let waiting = rule.youngest + ahead
    let young = Self.evenly(Int((pace * Double(waiting)).rounded()), over: max(waiting, 1))
    model.pending = (0..<waiting).compactMap { index in
      guard young[index] > 0 else { return nil }
      let member = index + 1 - rule.youngest
      return .init(
        orders: young[index], member: member, due: min(max(1, member), horizon), offset: 0, slope: 1,
        recorded: [.init(day: 1, weight: 1)])
    }
    // orders[i] has age oldest − i today; on day t those of age up to oldest − t are left.
    func left(_ counts: [Int], _ joining: [Int]) -> [Int] {
      (1...horizon).map { day in
        let old = day < length ? counts[day...].reduce(0, +) : 0
        let members = joining.indices.filter { index in
          let age = day - (index + 1 - rule.youngest)
          return age >= rule.youngest && age <= rule.oldest
        }
        return old + members.reduce(0) { $0 + joining[$1] }
      }
    }
    model.settledOrders = left(orders, waiting > 0 ? young : [])
    model.settledBad = left(bad, [])
    return model
  }

  /// `total` over `days`, as even as whole numbers go.
  static func evenly(_ total: Int, over days: Int) -> [Int] {
    (0..<days).map { (($0 + 1) * total) / days - ($0 * total) / days }
  }
}
