import Testing

@testable import Simulation

struct CountLawTests {
  /// E X = Σ P(X ≥ j) over j from 1, and E X(X − 1) = 2 Σ (j − 1) P(X ≥ j).
  @Test("Tails add up to the first two moments", arguments: Case.all)
  func moments(test: Case) {
    let law = test.law.law(cap: test.cap)
    var (mean, pairs) = (0.0, 0.0)
    for count in stride(from: test.cap, to: 0, by: -1) {
      mean += law.tail(count)
      pairs += 2 * Double(count - 1) * law.tail(count)
    }
    #expect(abs(mean / test.mean - 1) < 1e-11)
    #expect(abs(pairs / test.pairs - 1) < 1e-10)
    #expect(abs(compensatedSum(law.mass[...]) + law.tail(test.cap) - 1) < 1e-12)
  }

  @Test("The far tail keeps its digits where the cap is low")
  func smallTails() {
    // P(X ≥ 4) of a Poisson of mean 0.001, by its series.
    let expected = 1e-12 / 24 * (1 - 0.0008 + 1e-6 / 3 - 1e-9 * 2 / 21)
    let law = CountLaw.poisson(0.001, cap: 4)
    #expect(abs(law.tail(4) / expected - 1) < 1e-12)
    #expect(CountLaw.binomial(3, 0.3, cap: 4).tail(4) == 0)
    #expect(CountLaw.binomial(3, 1, cap: 4).tail(3) == 1)
  }

  struct Case: Sendable, CustomTestStringConvertible {
    var law: DailyLaw
    var cap: Int
    var mean: Double
    /// E X(X − 1).
    var pairs: Double

    var testDescription: String { "\(law)" }

    static let all: [Case] = [
      Case(law: .binomial(orders: 1_000_000, p: 1e-5), cap: 200, mean: 10, pairs: 100 * (1 - 1e-6)),
      Case(law: .binomial(orders: 5000, p: 0.4), cap: 5001, mean: 2000, pairs: 0.16 * 5000 * 4999),
      Case(law: .poisson(mean: 0.01), cap: 30, mean: 0.01, pairs: 1e-4),
      Case(law: .poisson(mean: 900), cap: 2000, mean: 900, pairs: 810_000),
      Case(
        law: .negativeBinomial(mean: 3, size: 0.4), cap: 1500, mean: 3, pairs: 9 * (1 + 1 / 0.4)),
      Case(
        law: .betaBinomial(orders: 40, p: 0.25, concentration: 0.8), cap: 41, mean: 10,
        pairs: 1560 * 0.2 * 1.2 / (0.8 * 1.8)),
      Case(
        law: .share(pmf: [0.5, 0, 0.5], p: 0.25, concentration: nil), cap: 3, mean: 0.25, pairs: 0.0625),
    ]
  }
}
