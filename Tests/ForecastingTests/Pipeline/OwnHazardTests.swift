import Testing

@testable import Forecasting

struct OwnHazardTests {
  @Test(
    "With many orders it is the product-limit estimate, open orders counted for as long as they have been")
  func productLimit() {
    // From 10,000 orders, 2,000 are done at age 0; then 4,000 are only known to be open at age 1; of the
    // 4,000 left 1,000 are done on age 2 and 3,000 on age 3. Day by day: 0.2, 0, 0.25, 1.
    let lags =
      Array(repeating: (age: 0, isDone: true), count: 2_000)
      + Array(repeating: (age: 1, isDone: false), count: 4_000)
      + Array(repeating: (age: 2, isDone: true), count: 1_000)
      + Array(repeating: (age: 3, isDone: true), count: 3_000)
    let hazard = OwnHazard(lags)
    // Two orders of the overall chance, 0.24, are added to each day: at most 2/3,000 of it.
    #expect(abs(hazard.open(at: 0, through: 1) - 1) < 1e-4)
    #expect(abs(hazard.open(at: 0, through: 2) - 0.75) < 5e-4)
    #expect(abs(hazard.open(at: 1, through: 2) - 0.75) < 5e-4)
    #expect(hazard.open(at: 2, through: 3) < 1e-3)
    #expect(hazard.open(at: 3, through: 3) == 1 && hazard.open(at: 3, through: 1) == 1)
  }

  @Test("Without an order the daily chance is one in eight")
  func empty() {
    let hazard = OwnHazard([])
    #expect(abs(hazard.open(at: 4, through: 7) - 0.875 * 0.875 * 0.875) < 1e-12)
  }
}
