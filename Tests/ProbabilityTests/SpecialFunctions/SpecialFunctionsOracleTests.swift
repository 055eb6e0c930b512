import Foundation
import TestSupport
import Testing

@testable import Probability

/// `special_functions.json`: values to 40 digits by mpmath.
@Suite(
  "Special functions and log-pmfs to the digits", .enabled(if: OracleFolder.has("special_functions.json")))
struct SpecialFunctionsOracleTests {
  struct Answers: Decodable {
    struct Value: Decodable {
      let f: String
      let args: [String]
      let value_double: String
    }
    let values: [Value]
  }

  private static func value(_ name: String, _ x: [Double]) throws -> Double? {
    switch name {
    case "erf": erf(x[0])
    case "erfc": erfc(x[0])
    case "lgamma": logGamma(x[0])
    case "digamma": digamma(x[0])
    case "normal_quantile": normalQuantile(x[0])
    case "normal_cdf": normalCdf(x[0])
    case "gamma_cdf": try Gamma(shape: x[0], rate: 1).cdf(x[1])
    case "gamma_sf": try Gamma(shape: x[0], rate: 1).survival(x[1])
    case "beta_cdf": try Beta(alpha: x[0], beta: x[1]).cdf(x[2])
    case "beta_sf": try Beta(alpha: x[0], beta: x[1]).survival(x[2])
    case "poisson_log_pmf": try Poisson(mean: x[0]).logPmf(Int(x[1]))
    case "binomial_log_pmf": try Binomial(trials: Int(x[0]), probability: x[1]).logPmf(Int(x[2]))
    case "negbin_log_pmf": try NegativeBinomial(mean: x[0], size: x[1]).logPmf(Int(x[2]))
    case "betabinomial_log_pmf":
      try BetaBinomial(trials: Int(x[0]), alpha: x[1], beta: x[2]).logPmf(Int(x[3]))
    default: nil
    }
  }

  private static let names = [
    "erf", "erfc", "lgamma", "digamma", "normal_quantile", "normal_cdf", "gamma_cdf", "gamma_sf", "beta_cdf",
    "beta_sf", "poisson_log_pmf", "binomial_log_pmf", "negbin_log_pmf", "betabinomial_log_pmf",
  ]

  /// erf, erfc, lgamma, digamma, normal quantile in ulps; cdf and sf relative; log-pmfs by max(1, |value|).
  @Test("Within the tolerance", arguments: names) func tolerance(name: String) throws {
    let data = try Data(contentsOf: OracleFolder.file("special_functions.json"))
    let answers = try JSONDecoder().decode(Answers.self, from: data).values.filter { $0.f == name }
    #expect(answers.count > 20)
    var worst = 0.0
    for answer in answers {
      let arguments = answer.args.compactMap(Double.init)
      let truth = try #require(Double(answer.value_double))
      let found = try #require(try Self.value(name, arguments))
      let error = abs(found - truth)
      let allowed: Double
      if name.hasSuffix("log_pmf") {
        allowed = 1e-12 * max(1, abs(truth))
      } else if name.hasSuffix("cdf") || name.hasSuffix("sf") {
        allowed = 1e-12 * abs(truth)
      } else {
        allowed = 4 * truth.ulp
      }
      #expect(error <= allowed, "\(name)\(arguments): \(found), expected \(truth)")
      worst = max(worst, error / allowed)
    }
    print("\(name): worst error \(worst) of the tolerance")
  }
}
