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
  /// The only channel whose orders it reached; `nil` for all.
  public var channel: Order.Channel?
  /// Where its day is written, as `file:line:column: field`; `nil` for one that is in no file.
  public var place: String?

  public init(
    day: Day, action: String? = nil, rates: [StudiedRate] = [], ramp: Int = 0, account: String? = nil,
    sku: String? = nil, channel: Order.Channel? = nil, place: String? = nil
  ) {
    (self.day, self.action, self.rates, self.ramp) = (day, action, rates, ramp)
    (self.account, self.sku, self.channel, self.place) = (account, sku, channel, place)
  }

  /// The rates that it may have changed: those that it names, or else those for which its action has a range,
  /// without those that count no order of its channel. `nil` if nothing says.
  public func mayChange(_ catalogue: ActionCatalogue) -> [StudiedRate]? {
    let named = rates.isEmpty ? action.flatMap { catalogue[$0]?.studiedRates } : rates
    return named?.filter { rate in channel.map(rate.channels.contains) ?? true }
  }

  /// The name under which its effect on a rate is written: its action, or one of its own by the rate and the
  /// day, of letters, digits and _.
  public func ownName(of rate: StudiedRate) -> String {
    action ?? "own_\(rate.rawValue)_" + "\(day)".replacing("-", with: "_")
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

  /// The actions that are in force in an account on an evening, each with the first day of its last change.
  ///
  /// An action that was undone by a later change, named `undo_` and its name as `effect` names it, is not in
  /// force, nor is one that reached a part of the orders only: it can still be done for the others. What an
  /// action in force contains is in force too. A change without an action goes by the names that `effect`
  /// gives it.
  public func actionsInForce(
    in account: Account, on evening: Day, _ catalogue: ActionCatalogue = .builtIn
  ) -> [String: Day] {
    var days: [String: Day] = [:]
    let made = changes.filter { $0.isOf(account) && $0.day <= evening }.sorted { $0.day < $1.day }
    for change in made where change.sku == nil && change.channel == nil {
      let names = change.action.map { [$0] } ?? change.rates.map { change.ownName(of: $0) }
      for name in names {
        for undone in days.keys where name == Action.undoing(undone) { days[undone] = nil }
        days[name] = change.day
        for contained in catalogue[name]?.includes ?? [] where days[contained] == nil {
          days[contained] = change.day
        }
      }
    }
    return days
  }

  /// The days on which each rate of an account may have moved: the first one of each change, and the one on
  /// which it had grown to its full size.
  ///
  /// A change without rates may have moved those for which its action has a range, or any if its action is
  /// not in the catalogue.
  public func days(in account: Account, _ catalogue: ActionCatalogue = .builtIn) -> LoggedDays {
    var days: LoggedDays = [:]
    for change in changes where change.isOf(account) {
      for rate in change.mayChange(catalogue) ?? StudiedRate.allCases {
        for channel in change.channel.map({ [$0] }) ?? rate.channels {
          days[LoggedRate(rate, channel), default: []].formUnion([change.day, change.day + change.ramp])
        }
      }
    }
    return days
  }
}

extension Action {
  /// The name of the action that undoes another one, within the length of a name.
  public static func undoing(_ name: String) -> String { "undo_" + name.prefix(35) }
}
