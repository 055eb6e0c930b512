import Foundation
import Testing

@testable import Probability

/// `Reference/IncompleteFunctionAnswers.swift`, by mpmath: where the continued fractions alone lose digits or
/// time.
@Suite("Incomplete gamma and beta functions at hard points") struct IncompleteFunctionTests {
  struct Answer: Sendable {
    let name: String
    let arguments: [Double]
    let lower: Double
    let upper: Double
    let lowerChange: Double
    let upperChange: Double

    init(_ cells: [Substring]) {
      name = String(cells[0])
      let numbers = cells.dropFirst().map { Double($0) ?? .nan }
      arguments = Array(numbers.dropLast(4))
      let values = numbers.suffix(4).map { $0 }
      (lower, lowerChange, upper, upperChange) = (values[0], values[1], values[2], values[3])
    }
  }

  static let answers = IncompleteFunctionAnswers.table.split(separator: "\n").map {
    Answer($0.split(separator: " "))
  }

  /// 1e-12 of the value, or what half an ulp of an argument changes it by, if that is more.
  @Test("Both tails within 1e-12 of themselves", arguments: ["gamma", "beta"]) func tails(name: String) {
    let answers = Self.answers.filter { $0.name == name }
    #expect(answers.count > 100)
    var worst = 0.0
    for answer in answers {
      let x = answer.arguments
      let found =
        name == "gamma"
        ? IncompleteGamma.both(x[0], x[1]) : IncompleteBeta.both(x[0], x[1], x: x[2], y: 1 - x[2])
      for (value, truth, change) in [
        (found.lower, answer.lower, answer.lowerChange), (found.upper, answer.upper, answer.upperChange),
      ] where truth >= .leastNormalMagnitude {
        let error = abs(value / truth - 1)
        #expect(error <= max(1e-12, change), "\(name)\(x): \(value), expected \(truth), \(error) off")
        worst = max(worst, error / max(1e-12, change))
      }
    }
    print("incomplete \(name): worst error \(worst) of the tolerance, \(answers.count) points")
  }

  /// Probabilities relative to themselves: a total variation below 1e-12 from the exact distribution follows.
  @Test("Probabilities of counts to 2⁵³ within 1e-12 of themselves") func hugeCounts() throws {
    var worst = 0.0
    for line in IncompleteFunctionAnswers.hugeCounts.split(separator: "\n") {
      let cells = line.split(separator: " ")
      let x = cells.dropFirst().compactMap { Double($0) }
      let (truth, count) = (x[x.count - 1], Int(x[x.count - 2]))
      let found =
        switch cells[0] {
        case "binomial": try Binomial(trials: Int(x[0]), probability: x[1]).pmf(count)
        case "poisson": try Poisson(mean: x[0]).pmf(count)
        case "negative_binomial": try NegativeBinomial(mean: x[0], size: x[1]).pmf(count)
        case "beta_binomial": try BetaBinomial(trials: Int(x[0]), alpha: x[1], beta: x[2]).pmf(count)
        default: Double.nan
        }
      guard truth >= .leastNormalMagnitude else { continue }
      let error = abs(found / truth - 1)
      #expect(error <= 1e-12, "\(line): \(found), \(error) off")
      worst = max(worst, error)
    }
    print("probabilities of huge counts: worst relative error \(worst)")
  }
}
