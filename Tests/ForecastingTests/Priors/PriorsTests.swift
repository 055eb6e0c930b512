import Foundation
import Probability
import Testing

@testable import Forecasting

struct PriorsTests {
  @Test("The built-in priors survive their file form and say where they are from")
  func roundTrip() throws {
    let standard = Priors.standard
    #expect(try Priors(json: JSONEncoder().encode(standard)) == standard)
    #expect(standard.provenance.contains { $0.contains("Olist") })
    #expect(
      standard.orderDefect.isJudged && standard.cancellation.isJudged && !standard.lateShipment.isJudged)
  }

  private static let faults: [(change: @Sendable (inout Priors) -> Void, error: String)] = [
    ({ $0.version = 2 }, "version: expected 1."),
    ({ $0.lateShipment.sd = 0 }, "late_shipment: expected a finite mean, an sd above 0."),
    ({ $0.orderDefect.oddsRatio = 0 }, "order_defect.odds_ratio: expected a finite number above 0."),
    ({ $0.volume = [] }, "volume: expected weights above 0, ar1 0…1, sd from 0."),
    ({ $0.openDefects.cells.removeLast() }, "open_defects.cells: expected 5 rows of 18 finite numbers."),
    ({ $0.openShipments.daysLeft = [2, 1] }, "open_shipments.days_left: expected ascending days."),
    (
      { $0.openDeliveries.strength = 0 },
      "open_deliveries: expected finite coefficients and a strength above 0."
    ),
    ({ $0.cancellationStrength = -1 }, "cancellation_strength: expected a number above 0."),
    (
      { $0.weekdays = [1, 1] },
      "weekdays: expected seven factors above 0 and a weekday_strength above 0."
    ),
  ]

  @Test("What is wrong with a file is said by field", arguments: faults.indices)
  func fault(index: Int) throws {
    var priors = Priors.standard
    Self.faults[index].change(&priors)
    let data = try JSONEncoder().encode(priors)
    let error = #expect(throws: PriorsError.self) { try Priors(json: data) }
    #expect(error?.description == Self.faults[index].error)
  }

  @Test("The rate over all orders is that of the two kinds, mixed at the driver's mean share")
  func marginal() {
    let driver = Priors.Rate(mean: -2, sd: 1e-9, drifts: [.init(weight: 1, ar1: 0, sd: 0)], isJudged: true)
    #expect(abs(driver.meanProbability - logistic(-2)) < 1e-9)
    var rate = Priors.Rate(mean: logit(0.1), sd: 1, drifts: driver.drifts, isJudged: true, oddsRatio: 9)
    // Odds of one in nine become even odds.
    let share = logistic(-2)
    #expect(abs(logistic(rate.marginal(over: driver).mean) - (0.1 * (1 - share) + 0.5 * share)) < 1e-9)
    rate.oddsRatio = nil
    #expect(rate.marginal(over: driver) == rate)
    // E of the logistic at level 0 is one half whatever the spread; with deviations that spread doubles.
    let wide = Priors.Rate(mean: 0, sd: 1, drifts: [.init(weight: 2, ar1: 0.9, sd: 2)], isJudged: true)
    #expect(abs(wide.meanProbability - 0.5) < 1e-12)
  }

  @Test("The log-odds of an open order are the sum of its parts")
  func openOrder() {
    let prior = OpenOrderPrior(
      daysLeft: [1, 3], cells: [[1, 2, 3], [4, 5, 6]], own: 0.5, workingDays: -0.25, age: 2, account: 0.1,
      reference: -3, strength: 1)
    let order = OpenOrder(
      state: 1, daysLeft: 2, ownShare: 0.5, workingDays: 9, age: 0, unrecorded: 1)
    // Cell 5; the own share has log-odds 0; working days count up to 6; log(1 + 0) = 0.
    #expect(abs(prior.logOdds(of: order, account: -1) - (5 - 1.5 + 0.2)) < 1e-12)
    #expect(prior.cell(of: order) == 4)
    #expect(prior.pathSlope == 0.1)
    #expect(prior.bin(daysLeft: -5) == 0 && prior.bin(daysLeft: 3) == 1 && prior.bin(daysLeft: 4) == 2)
  }
}
