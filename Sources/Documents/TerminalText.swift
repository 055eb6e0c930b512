/// Text from outside as output may show it: control and format characters, which could move the cursor,
/// recolour the screen or turn the direction of writing, are written out as `\u{1b}`.
///
/// Messages, tables and pages all use this rule, whatever file the text is from.
public enum TerminalText {
  /// The most scalars of a found value that a message repeats.
  private static let mostScalars = 40

  public static func escaped(_ text: some StringProtocol) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar.properties.generalCategory {
      case .control, .format, .lineSeparator, .paragraphSeparator:
        result += "\\u{" + String(scalar.value, radix: 16) + "}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// Text in a message: escaped, in quotes, and cut to 40 scalars.
  public static func quoted(_ text: some StringProtocol) -> String {
    let start = text.unicodeScalars.prefix(mostScalars)
    let isCut = text.unicodeScalars.dropFirst(mostScalars).first != nil
    return "'" + escaped(String(String.UnicodeScalarView(start))) + (isCut ? "…'" : "'")
  }

  /// Text in a table: escaped, and cut to `width` characters.
  public static func cell(_ text: String, width: Int) -> String {
    let whole = escaped(text)
    return whole.count <= width ? whole : whole.prefix(max(width - 1, 0)) + "…"
  }
}
