import AccountHealth
import Forecasting

/// A change to the operation that the seller wrote down.
public struct LoggedChange: Sendable, Hashable {
  /// The first day that it reached.
  public var day: Day
  /// An action of the catalogue; `nil` for one that has no name there.
  public var action: String?
  /// What it may have changed; empty for every rate that the catalogue's action has a range for.
  public var rates: [StudiedRate]
  /// Days over which it grew to its full size.
  public var ramp: Int
  /// The account it was made in; `nil` for every one of the files.
  public var account: String?
  /// The only product that it reached; `nil` for all.
  public var sku: String?

  public init(
    day: Day, action: String? = nil, rates: [StudiedRate] = [], ramp: Int = 0, account: String? = nil,
    sku: String? = nil
  ) {
    (self.day, self.action, self.rates, self.ramp) = (day, action, rates, ramp)
    (self.account, self.sku) = (account, sku)
  }

  /// Whether it was made in an account, which it may name with or without its marketplace.
  public func isOf(_ other: Account) -> Bool {
    account.map { $0 == other.name || $0 == other.label } ?? true
  }
}

/// The seller's own log of changes, in the order of its file.
public struct ChangeLog: Sendable, Hashable {
  public var changes: [LoggedChange]

  public init(_ changes: [LoggedChange]) { self.changes = changes }

  /// The days on which each rate of an account may have moved: the first one of each change, and the one on
  /// which it had grown to its full size.
  ///
  /// A change without rates may have moved those for which its action has a range, or any if its action is
  /// not in the catalogue.
  public func days(in account: Account, _ catalogue: ActionCatalogue = .builtIn) -> LoggedDays {
    var days: LoggedDays = [:]
    for change in changes where change.isOf(account) {
      let named =
        change.rates.isEmpty ? change.action.flatMap { catalogue[$0]?.studiedRates } : change.rates
      for rate in named ?? StudiedRate.allCases {
        days[rate, default: []].formUnion([change.day, change.day + change.ramp])
      }
    }
    return days
  }
}
