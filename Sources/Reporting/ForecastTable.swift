import AccountHealth
import Forecasting

/// The worst metrics over many accounts; kept small while accounts come one by one.
public struct ForecastTable {
  public static let shownAccounts = 20

  private var worst: [AccountForecast] = []
  public private(set) var accounts = 0

  public init() {}

  public mutating func append(_ forecast: AccountForecast) {
    accounts += 1
    worst.append(forecast)
    worst.sort { Self.danger($0) > Self.danger($1) }
    if worst.count > Self.shownAccounts { worst.removeLast() }
  }

  /// Off target now first, then the highest chance within 30 days among those judged.
  private static func danger(_ forecast: AccountForecast) -> (Int, Double) {
    let off = forecast.metrics.filter { $0.state.isOffTarget }.count
    let chance = forecast.metrics.filter { !$0.state.isOffTarget }
      .compactMap { $0.breachProbability(within: min(30, $0.days.count))?.value }.reduce(0, +)
    return (off, chance)
  }

  /// - Parameter isWritten: Whether all accounts are in files.
  public func text(isWritten: Bool, on terminal: Terminal = .plain) -> String {
    var table = TextTable(
      header: ["account", "metric", "now", "limit", "state", "room", "off target within 30 d", "half by"],
      right: [2, 3, 5, 6], optional: [7], flexible: 0)
    for forecast in worst {
      for metric in forecast.metrics {
        let isOff = metric.state.isOffTarget
        let chance = metric.breachProbability(within: min(30, metric.days.count))
        table.rows.append([
          TerminalText.cell(forecast.account, width: 24), metric.metric.rawValue,
          metric.rule.displayedRate(of: metric.current).map {
            Phrases.percent($0, against: metric.rule.displayedLimit)
          } ?? "–",
          Phrases.limit(metric.rule.displayedLimit), metric.state.rawValue,
          metric.headroom.map { "\($0)" } ?? "–",
          isOff ? "now" : chance.map { Phrases.chance($0, isExact: metric.method == .exact) } ?? "–",
          isOff ? "now" : metric.firstPassage.q50.map { "\($0)" } ?? "–",
        ])
      }
    }
    var text = table.text(on: terminal)
    if accounts > worst.count {
      text +=
        "\n\nThe \(worst.count) worst of \(accounts) accounts"
        + (isWritten ? "; all of them are in the files." : "; --output FOLDER writes all of them.")
    }
    return text
  }
}
