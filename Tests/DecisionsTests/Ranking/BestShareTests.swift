import Probability
import TestSupport
import Testing

@testable import Decisions

@Suite struct BestShareTests {
  private func normal(_ generator: inout Philox4x32) -> Double {
    normalQuantileFast(openUnitInterval(generator.next()))
  }

  @Test("Over effects alone: the share of draws in which a system is best, ties shared")
  func effects() {
    // No simulation error: one replication a draw.
    let draws = [[[1.0, 0, 0]], [[0, 2, 1]], [[0, 3, 3]], [[5, 5, 5]]]
    let shares = BestShare.probabilities(draws, resamples: 3, seed: 1)
    let expected = [1.0 + 0 + 0 + 1.0 / 3, 0 + 1 + 0.5 + 1.0 / 3, 0 + 0 + 0.5 + 1.0 / 3].map { $0 / 4 }
    for (share, value) in zip(shares, expected) { #expect(abs(share - value) < 1e-14) }
    #expect(abs(shares.reduce(0, +) - 1) < 1e-14)
  }

  @Test("Over simulation error alone: P(difference above 0) given the data, Φ(mean/standard error)")
  func simulation() {
    var generator = Philox4x32(seed: 21)
    let rows = (0..<400).map { _ in
      let shared = 10 * normal(&generator)
      return [shared, shared + 0.06 + normal(&generator)]
    }
    let differences = rows.map { $0[1] - $0[0] }
    let mean = differences.reduce(0, +) / 400
    let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 400
    let truth = normalCdf(mean / (variance / 400).squareRoot())
    let resamples = 20_000
    let share = BestShare.probabilities([rows], resamples: resamples, seed: 2)[1]
    // Beside the error of the resamples, the bootstrap is skewed by about 1/√400 in the third moment: 0.002.
    let error = (truth * (1 - truth) / Double(resamples)).squareRoot()
    #expect(abs(share - truth) < 5 * error + 0.002, "\(share) for \(truth)")
  }

  @Test("Both together, the same for the same seed; equal systems share exactly")
  func both() {
    var generator = Philox4x32(seed: 22)
    let draws = (0..<200).map { _ in
      let effect = normal(&generator)
      return (0..<10).map { _ in
        let noisy = effect + normal(&generator)
        return [0.0, noisy, 0.0, noisy]
      }
    }
    let shares = BestShare.probabilities(draws, resamples: 50, seed: 3)
    #expect(shares == BestShare.probabilities(draws, resamples: 50, seed: 3))
    #expect(abs(shares[0] - shares[2]) < 1e-12 && abs(shares[1] - shares[3]) < 1e-12)
    // The effect is as often above as below 0; 200 draws of it set the standard error, at most.
    expect(shares[1] * 2, near: 0.5, standardError: (0.25 / 200).squareRoot())
  }
}
