import Simulation
import Testing

@testable import Reporting

/// Amounts with their errors.
struct MoneyWordsTests {
  @Test(
    "An amount is rounded to the figure of its error",
    arguments: [
      (12_344.0, 60.0, "12,340 ± 60"), (12_344, 600, "12,300 ± 600"),
      (1_234_567, 20_000, "1,230,000 ± 20,000"),
      (5, 4, "5 ± 4"), (0.2, 0.1, "0 ± 1"), (-301, 20, "−300 ± 20"), (0, 0, "0"), (1234, 0, "1,234"),
    ])
  func money(value: Double, error: Double, text: String) {
    #expect(Phrases.money(Estimate(value: value, standardError: error)) == text)
  }

  @Test("A gain has its sign, and so has a loss")
  func signs() {
    #expect(Phrases.signedMoney(Estimate(value: 301, standardError: 20)) == "+300 ± 20")
    #expect(Phrases.signedMoney(Estimate(value: -301, standardError: 20)) == "−300 ± 20")
    #expect(Phrases.signedMoney(Estimate(value: 0, standardError: 0)) == "0")
  }
}
