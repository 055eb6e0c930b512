import Decisions
import Documents
import Simulation

/// The actions of a catalogue, as a text for people.
public enum ActionList {
  public static func text(_ catalogue: ActionCatalogue, on terminal: Terminal = .plain) -> String {
    let columns: [TextColumn<Action>] = [
      TextColumn("action") { TerminalText.escaped($0.name) },
      TextColumn("what it is", isFlexible: true) { TerminalText.escaped($0.metadata.title) },
      TextColumn("acts on", leftOut: 1) { targets($0).joined(separator: " ") },
      TextColumn("lead, days", leftOut: 2) { action in
        let lead = action.leadDays
        return lead.count == 1 ? "\(lead.lowerBound)" : "\(lead.lowerBound)–\(lead.upperBound)"
      },
      TextColumn("grade") { $0.metadata.grade.map { "\($0)" } ?? "" },
    ]
    return TextTable(columns, catalogue.actions).text(on: terminal)
  }

  /// What it acts on, each once.
  private static func targets(_ action: Action) -> [String] {
    var targets: [String] = []
    for effect in action.effects where !targets.contains(effect.target.rawValue) {
      targets.append(effect.target.rawValue)
    }
    return targets
  }
}
