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
}

/// The seller's own log of changes, in the order of its file.
public struct ChangeLog: Sendable, Hashable {
  public var changes: [LoggedChange]

  public init(_ changes: [LoggedChange]) { self.changes = changes }
}
