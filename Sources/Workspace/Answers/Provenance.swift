import AccountHealth
import SellerReports

/// What an answer was made from, so that it can be made again.
public struct Provenance: Sendable {
  /// The name and version of the rule set.
  public struct Rules: Sendable, Hashable {
    public var name: String
    public var version: String
    public var sha256: String
  }

  public var inputs: [InputFile]
  public var rules: Rules
  /// The user's own limits, in the order in which they were given.
  public var limits: [Settings.Limit]
  public var priors: Origin
  /// The number of sellers of the files from which the priors of each account are learnt, `priors` being
  /// where that starts; `nil` if they are not.
  public var learntFrom: Int?
  public var events: Origin
  /// The seller's log of changes.
  public var changes: Origin?
  /// The files of columns, in the order in which they were given.
  public var columns: [Origin]
  /// The evening of judgement.
  public var asOf: Day
  /// The number of accounts in the answer.
  public var accounts: Int
  /// The number of rows that were not used because of a fault.
  public var rowsLeftOut: Int
}

extension Workspace {
  /// - Parameter accounts: The number of accounts in the answer.
  func provenance(accounts: Int) -> Provenance {
    let rules = settings.rules
    return Provenance(
      inputs: state.inputs,
      rules: .init(name: rules.value.name, version: rules.value.version, sha256: rules.origin.sha256),
      limits: settings.limits, priors: settings.priors.origin, learntFrom: learntFrom?.sellers,
      events: settings.events.origin, changes: settings.changes?.origin,
      columns: settings.columns.map(\.origin),
      asOf: state.asOf, accounts: accounts, rowsLeftOut: state.faults.count)
  }
}
