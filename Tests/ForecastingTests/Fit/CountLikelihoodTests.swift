import Glibc
import Testing

@testable import Forecasting

@Suite struct CountLikelihoodTests {
  private static let logMeans = (0..<30).map { -4 + 0.3 * Double($0) }
  private let law = CountLikelihood(
    means: Self.logMeans.map { exp($0) }, logMeans: Self.logMeans, factor: 1.5, sizes: [.infinity, 3])

  private func grid(_ mass: [Double]) -> GridMass { GridMass(mass: mass, states: 60, transition: []) }

  /// The posterior of a day as the plain product of prior and chances.
  @Test(arguments: [0, 1, 7, 20]) func aDayComputedOnceIsTheDay(count: Int) {
    let mass = (0..<60).map { Double(1 + $0 % 7) / 240 }
    var once = grid(mass)
    let isObserved = once.observe(law.day(count: count))
    #expect(isObserved)
    var products: [Double] = []
    for (row, size) in [Double.infinity, 3].enumerated() {
      for (cell, logMean) in Self.logMeans.enumerated() {
        let mean = 1.5 * exp(logMean)
        // k! is left out of both laws.
        let logChance =
          size.isInfinite
          ? Double(count) * log(mean) - mean
          : lgamma(Double(count) + size) - lgamma(size) + size * log(size / (size + mean))
            + Double(count) * log(mean / (size + mean))
        products.append(mass[row * 30 + cell] * exp(logChance))
      }
    }
    let total = products.reduce(0, +)
    #expect(abs(once.logEvidence - log(total)) < 1e-12 * max(1, abs(log(total))))
    for (found, product) in zip(once.mass, products) { #expect(abs(found - product / total) < 1e-13) }
  }

  @Test func massFarFromTheLikeliestCellIsLeftToTheDay() {
    var mass = [Double](repeating: 0, count: 60)
    mass[0] = 1
    var grid = grid(mass)
    let narrow = CountLikelihood(
      means: [1e-250] + [Double](repeating: 20, count: 59),
      logMeans: [log(1e-250)]
        + [Double](repeating: log(20), count: 59), factor: 1, sizes: [.infinity])
    let isObserved = grid.observe(narrow.day(count: 20))
    #expect(!isObserved)
    #expect(grid.mass == mass)
    #expect(grid.logEvidence == 0)
  }
}
