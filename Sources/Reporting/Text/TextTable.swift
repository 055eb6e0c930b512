/// Columns of text, padded to their widest cell, with numbers aligned right.
///
/// If the terminal is too narrow, optional columns are left out, the last of `optional` first, and then the
/// `flexible` column is cut, or broken into lines. If the table is still too wide, the terminal breaks its
/// lines.
struct TextTable {
  var header: [String]
  /// Columns aligned to the right.
  var right: Set<Int>
  /// Columns that are left out on a narrow terminal, the last one first.
  var optional: [Int] = []
  /// The column that is cut with an ellipsis on a narrow terminal, to no less than `narrowest` characters.
  var flexible: Int?
  /// Whether the flexible column goes on in further lines, broken at its blanks, instead of being cut.
  var isBroken = false
  var rows: [[String]] = []

  private static let gap = 2
  private static let narrowest = 8

  /// Leaves out a column that is empty in every row.
  mutating func dropIfEmpty(_ column: Int) {
    guard rows.allSatisfy({ $0[column] == "–" }) else { return }
    header.remove(at: column)
    for index in rows.indices { rows[index].remove(at: column) }
    func moved(_ other: Int) -> Int? { other == column ? nil : other > column ? other - 1 : other }
    right = Set(right.compactMap(moved))
    optional = optional.compactMap(moved)
    flexible = flexible.flatMap(moved)
  }

  /// The heads of the columns that this terminal has room for.
  func heads(on terminal: Terminal = .plain) -> [String] { shown(on: terminal).columns.map { header[$0] } }

  /// The columns that this terminal has room for, and the width of every column.
  private func shown(on terminal: Terminal) -> (columns: [Int], widths: [Int]) {
    var widths = header.indices.map { column in
      ([header] + rows).map { Self.width(of: $0[column]) }.max() ?? 0
    }
    var shown = Array(header.indices)
    func total() -> Int { shown.reduce(0) { $0 + widths[$1] } + Self.gap * (shown.count - 1) }
    if let limit = terminal.width {
      for column in optional.reversed() where total() > limit { shown.removeAll { $0 == column } }
      if let flexible, total() > limit {
        let least = isBroken ? longestWord(in: flexible) : Self.narrowest
        widths[flexible] = max(min(least, widths[flexible]), widths[flexible] - (total() - limit))
      }
    }
    return (shown, widths)
  }

  /// The width below which a column cannot be broken: its longest word with the indent of a further line.
  private func longestWord(in column: Int) -> Int {
    ([header] + rows).flatMap { $0[column].split(separator: " ") }
      .map { Self.width(of: String($0)) + TextWrap.indent.count }.max() ?? 0
  }

  /// The lines of one row: more than one where the flexible column is broken.
  private func lines(of row: [String], _ widths: [Int]) -> [[String]] {
    guard let flexible, isBroken else { return [row] }
    let parts = TextWrap.wrapped(row[flexible], to: widths[flexible]).split(separator: "\n")
    return parts.enumerated().map { place, part in
      row.indices.map { $0 == flexible ? String(part) : place == 0 ? row[$0] : "" }
    }
  }

  func text(on terminal: Terminal = .plain) -> String {
    let (shown, widths) = shown(on: terminal)
    func line(_ cells: [String], isHeader: Bool) -> String {
      var text = ""
      for column in shown {
        let cell = Self.cut(cells[column], to: widths[column])
        let padding = String(repeating: " ", count: widths[column] - Self.width(of: cell))
        let painted = terminal.hasColour && !isHeader ? Self.painted(cell) : cell
        text += right.contains(column) ? padding + painted : painted + padding
        if column != shown.last { text += String(repeating: " ", count: Self.gap) }
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    return
      ([line(header, isHeader: true)]
      + rows.flatMap { lines(of: $0, widths) }.map { line($0, isHeader: false) }).joined(separator: "\n")
  }

  /// The width in terminal columns; Chinese, Japanese and Korean characters take two.
  static func width(of text: String) -> Int {
    text.reduce(0) { sum, character in
      sum + (character.unicodeScalars.first.map(isWide) == true ? 2 : 1)
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1FAFF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  private static func cut(_ text: String, to limit: Int) -> String {
    guard width(of: text) > limit else { return text }
    var result = text
    while !result.isEmpty, width(of: result) > limit - 1 { result.removeLast() }
    return result + "…"
  }

  /// The cell with states in red and yellow.
  private static func painted(_ cell: String) -> String {
    switch cell {
    case "breached": "\u{1B}[31m\(cell)\u{1B}[0m"
    case "at_limit": "\u{1B}[33m\(cell)\u{1B}[0m"
    default: cell
    }
  }
}
