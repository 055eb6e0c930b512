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

  @Test("Rows that change: the sum over every set of days of change, forwards and backwards")
  func changes() {
    let (first, changed) = ([0.2, 0.5, 0.3], [0.6, 0.1, 0.3])
    let logs = [[-1.0, -2, -0.5], [-0.3, -4, -1], [-2, -0.1, -1.5], [-0.7, -0.2, -3]]
    let daily = 0.07
    // The third day has a change of its own.
    let (logged, chance) = (2, 0.4)
    let chances = (0..<4).map { $0 == logged ? 1 - (1 - daily) * (1 - chance) : daily }
    var grid = GridMass(mass: first, states: 1, transition: [1], change: .init(daily: daily, rows: changed))
    for (index, day) in logs.enumerated() {
      grid.step()
      if index == logged { grid.changeRows(chance) }
      grid.observe { day[$0] }
    }
    // By hand: on each day the row is kept or drawn anew.
    var ends = [0.0, 0, 0]
    for path in 0..<81 {
      let rows = [path % 3, path / 3 % 3, path / 9 % 3, path / 27]
      var chance = first[rows[0]] * (1 - daily) + daily * changed[rows[0]]
      for day in 1..<4 {
        chance *=
          (rows[day] == rows[day - 1] ? 1 - chances[day] : 0) + chances[day] * changed[rows[day]]
      }
      for day in 0..<4 { chance *= exp(logs[day][rows[day]]) }
      ends[rows[3]] += chance
    }
    let total = ends.reduce(0, +)
    #expect(abs(grid.logEvidence - log(total)) < 1e-13)
    for row in 0..<3 { #expect(abs(grid.mass[row] - ends[row] / total) < 1e-14) }
    // Backwards, the chance of all days from each first row adds up to the same.
    var later = GridMass(
      mass: [1, 1, 1], states: 1, transition: [1], change: .init(daily: daily, rows: changed))
    for (index, day) in logs.enumerated().reversed() {
      later.observe { day[$0] }
      if index == logged { later.changeRowsBack(chance) }
      later.stepBack()
    }
    let whole = zip(first, later.mass).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(later.logEvidence + log(whole) - log(total)) < 1e-13)
  }

  @Test("A cell without mass may be far likelier than the others, and stays without")
  func empty() {
    var grid = GridMass(mass: [0, 0.25, 0.75], states: 3, transition: [1, 0, 0, 0, 1, 0, 0, 0, 1])
    grid.observe { [0, -5000, -5001][$0] }
    #expect(grid.mass[0] == 0 && grid.logEvidence.isFinite)
    #expect(abs(grid.mass[1] - 0.25 / (0.25 + 0.75 * exp(-1))) < 1e-15)
  }

  @Test("Days without news pass at once as they do one by one", arguments: [1, 2, 5, 31, 32, 33, 100])
  func silence(days: Int) {
    let chain = NormalChain(states: 21, ar1: 0.95, sd: 0.6)
    var generator = Philox4x32(seed: 5)
    let mass = (0..<63).map { _ in unitInterval(generator.next()) / 32 }
    let change = GridMass.Change(daily: 0.02, rows: [0.2, 0.3, 0.5])
    var once = GridMass(mass: mass, states: 21, transition: chain.transition, change: change)
    var daily = once
    once.step(days: days)
    for _ in 0..<days { daily.step() }
    for (one, other) in zip(once.mass, daily.mass) { #expect(abs(one - other) < 1e-14) }
  }
}
