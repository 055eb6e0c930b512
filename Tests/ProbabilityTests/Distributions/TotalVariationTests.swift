import Testing

@testable import Probability

#if arch(x86_64)
  /// The exact distribution by another way: the ratios of neighbouring probabilities, multiplied from the
  /// mode in 64-bit mantissas and divided by their sum.
  @Suite("Distance of computed distributions from exact ones") struct TotalVariationTests {
    @Test(
      "Total variation of the pmf and the largest error of the cdf are below 1e-12", arguments: CountLaw.all)
    func distance(_ law: CountLaw) {
      let (low, high) = (law.quantile(1e-15), law.quantile(1 - 1e-15))
      guard high - low < 2_000_000 else { return }  // `hugeCounts` has these.
      let start = law.quantile(0.5)
      var upward: [Wide] = [1]
      for k in start..<max(high, start) { upward.append(upward[k - start] * law.ratio(k)) }
      var downward: [Wide] = []
      var mass: Wide = 1
      for k in (low..<max(start, low)).reversed() {
        mass /= law.ratio(k)
        downward.append(mass)
      }
      let masses = downward.reversed() + upward
      let whole = masses.reduce(0, +)
      var (variation, sum, worst): (Wide, Wide, Wide) = (0, 0, 0)
      let every = max(1, masses.count / 2000)
      for (index, mass) in masses.enumerated() {
        variation += abs(Wide(law.pmf(low + index)) - mass / whole)
        sum += mass / whole
        if index % every == 0 { worst = max(worst, abs(Wide(law.cdf(low + index)) - sum)) }
      }
      #expect(variation / 2 < 1e-12 && worst < 1e-12, "\(law): \(variation / 2), cdf \(worst)")
    }
  }
#endif
