import Probability
import Testing

@Suite("Sums of counts, intervals and false discoveries")
struct InferenceTests {
  /// SciPy 1.17.1, `false_discovery_control`.
  @Test("Adjusted chances are those of another implementation")
  func adjusted() {
    let found = FalseDiscovery.adjusted([0.01, 0.04, 0.03, 0.005, 0.8, 0.2])
    for (one, other) in zip(found, [0.03, 0.06, 0.06, 0.03, 0.8, 0.24]) { #expect(abs(one - other) < 1e-12) }
    #expect(FalseDiscovery.adjusted([]).isEmpty && FalseDiscovery.adjusted([0.4]) == [0.4])
    // The smaller chance is never the larger adjusted one.
    #expect(FalseDiscovery.adjusted([0.04, 0.041, 0.042]).allSatisfy { abs($0 - 0.042) < 1e-12 })
  }

  /// SciPy 1.17.1, `binomtest(...).proportion_ci(0.95, 'wilson')`.
  @Test(
    "Wilson's interval is that of another implementation",
    arguments: [
      (0, 10, 0, 0.27753279986288926), (3, 10, 0.10779126740630102, 0.6032218525388546),
      (10, 10, 0.7224672001371109, 1), (12, 60, 0.1182850532289749, 0.31781805805627894),
      (27, 3_316, 0.005601997002941864, 0.011820961152789203),
    ] as [(Int, Int, Double, Double)])
  func wilson(successes: Int, trials: Int, low: Double, high: Double) {
    let interval = WilsonInterval(successes: successes, trials: trials)
    #expect(abs(interval.low - low) < 1e-12 && abs(interval.high - high) < 1e-12)
  }

  @Test("No trials say nothing") func none() {
    let interval = WilsonInterval(successes: 0, trials: 0)
    #expect(interval.low == 0 && interval.high == 1)
  }

  @Test("Two dice: the chance of a sum is counted")
  func dice() {
    var sum = CountSum()
    for _ in 0..<2 { sum.add(first: 1, masses: [Double](repeating: 1.0 / 6, count: 6)) }
    #expect(sum.first == 2 && sum.last == 12)
    for (least, ways) in [(2, 36), (3, 35), (7, 21), (12, 1)] {
      #expect(abs(sum.atLeast(least) - Double(ways) / 36) < 1e-14)
    }
    #expect(sum.atLeast(13) == 0 && sum.atLeast(-1) == 1)
    sum.add(first: 5, masses: [1])
    #expect(sum.first == 7 && abs(sum.atLeast(12) - 21.0 / 36) < 1e-14)
  }
}
