/// Rows of a delimited text as byte ranges, one at a time. Only the unread tail of a chunk is copied.
///
/// Quotes follow RFC 4180: they are doubled inside quotes, and line ends inside quotes are kept. Or they are
/// raw: a lone `"` is data, as in Amazon's flat files. CRLF, LF and CR end a line.
final class DelimitedReader {
  /// An order file has no longer lines.
  static let longestLine = 1 << 20
  static let mostColumns = 1024

  /// One cell, with places counted from the start of its row.
  struct Field {
    var start: Int32
    var end: Int32
    /// Whether it was quoted and contains doubled quotes.
    var isEscaped: Bool
  }

  /// A row: fields as ranges of bytes that the reader owns, valid until the next one is read.
  struct Row {
    fileprivate var bytes: UnsafePointer<UInt8>
    fileprivate var fields: UnsafeMutablePointer<Field>
    fileprivate(set) var count = 0
    /// The line on which it begins, from 1.
    fileprivate(set) var line = 1
    /// The first field in which text follows the closing quote.
    fileprivate(set) var torn: Int?
    /// The line ends inside its quoted fields.
    fileprivate(set) var innerLines = 0
    /// Whether the text ends with it, without the end of a line.
    fileprivate(set) var isUnended = false

    subscript(column: Int) -> Bytes {
      let field = fields[column]
      return Bytes(start: bytes + Int(field.start), count: Int(field.end - field.start))
    }

    func isEscaped(_ column: Int) -> Bool { fields[column].isEscaped }

    /// Gives each column its field.
    ///
    /// - Parameter places: Ascending; no column is behind its field. A column without one is empty.
    mutating func arrange(_ places: [Int?]) {
      // A field may move either way.
      let moved = places.map { $0.map { fields[$0] } ?? Field(start: 0, end: 0, isEscaped: false) }
      for column in moved.indices { fields[column] = moved[column] }
      count = places.count
    }

    /// Whether all fields contain only spaces: an empty line, or one with only separators.
    var isBlank: Bool {
      for column in 0..<count {
        for byte in self[column] where byte != 0x20 && byte != 0x09 { return false }
      }
      return true
    }
  }

  private let source: TextSource
  private let delimiter: UInt8
  private let quotes: Bool
  private let base: UnsafeMutablePointer<UInt8>
  private let capacity: Int
  private let fields: UnsafeMutablePointer<Field>
  private var position = 0
  private var filled = 0
  private var isAtEnd = false
  private var line: Int

  /// - Parameters:
  ///   - source: A text that has not been read yet.
  ///   - shape: The layout of the text; its first row is the header.
  init(_ source: TextSource, _ shape: TableShape) {
    self.source = source
    delimiter = shape.delimiter
    quotes = shape.quotes
    line = shape.line
    source.skip(shape.offset)
    capacity = 4 * Self.longestLine
    base = .allocate(capacity: capacity)
    fields = .allocate(capacity: Self.mostColumns)
  }

  deinit {
    base.deallocate()
    fields.deallocate()
  }

  /// The next row; nil at the end.
  ///
  /// - Throws: `ReportError` for a line or a number of columns past the limit, a NUL byte, an unclosed quote.
  func next() throws(ReportError) -> Row? {
    while true {
      if position < filled, let row = try scan() { return row }
      if isAtEnd { return nil }
      try refill()
    }
  }

  /// Scans one row from `position`; nil if its end is not in the buffer yet.
  private func scan() throws(ReportError) -> Row? {
    let (base, end, delimiter, start) = (UnsafePointer(self.base), filled, delimiter, position)
    var row = Row(bytes: base + start, fields: fields, line: line)
    var index = start
    var lines = 0
    while true {
      let field: Field
      if quotes, index < end, base[index] == 0x22 {
        guard let quoted = try quotedField(&index, start, &lines, &row) else { return nil }
        field = quoted
      } else {
        let first = index
        while index < end {
          let byte = base[index]
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          if byte == 0 { throw nul(line + lines) }
          index += 1
        }
        field = Field(start: Int32(first - start), end: Int32(index - start), isEscaped: false)
      }
      if index >= end, !isAtEnd { return try incomplete(index) }
      guard row.count < Self.mostColumns else {
        throw ReportError.damaged(
          source.name, line: line, "more than \(Self.mostColumns) columns. Is this an order file?")
      }
      fields[row.count] = field
      row.count += 1
      guard index < end, base[index] == delimiter else { break }
      index += 1
    }
    guard index - start <= Self.longestLine else { throw tooLong }
    row.innerLines = lines
    row.isUnended = index >= end
    if index < end {
      if base[index] == 0x0D {
        if index + 1 >= end, !isAtEnd { return try incomplete(index) }
        index += index + 1 < end && base[index + 1] == 0x0A ? 2 : 1
      } else {
        index += 1
      }
    }
    position = index
    line += lines + 1
    return row
  }

  /// The field whose opening quote is at `index`, which ends on what follows the field; nil if its end is not
  /// in the buffer yet.
  private func quotedField(_ index: inout Int, _ start: Int, _ lines: inout Int, _ row: inout Row)
    throws(ReportError) -> Field?
  {
    let end = filled
    var hasEscapes = false
    index += 1
    let first = index
    while true {
      while index < end, base[index] != 0x22 {
        let byte = base[index]
        if byte == 0x0A || byte == 0x0D && index + 1 < end && base[index + 1] != 0x0A { lines += 1 }
        if byte == 0 { throw nul(line + lines) }
        index += 1
      }
      if index >= end {
        guard isAtEnd else { return try incomplete(index) }
        throw ReportError.damaged(
          source.name, line: row.line,
          "field \(row.count + 1) opens a quote that is never closed. Export the file again, or close it.")
      }
      if index + 1 >= end, !isAtEnd { return try incomplete(index) }
      guard index + 1 < end, base[index + 1] == 0x22 else { break }
      hasEscapes = true
      index += 2
    }
    let stop = index
    index += 1
    while index < end, base[index] != delimiter, base[index] != 0x0A, base[index] != 0x0D {
      if base[index] != 0x20, base[index] != 0x09, row.torn == nil { row.torn = row.count }
      if base[index] == 0 { throw nul(line + lines) }
      index += 1
    }
    return Field(start: Int32(first - start), end: Int32(stop - start), isEscaped: hasEscapes)
  }

  private func incomplete<Value>(_ index: Int) throws(ReportError) -> Value? {
    guard index - position <= Self.longestLine else { throw tooLong }
    return nil
  }

  private var tooLong: ReportError {
    .damaged(
      source.name, line: line,
      "a line of more than \(Self.longestLine) bytes, or a quote that is never closed. Export the file again."
    )
  }

  private func nul(_ line: Int) -> ReportError {
    .damaged(
      source.name, line: line, "a NUL byte: this is not a text file. Export it as CSV or tab-separated text.")
  }

  /// Reads at least a quarter of the longest line more, so that the rows of a slow pipe are not scanned again
  /// and again.
  ///
  /// If reading fails after some bytes, their rows come first, and the next call fails again.
  private func refill() throws(ReportError) {
    let rest = filled - position
    if position > 0, rest > 0 { base.update(from: base + position, count: rest) }
    position = 0
    filled = rest
    let enough = min(rest + Self.longestLine / 4, capacity)
    while filled < enough {
      let count: Int
      do throws(ReportError) {
        count = try source.read(
          into: UnsafeMutableRawBufferPointer(start: base + filled, count: capacity - filled))
      } catch {
        if filled > rest { return }
        throw error
      }
      if count == 0 {
        isAtEnd = true
        return
      }
      filled += count
    }
  }
}
