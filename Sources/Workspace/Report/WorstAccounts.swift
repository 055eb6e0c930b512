import Forecasting

/// The accounts in most danger; the list stays short while accounts come one by one.
public struct WorstAccounts<Note> {
  /// First the accounts with most metrics off target now, then those with most bad orders above a limit, then
  /// those with the highest chances to come. Equally bad accounts stay in the order in which they came.
  public private(set) var entries: [(forecast: AccountForecast, note: Note)] = []
  /// The number of all accounts that came.
  public private(set) var accounts = 0
  private let most: Int
  private var dangers: [(off: Int, excess: Int, chance: Double)] = []

  /// - Parameter most: The number of accounts to keep.
  public init(most: Int) { self.most = most }

  /// Adds an account; `note` is kept beside its forecast.
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
