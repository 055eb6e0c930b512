import AccountHealth
import Decisions
import Forecasting
import Workspace

/// `status` for programs: one row per account and metric.
public enum StatusFile {
  /// One rate of one account.
  struct Rate {
    var account: String
    var metric: MetricStatus
    /// `nil` if nothing is to come.
    var completed: Nowcast?

    /// The value, or nothing if the rate is undecided: one number would claim knowledge that the files do not
    /// give.
    func known<Value>(_ value: Value?) -> Value? { metric.state == .undecided ? nil : value }

    /// The smallest and the largest rate that the files allow, as they are shown; both are the rate itself if
    /// everything is known.
    var rates: (low: Double, high: Double)? {
      guard !metric.isReportedAlone else { return metric.reportedShare?.share.map { ($0, $0) } }
      return metric.rule.displayedRates(of: metric.count)
    }

    /// The count, or nothing if only the marketplace's own rate is known.
    func counted(_ count: Int) -> Int? { metric.isReportedAlone ? nil : count }
  }

  /// The quantiles of the completed rate are empty if there are no orders.
  static let columns: Columns<Rate> = [
    Column("account", .files) { .text($0.account) },
    Column("metric") { .word($0.metric.metric.rawValue) },
    Column("as_of", .files) { .date($0.metric.asOf) },
    Column("orders") { Cell($0.counted($0.metric.count.orders)) },
    Column("bad") { Cell($0.known($0.counted($0.metric.count.bad))) },
    Column("rate") {
      Cell($0.known($0.metric.rule.displayedRate(of: $0.metric.count) ?? $0.metric.reportedShare?.share))
    },
    Column("limit") { Cell($0.metric.rule.displayedLimit.value, digits: 9) },
    Column("state") { .word($0.metric.state.rawValue) },
    Column("headroom") { Cell($0.known($0.metric.headroom)) },
    Column("possibly_more", .objects) { .count($0.metric.possiblyMore) },
    Column("completed_q05") { Cell($0.completed?.completedRate(0.05)) },
    Column("completed_q50") { Cell($0.completed?.completedRate(0.5)) },
    Column("completed_q95") { Cell($0.completed?.completedRate(0.95)) },
    Column("p_off_target_completed", .objects) { Cell($0.completed?.chanceOffTarget) },
    Column("bad_low") { Cell($0.counted($0.metric.count.bad)) },
    Column("bad_high") { Cell($0.counted($0.metric.count.mostBad)) },
    Column("evidence") { .word(kind($0.metric)) },
    Column("sources") { .text($0.metric.sources.map(\.file).joined(separator: "; ")) },
    Column("orders_high") { Cell($0.counted($0.metric.count.ordersAtBest)) },
    Column("rate_low") { Cell($0.rates?.low) },
    Column("rate_high") { Cell($0.rates?.high) },
    Column("own_orders") { Cell(own($0.metric)?.orders) },
    Column("own_bad") { Cell(own($0.metric)?.bad) },
    Column("difference") { .word(difference($0.metric)) },
  ]

  /// The count of the orders, where they are known and the marketplace's own stands for it.
  private static func own(_ metric: MetricStatus) -> WindowCount? {
    metric.ownCount.flatMap { $0.orders > 0 ? $0 : nil }
  }

  /// How the two counts differ; empty where there is one or they are equal.
  private static func difference(_ metric: MetricStatus) -> String {
    guard let own = own(metric), own != metric.count || metric.ownDay != nil else { return "" }
    let found = Disagreement(
      metric: metric.metric, day: metric.asOf, amazon: metric.count, orders: own, ordersDay: metric.ownDay)
    return switch found.kind {
    case .small: "small"
    case .ordersHaveLess: "orders_have_less"
    case .ordersHaveMoreBad: "orders_have_more_bad"
    case .ordersAreMore: "orders_are_more"
    case .ordersEndEarlier: "orders_end_earlier"
    }
  }

  private struct Object: Encodable {
    var account: String
    var marketplace: String
    var asOf: String
    var metrics: [RowObject]
    var confirmToday: Int?
    var confirmTomorrow: Int?
    var missing: [String]
    var reports: [Report]
    var rating: Rating?
  }

