import AccountHealth
import SellerReports

/// What an answer was made from, so that it can be made again.
public struct Provenance: Sendable {
  /// The rule set by its own name and version.
  public struct Rules: Sendable, Hashable {
    public var name: String
    public var version: String
    public var sha256: String
  }

  public var inputs: [InputFile]
  public var rules: Rules
  /// Of the user's own, in the order in which they were given.
  public var limits: [Workspace.Settings.Limit]
  public var priors: Origin
  public var events: Origin
  /// The evening of judgement.
  public var asOf: Day
  /// Accounts in the answer.
  public var accounts: Int
  /// Rows with a fault, not used.
  public var rowsLeftOut: Int
}

extension Workspace {
  /// - Parameter accounts: In the answer.
  func provenance(accounts: Int) -> Provenance {
    let rules = settings.rules
    return Provenance(
      inputs: state.inputs,
      rules: .init(name: rules.value.name, version: rules.value.version, sha256: rules.origin.sha256),
      limits: settings.limits, priors: settings.priors.origin, events: settings.events.origin,
      asOf: state.asOf, accounts: accounts, rowsLeftOut: state.faults.count)
  }
}
