import Documents
import Testing

@Suite("Text of files on a terminal")
struct TerminalTextTests {
  @Test(
    "Control and format characters are written out",
    arguments: [
      ("\u{1B}[31mred", "\\u{1b}[31mred"), ("a\rb\n", "a\\u{d}b\\u{a}"), ("\u{9B}2J", "\\u{9b}2J"),
      ("abc\u{202E}def", "abc\\u{202e}def"), ("\u{2028}", "\\u{2028}"), ("Łódź 東京 🛒", "Łódź 東京 🛒"),
    ])
  func escaped(text: String, shown: String) { #expect(TerminalText.escaped(text) == shown) }

  @Test("A found value is in quotes and cut to 40 scalars")
  func quoted() {
    let forty = String(repeating: "é", count: 40)
    #expect(TerminalText.quoted("a\n") == "'a\\u{a}'")
    #expect(TerminalText.quoted(forty) == "'\(forty)'")
    #expect(TerminalText.quoted(forty + "f") == "'\(forty)…'")
  }

  @Test("A cell is cut")
  func cell() {
    #expect(TerminalText.cell("abcdef", width: 6) == "abcdef")
    #expect(TerminalText.cell("abcdefg", width: 6) == "abcde…")
  }
}
