import AccountHealth
import Documents
import Forecasting
import Workspace

/// The rates of accounts as of a day, for the terminal.
public struct StatusTable {
  /// The number of order ids that are listed for a day; the rest is counted.
  private static let listedOrders = 5

  private let statuses: [AccountStatus]
  /// The nowcasts of the same accounts.
  private let nowcasts: [AccountNowcast]
  private let reported: [ReportedFigure]
  private let standings: [ReportedStanding]

  /// `nowcasts` are of the same accounts.
  public init(
    _ statuses: [AccountStatus], _ nowcasts: [AccountNowcast], reported: [ReportedFigure] = [],
    standings: [ReportedStanding] = []
  ) {
    self.statuses = statuses
    self.nowcasts = nowcasts
    self.reported = reported
    self.standings = standings
  }

  public func text(on terminal: Terminal = .plain) -> String {
    let selection = StatusSelection(statuses)
    let shown = selection.accounts.map { (statuses[$0], nowcasts[$0]) }
    var blocks =
      shown.count == 1
      ? shown.map { single($0.0, $0.1, terminal) }
      : [several(shown, selection, terminal)] + due(shown.map(\.0), terminal)
    if selection.isSelection {
      blocks.append(
        TextWrap.wrapped(
          "Only what is off target, or the metric with the least room.\n"
            + "The \(shown.count) worst of \(statuses.count) accounts; --format csv prints all of them.",
          to: terminal.width))
    }
    let standing = ReportedStanding.lines(standings, terminal)
    if !standing.isEmpty { blocks.insert(standing.joined(separator: "\n"), at: 0) }
    return blocks.joined(separator: "\n\n")
  }

  private func single(
    _ status: AccountStatus, _ nowcast: AccountNowcast, _ terminal: Terminal
  ) -> String {
    var table = TextTable(
      header: [
        "metric", "bad", "orders", "rate", "complete %", "limit", "state", "room", "28 days",
      ],
      right: [1, 2, 3, 4, 5, 7], optional: [8])
    let isReportAlone = Self.isReportAlone([status])
    if isReportAlone { table.header[8] = Self.reportedStatus }
    for metric in status.metrics { table.rows.append(cells(metric, status, nowcast, isReportAlone)) }
    table.dropIfEmpty(4)
    var lines = [
      Phrases.heading(status.account, status.marketplace, status.asOf), "", table.text(on: terminal),
    ]
    if !isReportAlone, !status.metrics.isEmpty {
      lines.append(TextWrap.wrapped(Sparkline.meaning, to: terminal.width))
    }
    if status.metrics.isEmpty { lines[2] = "These files have no column that a rate could be counted from." }
    func add(_ text: String) { lines.append(TextWrap.wrapped(text, to: terminal.width)) }
    for metric in status.metrics { StatusSentences.all(metric).forEach(add) }
    let sentences = status.metrics.compactMap { nowcast[$0.metric].flatMap(NowcastSentence.text) }
    if !sentences.isEmpty { add("\n" + (sentences + [NowcastSentence.meaning]).joined(separator: "\n")) }
    if let due = status.shipments { add("\n" + shipments(due)) }
    if !isReportAlone { lines += comparisons(status, terminal) }
    return lines.joined(separator: "\n")
  }

  /// Whether there are only reports. Without orders there is no trend, and Amazon's word for the state
  /// replaces it.
  private static func isReportAlone(_ shown: [AccountStatus]) -> Bool {
    let metrics = shown.flatMap(\.metrics)
    return !metrics.isEmpty && metrics.allSatisfy(\.trend.isEmpty)
  }

  private static let reportedStatus = "Amazon's status"

  private func several(
    _ shown: [(AccountStatus, AccountNowcast)], _ selection: StatusSelection, _ terminal: Terminal
  ) -> String {
    var table = TextTable(
      header: [
        "account", "metric", "bad", "orders", "rate", "complete %", "limit", "state", "room",
        "4 weeks, oldest first",
      ],
      right: [2, 3, 4, 5, 6, 8], optional: [5, 9], flexible: 0)
    let isReportAlone = Self.isReportAlone(shown.map(\.0))
    if isReportAlone { table.header[9] = Self.reportedStatus }
    for (status, nowcast) in shown {
      for metric in selection.metrics(of: status) {
        table.rows.append(
          [TerminalText.cell(status.account, width: 24)] + cells(metric, status, nowcast, isReportAlone))
      }
    }
    table.dropIfEmpty(5)
    let days = Set(shown.map(\.0.asOf)).sorted().map(Phrases.date).joined(separator: ", ")
    return "As of \(days)\n\n" + table.text(on: terminal)
  }

  /// One line about what several accounts have to confirm; none if no account has anything.
  private func due(_ shown: [AccountStatus], _ terminal: Terminal) -> [String] {
    let accounts = shown.compactMap { status -> String? in
      guard let due = status.shipments, !due.today.isEmpty || !due.tomorrow.isEmpty else { return nil }
      return "\(TerminalText.cell(status.account, width: 24)) (\(due.today.count) + \(due.tomorrow.count))"
    }
    guard !accounts.isEmpty else { return [] }
    return [
      TextWrap.wrapped(
        "To confirm, today + tomorrow: \(accounts.joined(separator: ", ")).", to: terminal.width)
    ]
  }

  private func cells(
    _ metric: MetricStatus, _ status: AccountStatus, _ nowcast: AccountNowcast, _ isReportAlone: Bool
  ) -> [String] {
    let figure = reported.first { $0.marketplace == status.marketplace && $0.metric == metric.metric }
    return [
      metric.metric.rawValue, StatusSentences.bad(metric.count), "\(metric.count.orders)",
      metric.state == .undecided
        ? "–"
        : metric.rule.displayedRate(of: metric.count).map {
          Phrases.percent($0, against: metric.rule.displayedLimit)
        } ?? "–",
      nowcast[metric.metric].flatMap(NowcastSentence.range) ?? "–", Phrases.limit(metric.rule.displayedLimit),
      metric.state.rawValue,
      metric.headroom.map { "\($0)" } ?? "–",
      isReportAlone
        ? TerminalText.cell(figure?.status ?? "–", width: 16)
        : Sparkline.text(metric.trend.map(\.count), metric.rule),
    ]
  }

  private func shipments(_ due: ShipmentsDue) -> String {
    func line(_ title: String, _ items: [ShipmentsDue.Item]) -> String {
      guard !items.isEmpty else { return "\(title): none." }
      let ids = items.prefix(Self.listedOrders).map { TerminalText.cell($0.id, width: 32) }
      let more = items.count > ids.count ? " and \(items.count - ids.count) more" : ""
      return "\(title): \(items.count) (\(ids.joined(separator: ", "))\(more))."
    }
    // An order long past ship-by was probably given up, so it is counted, not listed.
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

  private func comparisons(_ status: AccountStatus, _ terminal: Terminal) -> [String] {
    let figures = reported.filter { $0.marketplace == status.marketplace }
    guard !figures.isEmpty else { return [] }
    var table = TextTable(
      header: ["Amazon's report", "as of", "Amazon", "these orders", "difference", "Amazon's status"],
      right: [])
    for figure in figures {
      let own = status[figure.metric].map { $0.ownCount ?? $0.count }
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
    return ["", table.text(on: terminal)]
  }

  private static func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : "\(value)" }
}
