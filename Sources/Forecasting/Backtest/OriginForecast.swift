import AccountHealth
import Simulation

/// One account of a backtest: its rates on every evening, and the rows of one origin after another.
struct OriginForecast: Sendable {
  private let account: Account
  private let request: BacktestRequest
  private let priors: Backtest.PriorsOfPast
  private let events: [SaleEvent]
  private let changes: LoggedDays
  private let lastKnown: Day
  /// One history per rule, from some days before the first origin to the last day that can be checked; each
  /// evening is as it was known then.
  private let evenings: [RateHistory]

  /// - Parameter origins: Not empty, ascending, none after `lastKnown`.
  init(
    subject: Backtest.Subject, request: BacktestRequest, priors: @escaping Backtest.PriorsOfPast,
    origins: [Day], lastKnown: Day
  ) {
    self.account = subject.account
    self.request = request
    self.priors = priors
    events = subject.events
    changes = subject.changes
    self.lastKnown = lastKnown
    let last = min(lastKnown, (origins.last ?? lastKnown) + request.longestHorizon)
    let days = DayRange((origins.first ?? lastKnown) - (LinearBurn.evenings - 1), last)
    evenings = subject.rules.map { RateHistory(subject.account, rule: $0, days: days) }
  }

  private static let countsDraws = 8

  /// - Throws: `ModelError` if the fit left the range of the engine.
  func rows(on origin: Day) throws -> Backtest.Part {
    var part = Backtest.Part()
    let selected = evenings.filter { request.selects($0[origin], $0.rule) }
    let returning = evenings.filter { request.follows($0[origin], $0.rule) }
    let horizons = request.horizons.filter { origin + $0 <= lastKnown }
    part.unchecked = selected.count * (request.horizons.count - horizons.count)
    guard !(selected.isEmpty && returning.isEmpty), !horizons.isEmpty else { return part }
    part.isFitted = true
    let priors = try priors(account.name, origin)
    var ours: [Metric: MetricSummary] = [:]
    var plain: [Metric: MetricSummary] = [:]
    var counted: [Metric: MetricSummary] = [:]
    for channel in Order.Channel.allCases {
      let rules = selected.map(\.rule).filter { $0.metric.channel == channel }
      let others = returning.map(\.rule).filter { $0.metric.channel == channel }
      guard !(rules.isEmpty && others.isEmpty),
        let model = ChannelFit.model(
          of: account, channel: channel,
          rules: ChannelFit.withDrivers(rules + others, among: evenings.map(\.rule)), asOf: origin,
          horizon: request.longestHorizon, priors: priors, events: events, changes: changes)
      else { continue }
      let summary = try Simulator(model).run(paths: request.paths, seed: request.seed, threads: 1)
      for rule in others { ours[rule.metric] = summary[rule.metric.rawValue] }
      guard !rules.isEmpty else { continue }
      let constant = ConstantRate(
        account, channel: channel, asOf: origin, horizon: request.longestHorizon
      ).model(rules, channel: channel)
      let other = try Simulator(constant).run(paths: ConstantRate.paths, seed: request.seed, threads: 1)
      for rule in rules {
        ours[rule.metric] = summary[rule.metric.rawValue]
        plain[rule.metric] = other[rule.metric.rawValue]
      }
      guard request.triesCounts else { continue }
      let windows = selected.filter { $0.rule.metric.channel == channel }
      let versions = ChannelFit.models(
        of: Account(name: "", marketplace: "", orders: [], fields: []), channel: channel, rules: rules,
        reported: Dictionary(
          uniqueKeysWithValues: windows.map { ($0.rule.metric, ReportedRate($0[origin])) }),
        asOf: origin, horizon: request.longestHorizon, priors: priors, events: events, seed: request.seed,
        draws: min(Self.countsDraws, request.paths), threads: 1)
      let found = try versions.map { models in
        AccountModels.summary(
          try models.map { try Simulator($0) }, paths: request.paths, seed: request.seed, threads: 1
        ) { _ in }
      }
      for rule in rules { counted[rule.metric] = found?[rule.metric.rawValue] }
    }
    for history in selected {
      guard let summary = ours[history.rule.metric], let constant = plain[history.rule.metric] else {
        continue
      }
      let burn = LinearBurn(
        (0..<LinearBurn.evenings).reversed().map { history[origin - $0] }, rule: history.rule)
      for horizon in horizons {
        var row = row(history, origin, horizon, summary, constant, burn)
        row.said[.countsOnly] = counted[history.rule.metric].map {
          said($0, history.rule, horizon, history[origin + horizon])
        }
        part.rows.append(row)
      }
    }
    for history in returning {
      guard let summary = ours[history.rule.metric] else { continue }
      part.returns += horizons.map {
        ReturnRow(summary, history, account: account.label, origin: origin, horizon: $0)
      }
    }
    return part
  }

