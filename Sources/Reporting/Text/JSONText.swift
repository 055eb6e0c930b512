import Foundation

/// JSON with keys in snake case and in order, so that the bytes are always the same.
enum JSONText {
  static func line(_ value: some Encodable) throws -> String {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes])
  }

  /// One line as it is, and several as an array.
  static func joined(_ lines: [String]) -> String {
    guard lines.count != 1 else { return lines[0] }
    return "[\n" + lines.map { String($0.dropLast()) }.joined(separator: ",\n") + "\n]\n"
  }

  static func pages(_ value: some Encodable) throws -> String {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
  }

  /// A text with JSON's quotes.
  static func quoted(_ text: String) -> String {
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

  private static func encode(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting) throws -> String
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
