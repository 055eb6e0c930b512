import AccountHealth
import Forecasting

/// What changes did in the accounts of the files.
public struct EffectAnswer: Sendable {
  public enum Result: Sendable {
    case estimate(EffectEstimate)
    case obstacle(EffectObstacle)
  }

  /// One change in one account.
  public struct Row: Sendable {
    /// The account's name in outputs.
    public var name: String
    public var marketplace: String
    public var studied: StudiedChange
    public var result: Result
  }

  /// By account, then in the order of the changes.
  public var rows: [Row]
  /// Changes that were made in several accounts.
  public var pooled: [PooledChange] = []
  /// Accounts that the log names and the files do not have.
  public var unknownAccounts: [String] = []
  public var provenance: Provenance
}
