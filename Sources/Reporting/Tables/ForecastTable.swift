import AccountHealth
import Documents
import Forecasting
import Workspace

/// The worst metrics over many accounts; the list stays short while accounts come one by one.
public struct ForecastTable {
  public static let shownAccounts = 20
  /// If there are more accounts than are shown, a metric on target with a lower chance has no row.
  private static let leastChance = 0.05

  private var worst = WorstAccounts<Set<Order.Channel>>(most: ForecastTable.shownAccounts)
  public var accounts: Int { worst.accounts }

  public init() {}

  /// In `emptyChannels` the account has no order at all, and their metrics have no rows.
  public mutating func append(_ forecast: AccountForecast, emptyChannels: Set<Order.Channel> = []) {
    worst.append(forecast, emptyChannels)
  }

  /// `isWritten` says whether all accounts are in files.
  public func text(isWritten: Bool, on terminal: Terminal = .plain) -> String {
    let isSelection = accounts > worst.entries.count
    let span = worst.entries.lazy.flatMap(\.forecast.metrics).first.map(\.soon) ?? 30
    let rows = worst.entries.flatMap { forecast, emptyChannels in
      listed(forecast, emptyChannels, isSelection).map { (account: forecast.account, metric: $0) }
    }
    let columns: [TextColumn<(account: String, metric: MetricForecast)>] = [
      TextColumn("account", isFlexible: true) { TerminalText.cell($0.account, width: 24) },
      TextColumn("metric") { $0.metric.metric.rawValue },
      TextColumn("now", .right) { row in
        row.metric.rule.displayedRate(of: row.metric.current).map {
          Phrases.percent($0, against: row.metric.rule.displayedLimit)
        } ?? "–"
      },
      TextColumn("orders", .right, leftOut: 2) { "\($0.metric.current.orders)" },
      TextColumn("limit", .right) { Phrases.limit($0.metric.rule.displayedLimit) },
      TextColumn("state") { $0.metric.state.rawValue },
      TextColumn("room", .right) { $0.metric.headroom.map { "\($0)" } ?? "–" },
      TextColumn("off target in \(span) d", .right) { Self.chance($0.metric) },
      TextColumn("even by", leftOut: 1) { row in
        row.metric.state.isOffTarget ? "now" : row.metric.firstPassage.q50.map { "\($0)" } ?? "–"
      },
    ]
    let table = TextTable(columns, rows).text(on: terminal)
    // A narrow terminal leaves the last column out.
    let hasDay = table.prefix { $0 != "\n" }.contains("even by")
    var lines = [
      "room: bad orders it can still take"
        + (hasDay ? "; even by: the day by which off target is as likely as not." : ".")
    ]
    if isSelection {
      lines.append(
        "Only what is off target now or has at least a 5 % chance of it within \(Phrases.count(span, "day", "days"))."
      )
      lines.append(
        "The \(worst.entries.count) of \(accounts) accounts with most orders at stake"
          + (isWritten ? "; all of them are in the files." : "; --output FOLDER writes all of them."))
    }
    return table + "\n\n" + TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
  }

  private func listed(
    _ forecast: AccountForecast, _ emptyChannels: Set<Order.Channel>, _ isSelection: Bool
  ) -> [MetricForecast] {
    let used = forecast.metrics.filter { !emptyChannels.contains($0.metric.channel) }
      .sorted { $0.isMoreUrgent(than: $1) }
    let listed = used.filter {
      !isSelection || $0.state.isOffTarget || $0.chanceSoon >= Self.leastChance
    }
    // Every account that is named as one of the worst has a row.
    guard listed.isEmpty, let likeliest = used.max(by: { $0.chanceSoon < $1.chanceSoon }) else {
      return listed
    }
    return [likeliest]
  }

  private static func chance(_ metric: MetricForecast) -> String {
    if metric.state.isOffTarget { return "now" }
    return metric.breachProbability(within: metric.soon).map {
      Phrases.chance($0, isExact: metric.method == .exact)
    } ?? "–"
  }
}
