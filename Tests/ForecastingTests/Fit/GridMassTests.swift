import Foundation
import Probability
import Testing

@testable import Forecasting

@Suite struct GridMassTests {
  @Test("Masses are multiplied by exponentials right to rounding, for any number of cells")
  func exponentials() {
    var generator = Philox4x32(seed: 41)
    for cells in [1, 7, 8, 9, 61, 427] {
      let masses = (0..<cells).map { _ in unitInterval(generator.next()) }
      let logs = (0..<cells).map { _ in -720 * pow(unitInterval(generator.next()), 3) }
      var grid = GridMass(mass: masses, states: 1, transition: [1])
      grid.observe { logs[$0] }
      let most = logs.max() ?? 0
      let products = zip(masses, logs).map { $0 * exp($1 - most) }
      let total = products.reduce(0, +)
      #expect(abs(grid.logEvidence - most - log(total)) < 1e-14 * max(1, abs(most)))
      for (cell, product) in products.enumerated() {
        #expect(abs(grid.mass[cell] - product / total) <= 1e-14 * product / total + 1e-300)
      }
    }
  }

  @Test("A cell without mass may be far likelier than the others, and stays without")
  func empty() {
    var grid = GridMass(mass: [0, 0.25, 0.75], states: 3, transition: [1, 0, 0, 0, 1, 0, 0, 0, 1])
    grid.observe { [0, -5000, -5001][$0] }
    #expect(grid.mass[0] == 0 && grid.logEvidence.isFinite)
    #expect(abs(grid.mass[1] - 0.25 / (0.25 + 0.75 * exp(-1))) < 1e-15)
  }
}
