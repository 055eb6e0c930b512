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
  /// How the rating stands by the seller's list of violations.
  private let rating: String?
  private let advice: [FileAdvice]

  /// `nowcasts` are of the same accounts.
  public init(
    _ statuses: [AccountStatus], _ nowcasts: [AccountNowcast], reported: [ReportedFigure] = [],
    standings: [ReportedStanding] = [], rating: String? = nil, advice: [FileAdvice] = []
  ) {
    self.statuses = statuses
    self.nowcasts = nowcasts
    self.reported = reported
    self.standings = standings
    self.rating = rating
    self.advice = advice
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
    let standing =
      ReportedStanding.lines(standings, terminal)
      + (rating.map { [TextWrap.wrapped($0, to: terminal.width)] } ?? [])
    if !standing.isEmpty { blocks.insert(standing.joined(separator: "\n"), at: 0) }
    let advised = FileAdvice.text(advice, on: terminal)
    if !advised.isEmpty { blocks.append(advised) }
    return blocks.joined(separator: "\n\n")
  }

  private func single(
    _ status: AccountStatus, _ nowcast: AccountNowcast, _ terminal: Terminal
  ) -> String {
    let isReportAlone = Self.isReportAlone([status])
    let table = TextTable(
      columns(trend: "28 days", isReportAlone),
      status.metricsByUrgency.map { Row(metric: $0, status: status, nowcast: nowcast) })
    var lines = [
      Phrases.heading(status.account, status.marketplace, status.asOf), "", table.text(on: terminal),
    ]
    if !isReportAlone, !status.metrics.isEmpty {
      let trends = status.metrics.map { Sparkline.text($0.trend.map(\.count), $0.rule) }
      lines.append(TextWrap.wrapped(Sparkline.meaning(trends), to: terminal.width))
    }
    if status.metrics.isEmpty { lines[2] = "These files have no column that a rate could be counted from." }
    func add(_ text: String) { lines.append(TextWrap.wrapped(text, to: terminal.width)) }
    StatusSentences.all(status.metrics, asOf: status.asOf).forEach(add)
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
    let account = TextColumn<Row>("account", isFlexible: true) {
      TerminalText.cell($0.status.account, width: 24)
    }
    let table = TextTable(
      [account] + columns(trend: "4 weeks, oldest first", Self.isReportAlone(shown.map(\.0))),
      shown.flatMap { status, nowcast in
        selection.metrics(of: status).map { Row(metric: $0, status: status, nowcast: nowcast) }
      })
    let days = Set(shown.map(\.0.asOf)).sorted().map(Phrases.date).joined(separator: ", ")
    let mark = StatusSentences.assumption(shown.flatMap { selection.metrics(of: $0.0) })
    return "As of \(days)\n\n" + table.text(on: terminal)
      + (mark.map { "\n" + TextWrap.wrapped($0, to: terminal.width) } ?? "")
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

  /// A rate of an account.
  private struct Row {
    var metric: MetricStatus
    var status: AccountStatus
    var nowcast: AccountNowcast
  }

  private func columns(trend: String, _ isReportAlone: Bool) -> [TextColumn<Row>] {
    // Where one account has the table for itself, what is to come is never left out.
    let isOne = statuses.count == 1
    return [
      TextColumn("metric") { $0.metric.metric.rawValue },
      TextColumn("bad", .right) { $0.metric.isReportedAlone ? "–" : StatusSentences.bad($0.metric.count) },
      TextColumn("orders", .right) { $0.metric.isReportedAlone ? "–" : "\($0.metric.count.orders)" },
      TextColumn("rate", .right) { row in
        let rule = row.metric.rule
        guard row.metric.state != .undecided,
          let rate = rule.displayedRate(of: row.metric.count) ?? row.metric.reportedShare?.share
        else { return "–" }
        return Phrases.percent(rate, against: rule.displayedLimit)
      },
      TextColumn("complete %", .right, leftOut: isOne ? nil : 2, isDroppedIfEmpty: true) { row in
        row.nowcast[row.metric.metric].flatMap(NowcastSentence.range) ?? "–"
      },
      TextColumn("limit", .right) { Phrases.limit($0.metric.rule.displayedLimit) },
      TextColumn("state") { StatusSentences.state($0.metric) },
      TextColumn("room", .right) { room($0.metric) },
      TextColumn(isReportAlone ? Self.reportedStatus : trend, leftOut: 1) { row in
        guard isReportAlone else {
          return Sparkline.text(row.metric.trend.map(\.count), row.metric.rule)
        }
        let figure = reported.first {
          $0.marketplace == row.status.marketplace && $0.metric == row.metric.metric
        }
        return TerminalText.cell(figure?.status ?? "–", width: 16)
      },
    ]
  }

  /// The room by what is known, and a range where unknown facts leave one beyond the limit.
  private func room(_ metric: MetricStatus) -> String {
    guard let room = metric.headroom else { return "–" }
    guard room < 0, let most = metric.rule.headroom(of: metric.count.best), most > room else {
      return "\(room)"
    }
    return "\(room) to \(most)"
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
    func own(_ figure: ReportedFigure) -> WindowCount? {
      status[figure.metric].map { $0.ownCount ?? $0.count }.flatMap { $0.orders > 0 ? $0 : nil }
    }
    let columns: [TextColumn<ReportedFigure>] = [
      TextColumn("Amazon's report") { $0.metric.rawValue },
      TextColumn("as of") { "\($0.asOf)" },
      TextColumn("Amazon") { "\($0.count.bad)/\($0.count.orders)" },
      TextColumn("these orders") { figure in
        own(figure).map { "\($0.bad)/\($0.orders)" } ?? "–"
      },
      TextColumn("difference") { figure in
        guard let own = own(figure) else { return "–" }
        return Self.signed(own.bad - figure.count.bad) + "/" + Self.signed(own.orders - figure.count.orders)
      },
      TextColumn("Amazon's status") { TerminalText.cell($0.status, width: 16) },
    ]
    let table = TextTable(columns, figures)
    return ["", table.text(on: terminal)]
  }

  private static func signed(_ value: Int) -> String { value > 0 ? "+\(value)" : "\(value)" }
}
