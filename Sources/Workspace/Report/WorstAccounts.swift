import Forecasting

/// The accounts in most danger; the list stays short while accounts come one by one.
public struct WorstAccounts<Note> {
  /// First the accounts with a rate off target today. Of these, and of the others, first those with most at
  /// stake: the orders of their largest window times the chance that a rate is off target soon. Then those
  /// with most bad orders above a limit, and with the highest chances. Equally bad accounts stay in the order
  /// in which they came.
  public private(set) var entries: [(forecast: AccountForecast, note: Note)] = []
  /// The number of all accounts that came.
  public private(set) var accounts = 0
  private let most: Int
  private var dangers: [(off: Int, stake: Double, excess: Int, chance: Double)] = []

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

  private static func danger(_ forecast: AccountForecast) -> (
    off: Int, stake: Double, excess: Int, chance: Double
  ) {
    let chances = forecast.metrics.map { $0.state.isOffTarget ? 1 : $0.chanceSoon }
    let orders = forecast.metrics.lazy.map(\.current.orders).max() ?? 0
    let excess = forecast.metrics.compactMap(\.headroom).min().map { max(0, -$0) } ?? 0
    let isOff = forecast.metrics.contains { $0.state.isOffTarget }
    return (isOff ? 1 : 0, (chances.max() ?? 0) * Double(orders), excess, chances.reduce(0, +))
  }
}
