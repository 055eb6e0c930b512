import Foundation
import Testing

@testable import Probability

/// Prints nanoseconds per draw; run by `make prove`.
@Suite(
  "Speed of inversion", .serialized,
  .enabled(if: ProcessInfo.processInfo.environment["HEADROOM_PROVE"] != nil))
struct InversionSpeedProof {
  @inline(__always)
  private func time(_ name: String, _ draw: (Double) -> Int) {
    let uniforms = (0..<1 << 16).map {
      uniform(Philox4x32.word4(seed: 3, path: UInt32($0), day: 0, purpose: 0, index: 0)[0])
    }
    var sum = 0
    let start = ContinuousClock.now
    for _ in 0..<30 { for u in uniforms { sum &+= draw(u) } }
    let took = ContinuousClock.now - start
    let count = Double(30 * uniforms.count)
    let nanoseconds =
      (Double(took.components.attoseconds) * 1e-9 + Double(took.components.seconds) * 1e9) / count
    print("\(name): \(nanoseconds) ns, mean \(Double(sum) / count)")
  }

  @Test func binomial() {
    for (n, p) in [
      (40, 0.001), (40, 0.01), (40, 0.024), (40, 0.075), (60, 0.05), (40, 0.96), (200, 0.1), (400, 0.1),
      (400, 0.96),
    ] {
      time("Binomial(\(n), \(p))") { Inversion.binomial($0, trials: n, probability: p) }
    }
  }
  @Test func others() {
    for mean in [0.1, 1, 5, 20, 40, 1e4] { time("Poisson(\(mean))") { Inversion.poisson($0, mean: mean) } }
    for mean in [0.1, 1, 5, 20, 40] {
      time("NegativeBinomial(\(mean), 4)") { Inversion.negativeBinomial($0, mean: mean, size: 4) }
    }
    for n in [1, 5, 40, 400] {
      time("BetaBinomial(\(n), 2, 48)") { Inversion.betaBinomial($0, trials: n, alpha: 2, beta: 48) }
    }
  }
  /// Arguments for which a continued fraction by itself would take √a terms.
  @Test func tails() {
    for a in [100, 1e4, 1e8, 1e12, 1e15] {
      time("P and Q(a, x) at a = \(a), x within 3 standard deviations") { u in
        IncompleteGamma.both(a, a + (6 * u - 3) * a.squareRoot()).lower > 0.5 ? 1 : 0
      }
      time("I(a, 3a; x) at a = \(a), x within 3 standard deviations") { u in
        let x = 0.25 + (6 * u - 3) * 0.2165 / a.squareRoot()
        return IncompleteBeta.both(a, 3 * a, x: x, y: 1 - x).lower > 0.5 ? 1 : 0
      }
    }
    time("I(0.3, 10⁹; x)") { u in
      IncompleteBeta.both(0.3, 1e9, x: u * 1e-8, y: 1 - u * 1e-8).lower > 0.5 ? 1 : 0
    }
  }
}
