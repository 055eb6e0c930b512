/// Columns of text, padded to their widest cell; numbers to the right.
struct TextTable {
  var header: [String]
  /// Columns aligned to the right.
  var right: Set<Int>
  var rows: [[String]] = []

  func text() -> String {
    let widths = header.indices.map { column in
      ([header] + rows).map { $0[column].count }.max() ?? 0
    }
    func line(_ cells: [String]) -> String {
      var text = ""
      for (column, cell) in cells.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        text += right.contains(column) ? padding + cell : cell + padding
        if column < cells.count - 1 { text += "  " }
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
    return ([header] + rows).map(line).joined(separator: "\n")
  }
}
