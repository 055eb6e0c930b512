/// Text from files as it may be shown: control characters, which could move the cursor or recolour the screen,
/// are written out.
public enum TerminalText {
  public static func escaped(_ text: String) -> String {
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

  /// Escaped and cut to `width` characters.
  static func cell(_ text: String, width: Int) -> String {
    let whole = escaped(text)
    return whole.count <= width ? whole : whole.prefix(max(width - 1, 0)) + "…"
  }
}
