import AccountHealth
import Forecasting

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
    var completedQ05: Double?
    var completedQ50: Double?
    var completedQ95: Double?
    var pOffTargetCompleted: Double?
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

  /// `nowcasts` are of the same accounts.
  public static func text(_ statuses: [AccountStatus], _ nowcasts: [AccountNowcast]) throws -> String {
    try zip(statuses, nowcasts).map { status, nowcast in
      try JSONText.line(
        Object(
          account: status.account, marketplace: status.marketplace, asOf: "\(status.asOf)",
          metrics: status.metrics.map { metric in
            let completed = nowcast[metric.metric]
            return Row(
              metric: metric.metric.rawValue, orders: metric.count.orders, bad: metric.count.bad,
              rate: metric.rule.displayedRate(of: metric.count), limit: metric.rule.displayedLimit.value,
              state: metric.state.rawValue, headroom: metric.headroom, possiblyMore: metric.possiblyMore,
              completedQ05: completed?.completedRate(0.05), completedQ50: completed?.completedRate(0.5),
              completedQ95: completed?.completedRate(0.95), pOffTargetCompleted: completed?.chanceOffTarget)
          },
          confirmToday: status.shipments?.today.count, confirmTomorrow: status.shipments?.tomorrow.count,
          missing: status.missing.map(\.description)))
    }.joined()
  }
}
