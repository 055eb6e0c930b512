import Documents

/// Text as it is written in SVG and HTML.
enum SVGText {
  /// The escaped text cannot end an attribute or begin a tag. Control and direction characters are written
  /// out, since they could reorder the text around them or are not allowed in XML.
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
        // These are not characters of XML 1.0.
        if scalar.value == 0xFFFE || scalar.value == 0xFFFF { continue }
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  /// A place or length with at most two decimals.
  static func number(_ value: Double) -> String { Decimals.short(value, 2) }
}
