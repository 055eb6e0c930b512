/// Reads small XML texts (W3C, *Extensible Markup Language 1.0*) without the dangerous parts of XML. A
/// document type, and with it any entity that a file defines, is refused, so that nothing expands and nothing
/// is fetched. Depth and number of elements are bounded.
struct XMLReader {
  private static let mostDepth = 64
  private static let mostElements = 100_000

  private let name: String
  private let bytes: [UInt8]
  private var index = 0
  private var elements = 0

  /// - Throws: `ReportError` with the line, for text that is not well-formed or exceeds a bound.
  static func read(_ bytes: [UInt8], name: String) throws(ReportError) -> XMLElement {
    var reader = XMLReader(name: name, bytes: bytes)
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { reader.index = 3 }
    return try reader.document()
  }

  private init(name: String, bytes: [UInt8]) {
    self.name = name
    self.bytes = bytes
  }

  private mutating func document() throws(ReportError) -> XMLElement {
    // The open elements, beginning with the document itself.
    var open = [XMLElement(name: "")]
    while index < bytes.count {
      if bytes[index] != UInt8(ascii: "<") {
        let start = index
        while index < bytes.count, bytes[index] != UInt8(ascii: "<") { index += 1 }
        if open.count > 1 { open[open.count - 1].text += try text(start..<index) }
      } else if starts(with: "<!--") {
        try pass(until: "-->")
      } else if starts(with: "<![CDATA[") {
        let start = index + 9
        try pass(until: "]]>")
        if open.count > 1, index - 3 >= start {
          open[open.count - 1].text += String(decoding: bytes[start..<index - 3], as: UTF8.self)
        }
      } else if starts(with: "<?") {
        try pass(until: "?>")
      } else if starts(with: "<!") {
        throw fault("a document type, which a report does not have")
      } else if starts(with: "</") {
        index += 2
        let name = try tagName()
        try pass(until: ">")
        guard open.count > 1, let last = open.popLast(), last.name == name else {
          throw fault("an end tag that matches no start tag")
        }
        open[open.count - 1].children.append(last)
      } else {
        index += 1
        let element = XMLElement(name: try tagName())
        elements += 1
        guard elements <= Self.mostElements, open.count <= Self.mostDepth else {
          throw fault("more than \(Self.mostElements) elements or \(Self.mostDepth) levels")
        }
        if try isEmptyTag() { open[open.count - 1].children.append(element) } else { open.append(element) }
      }
    }
    guard open.count == 1, let root = open[0].children.first else {
      throw fault("an element that never ends")
    }
    return root
  }

  /// The local name of the tag at `index`.
  private mutating func tagName() throws(ReportError) -> String {
    let start = index
    while index < bytes.count, !" \t\r\n/>".utf8.contains(bytes[index]) { index += 1 }
    let name = String(decoding: bytes[start..<index], as: UTF8.self)
    guard !name.isEmpty else { throw fault("a tag without a name") }
    return name.split(separator: ":").last.map(String.init) ?? name
  }

  /// Skips the attributes up to the end of the tag; returns whether the tag closes itself.
  private mutating func isEmptyTag() throws(ReportError) -> Bool {
    var quote: UInt8?
    while index < bytes.count {
      let byte = bytes[index]
      index += 1
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return bytes[index - 2] == UInt8(ascii: "/")
      }
    }
    throw fault("a tag that never ends")
  }

  /// Text with its character references and the five entities of every XML text resolved, once.
  private func text(_ range: Range<Int>) throws(ReportError) -> String {
    let text = String(decoding: bytes[range], as: UTF8.self)
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var result = ""
    for (number, part) in text.split(separator: "&", omittingEmptySubsequences: false).enumerated() {
      guard number > 0, let end = part.firstIndex(of: ";") else {
        result += number > 0 ? "&" + part : part
        continue
      }
      guard let character = Self.character(part[..<end]) else {
        throw fault("an entity that is none of XML's own five")
      }
      result.unicodeScalars.append(character)
      result += part[part.index(after: end)...]
    }
    return result
  }

  private static func character(_ name: Substring) -> UnicodeScalar? {
    switch name {
    case "lt": return "<"
    case "gt": return ">"
    case "amp": return "&"
    case "quot": return "\""
    case "apos": return "'"
    default:
      guard name.first == "#", name.utf8.count <= 9 else { return nil }
      let digits = name.dropFirst()
      let value =
        digits.first == "x" ? UInt32(digits.dropFirst(), radix: 16) : UInt32(digits, radix: 10)
      return value.flatMap(UnicodeScalar.init)
    }
  }

  private func starts(with prefix: String) -> Bool { bytes[index...].starts(with: prefix.utf8) }

  private mutating func pass(until end: String) throws(ReportError) {
    let end = Array(end.utf8)
    while index < bytes.count {
      if bytes[index] == end[0], bytes[index...].starts(with: end) {
        index += end.count
        return
      }
      index += 1
    }
    throw fault("markup that never ends")
  }

  private func fault(_ found: String) -> ReportError {
    let line = bytes[..<min(index, bytes.count)].lazy.filter { $0 == 0x0A }.count + 1
    return .damaged(name, line: line, "not an XML report: found \(found). Download it again.")
  }
}
