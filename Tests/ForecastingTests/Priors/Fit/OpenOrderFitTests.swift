import Probability
import TestSupport
import Testing

@testable import Forecasting

struct OpenOrderFitTests {
  @Test("Orders made from known coefficients give them back")
  func recovery() throws {
    let truth = OpenOrderPrior(
      daysLeft: [2, 5], cells: [[0.5, -0.5, -1.5], [1.5, 0.2, -2]], own: 0.8, workingDays: -0.3, age: 0.4,
      shippedLate: 1.2, account: 0.5, reference: 0, strength: 1)
    var generator = Philox4x32(seed: 77)
    let count = 60_000
    let rows = (0..<count).map { _ in
      var order = OpenOrder(
        state: Int.random(in: 0...1, using: &generator), daysLeft: Int.random(in: 1...8, using: &generator),
        ownShare: Double.random(in: 0.1...0.9, using: &generator),
        workingDays: Int.random(in: 0...6, using: &generator), age: Int.random(in: 0...9, using: &generator))
      order.isShippedLate = Double.random(in: 0..<1, using: &generator) < 0.3
      let account = Double.random(in: -1...1, using: &generator)
      let p = logistic(truth.logOdds(of: order, account: account))
      return OpenOrderFit.Row(
        order: order, account: account, endedBad: Double.random(in: 0..<1, using: &generator) < p)
    }
    let fit = try OpenOrderFit.fit(rows, form: truth)
    // Standard errors of the order of √(1/(n·p·q·var)): at most 0.025 for the covariates, 0.06 for the cells.
    expect(fit.own, near: truth.own, standardError: 0.011)
    expect(fit.workingDays, near: truth.workingDays, standardError: 0.006)
    expect(fit.age, near: truth.age, standardError: 0.016)
    expect(fit.account, near: truth.account, standardError: 0.02)
    expect(try #require(fit.shippedLate), near: 1.2, standardError: 0.02)
    for state in 0...1 {
      for bin in 0...2 {
        // The reference is the mean of the accounts', which the cells take in.
        let shifted = fit.cells[state][bin] - fit.account * fit.reference
        expect(shifted, near: truth.cells[state][bin], standardError: 0.06)
      }
    }
  }
}
