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
      TextColumn("only on", isDroppedIfEmpty: true) {
        $0.marketplaces.isEmpty ? "–" : TerminalText.escaped($0.marketplaces.joined(separator: " "))
      },
      TextColumn("grade") { $0.metadata.grade.map { "\($0)" } ?? "" },
    ]
    return TextTable(columns, catalogue.actions).text(on: terminal)
  }

  /// One row per action, for programs.
  static let columns: Columns<Action> = [
    Column("action") { .text($0.name) },
    Column("title") { .text($0.metadata.title) },
    Column("cause") { .text($0.cause) },
    Column("targets") { .word(targets($0).joined(separator: " ")) },
    Column("lead_low") { .count($0.leadDays.lowerBound) },
    Column("lead_high") { .count($0.leadDays.upperBound) },
    Column("marketplaces") { .told($0.marketplaces.isEmpty ? nil : $0.marketplaces.joined(separator: " ")) },
    Column("grade") { .word($0.metadata.grade.map { "\($0)" } ?? "") },
    Column("source") { .text($0.metadata.source) },
    Column("note") { .text($0.note) },
    Column("condition") { .text($0.condition) },
  ]

  /// The whole list, ending with a line's end.
  public static func text(
    _ catalogue: ActionCatalogue, as format: AnswerFormat, on terminal: Terminal = .plain
  ) throws -> String {
    try columns.text(catalogue.actions, as: format) { text(catalogue, on: terminal) + "\n" }
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
