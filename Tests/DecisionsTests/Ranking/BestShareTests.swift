import TestSupport
import Testing

@testable import Decisions

struct BestShareTests {
  private func curve(_ means: (Double) -> Double, error: Double) -> EffectCurve {
    // The tenths' mean normal scores, to three decimals.
    let scores = [-1.755, -1.045, -0.677, -0.386, -0.126, 0.126, 0.386, 0.677, 1.045, 1.755]
    return EffectCurve(means: scores.map(means), errors: [Double](repeating: error, count: 10))
  }

  @Test("A line through the tenths is found, and its error is that of the tenths")
  func line() {
    let curve = curve({ 0.05 - 0.02 * $0 }, error: 1e-6)
    for score in [-1.28, 0, 1.28] { #expect(abs(curve.value(at: score) - (0.05 - 0.02 * score)) < 1e-4) }
    // The variance of the fitted mean of ten equal errors e is about e²/10 at the centre, where the parabola
    // is free somewhat more.
    let wide = self.curve({ _ in 0 }, error: 1)
    let spread = (wide.value(at: 0, (1, 0, 0)), wide.value(at: 0, (0, 1, 0)), wide.value(at: 0, (0, 0, 1)))
    let variance = spread.0 * spread.0 + spread.1 * spread.1 + spread.2 * spread.2
    #expect(variance > 0.1 && variance < 0.3)
  }

  @Test("A slope within its error is none, a clear one stays, and the mean over all luck is kept")
  func shrunk() {
    let clear = curve({ 0.05 - 0.02 * $0 }, error: 1e-6)
    for score in [-1.28, 0, 1.28] {
      #expect(abs(clear.shrunk.value(at: score) - clear.value(at: score)) < 1e-6)
    }
    let noise = curve({ 0.05 - 0.002 * $0 + 0.001 * $0 * $0 }, error: 0.05)
    let values = [-1.28, 0, 1.28].map { noise.shrunk.value(at: $0) }
    #expect(values[0] == values[1] && values[1] == values[2])
    // The mean of the ten means: the squares of the ten scores have the mean 0.959.
    #expect(abs(values[0] - 0.050959) < 1e-6)
  }

  @Test("Shares add to 1, tied actions share, and an action that changes nothing stands where 0 does")
  func shares() {
    let good = curve({ _ in 0.02 }, error: 1e-5)
    let bad = curve({ _ in -0.02 }, error: 1e-5)
    let found = BestShare([bad, nil, nil], seed: 1)
    #expect(found.best[0] == 0 && found.best[1] == found.best[2] && abs(found.best[1] - 0.5) < 1e-9)
    #expect(found.places == [3...3, 1...1, 1...1])
    let other = BestShare([good, nil, bad, curve({ 0.02 + 0.01 * $0 }, error: 1e-5)], seed: 1)
    #expect(abs(other.best.reduce(0, +) - 1) < 1e-9)
    // The uncertain action is above 0.02 in half of the draws.
    expect(other.best[3], near: 0.5, standardError: (0.25 / 4000).squareRoot())
    #expect(other.places[1] == 3...3)
  }
}
