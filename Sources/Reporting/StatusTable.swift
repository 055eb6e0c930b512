import AccountHealth

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

  public func text(on terminal: Terminal = .plain) -> String {
    let shown =
      statuses.count > Self.shownAccounts
      ? Array(statuses.sorted { Self.danger($0) < Self.danger($1) }.prefix(Self.shownAccounts)) : statuses
    var blocks =
      shown.count == 1 ? shown.map { single($0, terminal) } : [several(shown, terminal)] + due(shown)
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

  private func single(_ status: AccountStatus, _ terminal: Terminal) -> String {
    var table = TextTable(
      header: ["metric", "bad", "orders", "rate", "limit", "state", "room", "4 weeks, oldest first"],
      right: [1, 2, 3, 4, 6], optional: [7])
    for metric in status.metrics { table.rows.append(cells(metric)) }
    let isReportAlone = status.metrics.allSatisfy(\.trend.isEmpty) && !status.metrics.isEmpty
    if isReportAlone { table = reportAlone(status, table) }
    var lines = [
      Phrases.heading(status.account, status.marketplace, status.asOf), "", table.text(on: terminal),
    ]
    for metric in status.metrics where metric.possiblyMore > 0 {
      lines.append(
        "\(metric.metric.title): up to \(metric.possiblyMore) more; the files do not say who cancelled.")
    }
    if let due = status.shipments { lines += ["", shipments(due)] }
    if !isReportAlone { lines += comparisons(status) }
    return lines.joined(separator: "\n")
  }

  /// Without orders there is no trend; what Amazon calls the state stands in its place.
  private func reportAlone(_ status: AccountStatus, _ table: TextTable) -> TextTable {
    var table = table
    table.header[table.header.count - 1] = "Amazon's status"
    for (row, metric) in status.metrics.enumerated() {
      let figure = reported.first { $0.marketplace == status.marketplace && $0.metric == metric.metric }
      table.rows[row][table.header.count - 1] = TerminalText.cell(figure?.status ?? "–", width: 16)
    }
    return table
  }

  private func several(_ shown: [AccountStatus], _ terminal: Terminal) -> String {
    var table = TextTable(
      header: [
        "account", "metric", "bad", "orders", "rate", "limit", "state", "room", "4 weeks, oldest first",
      ],
      right: [2, 3, 4, 5, 7], optional: [8], flexible: 0)
    for status in shown {
      for metric in status.metrics {
        table.rows.append([TerminalText.cell(status.account, width: 24)] + cells(metric))
      }
    }
    let days = Set(shown.map(\.asOf)).sorted().map(Phrases.date).joined(separator: ", ")
    return "As of \(days)\n\n" + table.text(on: terminal)
  }

  /// One line of what several accounts have to confirm; none where no account has anything.
  private func due(_ shown: [AccountStatus]) -> [String] {
    let accounts = shown.compactMap { status -> String? in
      guard let due = status.shipments, !due.today.isEmpty || !due.tomorrow.isEmpty else { return nil }
      return "\(TerminalText.cell(status.account, width: 24)) (\(due.today.count) + \(due.tomorrow.count))"
    }
    return accounts.isEmpty ? [] : ["To confirm, today + tomorrow: \(accounts.joined(separator: ", "))."]
  }

  private func cells(_ metric: MetricStatus) -> [String] {
    [
      metric.metric.rawValue, "\(metric.count.bad)", "\(metric.count.orders)",
      metric.rule.displayedRate(of: metric.count).map {
        Phrases.percent($0, against: metric.rule.displayedLimit)
      } ?? "–",
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
