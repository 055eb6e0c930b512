import Testing

@testable import SellerReports

@Suite("Cells of CSV as this program writes them")
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
  func text(value: String, cell: String) { #expect(CSVText.cell(value) == cell) }

  @Test("A row is its cells with commas between and a line end")
  func row() { #expect(CSVText.row(["a", "", "c"]) == "a,,c\n") }
}