  /// What a performance report of the account's marketplace says about the account itself.
  private struct Report: Encodable {
    struct Item: Encodable {
      var name: String
      var count: Int?
      var status: String

      init(_ item: ReportedStanding.Item) { (name, count, status) = (item.name, item.count, item.status) }
    }

    var asOf: String?
    var accountStatus: String
    var isDeactivated: Bool
    var score: Int?
    var ratingStatus: String?
    var warnings: [Item]
    var violations: [Item]

    init(_ standing: ReportedStanding) {
      asOf = standing.asOf?.description
      (accountStatus, isDeactivated) = (standing.accountStatus, standing.isDeactivated)
      (score, ratingStatus) = (standing.score, standing.ratingStatus)
      (warnings, violations) = (standing.warnings.map(Item.init), standing.policies.map(Item.init))
    }
  }

  /// The Account Health Rating by the seller's list of violations.
  private struct Rating: Encodable {
    /// Amazon's formula without deductions.
    var formula: Int
    var orders: Int
    var violationsOpen: Int
    var violations: Int?
    /// Less the points of what is open, which are assumed.
    var low: Double
    var central: Double
    var high: Double

    init(_ record: RatingRecord, _ rules: RatingRules) {
      (formula, orders) = (record.base[0], record.orders)
      (violationsOpen, violations) = (record.open.count, record.count)
      (low, central, high) = (
        record.rating(rules, .low), record.rating(rules, .central), record.rating(rules, .high)
      )
    }
  }

  /// `nowcasts` are of the same accounts.
  public static func csv(_ statuses: [AccountStatus], _ nowcasts: [AccountNowcast]) -> String {
    columns.header + lines(statuses, nowcasts)
  }

  /// The first line of the CSV.
  public static var header: String { columns.header }

  /// The CSV without its header; `nowcasts` are of the same accounts.
  public static func lines(_ statuses: [AccountStatus], _ nowcasts: [AccountNowcast]) -> String {
    columns.csv(zip(statuses, nowcasts).lazy.flatMap(rates))
  }

  /// `nowcasts` are of the same accounts.
  public static func ndjson(_ statuses: [AccountStatus], _ nowcasts: [AccountNowcast]) -> String {
    columns.ndjson(zip(statuses, nowcasts).lazy.flatMap(rates))
  }

  /// One JSON object, or an array with a line for each of several accounts; `nowcasts` are of the same
  /// accounts, `standings` of the reports of all of them, and `rating` is that of the only one.
  public static func json(
    _ statuses: [AccountStatus], _ nowcasts: [AccountNowcast], standings: [ReportedStanding] = [],
    rating: (record: RatingRecord, rules: RatingRules)? = nil
  ) throws -> String {
    let lines = try zip(statuses, nowcasts).map { status, nowcast in
      try JSONText.line(
        Object(
          account: status.account, marketplace: status.marketplace, asOf: "\(status.asOf)",
          metrics: rates(status, nowcast).map(columns.object), confirmToday: status.shipments?.today.count,
          confirmTomorrow: status.shipments?.tomorrow.count, missing: status.missing.map(\.description),
          reports: standings.filter { $0.marketplace == status.marketplace && $0.unread == nil }.map(
            Report.init),
          rating: rating.map { Rating($0.record, $0.rules) }))
    }
    return JSONText.joined(lines)
  }

  private static func rates(_ status: AccountStatus, _ nowcast: AccountNowcast) -> [Rate] {
    status.metrics.map { Rate(account: status.account, metric: $0, completed: nowcast[$0.metric]) }
  }

  /// The weakest kind of fact that the count rests on.
  private static func kind(_ metric: MetricStatus) -> String {
    if metric.ownCount != nil || metric.isReportedAlone { return "reported" }
    let evidence = metric.evidence
    if evidence.undecided > 0 { return "undecided" }
    if evidence.assumed > 0 { return "assumed" }
    return evidence.proven > 0 ? "proven" : "observed"
  }
}
