import Foundation

/// The text of a file as UTF-8 in chunks, whatever its encoding, without a byte order mark.
final class TextSource {
  /// The number of first bytes that decide the encoding, the kind and the header of a file.
  static let headSize = 1 << 16

  let bytes: ByteSource
  let encoding: TextEncoding
  /// The first bytes of the text.
  let head: [UInt8]
  /// Text that was read but not handed on.
  private var front: ArraySlice<UInt8>
  /// Bytes of a character that is not complete yet.
  private var rest: [UInt8] = []
  /// Whether all of the text is in `front`.
  private var isWhole = false

  init(_ bytes: ByteSource) throws(ReportError) {
    self.bytes = bytes
    let raw = try bytes.head(Self.headSize)
    encoding = .of(raw, isWhole: raw.count < Self.headSize)
    let body = Array(raw.dropFirst(encoding.mark(raw)))
    head = encoding == .utf8 ? body : TextDecoding.utf8(of: body, encoding, rest: &rest)
    front = head[...]
  }

  /// A text that lies in memory.
  private init(_ text: [UInt8], of source: TextSource) {
    (bytes, encoding, head) = (source.bytes, .utf8, Array(text.prefix(Self.headSize)))
    (front, isWhole) = (text[...], true)
  }

  var name: String { bytes.name }

  /// The text twice, if only the head has been read: once to survey it, and once to read it.
  ///
  /// A file is opened again; the text of a pipe is kept in memory.
  func again() throws(ReportError) -> (survey: TextSource, text: TextSource) {
    if let other = try bytes.again() { return (try TextSource(other), self) }
    let text = try all(atMost: .max, "a file of orders")
    return (TextSource(text, of: self), TextSource(text, of: self))
  }

  /// Leaves out the first bytes of the head.
  func skip(_ count: Int) { front = front.dropFirst(count) }

  /// Fills a part of `target` and returns its size; 0 at the end.
  func read(into target: UnsafeMutableRawBufferPointer) throws(ReportError) -> Int {
    while front.isEmpty {
      if isWhole { return 0 }
      if encoding == .utf8 { return try bytes.read(into: target) }
      var chunk = [UInt8](repeating: 0, count: ByteSource.chunk)
      let count = try bytes.read(into: &chunk, from: 0)
      if count == 0 { return 0 }
      rest += chunk[..<count]
      var open: [UInt8] = []
      front = TextDecoding.utf8(of: rest, encoding, rest: &open)[...]
      rest = open
    }
    let count = min(front.count, target.count)
    front.prefix(count).withUnsafeBytes { target.copyMemory(from: $0) }
    front = front.dropFirst(count)
    return count
  }

  /// All of the remaining text.
  ///
  /// - Throws: `ReportError` if it has more than `most` bytes; `what` says what was expected.
  func all(atMost most: Int, _ what: String) throws(ReportError) -> [UInt8] {
    var text: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: ByteSource.chunk)
    while true {
      let count = try chunk.withUnsafeMutableBufferPointer { buffer throws(ReportError) in
        try read(into: UnsafeMutableRawBufferPointer(buffer))
      }
      if count == 0 { return text }
      text += chunk[..<count]
      guard text.count <= most else { throw ReportError(name, "more than \(most) bytes. Is this \(what)?") }
    }
  }
}

/// Text of other encodings as UTF-8.
private enum TextDecoding {
  /// - Parameter rest: Set to the bytes of the last character if it is incomplete.
  static func utf8(of bytes: [UInt8], _ encoding: TextEncoding, rest: inout [UInt8]) -> [UInt8] {
    switch encoding {
    case .utf8: return bytes
    case .utf16LittleEndian: return utf16(bytes, low: 0, rest: &rest)
    case .utf16BigEndian: return utf16(bytes, low: 1, rest: &rest)
    case .shiftJIS: return shiftJIS(bytes, rest: &rest)
    }
  }

  private static func utf16(_ bytes: [UInt8], low: Int, rest: inout [UInt8]) -> [UInt8] {
    var units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0 + low]) | UInt16(bytes[$0 + 1 - low]) << 8
    }
    rest = bytes.count % 2 == 0 ? [] : [bytes[bytes.count - 1]]
    if let last = units.last, UTF16.isLeadSurrogate(last) {
      units.removeLast()
      rest = Array(bytes[(2 * units.count)...])
    }
    return Array(String(decoding: units, as: UTF16.self).utf8)
  }

  private static func shiftJIS(_ bytes: [UInt8], rest: inout [UInt8]) -> [UInt8] {
    var place = 0
    var whole = 0
    while place < bytes.count {
      let lead = bytes[place]
      place += (0x81...0x9F).contains(lead) || (0xE0...0xFC).contains(lead) ? 2 : 1
      if place <= bytes.count { whole = place }
    }
    rest = Array(bytes[whole...])
    let body = Data(bytes[..<whole])
    if let text = String(data: body, encoding: .shiftJIS) { return Array(text.utf8) }
    // A damaged character must not affect the rest: decode line by line, and read a faulty line as Latin
    // letters.
    var result: [UInt8] = []
    for line in body.split(separator: 0x0A, omittingEmptySubsequences: false) {
      let text =
        String(data: line, encoding: .shiftJIS)
        ?? String(String.UnicodeScalarView(line.map { Unicode.Scalar($0) }))
      result += text.utf8
      result.append(0x0A)
    }
    result.removeLast()
    return result
  }
}
