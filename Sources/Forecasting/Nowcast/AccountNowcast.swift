import AccountHealth
import Simulation

/// The nowcasts of one account's rates as of an evening.
public struct AccountNowcast: Sendable {
  /// None for a metric that its files cannot give.
  public private(set) var metrics: [Metric: Nowcast] = [:]

  /// Without orders: nothing is to come.
  public init() {}

  /// - Parameters:
  ///   - rules: One a metric, those of the account's marketplace.
  ///   - asOf: Nothing recorded later is used.
  /// - Complexity: That of a fit without volume, plus 240 · open orders' cohorts · the further bad orders' reach.
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
        metrics[rule.metric] = Nowcast(
          rule: rule, visible: history[asOf], further: OpenOrdersLaw(source, in: rule).masses)
      }
    }
  }

  public subscript(metric: Metric) -> Nowcast? { metrics[metric] }

  /// Orders due later than this are not open orders to a fit.
  private static let reach = 90
}
