import Foundation

/// The rows of a CSV text as JSON objects, one a line: the same cells under the same names, empty ones as null.
public enum RowLines {
  /// Columns of words: never numbers, whatever they look like.
  static let words: Set<String> = [
    "account", "marketplace", "metric", "state", "scenario", "action", "grade", "note", "order_id", "setting",
    "quantity", "assumption", "low", "high", "bundle", "goal", "location", "target", "output_type",
    "output_type_id", "why", "kind", "origin", "date", "as_of", "baseline", "bin",
  ]

  /// - Parameter csv: With its header, as our writers make it.
  public static func ndjson(_ csv: String) -> String {
    var rows = cells(csv)[...]
    guard let header = rows.popFirst() else { return "" }
    return rows.reduce(into: "") { text, row in
      let pairs = zip(header, row).map { name, cell in quoted(name) + ":" + value(cell, of: name) }
      text += "{" + pairs.joined(separator: ",") + "}\n"
    }
  }

  private static func value(_ cell: String, of name: String) -> String {
    if cell.isEmpty { return "null" }
    if !words.contains(name), Double(cell)?.isFinite == true, cell.first != "+", cell.first != "." {
      return cell
    }
    return quoted(cell)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.value < 0x20:
        let digits = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }

  /// By scalars, as RFC 4180 has it.
  private static func cells(_ csv: String) -> [[String]] {
    var (rows, row, cell): ([[String]], [String], String.UnicodeScalarView) = ([], [], .init())
    var isQuoted = false
    var scalars = csv.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if isQuoted {
        if scalar != "\"" {
          cell.append(scalar)
        } else if scalars.first == "\"" {
          cell.append(scalar)
          scalars.removeFirst()
        } else {
          isQuoted = false
        }
        continue
      }
      switch scalar {
      case "\"": isQuoted = true
      case ",":
        row.append(String(cell))
        cell = .init()
      case "\n":
        rows.append(row + [String(cell)])
        (row, cell) = ([], .init())
      default: cell.append(scalar)
      }
    }
    return rows
  }
}
