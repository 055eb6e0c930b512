import Documents
import Foundation
import Probability
import TestSupport
import Testing

@testable import Forecasting

@Suite struct ClosingFitTests {
  private static let start = Priors.Closing(daily: 0.01, returning: 0.5)

  @Test(
    "The chance of closing is found among sellers of one order in three days", arguments: [0.0004, 0.003])
  func closings(daily: Double) {
    var generator = Philox4x32(seed: 77)
    var (closings, exposure) = (0.0, 0.0)
    let mean = 1.0 / 3
    let sellers = (0..<400).map { _ in
      var (counts, isOpen) = ([1], true)
      for _ in 1..<300 {
        isOpen = isOpen && unitInterval(generator.next()) >= daily
        exposure += isOpen ? 1 : 0
        counts.append(isOpen ? Poisson.draw(mean: mean, using: &generator) : 0)
      }
      closings += isOpen ? 0 : 1
      let last = counts.lastIndex { $0 > 0 } ?? 0
      return ClosingFit.Seller(
        counts: counts, silence: [Double](repeating: -mean, count: counts.count - 1 - last))
    }
    let fitted = ClosingFit.fit(sellers, start: Self.start)
    // A short silence does not show whether the account closed: the error is a little above that of the
    // count.
    expect(fitted.daily, near: daily, standardError: 1.2 * closings.squareRoot() / exposure)
    #expect(fitted.returning == Self.start.returning)
  }

  @Test("Pauses end on the share of their days, from the sixth to the thirtieth, on which an order comes")
  func returns() {
    let busy = [Int](repeating: 2, count: 30)
    func silent(_ days: Int) -> [Int] { [Int](repeating: 0, count: days) }
    // Silent for 9 days, back on the tenth: days 6 to 10 are used, the last one a return. Then 40 silent
    // days.
    let paused = ClosingFit.Seller(counts: busy + silent(9) + busy + silent(40), silence: [])
    #expect(paused.pausedDays == 5 + 26 && paused.returns == 1)
    let slow = ClosingFit.Seller(counts: (0..<90).map { $0 % 10 == 0 ? 1 : 0 }, silence: [])
    #expect(slow.pausedDays == 0 && slow.daysOpen == 81)
    let fitted = ClosingFit.fit([paused, slow], start: Self.start)
    #expect(fitted.returning == rounded(1.0 / 31) && fitted.daily == Self.start.daily)
  }

  @Test("Priors of accounts that stay open may be written, wrong ones are refused")
  func validation() throws {
    var priors = Priors.standard
    priors.closing = nil
    func reread() throws -> Priors {
      let encoder = JSONEncoder()
      encoder.outputFormatting = .sortedKeys
      return try Priors(document: [UInt8](encoder.encode(priors)), file: "p.json")
    }
    #expect(try reread().closing == nil)
    priors.closing = .init(daily: 0.5, returning: 0)
    let error = #expect(throws: DocumentError.self) { try reread() }
    #expect(
      error?.faults.map { "\($0.field): \($0.expected)" } == [
        "closing.daily: a daily chance from 0 to 0.499", "closing.returning: a chance from 0.0001 to 0.9999",
      ])
  }
}
