import Yams

/// One mapping of a rule file with the path that leads to it; collects what is wrong in its fields.
struct RuleSetFields {
  /// Line and column, both from 1.
  typealias Place = (line: Int, column: Int)

  let path: String
  /// Where its own name stands.
  let mark: Place
  private let values: [(key: String, keyMark: Place, value: Node)]
  private let file: String
  private(set) var faults: [RuleSetFault] = []

  init(_ mapping: Node.Mapping, path: String, mark: Place, file: String) {
    self.path = path
    self.mark = mark
    self.file = file
    values = mapping.map { key, value in
      (key.scalar?.string ?? "?", Self.place(of: key) ?? mark, value)
    }
  }

  var keys: [String] { values.map(\.key) }
  func has(_ key: String) -> Bool { values.contains { $0.key == key } }

  private func name(_ key: String) -> String { path.isEmpty ? key : path + "." + key }

  private func node(_ key: String) -> (mark: Place, value: Node)? {
    values.first { $0.key == key }.map { (Self.place(of: $0.value) ?? $0.keyMark, $0.value) }
  }

  private static func place(of node: Node) -> Place? { node.mark.map { ($0.line, $0.column) } }

  mutating func report(_ key: String, at mark: Place, found: String, expected: String, advice: String) {
    faults.append(
      RuleSetFault(
        file: file, line: mark.line, column: mark.column, field: name(key), found: found,
        expected: expected, advice: advice))
  }

  /// Reports a value of the right kind that cannot be meant.
  mutating func reject(_ key: String, found: String, expected: String, advice: String) {
    report(key, at: node(key)?.mark ?? mark, found: found, expected: expected, advice: advice)
  }

  mutating func allow(only allowed: [String]) {
    for (key, keyMark, _) in values where !allowed.contains(key) {
      report(
        key.isEmpty ? "?" : key, at: keyMark, found: "an unknown name",
        expected: "one of \(allowed.joined(separator: ", "))", advice: "Correct the spelling or remove it.")
    }
  }

  /// - Parameter isInBase: The built-in rules have it, so that a file could be based on them instead.
  mutating func require(_ keys: [String], isInBase: Bool = false) {
    for key in keys where !has(key) {
      report(
        key, at: mark, found: "nothing", expected: "this field",
        advice: isInBase
          ? "Add it, or say 'base: built-in' to change only some fields."
          : "Add \(Self.examples[key].map { "a line such as '\($0)'" } ?? "it").")
    }
  }

  /// What every rule file, or every new marketplace, says itself.
  private static let examples = [
    "format": "format: 1", "name": "name: mine", "version": "version: \"1\"",
    "effective": "effective: 2026-11-01",
    "time_zone": "time_zone: Europe/Berlin",
  ]

  /// A scalar as it is written; `nil` and a fault for a list or mapping, `nil` alone where it is absent.
  mutating func text(_ key: String, expected: String = "text") -> String? {
    guard let (mark, value) = node(key) else { return nil }
    guard case .scalar(let scalar) = value, !scalar.string.isEmpty else {
      report(
        key, at: mark, found: value.scalar == nil ? "a list or fields" : "nothing", expected: expected,
        advice: "Give one value on the line.")
      return nil
    }
    return scalar.string
  }

  /// A scalar that `parse` understands.
  mutating func value<Value>(_ key: String, expected: String, advice: String, parse: (String) -> Value?)
    -> Value?
  {
    guard let text = text(key, expected: expected) else { return nil }
    if let value = parse(text) { return value }
    reject(key, found: RuleSetFault.quoted(text), expected: expected, advice: advice)
    return nil
  }

  mutating func count(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(
      key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      advice: "Write digits alone."
    ) { text in
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  mutating func flag(_ key: String) -> Bool? {
    value(key, expected: "true or false", advice: "Write one of the two.") { text in
      text == "true" ? true : text == "false" ? false : nil
    }
  }

  mutating func list(_ key: String) -> [String]? {
    guard let (mark, value) = node(key) else { return nil }
    let texts = value.sequence?.map { $0.scalar?.string }
    guard let texts, !texts.contains(nil) else {
      report(
        key, at: mark, found: value.scalar == nil ? "no list of texts" : "one value", expected: "a list",
        advice: "Write [a, b] or one '- a' a line.")
      return nil
    }
    return texts.compactMap { $0 }
  }

  /// The mapping below `key`, to be read by itself; hand its faults back with `absorb`.
  mutating func fields(_ key: String) -> RuleSetFields? {
    guard let (mark, value) = node(key) else { return nil }
    guard case .mapping(let mapping) = value else {
      report(
        key, at: mark, found: value.scalar.map { $0.string.isEmpty ? "nothing" : "one value" } ?? "a list",
        expected: "fields", advice: "Indent its fields below it.")
      return nil
    }
    return RuleSetFields(mapping, path: name(key), mark: keyMark(key), file: file)
  }

  private func keyMark(_ key: String) -> Place { values.first { $0.key == key }?.keyMark ?? mark }

  mutating func absorb(_ other: RuleSetFields) { faults += other.faults }
}
