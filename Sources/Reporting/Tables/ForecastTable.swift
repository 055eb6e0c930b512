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
    var table = TextTable(
      header: ["account", "metric", "now", "limit", "state", "room", "off target in \(span) d", "even by"],
      right: [2, 3, 5, 6], optional: [7], flexible: 0)
    for (forecast, emptyChannels) in worst.entries {
      table.rows += rows(of: forecast, emptyChannels, isSelection)
    }
    var lines: [String] = []
    lines.append(
      "room: bad orders it can still take; even by: the day by which off target is as likely as not.")
    if isSelection {
      lines.append(
        "Only what is off target now or has at least a 5 % chance of it within \(Phrases.count(span, "day", "days"))."
      )
      lines.append(
        "The \(worst.entries.count) worst of \(accounts) accounts"
          + (isWritten ? "; all of them are in the files." : "; --output FOLDER writes all of them."))
    }
    return table.text(on: terminal) + "\n\n"
      + TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
  }

  private func rows(
    of forecast: AccountForecast, _ emptyChannels: Set<Order.Channel>, _ isSelection: Bool
  ) -> [[String]] {
    let used = forecast.metrics.filter { !emptyChannels.contains($0.metric.channel) }
    var listed = used.filter {
      !isSelection || $0.state.isOffTarget || $0.chanceSoon >= Self.leastChance
    }
    // Every account that is named as one of the worst has a row.
    if listed.isEmpty, let likeliest = used.max(by: { $0.chanceSoon < $1.chanceSoon }) {
      listed = [likeliest]
    }
    return listed.map { metric in
      let isOff = metric.state.isOffTarget
      let chance = metric.breachProbability(within: metric.soon)
      return [
        TerminalText.cell(forecast.account, width: 24), metric.metric.rawValue,
        metric.rule.displayedRate(of: metric.current).map {
          Phrases.percent($0, against: metric.rule.displayedLimit)
        } ?? "–",
        Phrases.limit(metric.rule.displayedLimit), metric.state.rawValue,
        metric.headroom.map { "\($0)" } ?? "–",
        isOff ? "now" : chance.map { Phrases.chance($0, isExact: metric.method == .exact) } ?? "–",
        isOff ? "now" : metric.firstPassage.q50.map { "\($0)" } ?? "–",
      ]
    }
  }
}
