import AccountHealth

/// What a performance report says of one metric, to be shown beside what the orders say.
public struct ReportedFigure: Sendable, Hashable {
  public var marketplace: String
  public var metric: Metric
  public var asOf: Day
  public var count: WindowCount
  /// As the report words it.
  public var status: String

  public init(marketplace: String, metric: Metric, asOf: Day, count: WindowCount, status: String) {
    self.marketplace = marketplace
    self.metric = metric
    self.asOf = asOf
    self.count = count
    self.status = status
  }
}

/// The rates of accounts as of a day, for the terminal.
public struct StatusTable {
  public static let shownAccounts = 20
  /// Order ids listed for a day; the rest is counted.
  private static let listedOrders = 5

  private let statuses: [AccountStatus]
  private let reported: [ReportedFigure]

  public init(_ statuses: [AccountStatus], reported: [ReportedFigure] = []) {
    self.statuses = statuses
    self.reported = reported
  }

  public func text() -> String {
    let shown =
      statuses.count > Self.shownAccounts
      ? Array(statuses.sorted { Self.danger($0) < Self.danger($1) }.prefix(Self.shownAccounts)) : statuses
    var blocks = shown.count == 1 ? shown.map(single) : [several(shown)]
    if statuses.count > shown.count {
      blocks.append(
        "The \(shown.count) worst of \(statuses.count) accounts; --format csv prints all of them.")
    }
    return blocks.joined(separator: "\n\n")
  }

  /// Lower is worse: off target first, then the least headroom.
  private static func danger(_ status: AccountStatus) -> (Int, Int) {
    let off = status.metrics.filter { $0.state.isOffTarget }.count
    return (-off, status.metrics.compactMap(\.headroom).min() ?? .max)
  }

  private func single(_ status: AccountStatus) -> String {
    var table = TextTable(
      header: ["metric", "bad", "orders", "rate", "limit", "state", "room", "4 weeks, oldest first"],
      right: [1, 2, 3, 4, 6])
    for metric in status.metrics { table.rows.append(cells(metric)) }
    var lines = [
      "\(TerminalText.escaped(status.account)) (\(TerminalText.escaped(status.marketplace))), as of \(Phrases.date(status.asOf))",
      "", table.text(),
    ]
    for metric in status.metrics where metric.possiblyMore > 0 {
      lines.append(
        "\(metric.metric.title): up to \(metric.possiblyMore) more; the files do not say who cancelled.")
    }
    if let due = status.shipments { lines += ["", shipments(due)] }
    lines += comparisons(status)
    return lines.joined(separator: "\n")
  }

  private func several(_ shown: [AccountStatus]) -> String {
    var table = TextTable(
      header: [
        "account", "metric", "bad", "orders", "rate", "limit", "state", "room", "4 weeks, oldest first",
      ],
      right: [2, 3, 4, 5, 7])
    for status in shown {
      for metric in status.metrics {
        table.rows.append([TerminalText.cell(status.account, width: 24)] + cells(metric))
      }
    }
    return table.text()
  }

  private func cells(_ metric: MetricStatus) -> [String] {
    [
      metric.metric.rawValue, "\(metric.count.bad)", "\(metric.count.orders)",
      metric.rule.displayedRate(of: metric.count).map(Phrases.percent) ?? "–",
      Phrases.limit(metric.rule.displayedLimit), metric.state.rawValue,
      metric.headroom.map { "\($0)" } ?? "–",
      metric.trend.map { point in
        metric.rule.displayedRate(of: point.count).map { CSVText.fixed($0 * 100, 1) } ?? "–"
      }.joined(separator: " "),
    ]
  }

  private func shipments(_ due: ShipmentsDue) -> String {
    func line(_ title: String, _ items: [ShipmentsDue.Item]) -> String {
      guard !items.isEmpty else { return "\(title): none." }
      let ids = items.prefix(Self.listedOrders).map { TerminalText.cell($0.id, width: 32) }
      let more = items.count > ids.count ? " and \(items.count - ids.count) more" : ""
      return "\(title): \(items.count) (\(ids.joined(separator: ", "))\(more))."
    }
    // An order long past ship-by was given up; it is counted, not listed.
    let recent = due.overdue.filter { due.asOf - $0.shipBy <= 14 }
    var lines = [
      line("To confirm today", due.today), line("To confirm tomorrow", due.tomorrow),
      line("Past ship-by and not confirmed, last 14 days", recent),
    ]
    if due.overdue.count > recent.count {
      lines.append("Never confirmed, older: \(due.overdue.count - recent.count).")
    }
    return lines.joined(separator: "\n")
  }

  private func comparisons(_ status: AccountStatus) -> [String] {
    let figures = reported.filter { $0.marketplace == status.marketplace }
    guard !figures.isEmpty else { return [] }
    var table = TextTable(
      header: ["Amazon's report", "as of", "Amazon", "these orders", "difference", "Amazon's status"],
      right: [])
    for figure in figures {
      let own = status[figure.metric]?.count
      table.rows.append([
        figure.metric.rawValue, "\(figure.asOf)", "\(figure.count.bad)/\(figure.count.orders)",
        own.map { "\($0.bad)/\($0.orders)" } ?? "–",
        own.map {
          Self.signed($0.bad - figure.count.bad) + "/" + Self.signed($0.orders - figure.count.orders)
        }
          ?? "–",
        TerminalText.cell(figure.status, width: 16),
      ])
    }
    return ["", table.text()]
  }

  private static func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : "\(value)" }
}

/// `status --format csv`.
public enum StatusCSV {
  public static let header = "account,metric,as_of,orders,bad,rate,limit,state,headroom\n"

  public static func text(_ statuses: [AccountStatus]) -> String {
    var text = header
    for status in statuses {
      for metric in status.metrics {
        text += CSVText.row([
          CSVText.text(status.account), metric.metric.rawValue, "\(metric.asOf)", "\(metric.count.orders)",
          "\(metric.count.bad)", CSVText.number(metric.rule.displayedRate(of: metric.count)),
          CSVText.number(metric.rule.displayedLimit.value, digits: 9), metric.state.rawValue,
          CSVText.count(metric.headroom),
        ])
      }
    }
    return text
  }
}

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
