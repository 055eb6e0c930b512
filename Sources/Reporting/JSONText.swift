import Foundation

/// JSON with keys in snake case and in order, the same bytes every time.
enum JSONText {
  static func line(_ value: some Encodable) throws -> String {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes])
  }
  static func pages(_ value: some Encodable) throws -> String {
    try encode(value, [.sortedKeys, .withoutEscapingSlashes, .prettyPrinted])
  }

  private static func encode(_ value: some Encodable, _ format: JSONEncoder.OutputFormatting) throws -> String
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = format
    encoder.keyEncodingStrategy = .convertToSnakeCase
    return String(decoding: try encoder.encode(value), as: UTF8.self) + "\n"
  }
}
