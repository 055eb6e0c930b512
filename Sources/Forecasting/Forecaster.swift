import AccountHealth
import Simulation

/// From the orders of accounts to the chances that their rates cross the line.
public struct Forecaster: Sendable {
  public var request: ForecastRequest
  public var priors: Priors

  public init(_ request: ForecastRequest, priors: Priors = .standard) {
    self.request = request
    self.priors = priors
  }

  /// The forecast of one account, from what was known at the end of the request's day (or `asOf`).
  ///
  /// - Parameters:
  ///   - account: With all of its orders.
  ///   - rules: One per metric to forecast, with the limits of the account's marketplace and of the user.
  ///   - asOf: Nothing recorded later is used.
  ///   - events: Sale events of the account's marketplace.
  ///   - reported: Windows as somebody else counted them, for rates of `rules`.
  ///   - progress: Called with the share done; what it throws ends the work.
  /// - Throws: `ModelError` if a fit left the range of the engine; that is a fault of this program.
  public func forecast(
    _ account: Account, rules: [MetricRule], asOf: Day, events: [SaleEvent] = [],
    reported: [Metric: ReportedRate] = [:],
    progress: @Sendable (Double) throws -> Void = { _ in }
  ) throws -> AccountForecast {
    try forecast(
      Subject(
        account: account, rules: rules, asOf: asOf, events: events, reported: reported),
      progress: progress)
  }

  /// The forecast of one account, with the spread of its chances.
  public func forecast(_ subject: Subject, progress: @Sendable (Double) throws -> Void = { _ in }) throws
    -> AccountForecast
  {
    var (forecast, models) = try forecastWithModels(subject, weighsRare: true, progress: progress)
    for index in forecast.metrics.indices {
      let metric = forecast.metrics[index]
      if metric.wayBack != nil {
        forecast.metrics[index].wayBack?.spread = try spread(of: metric.metric, models) {
          $0.returnProbability(by: $1)
        }.map { metric.spanning($0, metric.wayBack?.probability(within: metric.spreadSpan)) }
      } else {
        forecast.metrics[index].spread = try spread(of: metric.metric, models) {
          $0.breachProbability(by: $1)
        }.map { metric.spanning($0, metric.breachProbability(within: metric.spreadSpan)) }
      }
    }
    return forecast
  }

  private func forecastWithModels(
    _ subject: Subject, weighsRare: Bool, progress: @Sendable (Double) throws -> Void = { _ in }
  ) throws -> (AccountForecast, AccountModels) {
    let models = models(of: subject)
    let runs = try models.channels.map { channel in
      let versions = try models.channel(channel).map { try Simulator($0) }
      let summary = try AccountModels.summary(
        versions, paths: request.paths, seed: request.seed, threads: request.threads, progress: progress)
      return (versions[0], summary)
    }
    var result = forecast(subject, from: runs) { _ in models.versions.count == 1 }
    // Versions have tilts of their own; together they would take as long as all paths.
    if weighsRare, models.versions.count == 1, request.paths >= Self.leastPathsForRare {
      weighRare(&result, runs)
    }
    return (result, models)
  }

  /// With fewer paths an answer is wanted soon.
  private static let leastPathsForRare = 20_000

  /// Figures for breaches that the paths hardly met.
  private func weighRare(_ forecast: inout AccountForecast, _ runs: [(Simulator, SimulationSummary)]) {
    let names = Set(
      forecast.metrics.lazy.filter { $0.method == .simulation && !$0.state.isOffTarget }.map(
        \.metric.rawValue))
    for (simulator, summary) in runs {
      let breaches = RareSimulator(simulator).breaches(
        beside: summary, of: names, seed: request.seed, threads: request.threads)
      for index in forecast.metrics.indices {
        let name = forecast.metrics[index].metric.rawValue
        if let rare = breaches.first(where: { $0.name == name }) { forecast.metrics[index].use(rare) }
      }
    }
  }

  /// Few paths are enough for the ends of an interval, and fewer to put its parts in order.
  private static let spreadPaths = 2_048
  private static let orderingPaths = 128

