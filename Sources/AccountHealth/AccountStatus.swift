/// What the account-health page would show of one account on the as-of evening.
public struct AccountStatus: Sendable, Hashable {
  /// The account's label.
  public var account: String
  public var marketplace: String
  public var asOf: Day
  /// One for each metric that the account's files can give and that has a rule, in the order of `rules`.
  public var metrics: [MetricStatus]
  /// The metrics that its files cannot give.
  public var missing: [MissingMetric]
  /// The orders to confirm; `nil` if the files do not contain ship-by and shipment.
  public var shipments: ShipmentsDue?
  /// Whether no order was placed on `asOf` or in the 6 days before it.
  public var isStale: Bool

  /// - Complexity: O(orders · rules).
  public init(_ account: Account, rules: [MetricRule], asOf: Day) {
    let available = Set(account.availableMetrics)
    let parts = Array(zip(account.parts.map(\.files), account.ordersOfParts))
    self.account = account.label
    self.asOf = asOf
    marketplace = account.marketplace
    metrics = rules.filter { available.contains($0.metric) }.map { rule in
      // A rate is judged up to the last evening known to the files of its fields.
      let last = account.lastDay(of: rule.metric).map { min($0, asOf) } ?? asOf
      var status = MetricStatus(account, rule: rule, asOf: last)
      if last < asOf, let now = Self.offTarget(account, rule, on: asOf, besides: status.count) {
        status = now
      }
      status.sources = account.sources(of: rule.metric)
      status.emptied = account.emptied(for: rule.metric)
      status.divide(
        among: parts.map { ($0.0, MetricStatus(orders: $0.1, rule: rule, asOf: status.asOf)) })
      return status
    }
    missing = account.missingMetrics
    shipments =
      account.fields.isSuperset(of: [.shipBy, .shipped])
      ? ShipmentsDue(orders: account.orders, asOf: asOf) : nil
    isStale = !account.hasOrdersInLastWeek(of: asOf)
  }

  /// A rate on an evening that the file of its deadlines does not reach, if what the others say puts it off
  /// target already. What happened must be known up to it: an order without an event is not late yet.
  ///
  /// - Parameter earlier: Its count on the last evening that all of them reach. With far fewer orders the
  ///   orders themselves are not known up to the later one, and nothing is said of it.
  private static func offTarget(
    _ account: Account, _ rule: MetricRule, on asOf: Day, besides earlier: WindowCount
  ) -> MetricStatus? {
    let events = rule.metric.neededFields.subtracting([.shipBy, .deliverBy])
    guard account.lastDay(of: events).map({ $0 >= asOf }) ?? true else { return nil }
    let now = MetricStatus(account, rule: rule, asOf: asOf)
    guard rule.state(of: now.count.best).isOffTarget, 10 * now.count.orders >= 9 * earlier.orders else {
      return nil
    }
    return now
  }

  public subscript(metric: Metric) -> MetricStatus? { metrics.first { $0.metric == metric } }
}
