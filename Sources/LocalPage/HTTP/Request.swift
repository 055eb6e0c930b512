/// One request of HTTP/1.1 as it arrived, complete and within the limits.
struct Request: Sendable {
  enum Method: String, Sendable, CaseIterable { case get = "GET", head = "HEAD", post = "POST" }

  var method: Method
  /// The bytes of the path as they were sent; nothing is decoded, since pages are found in a table.
  var path: String
  /// What follows the `?`, likewise.
  var query: String
  /// By name in small letters; no name is there twice, except that values of `cookie` are joined.
  var headers: [String: String]
  var body: [UInt8] = []
  /// Whether the connection ends with the answer.
  var isLast: Bool

  /// The fields of the query, in order.
  var fields: [FormField] { FormField.fields(of: query) }

  subscript(header: String) -> String? { headers[header] }
}

/// A name and a value of a form.
struct FormField: Sendable, Hashable {
  var name: String
  var value: String

  /// Reads `application/x-www-form-urlencoded`. Bytes that are no UTF-8 become U+FFFD.
  static func fields(of text: some StringProtocol) -> [FormField] {
    text.split(separator: "&").map { part in
      let pair = part.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      return FormField(name: decoded(pair[0]), value: pair.count == 2 ? decoded(pair[1]) : "")
    }
  }

  /// The same form, for addresses of our own pages.
  static func query(_ fields: [FormField]) -> String {
    fields.map { "\(encoded($0.name))=\(encoded($0.value))" }.joined(separator: "&")
  }

  private static func decoded(_ text: some StringProtocol) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "+") {
        bytes.append(UInt8(ascii: " "))
      } else if byte == UInt8(ascii: "%"), let high = rest.first.flatMap(hex),
        let low = rest.dropFirst().first.flatMap(hex)
      {
        bytes.append(high << 4 | low)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 0x30...0x39: byte - 0x30
    case 0x41...0x46: byte - 0x37
    case 0x61...0x66: byte - 0x57
    default: nil
    }
  }

  private static func encoded(_ text: String) -> String {
    var result = ""
    for byte in text.utf8 {
      switch byte {
      case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E:
        result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let digits = String(byte, radix: 16, uppercase: true)
        result += "%" + (digits.count == 1 ? "0" : "") + digits
      }
    }
    return result
  }
}
