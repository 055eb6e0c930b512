import Documents

/// Text as it stands in SVG and HTML.
enum SVGText {
  /// Nothing in it can end an attribute or begin a tag; control and direction characters, which could reorder what
  /// stands around them or are no XML at all, are written out.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in TerminalText.escaped(text).unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default:
        // No character of XML 1.0.
        if scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A place or length, two decimals at most.
  static func number(_ value: Double) -> String { Decimals.short(value, 2) }
}
