/// Reads the head of a request, strictly: what is not plain HTTP/1.1 is refused and never guessed.
///
/// RFC 9112, sections 3, 5 and 6. Lines end with CR LF, no line is folded, a header that decides how long the
/// body is or whose server is meant occurs once, and a body has a stated length.
enum RequestHead {
  /// - Parameter bytes: Up to the empty line, without it.
  /// - Returns: The request without its body, and the length of the body.
  static func parse(_ bytes: ArraySlice<UInt8>) throws(RequestFault) -> (request: Request, length: Int) {
    guard let text = String(validating: bytes, as: UTF8.self) else { throw .malformed }
    var lines = text.components(separatedBy: "\r\n")[...]
    guard !text.unicodeScalars.contains("\0"), let first = lines.popFirst() else { throw .malformed }
    let parts = first.split(separator: " ", omittingEmptySubsequences: false)
    guard parts.count == 3, let version = ["HTTP/1.1", "HTTP/1.0"].firstIndex(of: parts[2]) else {
      throw .malformed
    }
    guard let method = Request.Method(rawValue: String(parts[0])) else { throw .method }
    let target = parts[1].split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
    guard parts[1].first == "/", parts[1].utf8.allSatisfy({ 0x21...0x7E ~= $0 }) else { throw .malformed }
    let headers = try headers(lines)
    guard headers["transfer-encoding"] == nil else { throw .coding }
    let length = try length(headers["content-length"])
    let connection = headers["connection"]?.lowercased() ?? ""
    let request = Request(
      method: method, path: String(target[0]), query: target.count == 2 ? String(target[1]) : "",
      headers: headers, isLast: version == 1 || connection.contains("close"))
    return (request, length)
  }

  private static func headers(_ lines: ArraySlice<String>) throws(RequestFault) -> [String: String] {
    var headers: [String: String] = [:]
    for line in lines {
      guard let colon = line.utf8.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
        line[..<colon].utf8.allSatisfy(isToken)
      else { throw .malformed }
      let value = String(line[line.index(after: colon)...].drop { $0 == " " || $0 == "\t" })
      guard !value.unicodeScalars.contains(where: { ($0.value < 0x20 && $0 != "\t") || $0.value == 0x7F })
      else { throw .malformed }
      let name = line[..<colon].lowercased()
      if let before = headers[name] {
        guard name == "cookie" else { throw .malformed }
        headers[name] = before + "; " + value
      } else {
        headers[name] = value.trimmingSuffix { $0 == " " || $0 == "\t" }
      }
    }
    return headers
  }

  private static let mostBody = 1 << 20

  private static func length(_ text: String?) throws(RequestFault) -> Int {
    guard let text else { return 0 }
    guard !text.isEmpty, text.utf8.allSatisfy({ 0x30...0x39 ~= $0 }) else { throw .malformed }
    guard let length = Int(text), length <= mostBody else { throw .bodyTooLarge }
    return length
  }

  /// RFC 9110, section 5.6.2.
  private static func isToken(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
    default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
    }
  }
}

/// Why a request is not read.
enum RequestFault: Error, Hashable {
  /// It is not HTTP/1.1 as the standard has it.
  case malformed
  case method
  /// A body without a stated length.
  case coding
  case headTooLarge
  case bodyTooLarge

  var status: Response.Status {
    switch self {
    case .malformed: .badRequest
    case .method: .methodNotAllowed
    case .coding: .notImplemented
    case .headTooLarge: .headTooLarge
    case .bodyTooLarge: .bodyTooLarge
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(while isDropped: (Character) -> Bool) -> String {
    var text = self[...]
    while let last = text.last, isDropped(last) { text.removeLast() }
    return String(text)
  }

  /// The parts between occurrences of `separator`, compared byte by byte: a carriage return before a line
  /// feed is one `Character`.
  fileprivate func components(separatedBy separator: String) -> [String] {
    var (parts, rest) = ([String](), utf8[...])
    let bytes = Array(separator.utf8)
    while let range = rest.firstRange(of: bytes) {
      parts.append(String(decoding: rest[..<range.lowerBound], as: UTF8.self))
      rest = rest[range.upperBound...]
    }
    return parts + [String(decoding: rest, as: UTF8.self)]
  }
}
