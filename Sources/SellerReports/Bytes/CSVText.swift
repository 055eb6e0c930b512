/// Cells of RFC 4180 as this program writes them: quoted only if necessary, and harmless in a spreadsheet.
package enum CSVText {
  /// A spreadsheet runs a cell that begins with one of these as a formula.
  static let formulaStarts: [UInt8] = [0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D]  // = + - @ tab CR

  /// One line with its end.
  package static func row(_ cells: [String]) -> String { cells.joined(separator: ",") + "\n" }

  /// Text from outside without quotes: what a spreadsheet would run as a formula gets a leading `'`, which
  /// `CellText` removes.
  package static func guarded(_ value: String) -> String {
    let isFormula = value.utf8.first.map(formulaStarts.contains) ?? false
    return isFormula ? "'" + value : value
  }

  /// Text from outside, guarded, in quotes where necessary.
  package static func cell(_ value: String) -> String {
    let cell = guarded(value)
    let mustQuote = cell.utf8.contains { $0 == 0x2C || $0 == 0x22 || $0 == 0x0A || $0 == 0x0D }
    return mustQuote ? quoted(cell) : cell
  }

  /// Works on scalars: a quote with a combining mark after it is one `Character` unlike `"`, yet a reader
  /// sees the quote.
  private static func quoted(_ cell: String) -> String {
    var result = "\"".unicodeScalars
    for scalar in cell.unicodeScalars {
      if scalar == "\"" { result.append(scalar) }
      result.append(scalar)
    }
    result.append("\"")
    return String(result)
  }
}
