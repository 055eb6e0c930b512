import Yams

/// One mapping of a file with the path that leads to it; collects what is wrong in its fields.
public struct DocumentFields {
  public enum Shape: Sendable { case value, list, fields }

  /// Line and column, both from 1.
  public typealias Place = (line: Int, column: Int)

  public let path: String
  /// Where its own name stands.
  public let mark: Place
  private let values: [(key: String, keyMark: Place, value: Node)]
  private let file: String
  public private(set) var faults: [DocumentFault] = []

  init(_ mapping: Node.Mapping, path: String, mark: Place, file: String) {
    self.path = path
    self.mark = mark
    self.file = file
    values = mapping.map { key, value in
      (key.scalar?.string ?? "?", Self.place(of: key) ?? mark, value)
    }
  }

  public var keys: [String] { values.map(\.key) }
  public func has(_ key: String) -> Bool { values.contains { $0.key == key } }

  private func name(_ key: String) -> String {
    path.isEmpty ? key : key.isEmpty ? path : path + "." + key
  }

  private func node(_ key: String) -> (mark: Place, value: Node)? {
    values.first { $0.key == key }.map { (Self.place(of: $0.value) ?? $0.keyMark, $0.value) }
  }

  private static func place(of node: Node) -> Place? { node.mark.map { ($0.line, $0.column) } }

  public mutating func report(_ key: String, at mark: Place, found: String, expected: String, advice: String)
  {
    faults.append(
      DocumentFault(
        file: file, line: mark.line, column: mark.column, field: name(key), found: found,
        expected: expected, advice: advice))
  }

  /// Reports a value of the right kind that cannot be meant.
  public mutating func reject(_ key: String, found: String, expected: String, advice: String) {
    report(key, at: node(key)?.mark ?? mark, found: found, expected: expected, advice: advice)
  }

  public mutating func allow(only allowed: [String]) {
    for (key, keyMark, _) in values where !allowed.contains(key) {
      report(
        key.isEmpty ? "?" : key, at: keyMark, found: "an unknown name",
        expected: "one of \(allowed.joined(separator: ", "))", advice: "Correct the spelling or remove it.")
    }
  }

  public mutating func require(_ keys: [String], advice: String = "Add it.") {
    for key in keys where !has(key) {
      report(key, at: mark, found: "nothing", expected: "this field", advice: advice)
    }
  }

  /// A scalar as it is written; `nil` and a fault for a list or mapping, `nil` alone where it is absent.
  public mutating func text(_ key: String, expected: String = "text") -> String? {
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
  public mutating func value<Value>(
    _ key: String, expected: String, advice: String, parse: (String) -> Value?
  )
    -> Value?
  {
    guard let text = text(key, expected: expected) else { return nil }
    if let value = parse(text) { return value }
    reject(key, found: DocumentFault.quoted(text), expected: expected, advice: advice)
    return nil
  }

  public mutating func count(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(
      key, expected: "a whole number from \(range.lowerBound) to \(range.upperBound)",
      advice: "Write digits alone."
    ) { text in
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
      return Int(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// A decimal number in a range; `expected` says which, as the end of a sentence.
  public mutating func number(
    _ key: String, in range: ClosedRange<Double>, expected: String,
    advice: String = "Write a decimal number with a point."
  ) -> Double? {
    value(key, expected: expected, advice: advice) { text in
      Self.number(text).flatMap { range.contains($0) ? $0 : nil }
    }
  }

  /// The numbers listed below `key`, all in `range`.
  public mutating func numbers(
    _ key: String, in range: ClosedRange<Double>, expected: String,
    advice: String = "Write decimal numbers with a point."
  ) -> [Double]? {
    guard let texts = list(key) else { return nil }
    var result: [Double] = []
    for text in texts {
      guard let number = Self.number(text), range.contains(number) else {
        reject(key, found: DocumentFault.quoted(text), expected: expected, advice: advice)
        return nil
      }
      result.append(number)
    }
    return result
  }

  /// Digits, one point, a sign in front: no exponent, no `inf`, no hexadecimal.
  public static func number(_ text: String) -> Double? {
    guard text.utf8.count <= 24,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.".utf8.contains($0) })
    else { return nil }
    return Double(text)
  }

  public mutating func flag(_ key: String) -> Bool? {
    value(key, expected: "true or false", advice: "Write one of the two.") { text in
      text == "true" ? true : text == "false" ? false : nil
    }
  }

  public mutating func list(_ key: String) -> [String]? {
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

  /// What kind of value stands below `key`; `nil` where it is absent.
  public func shape(_ key: String) -> Shape? {
    node(key).map { $0.value.scalar != nil ? .value : $0.value.sequence != nil ? .list : .fields }
  }

  /// The mappings listed below `key`, each to be read by itself, named `key[0]` and on; hand each back with
  /// `absorb`. What is no mapping is a fault and left out.
  public mutating func items(_ key: String) -> [DocumentFields]? {
    guard let (mark, value) = node(key) else { return nil }
    guard let sequence = value.sequence else {
      report(
        key, at: mark, found: value.scalar.map { $0.string.isEmpty ? "nothing" : "one value" } ?? "fields",
        expected: "a list", advice: "Write one '- ' before the fields of each entry.")
      return nil
    }
    return sequence.enumerated().compactMap { index, entry in
      let name = "\(key)[\(index)]"
      guard case .mapping(let mapping) = entry else {
        report(
          name, at: Self.place(of: entry) ?? mark, found: entry.scalar == nil ? "a list" : "one value",
          expected: "fields", advice: "Write one '- ' before the fields of each entry.")
        return nil
      }
      return DocumentFields(
        mapping, path: self.name(name), mark: Self.place(of: entry) ?? mark, file: file)
    }
  }

  /// The mapping below `key`, to be read by itself; hand its faults back with `absorb`.
  public mutating func fields(_ key: String) -> DocumentFields? {
    guard let (mark, value) = node(key) else { return nil }
    guard case .mapping(let mapping) = value else {
      report(
        key, at: mark, found: value.scalar.map { $0.string.isEmpty ? "nothing" : "one value" } ?? "a list",
        expected: "fields", advice: "Indent its fields below it.")
      return nil
    }
    return DocumentFields(mapping, path: name(key), mark: keyMark(key), file: file)
  }

  private func keyMark(_ key: String) -> Place { values.first { $0.key == key }?.keyMark ?? mark }

  public mutating func absorb(_ other: DocumentFields) { faults += other.faults }
}
