import Documents
import Foundation
import Probability
import TestSupport
import Testing

@testable import Forecasting

struct PriorsTests {
  @Test("The built-in priors survive their file form and say where they are from")
  func roundTrip() throws {
    let standard = Priors.standard
    let written = try [UInt8](JSONEncoder().encode(standard))
    #expect(try Priors(document: written, file: "p.json") == standard)
    #expect(standard.provenance.contains { $0.contains("Olist") })
    #expect(
      standard.orderDefect.isJudged && standard.cancellation.isJudged && !standard.lateShipment.isJudged)
  }

  private static let faults: [(change: @Sendable (inout Priors) -> Void, error: String)] = [
    ({ $0.version = 2 }, "version: found '2', expected 1. Make the file with headroom learn."),
    (
      { $0.lateShipment.sd = 0 },
      "late_shipment.sd: found '0', expected a number from 0.001 to 20. Write a decimal number with a point."
    ),
    (
      { $0.orderDefect.oddsRatio = 0 },
      "order_defect.odds_ratio: found '0', expected a ratio from 0.0001 to 10000. "
        + "Write a decimal number with a point."
    ),
    ({ $0.volume = [] }, "volume: found 0 entries, expected 1 to 500."),
    (
      { $0.volume[0].sd = 1e-9 },
      "volume[0].sd: found '1e-09', expected 0, or a number from 0.001 to 20. "
        + "Write a decimal number with a point."
    ),
    (
      { $0.openDefects.cells.removeLast() },
      "open_defects.cells: found 4 rows, expected 5 rows of 18 numbers. "
        + "There is one number more than days_left has."
    ),
    (
      { $0.openShipments.daysLeft[0] = 900 },
      "open_shipments.days_left: found days that do not rise, expected rising days."
    ),
    (
      { $0.openDeliveries.strength = 0 },
      "open_deliveries.strength: found '0', expected a number above 0 and at most 1000000000. "
        + "Write a decimal number with a point."
    ),
    (
      { $0.cancellationStrength = -1 },
      "cancellation_strength: found '-1', expected a number above 0 and at most 1000000000. "
        + "Write a decimal number with a point."
    ),
    ({ $0.weekdays = [1, 1] }, "weekdays: found 2 numbers, expected seven, Monday first."),
    (
      { $0.defectDelays.days[0].days = 201 },
      "defect_delays.days[0].days: found '201', expected a whole number from -200 to 200. Write digits only."
    ),
  ]

  @Test("What is wrong with a file is named by field and place", arguments: faults.indices)
  func fault(index: Int) throws {
    var priors = Priors.standard
    Self.faults[index].change(&priors)
    let error = #expect(throws: DocumentError.self) {
      try Priors(document: [UInt8](JSONEncoder().encode(priors)), file: "p.json")
    }
    #expect(error?.faults.count == 1)
    let fault = try #require(error?.faults.first)
    #expect(fault.description == "p.json:1:\(fault.column): " + Self.faults[index].error)
    #expect(fault.column > 1 || fault.field == "version")
  }

  @Test("Damaged priors are read or refused")
  func damaged() {
    var mutator = TextMutator(seed: 19)
    let text = String(decoding: Priors.builtInBytes, as: UTF8.self)
    var (valid, refused) = (0, 0)
    for _ in 0..<200 {
      do {
        _ = try Priors(document: Array(mutator.mutated(text).utf8), file: "p.json")
        valid += 1
      } catch {
        refused += 1
      }
    }
    // 9 of the 200 were valid when this was written.
    #expect(refused > 100 && valid >= 4, "\(valid) valid, \(refused) refused")
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
    var prior = OpenOrderPrior(
      daysLeft: [1, 3], cells: [[1, 2, 3], [4, 5, 6]], own: 0.5, workingDays: -0.25, age: 2, account: 0.1,
      reference: -3, strength: 1)
    var order = OpenOrder(
      state: 1, daysLeft: 2, ownShare: 0.5, workingDays: 9, age: 0, unrecorded: 1)
    // Cell 5; the own share has log-odds 0; working days count up to 6; log(1 + 0) = 0.
    #expect(abs(prior.logOdds(of: order, account: -1) - (5 - 1.5 + 0.2)) < 1e-12)
    #expect(prior.cell(of: order) == 4)
    order.isShippedLate = true
    #expect(abs(prior.logOdds(of: order, account: -1) - (5 - 1.5 + 0.2)) < 1e-12)
    prior.shippedLate = 0.7
    #expect(abs(prior.logOdds(of: order, account: -1) - (5 - 1.5 + 0.2 + 0.7)) < 1e-12)
    #expect(prior.pathSlope == 0.1)
    #expect(prior.bin(daysLeft: -5) == 0 && prior.bin(daysLeft: 3) == 1 && prior.bin(daysLeft: 4) == 2)
  }
}