  /// A chance at both ends of what is open about a rate: which orders a count may stand for, where there is
  /// one, and the chance of a bad order.
  ///
  /// - Parameter event: The chance by a day.
  private func spread(
    of metric: Metric, _ models: AccountModels, _ event: @escaping (MetricSummary, Int) -> Estimate
  ) throws -> (Estimate, Estimate)? {
    let name = metric.rawValue
    guard let channel = models.first.firstIndex(where: { $0.metrics.contains { $0.name == name } }) else {
      return nil
    }
    let days = min(MetricForecast.spreadDays, request.horizon)
    let versions = models.channel(channel).map { $0.keepingOnly(name) }
    let places = versions.count == 1 ? [0, SimulationModel.tenths - 1] : Array(0..<SimulationModel.tenths)
    let parts = try versions.flatMap { version in
      try places.compactMap { place in
        try version.inTenth(place, of: name, within: days).map { try Simulator($0) }
      }
    }
    guard parts.count == versions.count * places.count else { return nil }
    let sorted = versions.count == 1 ? parts : ordered(parts, by: { event($0, days).value }, of: name)
    let paths = max(versions.count, min(Self.spreadPaths, request.paths))
    // What put the parts in order does not say how large their chances are: these have other futures.
    let seed = versions.count == 1 ? request.seed : ~request.seed
    func chance(_ tenth: ArraySlice<Simulator>) -> Estimate? {
      AccountModels.summary(Array(tenth), paths: paths, seed: seed, threads: request.threads) { _ in }[name]
        .map { event($0, days) }
    }
    guard let lowest = chance(sorted.prefix(versions.count)),
      let highest = chance(sorted.suffix(versions.count))
    else { return nil }
    return lowest.value <= highest.value ? (lowest, highest) : (highest, lowest)
  }

  /// Models in the order of a chance, the lowest first.
  private func ordered(_ parts: [Simulator], by chance: (MetricSummary) -> Double, of name: String)
    -> [Simulator]
  {
    let paths = min(Self.orderingPaths, request.paths)
    let chances = concurrentMap(parts.count, threads: request.threads) { place in
      parts[place].run(paths: paths, seed: request.seed, threads: 1)[name]
    }.map { $0.map(chance) ?? 0 }
    return parts.indices.sorted { (chances[$0], $0) < (chances[$1], $1) }.map { parts[$0] }
  }

  /// The models of the channels for which the account has a rule.
  ///
  /// - Complexity: O(orders · rules), and O(orders in the windows) for each version of an account with counts
  ///   that have no orders.
  public func models(of subject: Subject) -> AccountModels {
    let isDrawn = subject.reported.values.contains { !$0.hasOrders || !$0.unknown.isEmpty }
    let draws = isDrawn ? max(1, min(AccountModels.defaultDraws, request.paths)) : 1
    let channels = Order.Channel.allCases.compactMap { channel in
      ChannelFit.models(
        of: subject.account, channel: channel, rules: subject.rules, reported: subject.reported,
        asOf: subject.asOf, horizon: request.horizon, priors: subject.priors ?? priors,
        events: subject.events, changes: subject.changes,
        seed: request.seed, draws: draws, threads: request.threads)
    }
    return AccountModels(versions: (0..<draws).map { draw in channels.map { $0[draw] } })
  }

  /// Reads a forecast off runs of an account's models. It is exact if the exact engine reaches and `isExact`
  /// allows it.
  ///
  /// - Parameters:
  ///   - subject: The account and its rules.
  ///   - runs: For each channel the simulator of one version of its model, and what all did.
  ///   - counted: Another forecast of the subject, whose windows of the evening are not counted again.
  ///   - isExact: Whether the metric with this name may be exact.
  public func forecast(
    _ subject: Subject, from runs: [(Simulator, SimulationSummary)], counted: AccountForecast? = nil,
    isExact: (String) -> Bool
  ) -> AccountForecast {
    var forecasts: [Metric: MetricForecast] = [:]
    for (simulator, summary) in runs {
      let exact =
        summary.metrics.contains { isExact($0.name) } ? ExactEngine(within: simulator).run() : nil
      for rule in subject.rules {
        guard let metric = summary[rule.metric.rawValue] else { continue }
        let reported = subject.reported[rule.metric]
        let known = counted?.metrics.first { $0.metric == rule.metric }?.current
        let current = known ?? reported?.count ?? subject.counted(rule).withWorstUnits
        let isFromCounts = reported?.hasOrders == false
        let model = simulator.model.metrics.first { $0.name == metric.name }
        var forecast = MetricForecast(
          metric, account: subject.account.label, rule: rule, asOf: subject.asOf, current: current,
          isFromCounts: isFromCounts,
          earliest: isFromCounts || !rule.state(of: current).isOffTarget
            ? nil
            : model.flatMap {
              EarliestReturn(
                $0, rule, current: current, promiseLags: simulator.model.orders?.promiseLags,
                asOf: subject.asOf)
            })
        if isExact(metric.name), let answer = exact?[rule.metric.rawValue] { forecast.use(answer) }
        forecasts[rule.metric] = forecast
      }
    }
    return AccountForecast(
      account: subject.account.label, marketplace: subject.account.marketplace, asOf: subject.asOf,
      metrics: Metric.allCases.compactMap { forecasts[$0] })
  }

