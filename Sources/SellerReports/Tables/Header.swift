import Foundation

/// The columns of a file by name, whatever their order, case and separators.
struct Header {
  /// As written, for messages.
  let names: [String]
  /// Its line.
  let line: Int
  private let places: [String: Int]

  /// - Throws: `ReportError` if a name that is read occurs twice.
  init(_ row: DelimitedReader.Row, file: String, read: Set<String>) throws(ReportError) {
    var isLatin = false
    var names: [String] = []
    var places: [String: Int] = [:]
    for column in 0..<row.count {
      let name = CellText.string(CellText.trimmed(row[column]), isLatin: &isLatin)
      names.append(name)
      let key = Self.key(name)
      guard places[key] == nil || !read.contains(key) else {
        throw ReportError(
          file, line: row.line, "the column \(ReportFault.shown(name)) appears twice. Keep the right one."
        )
      }
      places[key] = places[key] ?? column
    }
    self.names = names
    line = row.line
    self.places = places
  }

  /// The place of the first of these names that the header has.
  subscript(names: String...) -> Int? { self[names] }

  subscript(names: [String]) -> Int? {
    for name in names { if let place = places[Self.key(name)] { return place } }
    return nil
  }

  func has(_ names: String...) -> Bool { self[names] != nil }

  /// A name by its letters and digits only, in lower case, whatever its script.
  static func key(_ name: String) -> String {
    var key = ""
    // Nearly every name is ASCII, which is its own compatibility form.
    if name.utf8.allSatisfy({ $0 < 0x80 }) {
      for byte in name.utf8 {
        switch byte {
        case 0x41...0x5A: key.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
        case 0x61...0x7A, 0x30...0x39: key.unicodeScalars.append(Unicode.Scalar(byte))
        default: continue
        }
      }
      return key
    }
    for scalar in name.precomposedStringWithCompatibilityMapping.lowercased().unicodeScalars
    where scalar.properties.isAlphabetic || scalar.properties.numericType != nil {
      key.unicodeScalars.append(scalar)
    }
    return key
  }

  /// The names of its columns, as many as fit a message; only their number if they are data.
  var shown: String {
    if Self.isData(names) { return "of a line that looks like data (\(names.count), not shown)" }
    let shown = names.prefix(12).map { ReportFault.shown($0) }.joined(separator: ", ")
    return names.count > 12 ? shown + " and \(names.count - 12) more" : shown
  }
}
