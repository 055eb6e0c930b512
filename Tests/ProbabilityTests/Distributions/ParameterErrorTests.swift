import Testing

@testable import Probability

@Suite("Parameters out of range are named") struct ParameterErrorTests {
  private func message(_ make: () throws -> Any) -> String {
    do {
      return "no error: \(try make())"
    } catch { return "\(error)" }
  }

  @Test("Means and rates") func means() {
    #expect(
      message { try Poisson(mean: -1) } == "Poisson.mean: found -1.0, expected a number from 0 to 2^53.")
    #expect(
      message { try Poisson(mean: .nan) } == "Poisson.mean: found nan, expected a number from 0 to 2^53.")
    #expect(
      message { try Poisson(mean: .infinity) } == "Poisson.mean: found inf, expected a number from 0 to 2^53."
    )
    #expect(
      message { try NegativeBinomial(mean: -0.5, size: 1) }
        == "NegativeBinomial.mean: found -0.5, expected a number from 0 to 2^53.")
    for (size, shown) in [(0.0, "0.0"), (-2, "-2.0"), (.nan, "nan"), (.infinity, "inf")] {
      #expect(
        message { try NegativeBinomial(mean: 1, size: size) }
          == "NegativeBinomial.size: found \(shown), expected a finite number above 0.")
      #expect(
        message { try Gamma(shape: size, rate: 1) }
          == "Gamma.shape: found \(shown), expected a finite number above 0.")
      #expect(
        message { try Gamma(shape: 1, rate: size) }
          == "Gamma.rate: found \(shown), expected a finite number above 0.")
      #expect(
        message { try Beta(alpha: size, beta: 1) }
          == "Beta.alpha: found \(shown), expected a finite number above 0.")
      #expect(
        message { try Beta(alpha: 1, beta: size) }
          == "Beta.beta: found \(shown), expected a finite number above 0.")
      #expect(
        message { try BetaBinomial(trials: 3, alpha: size, beta: 1) }
          == "BetaBinomial.alpha: found \(shown), expected a finite number above 0.")
      #expect(
        message { try BetaBinomial(trials: 3, alpha: 1, beta: size) }
          == "BetaBinomial.beta: found \(shown), expected a finite number above 0.")
    }
    for (mean, shown) in [(Double.nan, "nan"), (.infinity, "inf"), (-.infinity, "-inf")] {
      #expect(
        message { try NegativeBinomial(mean: mean, size: 1) }
          == "NegativeBinomial.mean: found \(shown), expected a number from 0 to 2^53.")
    }
  }

  @Test("Trials and probabilities") func trials() {
    #expect(
      message { try Binomial(trials: -1, probability: 0.5) }
        == "Binomial.trials: found -1, expected a whole number from 0 to 2^53.")
    #expect(
      message { try Binomial(trials: (1 << 53) + 1, probability: 0.5) }
        == "Binomial.trials: found 9007199254740993, expected a whole number from 0 to 2^53.")
    for (p, shown) in [(-0.1, "-0.1"), (1.5, "1.5"), (.nan, "nan"), (.infinity, "inf")] {
      #expect(
        message { try Binomial(trials: 1, probability: p) }
          == "Binomial.probability: found \(shown), expected a number from 0 to 1.")
    }
    #expect(
      message { try BetaBinomial(trials: -4, alpha: 1, beta: 1) }
        == "BetaBinomial.trials: found -4, expected a whole number from 0 to 2^53.")
  }
}
