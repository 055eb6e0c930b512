import AccountHealth
import Testing

@testable import Reporting

struct SparklineTests {
  private let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))

  @Test("The limit lies between ▄ and ▅: a rate at it or above is off target, one just below is not")
  func limit() {
    func mark(_ bad: Int, _ orders: Int) -> String {
      Sparkline.text([WindowCount(orders: orders, bad: bad)], rule)
    }
    #expect(mark(0, 100) == "▁" && mark(1, 100) == "▂" && mark(3999, 100_000) == "▄")
    #expect(mark(4, 100) == "▅" && mark(5, 100) == "▆" && mark(8, 100) == "█" && mark(100, 100) == "█")
    #expect(mark(0, 0) == " ")
  }

  @Test("An evening that the files do not decide is neither on nor off target")
  func undecided() {
    // None of 100 is known to be late, and ten may be: 0 % or 10 % of 4 %. Of two, both ends are on target.
    let counts = [
      WindowCount(orders: 100, bad: 0, undecided: 10), WindowCount(orders: 100, bad: 0, undecided: 2),
      WindowCount(orders: 40, bad: 1, furtherGood: 9, furtherBad: 9),
    ]
    #expect(Sparkline.text(counts, rule) == "?▁?")
    #expect(Sparkline.meaning(["▁▁"]).hasSuffix("(twice the limit) off it."))
    #expect(Sparkline.meaning(["▁▁", "▁?"]).hasSuffix("off it, ? not decided by the files."))
  }
}
