/// The answer in a cell: a tick, a cross or a word.
enum Mark: Sendable, Hashable {
  case yes, no
  /// A cross or a tick. In a list of faults it marks the fault, whatever the column asks.
  case cross

  init?(_ text: String) {
    if text == "1.0" {
      self = .yes
    } else if text == "0.0" {
      self = .no
    } else if ["✓", "✔", "✗", "✘", "×", "☒", "☑", "●", "Ｘ", "ｘ", "X", "x"].contains(text) {
      self = .cross
    } else if let mark = Self.spoken.value(of: text) {
      self = mark
    } else {
      return nil
    }
  }

  var isSet: Bool { self != .no }

  private static let spoken = Words(
    [("yes", Mark.yes), ("no", Mark.no)],
    others: [(words(for: .yes), .yes), (words(for: .no), .no)])

  /// What stands for yes or no in the languages of Seller Central.
  static func words(for mark: Mark) -> String {
    switch mark {
    case .no:
      "no, n, false, f, 0, nein, non, não, nao, nee, nie, nej, hayır, falsch, faux, falso, いいえ, なし, 否, 无"
    case .yes, .cross:
      "yes, y, true, t, 1, ja, oui, si, sì, sí, sim, tak, evet, wahr, vrai, vero, verdadero, verdadeiro, はい, あり, 是, 有"
    }
  }
}
