/// One thing wrong with one cell of a file. The row it stands in is left out, the rest is used.
public struct ReportFault: Error, Hashable, Sendable, CustomStringConvertible {
  /// The base name alone.
  public var file: String
  /// From 1; the header is line 1.
  public var line: Int
  /// Number of the field in its row, from 1.
  public var column: Int
  public var field: String
  /// As shown: cut and escaped, and never a cell of the buyer's.
  public var found: String
  public var expected: String
  public var remedy: String

  init(
    file: String, line: Int, column: Int, field: String, found: String, expected: String, remedy: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.field = field
    self.found = found
    self.expected = expected
    self.remedy = remedy
  }

  public var description: String {
    "\(file):\(line):\(column): \(field): found \(found), expected \(expected). \(remedy)"
  }

  /// A cell as it may be shown: at most 40 characters, control characters written out.
  static func shown(_ text: String) -> String {
    guard !text.isEmpty else { return "nothing" }
    var result = ""
    for scalar in text.unicodeScalars.prefix(40) {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return "'" + result + (text.unicodeScalars.count > 40 ? "…'" : "'")
  }
}

/// A file that cannot be used at all.
public struct ReportError: Error, Hashable, Sendable, CustomStringConvertible {
  public var description: String

  init(_ file: String, _ problem: String) {
    description = "\(ReportError.escaped(file)): \(problem)"
  }

  init(_ file: String, line: Int, _ problem: String) {
    description = "\(ReportError.escaped(file)):\(line): \(problem)"
  }

  private static func escaped(_ text: String) -> String {
    let shown = ReportFault.shown(String(text.suffix(200)))
    return text.count <= 40
      ? String(shown.dropFirst().dropLast())
      : text.unicodeScalars.allSatisfy {
        $0.properties.generalCategory != .control
      } ? text : String(shown.dropFirst().dropLast())
  }
}
