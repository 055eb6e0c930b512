/// The words of a column's name, in lower case.
struct HeaderWords {
  private let words: [String]

  init(_ name: String) {
    words = name.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }

  /// Whether a word begins with one of these.
  func has(_ beginnings: String...) -> Bool {
    words.contains { word in beginnings.contains { word.hasPrefix($0) } }
  }

  /// Whether the name contains one of these words.
  func has(exactly whole: String...) -> Bool { words.contains { whole.contains($0) } }
}
