import Decisions
import Documents
import Simulation

/// The actions of a catalogue, as a text for people.
public enum ActionList {
  public static func text(_ catalogue: ActionCatalogue, on terminal: Terminal = .plain) -> String {
    var table = TextTable(
      header: ["action", "what it is", "acts on", "lead, days", "grade"], right: [], optional: [3, 2],
      flexible: 1)
    for action in catalogue.actions {
      var targets: [String] = []
      for effect in action.effects where !targets.contains(effect.target.rawValue) {
        targets.append(effect.target.rawValue)
      }
      let lead = action.leadDays
      table.rows.append([
        TerminalText.escaped(action.name), TerminalText.escaped(action.metadata.title),
        targets.joined(separator: " "),
        lead.count == 1 ? "\(lead.lowerBound)" : "\(lead.lowerBound)–\(lead.upperBound)",
        action.metadata.grade.map { "\($0)" } ?? "",
      ])
    }
    return table.text(on: terminal)
  }
}
