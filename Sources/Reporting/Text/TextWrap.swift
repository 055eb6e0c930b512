/// Sentences broken at spaces into readable lines, with continuation lines indented.
enum TextWrap {
  static let indent = "  "

  /// - Parameter width: The columns of a line; `nil` leaves every line whole. A longer word stays whole.
  static func wrapped(_ text: String, to width: Int?) -> String {
    guard let width else { return text }
    return text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { line(String($0), width) }.joined(separator: "\n")
  }

  private static func line(_ text: String, _ width: Int) -> String {
    guard TextTable.width(of: text) > width else { return text }
    var lines: [String] = []
    var current = ""
    for word in words(text) {
      if current.isEmpty {
        current = word
      } else if TextTable.width(of: current) + 1 + TextTable.width(of: word) <= width {
        current += " " + word
      } else {
        lines.append(current)
        current = indent + word
      }
    }
    return (lines + [current]).joined(separator: "\n")
  }

  /// The words of a text. A number stays with its per cent sign and its error: `41.2 % ± 0.2` is one word.
  private static func words(_ text: String) -> [String] {
    var words: [String] = []
    for part in text.split(separator: " ") {
      if let last = words.last, part.hasPrefix("%") || part.hasPrefix("±") || last.hasSuffix("±") {
        words[words.count - 1] = last + " " + part
      } else {
        words.append(String(part))
      }
    }
    return words
  }
}
