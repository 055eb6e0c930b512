import Forecasting
import Glibc
import Testing

struct ScoringTests {
  /// Made by the function `coverage` of the oracle folder's score_backtest.py, Python 3.
  private static let coverages: [(below: Double, atMost: Double, share: Double)] = [
    (0, 0.5, 0.9), (0, 1, 0.9), (0.04, 0.06, 0.5), (0.94, 0.96, 0.5), (0.96, 1, 0), (0, 0.05, 0),
    (0.3, 0.3, 1), (0.05, 0.05, 1), (0.951, 0.951, 0), (0.9, 1, 0.5), (0.2, 0.7, 1), (0, 0.03, 0),
    (0.01, 0.99, 0.9183673469387754),
  ]

  @Test("Randomised coverage equals the oracle's", arguments: coverages)
  func coverage(below: Double, atMost: Double, share: Double) {
    #expect(abs(Scoring.coverage(below: below, atMost: atMost) - share) < 1e-12)
  }

  @Test("Brier and logarithmic score by hand; a wrong certainty counts as half a path")
  func scores() {
    #expect(abs(Scoring.brier(0.3, true) - 0.49) < 1e-15 && abs(Scoring.brier(0.3, false) - 0.09) < 1e-15)
    #expect(Scoring.log(0.25, true, paths: 100) == -Glibc.log(0.25))
    #expect(Scoring.log(0.25, false, paths: 100) == -Glibc.log(0.75))
    #expect(abs(Scoring.log(0, true, paths: 99) - Glibc.log(200)) < 1e-12)
    #expect(abs(Scoring.log(1, false, paths: 99) - Glibc.log(200)) < 1e-12)
    #expect(abs(Scoring.log(1, true, paths: 99) - Glibc.log(200.0 / 199)) < 1e-12)
    #expect(Scoring.chance(hits: 0, paths: 4000) == 0.5 / 4001)
    #expect(Scoring.chance(hits: 4000, paths: 4000) == 4000.5 / 4001)
  }

  @Test("The climatology of values is half their mean absolute difference")
  func climatology() throws {
    let values = [0.3, 0, 0.1, 0.1, 0.7, 0]
    let slow = values.reduce(0) { sum, one in sum + values.reduce(0) { $0 + abs(one - $1) } } / 36 / 2
    #expect(abs(try #require(Scoring.climatologyCRPS(values)) - slow) < 1e-15)
    #expect(Scoring.climatologyCRPS([0.4]) == 0)
    #expect(Scoring.climatologyCRPS([]) == nil)
  }
}
