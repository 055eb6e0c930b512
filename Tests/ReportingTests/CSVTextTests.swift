@testable import Reporting
import Testing

@Suite("Cells of CSV")
struct CSVTextTests {
  private static let cells: [(String, String)] = [
    ("plain", "plain"), ("", ""), ("a,b", "\"a,b\""), ("say \"hi\"", "\"say \"\"hi\"\"\""),
    ("two\nlines", "\"two\nlines\""), ("dos\r\nlines", "\"dos\r\nlines\""), ("=1+1", "'=1+1"),
    ("+49", "'+49"), ("-3", "'-3"), ("@SUM(A1)", "'@SUM(A1)"), ("\tx", "'\tx"), ("\rx", "\"'\rx\""),
    ("\r\nx", "\"'\r\nx\""), ("=LINK(\"x\",1)", "\"'=LINK(\"\"x\"\",1)\""), ("a=b", "a=b"),
    ("Łódź 東京", "Łódź 東京"),
    ("a\"\u{301},=b", "\"a\"\"\u{301},=b\""), ("\"\u{FE0F}", "\"\"\"\u{FE0F}\""), ("=\u{301}1", "'=\u{301}1"),
  ]

  @Test("Foreign text is quoted where RFC 4180 asks for it, and no spreadsheet runs it", arguments: cells)
  func text(value: String, cell: String) { #expect(CSVText.text(value) == cell) }

  private static let numbers: [(Double, String)] = [
    (0, "0"), (1, "1"), (0.5, "0.5"), (19.0 / 812, "0.023399"), (1e-7, "0"), (-1e-9, "0"),
    (1_234_567.25, "1234567.25"), (100, "100"),
  ]

  @Test("A number has at most six decimals, a point, and no needless zeros", arguments: numbers)
  func number(value: Double, cell: String) { #expect(CSVText.number(value) == cell) }

  @Test("What is not known is empty")
  func absent() {
    #expect(CSVText.number(nil) == "")
    #expect(CSVText.count(nil) == "")
    #expect(CSVText.row(["a", "", "c"]) == "a,,c\n")
  }

  @Test("Fixed decimals are those of Foundation, ties and signs among them")
  func fixed() {
    var values: [Double] = [0, -0.0, 0.5, 1.5, 2.5, 0.125, -0.125, 1e-7, 0.9999999, 1e12, -1e12, 0.0000005]
    for number in 0..<2000 {
      let value = Double(number)
      values += [value / 1000, value / 812]
      values += [-value / 7, value * 1e6 / 3]
    }
    values += [.infinity, .nan]
    for value in values {
      for digits in [0, 1, 2, 6, 8, 9, 15] {
        #expect(CSVText.fixed(value, digits) == CSVText.slowly(value, digits))
      }
    }
  }
}
