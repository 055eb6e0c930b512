import Foundation
import Testing

@testable import Reporting

@Suite("Tables of text")
struct TextTableTests {
  private var table: TextTable {
    TextTable(
      header: ["account", "bad", "state", "trend"], right: [1], optional: [3], flexible: 0,
      rows: [["a-very-long-account-name", "7", "breached", "1 2 3"], ["b", "12", "met", "4 5 6"]])
  }

  @Test("Numbers are aligned right, and no line ends with blanks")
  func plain() {
    #expect(
      table.text() == """
        account                   bad  state     trend
        a-very-long-account-name    7  breached  1 2 3
        b                          12  met       4 5 6
        """)
  }

  @Test("A narrow terminal loses the optional column, then names are cut")
  func narrow() {
    #expect(
      table.text(on: Terminal(width: 30, hasColour: false)) == """
        account          bad  state
        a-very-long-ac…    7  breached
        b                 12  met
        """)
  }

  @Test("A column that is broken shows all of its words, and the others only on the first line")
  func broken() {
    var table = TextTable(
      header: ["fall", "together"], right: [0], flexible: 1,
      rows: [["+1.2", "refund_first + answer_24h + buy_shipping"], ["+0.4", "short"]])
    table.isBroken = true
    #expect(
      table.text(on: Terminal(width: 30, hasColour: false)) == """
        fall  together
        +1.2  refund_first +
                answer_24h +
                buy_shipping
        +0.4  short
        """)
    // Too narrow for the longest word: it stays whole.
    #expect(table.text(on: Terminal(width: 12, hasColour: false)).contains("\n        buy_shipping\n"))
  }

  @Test("Colour marks the state and shifts nothing")
  func colour() {
    let text = table.text(on: Terminal(width: nil, hasColour: true))
    #expect(text.contains("\u{1B}[31mbreached\u{1B}[0m  1 2 3"))
    #expect(
      text.replacingOccurrences(of: "\u{1B}[31m", with: "").replacingOccurrences(of: "\u{1B}[0m", with: "")
        == table.text())
  }

  @Test("Characters of two columns are counted as two")
  func wide() {
    let table = TextTable(header: ["n", "x"], right: [], rows: [["東京", "1"], ["ab", "2"]])
    #expect(table.text() == "n     x\n東京  1\nab    2")
  }
}