  /// One account to forecast among several.
  public struct Subject: Sendable {
    public var account: Account
    public var rules: [MetricRule]
    public var asOf: Day
    public var events: [SaleEvent]
    /// Windows of some of the rates as somebody else counted them on the evening of `asOf`.
    public var reported: [Metric: ReportedRate]
    /// Its own priors; `nil` for those of the forecaster.
    public var priors: Priors?
    /// What the seller logged as changed, each rate by the first days that its changes decided.
    public var changes: LoggedDays = [:]
    /// Open notices about a rate, which decide how enforcement begins.
    public var notices: [Notice] = []

    public init(
      account: Account, rules: [MetricRule], asOf: Day, events: [SaleEvent] = [],
      reported: [Metric: ReportedRate] = [:]
    ) {
      self.events = events
      self.reported = reported
      self.account = account
      self.rules = rules
      self.asOf = asOf
    }

    /// The window of a rate on the evening, from the orders.
    fileprivate func counted(_ rule: MetricRule) -> WindowCount {
      RateHistory(orders: account.orders, rule: rule, days: DayRange(asOf, asOf))[asOf]
    }

    /// Channels of which neither an order nor a count is known.
    public var emptyChannels: Set<Order.Channel> {
      account.emptyChannels.subtracting(
        reported.lazy.filter { $0.value.count.orders > 0 }.map { $0.key.channel })
    }
  }

  /// The rates of an account that are off target on the evening of judgement.
  public func offTarget(_ subject: Subject) -> [Metric] {
    windows(of: subject).filter(\.isOffTarget).map(\.rule.metric)
  }

  /// One rate's window on the evening of judgement.
  public struct Window: Sendable, Hashable {
    public var rule: MetricRule
    public var count: WindowCount

    public var isOffTarget: Bool { rule.state(of: count.withWorstUnits).isOffTarget }
    /// How many more bad orders it can take, as a share of its orders; below 0 off target.
    public var roomShare: Double {
      Double(rule.headroom(of: count) ?? .max) / Double(max(1, count.orders))
    }
  }

  /// The windows of an account on the evening of judgement, in the order of its rules.
  public func windows(of subject: Subject) -> [Window] {
    subject.rules.map {
      Window(rule: $0, count: subject.reported[$0.metric]?.count ?? subject.counted($0))
    }
  }

  /// Forecasts many accounts, several at a time, and hands each over in the order of `subjects`. The spread
  /// of their chances is left out.
  ///
  /// Memory holds the results of one batch; the bytes do not depend on the number of threads.
  public func forecast(
    _ subjects: [Subject], progress: ((Double) -> Void)? = nil, each: (AccountForecast) throws -> Void
  ) throws {
    var alone = self
    alone.request.threads = 1
    let single = alone
    let batchSize = max(request.threads * 32, 64)
    for start in stride(from: 0, to: subjects.count, by: batchSize) {
      let batch = Array(subjects[start..<min(start + batchSize, subjects.count)])
      let results = try concurrentMap(batch.count, threads: request.threads) { index in
        try single.forecastWithModels(batch[index], weighsRare: request.weighsRare).0
      }
      for result in results { try each(result) }
      progress?(Double(start + batch.count) / Double(subjects.count))
    }
  }
}
