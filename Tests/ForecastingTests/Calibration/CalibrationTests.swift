import Foundation
import Probability
import Testing

@Suite struct CalibrationTests {
  @Test("Truths drawn from the priors rank evenly among the draws of their posteriors")
  func short() throws {
    // A Kolmogorov distance of 100 even ranks is above 0.2 once in a thousand times.
    try Calibration(100, seed: 1804).check(bins: 10, most: 0.2)
  }

  @Test("Ranks that lean or heap up are seen")
  func power() {
    var (even, leaning, heaped) = (
      RankStatistics(draws: 99), RankStatistics(draws: 99), RankStatistics(draws: 99)
    )
    var generator = Philox4x32(seed: 3)
    for _ in 0..<1000 {
      let u = unitInterval(generator.next())
      even.add(Int(100 * u))
      leaning.add(Int(100 * u.squareRoot()))
      heaped.add(Int(50 * (u + unitInterval(generator.next()))))
    }
    #expect(even.chiSquare(bins: 20) > 0.001 && even.ecdfDifference < 0.06)
    #expect(leaning.chiSquare(bins: 20) < 1e-9 && abs(leaning.ecdfDifference - 0.25) < 0.06)
    #expect(heaped.chiSquare(bins: 20) < 1e-9 && abs(heaped.ecdfDifference - 0.125) < 0.06)
  }
}

/// S. Talts et al. (2018) at the full size: 1,000 truths of each kind.
@Suite(.enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct CalibrationProof {
  @Test("1,000 truths of each kind rank evenly; of the drifts the ECDF difference is below 0.08")
  func full() throws { try Calibration(1000, seed: 1804).check(bins: 20, most: 0.08) }
}
