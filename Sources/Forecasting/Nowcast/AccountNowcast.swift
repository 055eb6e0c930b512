import AccountHealth
import Simulation

/// The nowcasts of one account's rates as of an evening.
public struct AccountNowcast: Sendable {
  /// None for a metric that its files cannot give.
  public private(set) var metrics: [Metric: Nowcast] = [:]

  /// Without orders: nothing is to come.
  public init() {}

  /// - Parameters:
  ///   - account: With all of its orders.
  ///   - rules: One a metric, those of the account's marketplace.
  ///   - asOf: Nothing recorded later is used.
  ///   - priors: What is believed before its orders are read.
  /// - Complexity: That of a fit without volume, plus the laws of the open orders (`OpenOrdersLaw`).
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
          rule: rule, visible: history[asOf],
          further: [Double](repeating: 0, count: certain) + OpenOrdersLaw(source, in: rule).masses)
      }
    }
  }

  public subscript(metric: Metric) -> Nowcast? { metrics[metric] }

  /// Orders due later than this are not open orders to a fit.
  private static let reach = 90
}

extension Snapshot {
  /// Orders of the evening's window that are not bad yet and are from the next day on, whatever happens: unshipped at the
  /// end of their ship-by day, or undelivered at the end of the promised one.
  fileprivate func badTomorrow(_ rule: MetricRule) -> Int {
    // A day longer, so that what leaves the window tomorrow still has its outcome.
    var longer = rule
    longer.oldest += 1
    return orders.count { order in
      let today = rule.contribution(of: order).count(on: asOf)
      return today.orders > 0 && today.bad == 0 && longer.contribution(of: order).count(on: asOf + 1).bad > 0
    }
  }
}
