import AccountHealth
import Testing

@testable import Forecasting

struct DrivenTableTests {
  /// Two sellers of one odds ratio and different rates: pooled, their difference would pass for the driver's
  /// effect.
  @Test("The common odds ratio compares each seller with itself; young orders are left out")
  func withinSellers() {
    // Odds 1/9 against 1 in one seller and 1 against 9 in the other: nine times in both.
    let tables = [
      table(drivenBad: 10, drivenGood: 10, bad: 20, good: 180),
      table(drivenBad: 90, drivenGood: 10, bad: 50, good: 50),
    ]
    let ratio = DrivenTable.oddsRatio(tables)
    #expect(abs((ratio ?? 0) - 9) < 1e-3)
    #expect(DrivenTable.oddsRatio([]) == nil)
    #expect(DrivenTable.oddsRatio([table(drivenBad: 5, drivenGood: 0, bad: 0, good: 50)]) == nil)
  }

  private func table(drivenBad: Int, drivenGood: Int, bad: Int, good: Int) -> DrivenTable {
    let through = Day(number: 1000)
    func outcomes(_ count: Int, isBad: Bool, isDriven: Bool) -> [OrderOutcome] {
      [OrderOutcome](
        repeating: OrderOutcome(day: through - 60, isBad: isBad, isDriven: isDriven), count: count)
    }
    return DrivenTable(
      Account(name: "a", marketplace: "amazon.com", orders: [], fields: []), .standard, through: through
    ) { _ in
      outcomes(drivenBad, isBad: true, isDriven: true) + outcomes(drivenGood, isBad: false, isDriven: true)
        + outcomes(bad, isBad: true, isDriven: false) + outcomes(good, isBad: false, isDriven: false)
        + [OrderOutcome(day: through - 59, isBad: true, isDriven: true)]
    }
  }
}
