import AccountHealth
import Forecasting

/// The worst metrics over many accounts; kept small while accounts come one by one.
public struct ForecastTable {
  public static let shownAccounts = 20
  /// Among more accounts than are shown, a metric on target with a lower chance has no row.
  private static let leastChance = 0.05

  private struct Entry {
    var forecast: AccountForecast
    var emptyChannels: Set<Order.Channel>
    var danger: (off: Int, excess: Int, chance: Double)
  }

  private var worst: [Entry] = []
  public private(set) var accounts = 0

  public init() {}

  /// In `emptyChannels` the account has no order at all; their metrics have no rows.
  public mutating func append(_ forecast: AccountForecast, emptyChannels: Set<Order.Channel> = []) {
    accounts += 1
    let danger = Self.danger(forecast)
    // Equally bad accounts stay in the order they came.
    let place = worst.firstIndex { $0.danger < danger } ?? worst.count
    worst.insert(Entry(forecast: forecast, emptyChannels: emptyChannels, danger: danger), at: place)
    if worst.count > Self.shownAccounts { worst.removeLast() }
  }

  /// Most metrics off target now first, then most bad orders too many, then the highest chances to come.
  private static func danger(_ forecast: AccountForecast) -> (off: Int, excess: Int, chance: Double) {
    let off = forecast.metrics.filter { $0.state.isOffTarget }.count
    let excess = forecast.metrics.compactMap(\.headroom).min().map { max(0, -$0) } ?? 0
    let chances = forecast.metrics.filter { !$0.state.isOffTarget }.map(chance)
    return (off, excess, chances.reduce(0, +))
  }

  /// Off target within 30 days, or the horizon where that is shorter.
  private static func chance(_ metric: MetricForecast) -> Double {
    metric.breachProbability(within: span(metric))?.value ?? 0
  }

  private static func span(_ metric: MetricForecast) -> Int { min(30, metric.days.count) }

  /// `isWritten` says whether all accounts are in files.
  public func text(isWritten: Bool, on terminal: Terminal = .plain) -> String {
    let isSelection = accounts > worst.count
    let span = worst.lazy.flatMap(\.forecast.metrics).first.map(Self.span) ?? 30
    var table = TextTable(
      header: ["account", "metric", "now", "limit", "state", "room", "off target in \(span) d", "even by"],
      right: [2, 3, 5, 6], optional: [7], flexible: 0)
    for entry in worst { table.rows += rows(of: entry, isSelection) }
    var lines: [String] = []
    lines.append(
      "room: bad orders it can still take; even by: the day by which off target is as likely as not.")
    if isSelection {
      lines.append(
        "Only what is off target now or has at least a 5 % chance of it within \(Phrases.count(span, "day", "days"))."
      )
      lines.append(
        "The \(worst.count) worst of \(accounts) accounts"
          + (isWritten ? "; all of them are in the files." : "; --output FOLDER writes all of them."))
    }
    return table.text(on: terminal) + "\n\n"
      + TextWrap.wrapped(lines.joined(separator: "\n"), to: terminal.width)
  }

  private func rows(of entry: Entry, _ isSelection: Bool) -> [[String]] {
    let used = entry.forecast.metrics.filter { !entry.emptyChannels.contains($0.metric.channel) }
    var listed = used.filter {
      !isSelection || $0.state.isOffTarget || Self.chance($0) >= Self.leastChance
    }
    // Every account named as one of the worst has a row.
    if listed.isEmpty, let likeliest = used.max(by: { Self.chance($0) < Self.chance($1) }) {
      listed = [likeliest]
    }
    return listed.map { metric in
      let isOff = metric.state.isOffTarget
      let chance = metric.breachProbability(within: Self.span(metric))
      return [
        TerminalText.cell(entry.forecast.account, width: 24), metric.metric.rawValue,
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
