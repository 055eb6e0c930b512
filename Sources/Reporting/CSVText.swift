import Foundation

/// Cells of RFC 4180: quoted where they must be, numbers without regard to the locale.
enum CSVText {
  /// One line with its end.
  static func row(_ cells: [String]) -> String { cells.joined(separator: ",") + "\n" }

  /// Text from outside. What a spreadsheet would run as a formula gets a leading `'`, which our reader strips.
  static func text(_ value: String) -> String {
    var cell = value
    if let first = value.unicodeScalars.first, "=+-@\t\r".unicodeScalars.contains(first) {
      cell = "'" + value
    }
    let mustQuote = cell.unicodeScalars.contains { ",\"\n\r".unicodeScalars.contains($0) }
    return mustQuote ? quoted(cell) : cell
  }

  /// By scalars: a quote with a combining mark after it is one `Character`, which is not `"`, yet readers see
  /// the quote.
  private static func quoted(_ cell: String) -> String {
    var result = "\"".unicodeScalars
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }

  /// A fraction, at most `digits` decimals, trailing zeros dropped; empty for nil.
  static func number(_ value: Double?, digits: Int = 6) -> String {
    guard let value else { return "" }
    var text = fixed(value, digits)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text == "-0" ? "0" : text
  }

  static func count(_ value: Int?) -> String { value.map(String.init) ?? "" }
}
