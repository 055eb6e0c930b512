import AccountHealth
import Forecasting
import Simulation
import Testing
import Workspace

@testable import Reporting

@Suite("The verdict")
struct VerdictTests {
  @Test("On target: the rate most at risk, with its day")
  func onTarget() {
    let safe = SampleForecasts.metric(.cancellation, breached: [1: 0.001])
    let late = SampleForecasts.metric()
    let sorted = [safe, late].sorted { $0.isMoreUrgent(than: $1) }
    #expect(sorted.map(\.metric) == [.lateShipment30, .cancellation])
    #expect(
      Verdict.text(sorted)
        == "Nothing is off target now. Most at risk: late shipment rate, 30 days, 41.2 % ± 0.2 within 30 days, "
        + "if so most likely first on 3 Dec 2026.")
    #expect(
      Verdict.text([safe])
        == "Nothing is off target now. No rate is likely to be off target within 30 days.")
  }

  @Test("Where few data leave much open, the range comes first, and no rate is called safe that may not be")
  func open() {
    var late = SampleForecasts.metric()
    func end(_ value: Double) -> Estimate { Estimate(value: value, standardError: 0.01) }
    late.spread = (end(0.123), end(0.886))
    #expect(
      Verdict.text([late])
        == "Nothing is off target now. Most at risk: late shipment rate, 30 days, between 12 % and 89 % within "
        + "30 days, for all that your orders tell (41.2 % on average, simulation error ± 0.2), if so most likely "
        + "first on 3 Dec 2026.")
    var rare = SampleForecasts.metric(.cancellation, breached: [1: 0.008])
    rare.spread = (end(0.001), end(0.12))
    #expect(
      Verdict.text([rare]).contains("Most at risk: cancellation rate, between 0.10 % and 12 % within 30 days")
    )
  }

  @Test("A rate that is not decided may be off target, and the verdict begins with it")
  func undecided() {
    let safe = SampleForecasts.metric(.cancellation, breached: [1: 0.001])
    #expect(
      Verdict.text([safe], undecided: [.lateShipment30])
        == "Whether something is off target now is not known: these files do not decide late shipment rate, 30 days. "
        + "No other rate is off target. No rate is likely to be off target within 30 days.")
    let off = SampleForecasts.metric(
      .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, breached: [1: 1], recovery: nil)
    #expect(
      Verdict.text([off], undecided: [.lateShipment30]).hasPrefix(
        "Off target now: order defect rate. These files do not decide late shipment rate, 30 days. It is"))
  }

  @Test("Chances of a ranking say which rates they leave out")
  func leftOut() {
    #expect(
      RankSentences.leftOut([.lateShipment30])
        == "The files do not decide late shipment rate, 30 days, so these chances leave it out: they are higher than "
        + "said if it is off target.")
    #expect(
      RankSentences.leftOut([.cancellation, .orderDefect])
        == "The files do not decide cancellation rate; order defect rate, so these chances leave them out: they are "
        + "higher than said if one of them is off target.")
  }

  @Test("Off target: when it is back, before what comes next")
  func offTarget() {
    let off = SampleForecasts.metric(
      .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, breached: [1: 1])
    #expect(off.isMoreUrgent(than: SampleForecasts.metric()))
    #expect(
      Verdict.text([off, SampleForecasts.metric()])
        == "Off target now: order defect rate. It is back with an even chance by 5 Dec 2026, but not surely within "
        + "90 days. Most at risk next: late shipment rate, 30 days, 41.2 % ± 0.2 within 30 days, if so most likely "
        + "first on 3 Dec 2026.")
    let never = SampleForecasts.metric(
      .orderDefect, limit: Ratio(1, 100), bad: 15, orders: 241, breached: [1: 1], recovery: nil)
    #expect(
      Verdict.text([never])
        == "Off target now: order defect rate. It is more likely than not to stay so for 90 days.")
  }
}
