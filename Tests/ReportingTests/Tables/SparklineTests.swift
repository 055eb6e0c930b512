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
}
