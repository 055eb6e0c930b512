import Testing

@testable import Documents

/// The wording is tested in full, because people read it.
@Suite("Values of fields, and what is wrong with them")
struct DocumentFieldsTests {
  private static let kind = DocumentTree.Kind(name: "note file", levels: 4, example: "name: mine")

  /// The faults that `read` reports for a file.
  private func faults(_ text: String, _ read: (inout DocumentFields) -> Void) throws -> [String] {
    var fields = try DocumentTree(Array(text.utf8), file: "n.yaml", kind: Self.kind).documents[0]
    read(&fields)
    return fields.faults.map(\.description)
  }

  @Test("Found text is cut to 40 characters, with control characters escaped")
  func echo() throws {
    let long = String(repeating: "x", count: 60)
    #expect(
      try faults("a: \(long)") { _ = $0.number("a") } == [
        "n.yaml:1:4: a: found '\(long.prefix(40))…', expected a number. Write a decimal number with a point."
      ])
    #expect(
      try faults("a: \"x\\e[31m\"") { _ = $0.flag("a") } == [
        "n.yaml:1:4: a: found 'x\\u{1b}[31m', expected true or false. Write one of the two."
      ])
  }

  @Test("Names of the file are escaped and cut too, whichever part of the message they are in")
  func echoOfNames() throws {
    let found = try faults("\"a\\e[31m\": 1\n\(String(repeating: "x", count: 130)): 1") { fields in
      fields.allow(only: ["a"])
      fields.reject("a", found: "b\u{7}", expected: "one of \u{9b}2J", advice: "Not \t.")
    }
    #expect(
      found == [
        "n.yaml:1:1: a\\u{1b}[31m: found an unknown name, expected one of a. Correct the spelling or remove it.",
        "n.yaml:2:1: \(String(repeating: "x", count: 119))…: found an unknown name, expected one of a. "
          + "Correct the spelling or remove it.",
        "n.yaml:1:1: a: found b\\u{7}, expected one of \\u{9b}2J. Not \\u{9}.",
      ])
  }

  @Test("Numbers are finite decimals, perhaps with an exponent")
  func numbers() throws {
    for (text, value) in [("1", 1), ("-2.50", -2.5), ("+3", 3), ("1e-05", 1e-5), ("2E3", 2000.0)] {
      #expect(DocumentFields.number(text) == value)
    }
    for text in ["", ".", "e", "1e999", "-1e999", "inf", "nan", "0x10", "1,5", "1_000", "1 ", "--1", "1e"] {
      #expect(DocumentFields.number(text) == nil, "\(text)")
    }
    #expect(DocumentFields.number(String(repeating: "1", count: 41)) == nil)
  }

  @Test("Whole numbers are digits, and stay in their range")
  func counts() throws {
    let text = "{a: 7, b: -7, c: 7.0, d: 9223372036854775808, e: 1e2}"
    let found = try faults(text) { fields in
      #expect(fields.count("a", in: 0...9) == 7)
      #expect(fields.count("b", in: -9...9) == -7)
      for key in ["b", "c", "d", "e"] { #expect(fields.count(key, in: 0...9) == nil) }
    }
    #expect(
      found == [
        "n.yaml:1:11: b: found '-7', expected a whole number from 0 to 9. Write digits only.",
        "n.yaml:1:18: c: found '7.0', expected a whole number from 0 to 9. Write digits only.",
        "n.yaml:1:26: d: found '9223372036854775808', expected a whole number from 0 to 9. Write digits only.",
        "n.yaml:1:50: e: found '1e2', expected a whole number from 0 to 9. Write digits only.",
      ])
  }

  @Test("An element of a list is named with its place, at most five of one list")
  func lists() throws {
    let text = "a:\n  - 1\n  - two\n  - [3]\n  -\nb: [x, x, x, x, x, x, x]\nc: 1\nd: {e: 1}\n"
    let found = try faults(text) { fields in
      #expect(fields.numbers("a") == nil)
      #expect(fields.counts("b", in: 0...9) == nil)
      #expect(fields.list("c") == nil)
      #expect(fields.list("d") == nil)
      #expect(fields.list("b")?.count == 7)
    }
    #expect(
      found.prefix(4) == [
        "n.yaml:3:5: a[1]: found 'two', expected a number. Write decimal numbers with a point.",
        "n.yaml:4:5: a[2]: found a list or fields, expected a number. Write decimal numbers with a point.",
        "n.yaml:5:4: a[3]: found nothing, expected a number. Write decimal numbers with a point.",
        "n.yaml:6:5: b[0]: found 'x', expected a whole number from 0 to 9. Write digits only.",
      ])
    #expect(
      found.suffix(2) == [
        "n.yaml:7:4: c: found one value, expected a list. Write [a, b], or one '- a' per line.",
        "n.yaml:8:4: d: found fields, expected a list. Write [a, b], or one '- a' per line.",
      ])
    #expect(found.count == 3 + 5 + 2)
  }

  @Test("A matrix is a list of lists")
  func rows() throws {
    let found = try faults("a: [[1, 2], [3]]\nb: [[1, x], 2]\nc: 1\n") { fields in
      #expect(fields.rows("a") == [[1, 2], [3]])
      #expect(fields.rows("b") == nil)
      #expect(fields.rows("c") == nil)
      #expect(fields.rows("d") == nil)
    }
    #expect(
      found == [
        "n.yaml:2:9: b[0][1]: found 'x', expected a number. Write decimal numbers with a point.",
        "n.yaml:3:4: c: found one value, expected a list of lists. Write each row as [1, 2].",
      ])
  }

  @Test("A rejected value is named where it is written, or where its innermost part is")
  func places() throws {
    let text = "a:\n  - b: {c: 1}\n  - b: {d: [5, 6]}\n"
    let found = try faults(text) { fields in
      for path in ["a[1].b.d[1]", "a[0].b.x", "a[7]", "z"] {
        fields.reject(path, found: "it", expected: "other")
      }
    }
    #expect(
      found == [
        "n.yaml:3:16: a[1].b.d[1]: found it, expected other.",
        "n.yaml:2:8: a[0].b.x: found it, expected other.",
        "n.yaml:2:3: a[7]: found it, expected other.", "n.yaml:1:1: z: found it, expected other.",
      ])
  }

  @Test("Unknown names are faults, ignored ones and null are not")
  func names() throws {
    let found = try faults("a: 1\nb: 2\nc: 3\nd: ~\n") { fields in
      fields.allow(only: ["a", "d"], ignoring: ["b"])
      fields.require(["a", "d"])
    }
    #expect(
      found == [
        "n.yaml:3:1: c: found an unknown name, expected one of a, d. Correct the spelling or remove it.",
        "n.yaml:1:1: d: found nothing, expected this field. Add it.",
      ])
  }

  @Test("A file of another kind does not fill the screen")
  func many() throws {
    let text = (0..<100).map { "k\($0): 1\n" }.joined()
    let error = #expect(throws: DocumentError.self) {
      try DocumentTree.read(Array(text.utf8), file: "n.yaml", kind: Self.kind) { fields in
        fields.allow(only: ["a"])
        return 1
      }
    }
    let lines = try #require(error).description.split(separator: "\n")
    #expect(lines.count == 41 && lines.last == "and 60 more faults")
  }
}
