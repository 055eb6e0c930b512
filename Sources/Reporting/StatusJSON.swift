import AccountHealth

/// `status --format json`: one line an account.
public enum StatusJSON {
  private struct Row: Encodable {
    var metric: String
    var orders: Int
    var bad: Int
    var rate: Double?
    var limit: Double
    var state: String
    var headroom: Int?
    var possiblyMore: Int
  }

  private struct Object: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var metrics: [Row]
    var confirmToday: Int?
    var confirmTomorrow: Int?
    var missing: [String]
  }

  public static func text(_ statuses: [AccountStatus]) throws -> String {
    try statuses.map { status in
      try JSONText.line(
        Object(
          account: status.account, marketplace: status.marketplace, asOf: "\(status.asOf)",
          metrics: status.metrics.map {
            Row(
              metric: $0.metric.rawValue, orders: $0.count.orders, bad: $0.count.bad,
              rate: $0.rule.displayedRate(of: $0.count), limit: $0.rule.displayedLimit.value,
              state: $0.state.rawValue, headroom: $0.headroom, possiblyMore: $0.possiblyMore)
          },
          confirmToday: status.shipments?.today.count, confirmTomorrow: status.shipments?.tomorrow.count,
          missing: status.missing.map(\.description)))
    }.joined()
  }
}
