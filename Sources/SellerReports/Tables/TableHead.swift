/// A line of a text that may be the header, split at one delimiter, with the rows below it.
struct TableHead {
  /// The cells as written.
  let names: [String]
  /// The cells as `Header.key` compares them.
  let keys: Set<String>
  let delimiter: UInt8
  /// Whether its first cell is quoted.
  let isQuoted: Bool
  /// The text that contains it, and the place where the rows below begin.
  fileprivate let text: [UInt8]
  fileprivate let below: Int
  private let derived = Derived()

  fileprivate init(
    names: [String], delimiter: UInt8, isQuoted: Bool, text: [UInt8], below: Int
  ) {
    self.names = names
    keys = Set(names.map(Header.key))
    self.delimiter = delimiter
    self.isQuoted = isQuoted
    self.text = text
    self.below = below
  }

  /// What kinds of file found in the line and in the rows below.
  private final class Derived {
    var rows: [[String]]?
    var values: [ObjectIdentifier: Any] = [:]
  }

  /// A value of a type that several kinds of file derive from the same line, made once.
  func once<Value>(_ make: (TableHead) -> Value) -> Value {
    let key = ObjectIdentifier(Value.self)
    if let known = derived.values[key] as? Value { return known }
    let value = make(self)
    derived.values[key] = value
    return value
  }

  /// The first 100 rows below, read once; one that the end of the text cuts is left out.
  var rows: [[String]] {
    if let known = derived.rows { return known }
    let rows = readRows()
    derived.rows = rows
    return rows
  }

  private func readRows() -> [[String]] {
    var rows: [[String]] = []
    var place = below
    while rows.count < 100, place < text.count {
      let row = HeaderSearch.row(text, &place, delimiter, quotes: isQuoted || delimiter != 0x09)
      if place < text.count || text.count < TextSource.headSize { rows.append(row) }
    }
    return rows
  }

  /// Whether it has one of these names, in any case and with any separators.
  func has(_ names: String...) -> Bool { names.contains { keys.contains(Header.key($0)) } }

  /// Whether the rows contain dates such as `03/04/2026`.
  var holdsShortDates: Bool {
    rows.contains { row in
      row.contains { cell in Array(cell.utf8).withUnsafeBufferPointer { ColumnDates.isShort($0) } }
    }
  }

  /// The columns that may be dates and contain numbers such as 45992 or 1764300000.
  var dateNumberPlaces: [Int] {
    names.indices.filter { place in
      Self.mayBeDates(names[place])
        && rows.contains { row in
          place < row.count && Array(row[place].utf8).withUnsafeBufferPointer { DateNumber($0) != nil }
        }
    }
  }

  private static func mayBeDates(_ name: String) -> Bool {
    let words = ColumnWords(name)
    if words.has("date", "datum", "data", "fecha", "time", "day") || words.has(exactly: "at", "by", "on") {
      return true
    }
    return !words.has(
      "id", "number", "num", "no", "nr", "order", "sku", "asin", "price", "amount", "total", "tax", "fee",
      "sales",
      "credit", "zip", "postal", "phone", "quantity", "qty", "unit", "units", "upc", "ean", "track",
      "settlement")
  }

  /// The cells of the first of these columns that exists, from the first rows.
  func sample(_ names: String...) -> [String] {
    let places = self.names.map(Header.key)
    guard let place = names.lazy.compactMap({ places.firstIndex(of: Header.key($0)) }).first else {
      return []
    }
    return rows.compactMap { place < $0.count && !$0[place].isEmpty ? $0[place] : nil }
  }

  /// Whether it has every one of these names.
  func hasAll(_ names: String...) -> Bool { names.allSatisfy { keys.contains(Header.key($0)) } }
}

/// The layout of a delimited text.
struct TableShape: Hashable {
  var delimiter: UInt8
  /// Whether `"` quotes a field.
  var quotes: Bool
  /// Bytes of text before the header.
  var offset: Int
  /// The line of the header, from 1.
  var line: Int
}

/// What `"` means in a kind of file.
enum Quotes: Sendable {
  /// It quotes a field, as in RFC 4180.
  case always
  /// It quotes a field unless fields are separated by tabs, as in Amazon's flat files, where a lone `"` is
  /// data. But if the header itself is quoted, a spreadsheet wrote the file, and it quotes a field.
  case unlessTabs
}

/// Finds the header of a text by testing each of its first lines.
struct HeaderSearch {
  /// Amazon's payment reports have up to nine lines before their header.
  static let mostLines = 30
  private static let delimiters: [UInt8] = [0x09, 0x2C, 0x3B, 0x7C]

