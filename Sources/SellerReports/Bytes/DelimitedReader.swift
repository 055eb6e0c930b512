/// Rows of a delimited text as byte ranges, one at a time; nothing is copied but the unread tail of a chunk.
///
/// Comma: RFC 4180, quotes doubled inside quotes, line ends inside quotes kept. Tab: raw, a lone `"` is data, as in
/// Amazon's flat files. CRLF, LF and CR end a line. A byte order mark is skipped.
struct DelimitedReader {
  /// Longer lines are not of an order file.
  static let longestLine = 1 << 20
  static let mostColumns = 1024

  /// A row: fields as ranges of `bytes`, valid until the next one is read.
  struct Row {
    fileprivate(set) var bytes: UnsafeBufferPointer<UInt8>
    fileprivate(set) var starts: [Int32] = []
    fileprivate(set) var ends: [Int32] = []
    /// Whether a field was quoted and holds doubled quotes.
    fileprivate(set) var escaped: [Bool] = []
    /// Line on which it begins, from 1.
    fileprivate(set) var line = 0

    var count: Int { starts.count }

    subscript(column: Int) -> UnsafeBufferPointer<UInt8> {
      UnsafeBufferPointer(rebasing: bytes[Int(starts[column])..<Int(ends[column])])
    }

    /// A single empty field: an empty line.
    var isBlank: Bool { starts.count == 1 && starts[0] == ends[0] }
  }

  private let source: ByteSource
  private let delimiter: UInt8
  private let quotes: Bool
  private var buffer: UnsafeMutableBufferPointer<UInt8>
  private let owner: BufferOwner
  private var position = 0
  private var filled = 0
  private var isAtEnd = false
  private var line = 1
  private var row: Row

  /// - Parameter head: Bytes already taken from `source` to recognise the file.
  init(_ source: ByteSource, head: [UInt8], delimiter: UInt8, quotes: Bool) {
    self.source = source
    self.delimiter = delimiter
    self.quotes = quotes
    buffer = .allocate(capacity: max(4 * Self.longestLine, head.count))
    owner = BufferOwner(buffer)
    _ = buffer.update(fromContentsOf: head)
    filled = head.count
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    row = Row(bytes: UnsafeBufferPointer(buffer))
    row.starts.reserveCapacity(64)
    row.ends.reserveCapacity(64)
    row.escaped.reserveCapacity(64)
  }

  private final class BufferOwner {
    let buffer: UnsafeMutableBufferPointer<UInt8>
    init(_ buffer: UnsafeMutableBufferPointer<UInt8>) { self.buffer = buffer }
    deinit { buffer.deallocate() }
  }

  /// Hands the next row to `body`, or returns nil at the end.
  ///
  /// - Throws: `ReportError` for a line or a number of columns past the limit, a NUL byte, an unclosed quote.
  mutating func next() throws(ReportError) -> Row? {
    while true {
      if position < filled, try scan() { return row }
      if isAtEnd { return nil }
      try refill()
    }
  }

  /// Scans one row from `position`; false if its end is not in the buffer yet.
  private mutating func scan() throws(ReportError) -> Bool {
    guard let base = buffer.baseAddress else { return false }
    row.starts.removeAll(keepingCapacity: true)
    row.ends.removeAll(keepingCapacity: true)
    row.escaped.removeAll(keepingCapacity: true)
    row.line = line
    var index = position
    var lines = 0
    let end = filled
    while true {
      // One field from `index`.
      var start = index
      var hasEscapes = false
      var stop: Int
      if quotes, index < end, base[index] == 0x22 {
        index += 1
        start = index
        while true {
          while index < end, base[index] != 0x22 {
            if base[index] == 0x0A { lines += 1 }
            index += 1
          }
          if index >= end {
            guard isAtEnd else { return try incomplete(index) }
            throw ReportError(
              source.name, line: row.line,
              "field \(row.starts.count + 1) opens a quote that is never closed. Export the file again, or close it."
            )
          }
          if index + 1 < end, base[index + 1] == 0x22 {
            hasEscapes = true
            index += 2
            continue
          }
          if index + 1 >= end, !isAtEnd { return try incomplete(index) }
          break
        }
        stop = index
        index += 1
        // What stands between the closing quote and the delimiter is not of the field.
        while index < end, base[index] != delimiter, base[index] != 0x0A, base[index] != 0x0D { index += 1 }
      } else {
        while index < end {
          let byte = base[index]
          if byte == delimiter || byte == 0x0A || byte == 0x0D { break }
          if byte == 0 {
            throw ReportError(
              source.name, line: line,
              "a NUL byte: this is not a text file. Export it as CSV or tab-separated text.")
          }
          index += 1
        }
        stop = index
      }
      if index >= end, !isAtEnd { return try incomplete(index) }
      row.starts.append(Int32(truncatingIfNeeded: start - position))
      row.ends.append(Int32(truncatingIfNeeded: stop - position))
      row.escaped.append(hasEscapes)
      if row.starts.count > Self.mostColumns {
        throw ReportError(
          source.name, line: line, "more than \(Self.mostColumns) columns. Is this an order file?")
      }
      if index < end, base[index] == delimiter {
        index += 1
        continue
      }
      break
    }
    row.bytes = UnsafeBufferPointer(start: base + position, count: index - position)
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
    return true
  }

  private func incomplete(_ index: Int) throws(ReportError) -> Bool {
    guard index - position <= Self.longestLine else {
      throw ReportError(
        source.name, line: line,
        "a line of more than \(Self.longestLine) bytes, or a quote that is never closed. Export the file again."
      )
    }
    return false
  }

  private mutating func refill() throws(ReportError) {
    let rest = filled - position
    if position > 0, rest > 0, let base = buffer.baseAddress {
      base.update(from: base + position, count: rest)
    }
    position = 0
    filled = rest
    let space = UnsafeMutableRawBufferPointer(rebasing: UnsafeMutableRawBufferPointer(buffer)[filled...])
    let count = try source.read(into: space)
    filled += count
    if count == 0 { isAtEnd = true }
  }
}