  private func row(
    _ history: RateHistory, _ origin: Day, _ horizon: Int, _ ours: MetricSummary, _ constant: MetricSummary,
    _ burn: LinearBurn
  ) -> BacktestRow {
    let rule = history.rule
    let (now, then) = (history[origin], history[origin + horizon])
    let happened = (1...horizon).contains { rule.state(of: history[origin + $0]).isOffTarget }
    let lastRate = Double(now.bad) / Double(now.orders)
    /// The CRPS of a rate that is forecast as one number: its distance.
    func distance(_ rate: Double) -> Double? {
      then.orders > 0 ? abs(rate - Double(then.bad) / Double(then.orders)) : nil
    }
    return BacktestRow(
      account: account.label, metric: rule.metric, origin: origin, horizon: horizon, isOffTarget: happened,
      rate: rule.displayedRate(of: then), law: law(ours, rule, horizon, then),
      said: [
        .headroom: said(ours, rule, horizon, then),
        .rule80: .init(chance: Self.isAt80(now, of: rule) ? 1 : 0),
        .lastValue: .init(chance: 0, crps: distance(lastRate)),
        .linearBurn: .init(
          chance: burn.crosses(within: horizon) ? 1 : 0, crps: distance(burn.rate(on: horizon))),
        .constantRate: said(constant, rule, horizon, then),
      ])
  }

  private func said(
    _ summary: MetricSummary, _ rule: MetricRule, _ horizon: Int, _ then: WindowCount
  ) -> BacktestRow.Said {
    let hits = summary.firstPassage[..<horizon].reduce(0, +)
    var said = BacktestRow.Said(chance: Scoring.chance(hits: hits, paths: summary.paths))
    if let place = Self.place(summary, rule, horizon, then) {
      said.crps = summary.crps(on: horizon, bad: then.bad, orders: then.orders)
      said.coverage = Scoring.coverage(below: place.below, atMost: place.atMost)
    }
    return said
  }

  private func law(
    _ summary: MetricSummary, _ rule: MetricRule, _ horizon: Int, _ then: WindowCount
  ) -> BacktestRow.RateLaw? {
    guard let low = summary.rateQuantile(0.05, on: horizon, .down),
      let middle = summary.rateQuantile(0.5, on: horizon, .linear),
      let high = summary.rateQuantile(0.95, on: horizon, .up)
    else { return nil }
    let place = Self.place(summary, rule, horizon, then)
    let good = rule.metric.isGoodShare
    return BacktestRow.RateLaw(
      q05: good ? 1 - high : low, q50: good ? 1 - middle : middle, q95: good ? 1 - low : high,
      below: place?.below, atMost: place?.atMost)
  }

  /// P(R < observed) and P(R ≤ observed), for the rate as it stands in the files.
  private static func place(
    _ summary: MetricSummary, _ rule: MetricRule, _ horizon: Int, _ then: WindowCount
  ) -> (below: Double, atMost: Double)? {
    guard then.orders > 0,
      let split = summary.rateSplit(on: horizon, bad: then.bad, orders: then.orders)
    else { return nil }
    let below = rule.metric.isGoodShare ? split.above : split.below
    return (Double(below) / Double(split.total), Double(below + split.equal) / Double(split.total))
  }

  /// Whether bad/orders ≥ 0.8 · limit, in exact integers.
  static func isAt80(_ count: WindowCount, of rule: MetricRule) -> Bool {
    (5 * count.bad).multipliedFullWidth(by: rule.limit.denominator)
      >= (4 * rule.limit.numerator).multipliedFullWidth(by: count.orders)
  }
}
