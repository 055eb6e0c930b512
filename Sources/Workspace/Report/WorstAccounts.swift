import Forecasting

/// The accounts nearest to trouble, kept small while accounts come one by one.
public struct WorstAccounts<Note> {
  /// Most metrics off target now first, then most bad orders too many, then the highest chances to come; equally bad
  /// accounts stay in the order they came.
  public private(set) var entries: [(forecast: AccountForecast, note: Note)] = []
  /// How many came in all.
  public private(set) var accounts = 0
  private let most: Int
  private var dangers: [(off: Int, excess: Int, chance: Double)] = []

  /// - Parameter most: Accounts kept.
  public init(most: Int) { self.most = most }

  /// `note` is kept beside the forecast.
  public mutating func append(_ forecast: AccountForecast, _ note: Note) {
    accounts += 1
    let danger = Self.danger(forecast)
    let place = dangers.firstIndex { $0 < danger } ?? dangers.count
    guard place < most else { return }
    dangers.insert(danger, at: place)
    entries.insert((forecast, note), at: place)
    if entries.count > most {
      dangers.removeLast()
      entries.removeLast()
    }
  }

  private static func danger(_ forecast: AccountForecast) -> (off: Int, excess: Int, chance: Double) {
    let off = forecast.metrics.filter { $0.state.isOffTarget }.count
    let excess = forecast.metrics.compactMap(\.headroom).min().map { max(0, -$0) } ?? 0
    let chances = forecast.metrics.filter { !$0.state.isOffTarget }.map(\.chanceSoon)
    return (off, excess, chances.reduce(0, +))
  }
}
