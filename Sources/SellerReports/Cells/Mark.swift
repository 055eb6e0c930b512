/// The answer in a cell: a tick, a cross or a word.
enum Mark: Sendable, Hashable {
  case yes, no
  /// A cross or a tick. In a list of faults it marks the fault, whatever the column asks.
  case cross

  init?(_ text: String) {
    switch text.lowercased() {
    case "x", "✓", "✔", "✗", "×", "☒", "☑": self = .cross
    case "yes", "y", "true", "t", "1", "ja", "oui", "si", "sì", "sí", "sim", "tak", "はい", "是": self = .yes
    case "no", "n", "false", "f", "0", "nein", "non", "não", "nee", "nie", "nej", "いいえ", "否": self = .no
    default: return nil
    }
  }

  var isSet: Bool { self != .no }
}
