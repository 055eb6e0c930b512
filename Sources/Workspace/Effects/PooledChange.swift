import AccountHealth
import Forecasting

/// One change made in several accounts: what is common to all, and how far they differ.
public struct PooledChange: Sendable, Hashable {
  /// The action; `nil` for a change that has no name.
  public var action: String?
  public var rate: StudiedRate
  public var channel: Order.Channel
  /// Accounts whose estimates are in it, at least two.
  public var accounts: Int
  /// Accounts that are not, as their days speak against the change as the cause.
  public var doubted: Int
  /// Estimates from which the calendar is taken off, by accounts that had not changed.
  public var controlled: Int
  public var common: EffectEstimate.Range
  /// How far accounts differ from the common factor: two in three are within this factor of it either way.
  public var spread: EffectEstimate.Range
  /// The factor in an account that is not among them.
  public var next: EffectEstimate.Range
}
