import Foundation

/// The words of a column's name in lower case and without accents; `ShipDate` and `ship_date` are two words
/// each.
struct ColumnWords {
  private let words: [String]

  init(_ name: String) {
    var words: [String] = []
    var word = ""
    var isLower = false
    let plain = name.precomposedStringWithCanonicalMapping.folding(
      options: .diacriticInsensitive, locale: nil)
    for character in plain.prefix(200) {
      guard character.isLetter || character.isNumber else {
        if !word.isEmpty { words.append(word.lowercased()) }
        (word, isLower) = ("", false)
        continue
      }
      if character.isUppercase, isLower {
        words.append(word.lowercased())
        word = ""
      }
      word.append(character)
      isLower = character.isLowercase
    }
    if !word.isEmpty { words.append(word.lowercased()) }
    self.words = words
  }

  /// Whether a word begins with one of these.
  func has(_ beginnings: String...) -> Bool {
    words.contains { word in beginnings.contains { word.hasPrefix($0) } }
  }

  /// Whether one of these words is there.
  func has(exactly whole: String...) -> Bool { words.contains { whole.contains($0) } }
}
