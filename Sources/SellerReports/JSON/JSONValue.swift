import AccountHealth

/// A JSON value. Its numbers are kept as they are written, so that no digit is lost.
enum JSONValue: Hashable {
  case null
  case flag(Bool)
  case number(String)
  case text(String)
  case list([JSONValue])
  case fields([String: JSONValue])

  subscript(key: String) -> JSONValue? {
    guard case .fields(let fields) = self, let value = fields[key], value != .null else { return nil }
    return value
  }

  /// The first of these keys that has a value.
  subscript(keys: [String]) -> JSONValue? {
    for key in keys { if let value = self[key] { return value } }
    return nil
  }

  var fields: [String: JSONValue]? { if case .fields(let fields) = self { fields } else { nil } }

  /// The elements of a list; a lone object counts as a list of one.
  var items: [JSONValue] {
    switch self {
    case .list(let items): items
    case .fields: [self]
    default: []
    }
  }

  /// Text, or a number as it is written; nil if it is empty.
  var text: String? {
    switch self {
    case .text(let text), .number(let text): text.isEmpty ? nil : text
    case .flag(let flag): flag ? "true" : "false"
    default: nil
    }
  }

  /// A value that is no count, as a message shows it; text is not shown, since it may be anything.
  var oddNumber: String? {
    switch self {
    case .null: nil
    case .list: "a list"
    case .fields: "an object"
    case .flag(let flag): flag ? "true" : "false"
    case .number(let text): text.utf8.count <= 40 ? text : "a number of \(text.utf8.count) characters"
    case .text(let text): number == nil ? text.isEmpty ? nil : "text that is no number" : text
    }
  }

  /// A number, also one in quotes.
  var number: Double? {
    guard let text, case let trimmed = text.filter({ $0 != " " }), trimmed.utf8.count <= 40,
      trimmed.utf8.allSatisfy({ "0123456789+-.eE".utf8.contains($0) })
    else { return nil }
    return Double(trimmed).flatMap { $0.isFinite ? $0 : nil }
  }

  /// A whole number 0…1,000,000,000; `12.0` is one.
  var count: Int? {
    guard let number, number >= 0, number <= 1e9, number == number.rounded() else { return nil }
    return Int(number)
  }

  /// A share 0…1, also one written with `%`.
  var share: Double? {
    if case .text(let text) = self, let cut = text.lastIndex(of: "%"), text[cut...].count == 1 {
      let written = text[..<cut].filter { $0 != " " }
      // Shifted in its decimal digits, so that 1.17 % is 0.0117.
      guard let value = JSONValue.text(written).number, (0...100).contains(value) else { return nil }
      return Double(written + "e-2") ?? value / 100
    }
    return number.flatMap { (0...1).contains($0) ? $0 : nil }
  }

  /// true or false, also in quotes.
  var flag: Bool? {
    switch self {
    case .flag(let flag): flag
    case .text(let text): text.lowercased() == "true" ? true : text.lowercased() == "false" ? false : nil
    default: nil
    }
  }
}