  private let head: [UInt8]
  /// The delimiter that a first line `sep=;` names.
  private let named: UInt8?
  private let first: (offset: Int, line: Int)

  init(_ head: [UInt8]) {
    self.head = head
    let line = head.prefix { $0 != 0x0A && $0 != 0x0D }.filter { $0 != 0x22 && $0 != 0x20 }
    // It may be a quoted `"sep=,"`, or a row that a spreadsheet filled up with separators.
    guard line.count >= 5, String(decoding: line.prefix(4), as: UTF8.self).lowercased() == "sep=",
      line.dropFirst(5).allSatisfy({ $0 == line[4] })
    else {
      (named, first) = (nil, (0, 1))
      return
    }
    named = line[4]
    let next = Self.lineEnd(head, 0)
    first = (next, 2)
  }

  /// Offers each line in turn, split at each delimiter that it contains, until one is accepted.
  func first<Value>(_ accepts: (TableHead) -> Value?) -> (value: Value, head: TableHead, shape: TableShape)? {
    var (offset, line) = first
    for _ in 0..<Self.mostLines where offset < head.count {
      let end = Self.lineEnd(head, offset)
      for delimiter in candidates(offset, end) {
        let table = table(at: offset, delimiter)
        guard let value = accepts(table) else { continue }
        return (value, table, TableShape(delimiter: delimiter, quotes: true, offset: offset, line: line))
      }
      offset = end
      line += 1
    }
    return nil
  }

  /// The first line that is not blank, split at its most frequent delimiter.
  var firstLine: TableHead? {
    first { $0.names.contains { !$0.isEmpty } ? true : nil }?.head
  }

  private func candidates(_ start: Int, _ end: Int) -> [UInt8] {
    if let named { return [named] }
    var counts: [UInt8: Int] = [:]
    for byte in head[start..<end] where Self.delimiters.contains(byte) { counts[byte, default: 0] += 1 }
    let held = Self.delimiters.filter { counts[$0] != nil }.sorted { counts[$0]! > counts[$1]! }
    return held.isEmpty ? [0x2C] : held
  }

  private func table(at offset: Int, _ delimiter: UInt8) -> TableHead {
    var place = offset
    let isQuoted = offset < head.count && head[offset] == 0x22
    let names = Self.row(head, &place, delimiter, quotes: true)
    return TableHead(names: names, delimiter: delimiter, isQuoted: isQuoted, text: head, below: place)
  }

  /// The place after the line that begins at `start`.
  private static func lineEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    guard let end = bytes[start...].firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else {
      return bytes.count
    }
    return bytes[end] == 0x0D && end + 1 < bytes.count && bytes[end + 1] == 0x0A ? end + 2 : end + 1
  }

  /// The cells of the row that begins at `place`, which moves past it.
  fileprivate static func row(
    _ bytes: [UInt8], _ place: inout Int, _ delimiter: UInt8, quotes: Bool
  ) -> [String] {
    var cells: [String] = []
    while true {
      var cell: [UInt8] = []
      // A quote that stays open is data.
      if quotes, place < bytes.count, bytes[place] == 0x22, let quoted = quoted(bytes, place, delimiter) {
        (cell, place) = quoted
      } else {
        let end = bytes[place...].firstIndex { $0 == delimiter || $0 == 0x0A || $0 == 0x0D } ?? bytes.count
        cell = Array(bytes[place..<end])
        place = end
      }
      var isLatin = false
      cells.append(
        cell.withUnsafeBufferPointer { CellText.string(CellText.trimmed($0), isLatin: &isLatin) })
      guard place < bytes.count, bytes[place] == delimiter else { break }
      place += 1
    }
    place = min(lineEnd(bytes, place), bytes.count)
    return cells
  }

  private static func quoted(_ bytes: [UInt8], _ start: Int, _ delimiter: UInt8) -> (cell: [UInt8], end: Int)?
  {
    var cell: [UInt8] = []
    var place = start + 1
    while place < bytes.count {
      if bytes[place] != 0x22 {
        cell.append(bytes[place])
        place += 1
      } else if place + 1 < bytes.count, bytes[place + 1] == 0x22 {
        cell.append(0x22)
        place += 2
      } else {
        place += 1
        guard place == bytes.count || [delimiter, 0x0A, 0x0D, 0x20].contains(bytes[place]) else { return nil }
        while place < bytes.count, bytes[place] == 0x20 { place += 1 }
        return (cell, place)
      }
    }
    return nil
  }
}
