import Testing

@testable import Reporting

@Suite("Plans as Markdown and as a page")
struct PlanMarkdownTests {
  @Test(
    "Text from a file stays text",
    arguments: [
      ("[x](javascript:alert)", "\\[x\\](javascript:alert)"), ("# head", "\\# head"),
      ("`code`", "\\`code\\`"),
      ("a|b", "a\\|b"), ("<b>", "\\<b\\>"), ("*a* _b_ ~c~", "\\*a\\* \\_b\\_ \\~c\\~"),
      ("- item", "\\- item"),
      ("1. item", "1\\. item"), ("12) item", "12\\) item"), ("a\\", "a\\\\"), ("&lt;", "\\&lt;"),
      ("http://x.y", "http\\://x.y"), ("www.x.y", "www\\.x.y"), ("a@b.c", "a\\@b.c"),
      ("two\nlines", "two\\\\u{a}lines"),
      ("$x$", "\\$x\\$"), ("=== x", "\\=== x"), ("--for", "--for"), ("---", "\\---"), ("-5 %", "-5 %"),
      ("900-0000001-0000002", "900-0000001-0000002"),
      ("MUG-BLUE", "MUG-BLUE"), ("5.4 % at 3 Nov 2026. Next", "5.4 % at 3 Nov 2026. Next"),
      ("a - b", "a \\- b"),
      ("R&D", "R\\&D"), ("a & b", "a & b"),
    ])
  func escaped(text: String, expected: String) {
    #expect(PlanMarkdown.escaped(text) == expected)
  }

  @Test("Blanks, lists, tables and headings")
  func blocks() {
    let sku = "x|[y](z)"
    let text = PlanMarkdown.text([
      .heading(2, "Part \(1)"), .paragraph("Since \("then"): \(blank: "who"), \(blank: "")."),
      .list(["of \(sku)", "two"]), .table(header: ["a", "b"], rows: [["\(sku)", "\(blank: "c")"]]), .divider,
    ])
    #expect(
      text == """
        ## Part 1

        Since then: [ who … ], [ … ].

        - of x\\|\\[y\\](z)
        - two

        | a | b |
        | --- | --- |
        | x\\|\\[y\\](z) | [ c … ] |

        ---

        """)
  }

  @Test("Long paragraphs and items wrap, and an item stays one item")
  func wrapped() {
    let words = [String](repeating: "word", count: 60).joined(separator: " ")
    let lines = PlanMarkdown.text([.list(["\(words)"])]).split(separator: "\n")
    #expect(lines.count > 2 && lines.allSatisfy { $0.count <= 100 })
    #expect(lines[0].hasPrefix("- ") && lines.dropFirst().allSatisfy { $0.hasPrefix("  word") })
  }

  @Test("A page escapes what Markdown escapes otherwise, and marks its blanks")
  func page() throws {
    let page = try PlanPage.html([
      .heading(1, "Plan \("<script>")"), .paragraph("\(blank: "<b>")"), .list(["{{page}} &"]),
      .table(header: ["h"], rows: [["\"c'"]]), .divider,
    ])
    #expect(page.contains("<h1>Plan &lt;script&gt;</h1>") && !page.contains("<script>"))
    #expect(page.contains("<p><span class=\"blank\">[ &lt;b&gt; … ]</span></p>"))
    #expect(
      page.contains("<li>{{page}} &amp;</li>")
        && page.contains("<td class=\"short\" data-label=\"h\">&quot;c&#39;</td>"))
    // On a phone's width the rows of a table of many columns are lists, with the names of the columns.
    let wide = try PlanPage.html([.table(header: ["a\"", "b", "c", "d"], rows: [["1", "2", "3", "4"]])])
    #expect(wide.contains("<table class=\"wide\">") && !page.contains("<table class=\"wide\">"))
    #expect(wide.contains("data-label=\"a&quot;\">1</td>"))
    #expect(page.contains("<hr>") && page.components(separatedBy: "<h1>").count == 2)
    #expect(page.contains("default-src 'none'"))
  }
}
