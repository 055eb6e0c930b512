import Glibc
import Probability
import TestSupport
import Testing

@testable import Forecasting

struct RatePriorFitTests {
  @Test("Sellers of drawn levels without drift give back the distribution of the levels")
  func levels() {
    var generator = Philox4x32(seed: 5)
    let (mean, sd) = (-3.0, 0.9)
    let sellers = (0..<150).map { _ in
      let level = mean + sd * normalQuantileFast(Double.random(in: 1e-9..<1, using: &generator))
      let days = (0..<120).map { _ in
        let bad = (0..<20).count { _ in Double.random(in: 0..<1, using: &generator) < logistic(level) }
        return RateFilter.Day(orders: 20, bad: bad)
      }
      return RatePriorFit.seller(days)
    }
    let fit = RatePriorFit.fit(sellers)
    expect(fit.mean, near: mean, standardError: sd / 150.0.squareRoot())
    expect(fit.sd, near: sd, standardError: sd / 300.0.squareRoot())
    let calm = fit.drifts.filter { $0.sd <= 0.3 }.reduce(0) { $0 + $1.weight }
    #expect(calm > 0.9, "\(fit.drifts)")
  }

  @Test("A share kept for calm rates is there, and the weights add to one")
  func calm() {
    let seller = RatePriorFit.seller((0..<60).map { .init(orders: 5, bad: $0 % 10 == 0 ? 4 : 0) })
    let fit = RatePriorFit.fit([seller], calm: 0.2)
    #expect(fit.drifts.suffix(2).map(\.weight) == [0.75 * 0.2, 0.25 * 0.2])
    #expect(abs(fit.drifts.reduce(0) { $0 + $1.weight } - 1) < 1e-3)
  }

  @Test("Every account is in one of the folds, and about as many in each")
  func folds() throws {
    let folds = try (1...5).map { try #require(Fold("\($0)/5")) }
    let sizes = folds.map { fold in (0..<5_000).count { fold.contains("\($0)") } }
    #expect(sizes.reduce(0, +) == 5_000)
    // Binomial(5000, 1/5) has standard deviation 28.
    #expect(sizes.allSatisfy { abs($0 - 1_000) < 5 * 28 }, "\(sizes)")
    for text in ["", "0/5", "6/5", "1/1", "a/5", "1/5/2", "-1/5"] { #expect(Fold(text) == nil, "\(text)") }
  }
}
