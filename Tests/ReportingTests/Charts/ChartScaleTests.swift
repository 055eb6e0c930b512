import AccountHealth
import Testing

@testable import Reporting

@Suite struct ChartScaleTests {
  @Test(
    "Steps are 1, 2, 2.5 or 5 times a power of ten",
    arguments: [
      (0.0...1, ["0 %", "20 %", "40 %", "60 %", "80 %", "100 %"]),
      (0.0...0.043, ["0 %", "1 %", "2 %", "3 %", "4 %", "5 %"]),
      (0.0...0.0101, ["0.00 %", "0.25 %", "0.50 %", "0.75 %", "1.00 %", "1.25 %"]),
      (0.88...1, ["87.5 %", "90.0 %", "92.5 %", "95.0 %", "97.5 %", "100.0 %"]),
      (-0.02...0.03, ["−2 %", "−1 %", "0 %", "1 %", "2 %", "3 %"]),
    ])
  func percentTicks(range: ClosedRange<Double>, labels: [String]) {
    let scale = ChartScale.numbers(range, .percent, most: 5)
    #expect(scale.ticks.map(\.label) == labels)
    #expect(scale.low <= range.lowerBound && range.upperBound <= scale.high)
  }

  @Test func wholeNumbersHaveWholeSteps() {
    #expect(
      ChartScale.numbers(-1...1, most: 5, wholeNumbers: true).ticks.map(\.label) == ["−1", "0", "1"])
    #expect(
      ChartScale.numbers(-13...22, most: 5, wholeNumbers: true).ticks.map(\.label)
        == ["−20", "−10", "0", "10", "20", "30"])
  }

  @Test("A range of one value is widened", arguments: [0.0, 0.04, 1, 1e6])
  func pointRange(value: Double) {
    let scale = ChartScale.numbers(value...value, most: 5)
    #expect(scale.low <= value && value < scale.high)
    #expect(scale.place(value).isFinite)
  }

  @Test("Labels of days keep apart, whatever the horizon and the first day")
  func dayLabels() throws {
    let first = try #require(Day(year: 2026, month: 11, day: 20))
    for start in 0..<40 {
      for horizon in [1, 2, 6, 7, 14, 30, 45, 90, 120, 210, 365, 500, 730, 851] {
        let days = DayRange(first + start, first + start + horizon - 1)
        let scale = ChartScale.days(days, fontSize: 12.5, start: 50, end: 408)
        var last = -Double.infinity
        for tick in scale.ticks {
          let half = TextWidth.of(tick.label, size: 12.5) / 2
          #expect(scale.place(tick.value) - half > last + 6)
          last = scale.place(tick.value) + half
        }
        // One month may lie between two others' first days.
        #expect(!scale.ticks.isEmpty || horizon < 14, "\(days.first), \(horizon) days")
      }
    }
  }

  @Test func januaryCarriesItsYear() throws {
    let days = DayRange(
      try #require(Day(iso: "2026-10-20")), try #require(Day(iso: "2027-02-20")))
    let scale = ChartScale.days(days, fontSize: 12.5, start: 50, end: 408)
    #expect(scale.ticks.map(\.label) == ["Nov", "Dec", "Jan 2027", "Feb"])
  }
}
