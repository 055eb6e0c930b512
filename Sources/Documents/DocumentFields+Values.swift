import Yams

// MARK: One value

extension DocumentFields {
  /// A scalar as it is written. `nil` if it is absent; `nil` and a fault for a list, fields or nothing.
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
    _ key: String, expected: String, advice: String = "", parse: (String) -> Value?
  ) -> Value? {
    guard let text = text(key, expected: expected) else { return nil }
    if let value = parse(text) { return value }
    reject(key, found: TerminalText.quoted(text), expected: expected, advice: advice)
    return nil
  }

  /// A whole number in a range.
  public mutating func count(_ key: String, in range: ClosedRange<Int>) -> Int? {
    value(key, expected: Self.form(of: range), advice: "Write digits only.") { Self.whole($0, in: range) }
  }

  /// A decimal number in a range; `expected` describes it.
  public mutating func number(
    _ key: String, in range: ClosedRange<Double> = anyNumber, expected: String = "a number",
    advice: String = "Write a decimal number with a point."
  ) -> Double? {
    value(key, expected: expected, advice: advice) { Self.number($0, in: range) }
  }

  public mutating func flag(_ key: String) -> Bool? {
    value(key, expected: "true or false", advice: "Write one of the two.") { text in
      text == "true" ? true : text == "false" ? false : nil
    }
  }

  /// One of the words of an enumeration.
  public mutating func word<Word: RawRepresentable>(_ key: String, among words: [Word]) -> Word?
  where Word.RawValue == String {
    value(
      key, expected: "one of \(words.map(\.rawValue).joined(separator: ", "))",
      advice: "Correct the spelling."
    ) { text in words.first { $0.rawValue == text } }
  }
}

// MARK: Lists

extension DocumentFields {
  /// Faults that one list reports at most.
  private static let mostFaults = 5

  /// The values listed below `key`, each a scalar that `parse` understands; `expected` describes one.
  ///
  /// - Returns: `nil` if the list is absent or has a fault.
  public mutating func values<Value>(
    _ key: String, expected: String, advice: String = "", parse: (String) -> Value?
  ) -> [Value]? {
    guard let (mark, value) = node(key) else { return nil }
    return values(of: value, key, mark, expected: { _ in expected }, advice: advice, parse: parse)
  }

  /// The same, where what is expected instead depends on the text that `parse` does not understand.
  public mutating func values<Value>(
    _ key: String, expectedInstead: (String) -> String, advice: String = "", parse: (String) -> Value?
  ) -> [Value]? {
    guard let (mark, value) = node(key) else { return nil }
    return values(of: value, key, mark, expected: expectedInstead, advice: advice, parse: parse)
  }

  /// The texts listed below `key`.
  public mutating func list(_ key: String) -> [String]? {
    values(key, expected: "text", advice: "Write one value.") { $0 }
  }

  /// The decimal numbers listed below `key`, all in `range`; `expected` describes one.
  ///
  /// - Returns: `nil` if the list is absent or has a fault.
  public mutating func numbers(
    _ key: String, in range: ClosedRange<Double> = anyNumber, expected: String = "a number",
    advice: String = "Write decimal numbers with a point."
  ) -> [Double]? {
    values(key, expected: expected, advice: advice) { Self.number($0, in: range) }
  }

  /// The whole numbers listed below `key`, all in `range`.
  ///
  /// - Returns: `nil` if the list is absent or has a fault.
  public mutating func counts(_ key: String, in range: ClosedRange<Int>) -> [Int]? {
    values(key, expected: Self.form(of: range), advice: "Write digits only.") { Self.whole($0, in: range) }
  }

  /// The rows of a matrix listed below `key`, each a list of decimal numbers.
  ///
  /// - Returns: `nil` if the list is absent or has a fault; rows need not be of one length.
  public mutating func rows(_ key: String) -> [[Double]]? {
    guard let (mark, value) = node(key) else { return nil }
    guard let sequence = value.sequence else {
      report(
        key, at: mark, found: value.scalar == nil ? "fields" : "one value", expected: "a list of lists",
        advice: "Write each row as [1, 2].")
      return nil
    }
    var rows: [[Double]] = []
    for (index, row) in sequence.enumerated() {
      let place = Self.place(of: row) ?? mark
      guard
        let numbers = values(
          of: row, "\(key)[\(index)]", place, expected: { _ in "a number" },
          advice: "Write decimal numbers with a point.", parse: { Self.number($0) })
      else { return nil }
      rows.append(numbers)
    }
    return rows
  }

  private mutating func values<Value>(
    of node: Node, _ name: String, _ mark: Place, expected: (String) -> String, advice: String,
    parse: (String) -> Value?
  ) -> [Value]? {
    guard let sequence = node.sequence else {
      report(
        name, at: mark, found: node.scalar == nil ? "fields" : "one value", expected: "a list",
        advice: "Write [a, b], or one '- a' per line.")
      return nil
    }
    var values: [Value] = []
    values.reserveCapacity(sequence.count)
    var wrong = 0
    for (index, element) in sequence.enumerated() {
      if let scalar = element.scalar, !scalar.string.isEmpty, let value = parse(scalar.string) {
        values.append(value)
        continue
      }
      wrong += 1
      report(
        "\(name)[\(index)]", at: Self.place(of: element) ?? mark,
        found: element.scalar.map { $0.string.isEmpty ? "nothing" : TerminalText.quoted($0.string) }
          ?? "a list or fields", expected: expected(element.scalar?.string ?? ""), advice: advice)
      if wrong == Self.mostFaults { break }
    }
    return wrong == 0 ? values : nil
  }
}

// MARK: Numbers

extension DocumentFields {
  /// Every finite number.
  public static let anyNumber = -Double.greatestFiniteMagnitude...Double.greatestFiniteMagnitude

  /// Digits with at most one point, a sign and an exponent such as `2.5e-5`: no `inf`, no `nan`, no
  /// hexadecimal.
  public static func number(_ text: String, in range: ClosedRange<Double> = anyNumber) -> Double? {
    guard text.utf8.count <= 40,
      text.utf8.allSatisfy({ (0x30...0x39).contains($0) || "+-.eE".utf8.contains($0) }),
      let number = Double(text), range.contains(number)
    else { return nil }
    return number
  }

  private static func form(of range: ClosedRange<Int>) -> String {
    "a whole number from \(range.lowerBound) to \(range.upperBound)"
  }

  private static func whole(_ text: String, in range: ClosedRange<Int>) -> Int? {
    let digits = range.lowerBound < 0 && text.hasPrefix("-") ? text.dropFirst() : text[...]
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
    return Int(text).flatMap { range.contains($0) ? $0 : nil }
  }
}
