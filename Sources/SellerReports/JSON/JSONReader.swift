/// Walks through JSON text from the first byte to the last, one value at a time. Memory is a chunk and the
/// kept values.
///
/// It reads RFC 8259, and beyond it several values in a row, as in JSON lines, a byte order mark, and `NaN`
/// and `Infinity`, which it reads as null. Depth, length of a text and number of kept values are bounded. A
/// message names the place and never shows its text, which may be a buyer's.
final class JSONReader {
  static let mostDepth = 64
  /// The most bytes of one text, and the most kept values within one value.
  static let mostText = 1 << 20
  static let mostValues = 1 << 18

  private let name: String
  private let refill: (UnsafeMutableRawBufferPointer) throws(ReportError) -> Int
  private let buffer: UnsafeMutableBufferPointer<UInt8>
  private var index = 0
  private var filled = 0
  private var isAtEnd = false
  private var depth = 0
  private var kept = 0
  /// The line of the byte at `index`, from 1.
  private(set) var line = 1
  /// Bytes read before `buffer` began, and before the line began.
  private var passed = 0
  private var lineStart = 0

  /// JSON that is read in chunks.
  convenience init(_ text: TextSource) {
    self.init(name: text.name, head: []) { target throws(ReportError) in try text.read(into: target) }
  }

  /// JSON that lies in memory.
  convenience init(_ text: [UInt8], name: String) {
    self.init(name: name, head: text) { _ in 0 }
  }

  private init(
    name: String, head: [UInt8],
    refill: @escaping (UnsafeMutableRawBufferPointer) throws(ReportError) -> Int
  ) {
    self.name = name
    self.refill = refill
    buffer = .allocate(capacity: max(head.count, 1 << 16))
    filled = buffer.initialize(fromContentsOf: head)
    if head.starts(with: [0xEF, 0xBB, 0xBF]) { index = 3 }
  }

  deinit { buffer.deallocate() }

  // MARK: Walking

  /// Notes that the values kept so far are no longer held.
  func release() { kept = 0 }

  /// Whether no further value follows, after commas between values in a row.
  func isDone() throws(ReportError) -> Bool {
    while try space() == UInt8(ascii: ",") { index += 1 }
    kept = 0
    return try space() == nil
  }

  /// `{` or `[` if the next value begins with it; nil for any other value.
  func opening() throws(ReportError) -> Character? {
    switch try space() {
    case UInt8(ascii: "{"): "{"
    case UInt8(ascii: "["): "["
    default: nil
    }
  }

  /// Reads an object: `body` is called with each key and must read its value.
  func members(_ body: (String) throws(ReportError) -> Void) throws(ReportError) {
    try enter()
    var isFirst = true
    while try more(until: UInt8(ascii: "}"), &isFirst) {
      guard try space() == UInt8(ascii: "\"") else { throw fault("a name in double quotes") }
      let key = try string()
      guard try space() == UInt8(ascii: ":") else { throw fault("a colon") }
      index += 1
      try body(key)
    }
    depth -= 1
  }

  /// Reads a list: `body` is called before each element and must read it.
  func elements(_ body: () throws(ReportError) -> Void) throws(ReportError) {
    try enter()
    var isFirst = true
    while try more(until: UInt8(ascii: "]"), &isFirst) { try body() }
    depth -= 1
  }

  /// The next value.
  ///
  /// - Parameter name: The name under which a member is kept, at any depth. A member without a name is
  ///   skipped, and its value never becomes text.
  func value(naming name: (String) -> String? = { $0 }) throws(ReportError) -> JSONValue {
    kept += 1
    guard kept <= Self.mostValues else {
      throw damaged(
        "more than \(Self.mostValues) values in one entry. Is this the right file?")
    }
    switch try space() {
    case UInt8(ascii: "{"):
      var fields: [String: JSONValue] = [:]
      try members { key throws(ReportError) in
        if let kept = name(key) { fields[kept] = try value(naming: name) } else { try skip() }
      }
      return .fields(fields)
    case UInt8(ascii: "["):
      var items: [JSONValue] = []
      try elements { () throws(ReportError) in items.append(try value(naming: name)) }
      return .list(items)
    case UInt8(ascii: "\""): return .text(try string())
    case nil: throw cutOff
    default: return try word()
    }
  }

  /// Skips the next value.
  func skip() throws(ReportError) {
    switch try space() {
    case UInt8(ascii: "{"):
      try enter()
      var isFirst = true
      while try more(until: UInt8(ascii: "}"), &isFirst) {
        guard try space() == UInt8(ascii: "\"") else { throw fault("a name in double quotes") }
        try skipString()
        guard try space() == UInt8(ascii: ":") else { throw fault("a colon") }
        index += 1
        try skip()
      }
      depth -= 1
    case UInt8(ascii: "["): try elements { () throws(ReportError) in try skip() }
    case UInt8(ascii: "\""): try skipString()
    case nil: throw cutOff
    default: _ = try word()
    }
  }

  /// After a fault, continues after the end of the line; false at the end of the file.
  func passLine() throws(ReportError) -> Bool {
    depth = 0
    while let byte = try peek() {
      index += 1
      guard byte == 0x0A else { continue }
      newLine()
      return true
    }
    return false
  }

  private func enter() throws(ReportError) {
    depth += 1
    guard depth <= Self.mostDepth else {
      throw ReportError(
        place, "more than \(Self.mostDepth) levels of nesting. Is this the right file?", .empty)
    }
    index += 1
  }

