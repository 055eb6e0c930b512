import Testing

@testable import Reporting

@Suite struct ChartCanvasTests {
  @Test func aTextIsDrawnOnlyWhereItIsFree() {
    var canvas = ChartCanvas(width: 100, height: 40)
    let first = canvas.text("10 %", x: 10, y: 20)
    let touching = canvas.text("50 %", x: 20, y: 22)
    let cutAtTheRight = canvas.text("90 %", x: 90, y: 20)
    let cutAtTheTop = canvas.text("90 %", x: 50, y: 8)
    let moved = canvas.text("50 %", atFirstOf: [(20, 22, .start), (99, 20, .end)])
    #expect([first, touching, cutAtTheRight, cutAtTheTop, moved] == [true, false, false, false, true])
    #expect(canvas.elements.count == 2)
  }

  @Test func aPlaceClearOfALineIsTakenFirst() {
    var canvas = ChartCanvas(width: 200, height: 100)
    // Steep: no point of it lies inside the first place.
    let line = [(x: 20.0, y: 0.0), (x: 30.0, y: 99.0)]
    let first = canvas.text("10 %", atFirstOf: [(10, 50, .start), (60, 50, .start)], clearOf: line)
    #expect(first && canvas.texts[0].left == 60)
    let better = canvas.text("50 %", atFirstOf: [(10, 80, .start)], clearOf: line)
    #expect(better, "on a line rather than nowhere")
  }

  @Test func cutTextsFit() {
    let text = "Nine couriers in place of three, from Monday on"
    for width in stride(from: 0.0, through: 320, by: 7) {
      let cut = TextWidth.cut(text, to: width, size: 12.5)
      #expect(TextWidth.of(cut, size: 12.5) <= width || cut.isEmpty)
      #expect(cut == text || cut.isEmpty || cut.hasSuffix("…"))
    }
    #expect(TextWidth.cut(text, to: 400, size: 12.5) == text)
  }

  @Test(
    "No text becomes markup, a quote or a direction",
    arguments: [
      ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
      ("\" onload='x' &amp;", "&quot; onload=&#39;x&#39; &amp;amp;"),
      ("<\u{301}b", "&lt;\u{301}b"), ("a\u{202e}b\u{0}c\n", "a\\u{202e}b\\u{0}c\\u{a}"), ("\u{ffff}", ""),
    ])
  func escaping(text: String, escaped: String) {
    // By bytes: canonically equal texts are equal strings.
    #expect(Array(SVGText.escaped(text).utf8) == Array(escaped.utf8))
  }
}
