import Testing

@testable import SellerReports

@Suite("Delimited text")
struct DelimitedReaderTests {
  /// Every row as text, doubled quotes left as they are.
  static func rows(_ text: String, delimiter: Character = ",", quotes: Bool = true) throws -> [[String]] {
    let source = try TextSource(ByteSource(Array(text.utf8), name: "x.csv"))
    let reader = DelimitedReader(
      source, TableShape(delimiter: delimiter.asciiValue ?? 0, quotes: quotes, offset: 0, line: 1))
    var rows: [[String]] = []
    while let row = try reader.next() {
      rows.append((0..<row.count).map { String(decoding: row[$0], as: UTF8.self) })
    }
    return rows
  }

  @Test("Line ends of three kinds, the last one missing or not", arguments: ["\n", "\r\n", "\r"])
  func lineEnds(end: String) throws {
    #expect(try Self.rows("a,b\(end)c,d") == [["a", "b"], ["c", "d"]])
    #expect(try Self.rows("a,b\(end)c,d\(end)") == [["a", "b"], ["c", "d"]])
    #expect(try Self.rows("a,b\(end)\(end)c,") == [["a", "b"], [""], ["c", ""]])
    #expect(try Self.rows("\u{FEFF}a,b\(end)\"c\(end)c\",d") == [["a", "b"], ["c\(end)c", "d"]])
  }

  @Test("Quotes: commas and line ends inside, doubled, empty, spaces after, in the middle of a field")
  func quotes() throws {
    #expect(try Self.rows("\"a,b\",c") == [["a,b", "c"]])
    #expect(try Self.rows("\"a\"\"b\",c") == [["a\"\"b", "c"]])
    #expect(try Self.rows("\"\",\"\"\"\"\nx") == [["", "\"\""], ["x"]])
    #expect(try Self.rows("\"a\" ,c\n") == [["a", "c"]])
    #expect(try Self.rows("5\" tall,c\"d\"") == [["5\" tall", "c\"d\""]])
  }

  @Test("Raw tabs: a lone quote is data")
  func rawTabs() throws {
    #expect(
      try Self.rows("a\t\"5 tall\tc\n\"x\"\ty", delimiter: "\t", quotes: false) == [
        ["a", "\"5 tall", "c"], ["\"x\"", "y"],
      ])
  }

  @Test("Line numbers count the lines inside quotes, whatever ends them", arguments: ["\n", "\r\n", "\r"])
  func lineNumbers(end: String) throws {
    let text = "a\(end)\"b\(end)\(end)b\"\(end)c"
    let source = try TextSource(ByteSource(Array(text.utf8), name: "x.csv"))
    let reader = DelimitedReader(source, TableShape(delimiter: 0x2C, quotes: true, offset: 0, line: 1))
    var lines: [Int] = []
    while let row = try reader.next() { lines.append(row.line) }
    #expect(lines == [1, 2, 5])
  }

  @Test("Rows across the end of a chunk are whole")
  func chunks() throws {
    let rows = (0..<60_000).map { "\($0),\"x\($0)\"\"\r\n\",\(String(repeating: "y", count: $0 % 97))" }
    let text = rows.joined(separator: "\r\n")
    #expect(text.utf8.count > 2 * ByteSource.chunk)
    let read = try Self.rows(text)
    #expect(read.count == rows.count)
    for (number, row) in read.enumerated() {
      #expect(row == ["\(number)", "x\(number)\"\"\r\n", String(repeating: "y", count: number % 97)])
    }
  }

  @Test("The same rows as a plain splitter of characters, for random text")
  func againstPlainSplitter() throws {
    var dice = Dice(seed: 41)
    let alphabet: [Character] = ["a", "\"", ",", "\n", "é", " "]
    for _ in 0..<3000 {
      let text = String((0..<dice.below(24)).map { _ in alphabet[dice.below(alphabet.count)] })
      guard let expected = PlainSplitter.rows(text) else {
        #expect(throws: ReportError.self) { try Self.rows(text) }
        continue
      }
      #expect(try Self.rows(text) == expected, "\(text.debugDescription)")
    }
  }
}

/// RFC 4180, one character at a time; nil for a quote that is never closed.
enum PlainSplitter {
  static func rows(_ text: String) -> [[String]]? {
    var rows: [[String]] = []
    var row: [String] = []
    var characters = Array(text)[...]
    while !characters.isEmpty {
      var end: Character?
      repeat {
        guard let field = field(&characters) else { return nil }
        row.append(field)
        end = characters.popFirst()
      } while end == ","
      rows.append(row)
      row = []
    }
    return rows
  }

  private static func field(_ characters: inout ArraySlice<Character>) -> String? {
    var field = ""
    guard characters.first == "\"" else {
      while let next = characters.first, next != ",", next != "\n" {
        field.append(next)
        characters.removeFirst()
      }
      return field
    }
    characters.removeFirst()
    while let next = characters.popFirst() {
      if next != "\"" {
        field.append(next)
      } else if characters.first == "\"" {
        characters.removeFirst()
        field += "\"\""
      } else {
        while let rest = characters.first, rest != ",", rest != "\n" { characters.removeFirst() }
        return field
      }
    }
    return nil
  }
}
