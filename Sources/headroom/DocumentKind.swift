import AccountHealth
import Decisions
import Documents
import Forecasting
import ModelFiles
import Reporting
import SellerReports
import Simulation
import Synthesis
import Workspace

/// The kinds of document that users write, distinguished by their fields.
enum DocumentKind: CaseIterable {
  case decisions, seller, model, priors, events, columns, policy, changes, rules

  /// The kinds that a file may have, for messages.
  static let names =
    "a rule set, sale events, actions, a scenario, an enforcement, a loss, removal fees, a model, a synthetic seller, priors, a column file, a check policy, a log of changes or a table of violations"

  /// - Parameter keys: The keys of the outermost mapping of a file.
  /// - Returns: `nil` for fields that no kind has.
  init?(keys: [String]) {
    guard let kind = Self.allCases.first(where: { kind in kind.marks.contains(where: keys.contains) }) else {
      return nil
    }
    self = kind
  }

  /// Fields that only this kind has, apart from the cases before it.
  private var marks: [String] {
    switch self {
    case .decisions: ["apiVersion", "spec"]
    case .seller: ["model", "ship_by_lags", "items"]
    case .model: ["metric", "horizon_days", "innovation_correlation"]
    case .priors: ["provenance", "open_shipments", "late_shipment", "volume_sizes"]
    case .events: ["events"]
    case .columns: ["columns", "constants"]
    case .policy: ["warning", "critical"]
    case .changes: ["changes"]
    case .rules: ["metrics", "marketplaces", "base", "effective"]
    }
  }

  /// Reads a file of this kind.
  ///
  /// - Returns: The result in words, such as `a valid model`.
  /// - Throws: `DocumentError` or `FileError` with every fault of the file, `ModelError` for one that only a
  ///   run shows.
  func check(_ bytes: [UInt8], file: String) throws -> String {
    switch self {
    case .decisions:
      let found = try DecisionFile(document: bytes, file: file)
      let parts = [
        (found.actions.count, "action"), (found.scenarios.count, "scenario"),
        (found.enforcements.count, "enforcement"), (found.books.count, "loss"),
        (found.removalFees.count, "fee table"),
      ]
      let counted = parts.filter { $0.0 > 0 }.map {
        Phrases.count($0.0, $0.1, $0.1 + ($0.1 == "loss" ? "es" : "s"))
      }
      return "valid: " + counted.joined(separator: ", ")
    case .seller:
      _ = try Simulator(SyntheticSeller(document: bytes, file: file).model)
      return "a valid synthetic seller"
    case .model:
      _ = try Simulator(SimulationModel(document: bytes, file: file))
      return "a valid model"
    case .priors:
      _ = try Priors(document: bytes, file: file)
      return "valid priors"
    case .events:
      let calendar = try SaleCalendar(document: bytes, file: file)
      return "valid: \(Phrases.count(calendar.events.count, "sale event", "sale events"))"
    case .columns:
      let maps = try ColumnMap.maps(document: bytes, file: file)
      return "a valid column file of \(Phrases.count(maps.count, "table", "tables"))"
    case .policy:
      let policy = try CheckPolicy(SmallFile(name: file, bytes: bytes))
      let assertions = policy.warning.count + policy.critical.count
      return "a valid check policy of \(Phrases.count(assertions, "assertion", "assertions"))"
    case .changes: return try Self.changes(bytes, file)
    case .rules:
      let rules = try RuleSet(document: bytes, file: file)
      return "a valid rule set: \(rules.name) \(rules.version)"
    }
  }

  /// A log of changes. An action of the user's own is no fault, but its range comes from another file.
  private static func changes(_ bytes: [UInt8], _ file: String) throws -> String {
    let log = try ChangeLog(document: bytes, file: file, catalogue: nil)
    let own = Set(log.changes.compactMap(\.action).filter { ActionCatalogue.builtIn[$0] == nil }).sorted()
    let words = "a valid log of \(Phrases.count(log.changes.count, "change", "changes"))"
    guard own.isEmpty else {
      let names = own.map(TerminalText.quoted).joined(separator: ", ")
      return words + "; not in the built-in catalogue, so give --actions a file with them: \(names)"
    }
    _ = try ChangeLog(document: bytes, file: file)
    return words
  }
}
