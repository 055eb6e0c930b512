import AccountHealth
import Simulation

/// The nowcasts of one account's rates as of an evening.
public struct AccountNowcast: Sendable {
  /// One per metric that the files of the account can give.
  public private(set) var metrics: [Metric: Nowcast] = [:]

  /// The nowcast of an account without orders: nothing is to come.
  public init() {}

  /// - Parameters:
  ///   - account: With all of its orders.
  ///   - rules: One per metric, those of the account's marketplace.
  ///   - asOf: Nothing recorded later is used.
  ///   - priors: What is believed before its orders are read.
  /// - Complexity: That of a fit without volume, plus the distributions of the open orders (`OpenOrdersLaw`).
  public init(_ account: Account, rules: [MetricRule], asOf: Day, priors: Priors = .standard) {
    for channel in Order.Channel.allCases {
      let own = rules.filter { $0.metric.channel == channel }
      guard !own.isEmpty else { continue }
      let snapshot = Snapshot(account, channel: channel, asOf: asOf, horizon: Self.reach)
      let models = MetricFit(snapshot: snapshot, priors: priors).metrics(own)
      for rule in own {
        let history = RateHistory(orders: account.orders, rule: rule, days: DayRange(asOf, asOf))
        guard let model = models.first(where: { $0.name == rule.metric.rawValue }) else { continue }
        let source = model.outcomesOf.flatMap { name in models.first { $0.name == name } } ?? model
        let certain = snapshot.badTomorrow(rule)
        metrics[rule.metric] = Nowcast(
          rule: rule, visible: history[asOf].withWorstUnits,
          further: [Double](repeating: 0, count: certain) + OpenOrdersLaw(source, in: rule).masses)
      }
    }
  }

  public subscript(metric: Metric) -> Nowcast? { metrics[metric] }

  /// Fits do not treat orders that are due later than this as open orders.
  private static let reach = 90
}

extension Snapshot {
  /// What the rule counts of those orders in the evening's window that are not bad yet but will be from the
  /// next day on, whatever happens: they are unshipped at the end of their ship-by day, or undelivered at the
  /// end of the promised one.
  fileprivate func badTomorrow(_ rule: MetricRule) -> Int {
    // The window is one day longer, so that orders that leave it tomorrow still have their outcome.
    var longer = rule
    longer.oldest += 1
    return orders.reduce(0) { sum, order in
      let today = rule.contribution(of: order).count(on: asOf)
      let isCertain = today.bad == 0 && longer.contribution(of: order).count(on: asOf + 1).bad > 0
      return isCertain ? sum + today.orders + today.furtherGood : sum
    }
  }
}
