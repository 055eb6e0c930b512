import Yams

/// One mapping of a file with the path that leads to it. It hands out the values of its fields and collects
/// what is wrong with them.
///
/// A field whose value is `null` counts as absent.
public struct DocumentFields {
  public enum Shape: Sendable { case value, list, fields }

  /// Line and column, both from 1.
  public typealias Place = (line: Int, column: Int)

  public let path: String
  /// Where its own name is written.
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

  /// In the order of the file, with those whose value is `null`.
  public var keys: [String] { values.map(\.key) }
  public func has(_ key: String) -> Bool { node(key) != nil }

  /// The value below `key` and where it is written; `nil` if it is absent.
  func node(_ key: String) -> (mark: Place, value: Node)? {
    guard let field = values.first(where: { $0.key == key }), !Self.isNull(field.value) else { return nil }
    return (Self.place(of: field.value) ?? field.keyMark, field.value)
  }

  /// What kind of value is written below `key`; `nil` if it is absent.
  public func shape(_ key: String) -> Shape? {
    node(key).map { $0.value.scalar != nil ? .value : $0.value.sequence != nil ? .list : .fields }
  }

  static func place(of node: Node) -> Place? { node.mark.map { ($0.line, $0.column) } }

  private static func isNull(_ node: Node) -> Bool {
    guard case .scalar(let scalar) = node, scalar.style == .plain || scalar.style == .any else {
      return false
    }
    return scalar.string == "null" || scalar.string == "~"
  }
}

// MARK: Faults

extension DocumentFields {
  /// The most characters of a field's path that a message repeats.
  private static let mostCharacters = 120

  private func name(_ key: String) -> String {
    path.isEmpty ? key : key.isEmpty ? path : path + "." + key
  }

  /// Names and words of the file may be in every part of a fault, so all are escaped.
  public mutating func report(
    _ key: String, at mark: Place, found: String, expected: String, advice: String = ""
  ) {
    faults.append(
      DocumentFault(
        file: file, line: mark.line, column: mark.column,
        field: TerminalText.cell(name(key), width: Self.mostCharacters), found: TerminalText.escaped(found),
        expected: TerminalText.escaped(expected), advice: TerminalText.escaped(advice)))
  }

  /// Reports a value that can be read but makes no sense.
  ///
  /// - Parameters:
  ///   - path: The field below these, such as `limit` or `metric[0].rule.count`. Where it is absent, the
  ///     fault has the place of the innermost part that is not.
  ///   - found: What the file says.
  ///   - expected: What would make sense.
  ///   - advice: What to do, as a sentence; empty for none.
  public mutating func reject(_ path: String, found: String, expected: String, advice: String = "") {
    report(path, at: place(of: path), found: found, expected: expected, advice: advice)
  }

  private func place(of path: String) -> Place {
    if let direct = node(path) { return direct.mark }
    let steps = path.split { ".[]".contains($0) }.map(String.init)
    guard let first = steps.first, let start = node(first) else { return mark }
    var (place, value) = start
    for step in steps.dropFirst() {
      let next: Node? =
        switch value {
        case .mapping(let mapping): mapping.first { $0.key.scalar?.string == step }?.value
        case .sequence(let sequence): Int(step).flatMap { sequence.indices.contains($0) ? sequence[$0] : nil }
        default: nil
        }
      guard let next else { break }
      (place, value) = (Self.place(of: next) ?? place, next)
    }
    return place
  }

  /// - Parameters:
  ///   - allowed: Names that are known.
  ///   - ignored: Further names that are known and have no effect.
  public mutating func allow(only allowed: [String], ignoring ignored: [String] = []) {
    for (key, keyMark, _) in values where !allowed.contains(key) && !ignored.contains(key) {
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

  public mutating func absorb(_ other: DocumentFields) { faults += other.faults }

  /// `file:line:column: field`, for what turns out to be wrong with a value only later.
  public func located(_ key: String) -> String {
    let place = place(of: key)
    return
      "\(file):\(place.line):\(place.column): \(TerminalText.cell(name(key), width: Self.mostCharacters))"
  }
}

// MARK: Fields below fields

extension DocumentFields {
  /// The mapping below `key`, to be read by itself. Hand its faults back with `absorb`.
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

  /// The mappings listed below `key`, each to be read by itself, named `key[0]` and so on. Hand each one's
  /// faults back with `absorb`. An entry that is no mapping is a fault and left out.
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

  /// Reads the mapping below `key` with `read`, and takes over its faults.
  ///
  /// - Parameters:
  ///   - key: The name below which the mapping stands.
  ///   - required: Names that it must have.
  ///   - optional: Names that it may have.
  ///   - ignored: Further names that are known and have no effect.
  ///   - read: Takes the value out of the fields of the mapping.
  /// - Returns: `nil` if it is absent, is no mapping, or `read` returns `nil`.
  public mutating func inside<Value>(
    _ key: String, _ required: [String], optional: [String] = [], ignoring ignored: [String] = [],
    _ read: (inout DocumentFields) -> Value?
  ) -> Value? {
    guard var fields = fields(key) else { return nil }
    defer { absorb(fields) }
    fields.allow(only: required + optional, ignoring: ignored)
    fields.require(required)
    return read(&fields)
  }

  /// Reads each mapping listed below `key` with `read`, and takes over its faults.
  ///
  /// - Parameters:
  ///   - key: The name below which the list stands.
  ///   - required: Names that each must have.
  ///   - optional: Names that each may have.
  ///   - read: Takes a value out of the fields of one mapping.
  /// - Returns: `nil` if the list is absent or no list; without the entries for which `read` returns `nil`.
  public mutating func each<Value>(
    _ key: String, _ required: [String], optional: [String] = [], _ read: (inout DocumentFields) -> Value?
  ) -> [Value]? {
    guard let items = items(key) else { return nil }
    return items.compactMap { item in
      var item = item
      item.allow(only: required + optional)
      item.require(required)
      let value = read(&item)
      absorb(item)
      return value
    }
  }
}