  /// Whether another member follows; skips the comma before it, or the closing bracket.
  private func more(until closing: UInt8, _ isFirst: inout Bool) throws(ReportError) -> Bool {
    guard let next = try space() else { throw cutOff }
    if next == closing {
      index += 1
      return false
    }
    if !isFirst {
      guard next == UInt8(ascii: ",") else {
        throw fault(closing == UInt8(ascii: "}") ? "a comma or }" : "a comma or ]")
      }
      index += 1
      // People who write JSON by hand often leave a comma before the bracket.
      if try space() == closing {
        index += 1
        return false
      }
    }
    isFirst = false
    return true
  }

  // MARK: Values

  private func word() throws(ReportError) -> JSONValue {
    var bytes: [UInt8] = []
    while let byte = try peek(), Self.isOfWord(byte), bytes.count <= 400 {
      bytes.append(byte)
      index += 1
    }
    switch String(decoding: bytes, as: UTF8.self) {
    case "true": return .flag(true)
    case "false": return .flag(false)
    case "null", "NaN", "Infinity", "-Infinity": return .null
    case "None", "True", "False": throw pythonic
    case let text where text.utf8.contains { (0x30...0x39).contains($0) } && Double(text) != nil:
      return .number(text)
    default:
      if bytes.isEmpty, try peek() == UInt8(ascii: "'") { throw pythonic }
      throw fault("a value")
    }
  }

  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."): true
    default: false
    }
  }

  private func string() throws(ReportError) -> String {
    index += 1
    var bytes: [UInt8] = []
    while true {
      guard let byte = try peek() else { throw cutOff }
      index += 1
      switch byte {
      case UInt8(ascii: "\""): return String(decoding: bytes, as: UTF8.self)
      case UInt8(ascii: "\\"): bytes += try escaped()
      case 0x0A:
        newLine()
        bytes.append(byte)
      default: bytes.append(byte)
      }
      guard bytes.count <= Self.mostText else { throw tooLong }
    }
  }

  private func skipString() throws(ReportError) {
    index += 1
    var length = 0
    while true {
      guard let byte = try peek() else { throw cutOff }
      index += 1
      length += 1
      if byte == UInt8(ascii: "\"") { return }
      if byte == 0x0A { newLine() }
      if byte == UInt8(ascii: "\\") {
        guard let next = try peek() else { throw cutOff }
        if next == 0x0A { newLine() }
        index += 1
      }
      guard length <= 64 * Self.mostText else { throw tooLong }
    }
  }

  /// The text of the character after a backslash. Half of a surrogate pair becomes the replacement character.
  private func escaped() throws(ReportError) -> [UInt8] {
    guard let byte = try peek() else { throw cutOff }
    index += 1
    switch byte {
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): return [byte]
    case UInt8(ascii: "b"): return [8]
    case UInt8(ascii: "f"): return [12]
    case UInt8(ascii: "n"): return [10]
    case UInt8(ascii: "r"): return [13]
    case UInt8(ascii: "t"): return [9]
    case UInt8(ascii: "u"):
      var unit = try hexadecimal()
      var units: [UInt16] = [unit]
      if UTF16.isLeadSurrogate(unit), try peek() == UInt8(ascii: "\\") {
        index += 1
        guard try peek() == UInt8(ascii: "u") else { return Array("\u{FFFD}".utf8) + (try escaped()) }
        index += 1
        unit = try hexadecimal()
        units.append(unit)
      }
      return Array(String(decoding: units, as: UTF16.self).utf8)
    default: throw fault("an escape such as \\n or \\u00e9")
    }
  }

  private func hexadecimal() throws(ReportError) -> UInt16 {
    var unit: UInt16 = 0
    for _ in 0..<4 {
      guard let byte = try peek() else { throw cutOff }
      guard let digit = Character(UnicodeScalar(byte)).hexDigitValue else {
        throw fault("four digits after \\u")
      }
      unit = unit << 4 | UInt16(digit)
      index += 1
    }
    return unit
  }

  // MARK: Bytes

  private func peek() throws(ReportError) -> UInt8? {
    if index < filled { return buffer[index] }
    guard !isAtEnd else { return nil }
    passed += filled
    (index, filled) = (0, 0)
    filled = try refill(UnsafeMutableRawBufferPointer(buffer))
    isAtEnd = filled == 0
    return isAtEnd ? nil : buffer[0]
  }

  /// The next byte that is not white space.
  private func space() throws(ReportError) -> UInt8? {
    while let byte = try peek() {
      switch byte {
      case 0x20, 0x09, 0x0D, 0x1E: index += 1
      case 0x0A:
        index += 1
        newLine()
      default: return byte
      }
    }
    return nil
  }

  /// A line ended on the byte before `index`.
  private func newLine() {
    line += 1
    lineStart = passed + index
  }

  /// `file:line:column`, in bytes.
  var place: String { "\(name):\(line):\(column)" }
  private var column: Int { passed + index - lineStart + 1 }

  private func damaged(_ problem: String) -> ReportError {
    .damaged(name, line: line, column: column, problem)
  }

  private func fault(_ expected: String) -> ReportError {
    damaged("not valid JSON: expected \(expected). Download or export the file again.")
  }

  private var pythonic: ReportError {
    damaged(
      "not valid JSON but text as Python prints it (None, single quotes). Write it with json.dump.")
  }

  private var cutOff: ReportError {
    damaged("not valid JSON: the file ends in the middle of a value. Download or export it again.")
  }

  private var tooLong: ReportError {
    damaged("a text of more than \(Self.mostText) bytes. Is this the right file?")
  }
}
