import Glibc
import Probability
import TestSupport
import Testing

@testable import Forecasting

struct OwnRecordTests {
  @Test("A record as expected moves nothing, a worse one moves its own cell by the log odds ratio")
  func shift() {
    var record = OwnRecord()
    for index in 0..<100 {
      record.add(.init(cell: 1), endedBad: index < 20, account: 0, logOdds: logit(0.2))
      record.add(.init(cell: 2), endedBad: index < 50, account: 0, logOdds: logit(0.2))
    }
    record.settle(strength: 10)
    #expect(abs(record.shift(.init(cell: 1))) < 1e-12)
    #expect(abs(record.shift(.init(cell: 2)) - (log(60.0 / 30) - log(60.0 / 90))) < 1e-12)
    #expect(record.shift(.init(cell: 3)) == 0)
    #expect(record.slope == 0 && record.determined == 0)
  }

  @Test("A state's shift reaches cells that no order was in, and counts an order once")
  func states() {
    func shift(_ cells: Int) -> Double {
      var record = OwnRecord()
      for index in 0..<20 {
        for cell in 0..<cells {
          record.add(
            .init(cell: cell, state: 0), isFirstOfState: cell == 0, endedBad: index < 10, account: 0,
            logOdds: logit(0.1))
        }
        record.add(
          .init(cell: 8, state: 1), isFirstOfState: true, endedBad: false, account: 0, logOdds: logit(0.1))
      }
      record.settle(strength: 0.5, byState: true)
      #expect(record.shift(.init(cell: 9, state: 1)) < -1)
      #expect(record.shift(.init(cell: 9, state: 2)) == 0)
      return record.shift(.init(cell: 9, state: 0))
    }
    // Ten of 20 orders ended bad where 2 were expected.
    let truth = log(10.5 / 2.5) - log(10.5 / 18.5)
    #expect(abs(shift(1) - truth) < 1e-9 && abs(shift(4) - truth) < 1e-9)
  }

  @Test("The more the prior is worth, the less the own record moves it")
  func strength() {
    let shifts = [0.5, 5, 50, 5_000].map { strength in
      var record = OwnRecord()
      for _ in 0..<30 { record.add(.init(cell: 0), endedBad: false, account: 0, logOdds: 0) }
      record.settle(strength: strength)
      return record.shift(.init(cell: 0))
    }
    #expect(zip(shifts, shifts.dropFirst()).allSatisfy { $0 < $1 } && shifts[3] < 0 && shifts[3] > -0.01)
  }

  /// Orders of 180 evenings whose log-odds follow those of the account with slope 1, while the prior says
  /// 0.2. The account's log-odds go up and down by 0.8.
  private static func record(perDay: Int, slope: Double = 1, swing: Double = 0.8) -> OwnRecord {
    var record = OwnRecord()
    var generator = Philox4x32(seed: 47)
    for evening in 0..<180 {
      let account = -2.5 + swing * sin(Double(evening) / 9)
      for _ in 0..<perDay {
        let bad = unitInterval(generator.next()) < logistic(0.5 + slope * (account + 2.5))
        record.add(
          .init(cell: 0), evening: evening, endedBad: bad, account: account,
          logOdds: -0.5 + 0.2 * (account + 2.5))
      }
    }
    record.settle(strength: 10)
    return record
  }

  private static let prior = OpenOrderPrior(
    daysLeft: [], cells: [[-0.5]], own: 0, workingDays: 0, age: 0, account: 0.2, shared: 0.6,
    reference: -2.5, strength: 10)

  @Test("An account with many orders determines its own slope; the shift is what remains")
  func ownSlope() {
    let record = Self.record(perDay: 100)
    // 18,000 orders of information 0.22 · 0.32 each: an error of 0.028, and a hundredth of the prior.
    #expect(record.determined > 0.98)
    expect(0.2 + record.slope, near: 1 - 0.008, standardError: 0.028)
    expect(record.shift(.init(cell: 0), account: record.centre), near: 1, standardError: 0.05)
    #expect(abs(record.pathSlope(Self.prior) - (0.2 + record.slope)) < 0.01)
  }

  @Test("Late orders stay open for more evenings than others; that does not flatten the slope")
  func slopeOfLongWaits() {
    var record = OwnRecord()
    var generator = Philox4x32(seed: 53)
    for day in 0..<180 {
      let account = -2.5 + 0.8 * sin(Double(day) / 9)
      for _ in 0..<900 {
        let bad = unitInterval(generator.next()) < logistic(account)
        // Three in ten of the others arrive on every day.
        var evenings = 1
        while evenings < 5, bad || unitInterval(generator.next()) > 0.3 { evenings += 1 }
        for waited in 0..<evenings {
          record.add(
            .init(cell: 0, daysLeft: 5 - waited), evening: day + 5 - waited, isFirst: waited == 0,
            of: evenings, endedBad: bad, account: account, logOdds: -2.5 + 0.2 * (account + 2.5))
        }
      }
    }
    record.settle(strength: 10, alike: true)
    // 13,500 bad orders at a variance of 0.32 of the account's log-odds; the prior of the slope still takes
    // a four-hundredth of the way back.
    expect(0.2 + record.slope, near: 1 - 0.002, standardError: 0.016)
  }

  @Test("An account with few orders, or one whose rate stays, keeps the slopes of the prior")
  func learntSlope() {
    var few = OwnRecord()
    few.add(.init(cell: 0), endedBad: true, account: -2, logOdds: -1)
    few.add(.init(cell: 0), evening: 1, endedBad: false, account: -3, logOdds: -1)
    few.settle(strength: 10)
    #expect(few.determined < 0.02 && abs(few.slope) < 0.06)
    #expect(abs(few.pathSlope(Self.prior) - 0.6) < 0.06)
    let steady = Self.record(perDay: 100, swing: 0)
    #expect(steady.determined < 1e-9 && abs(steady.slope) < 1e-9)
    #expect(abs(steady.pathSlope(Self.prior) - 0.6) < 1e-9)
  }

  @Test("Orders that are alike have a shift within their cell, and only a cell's first evenings count for it")
  func alike() {
    var record = OwnRecord()
    let (young, old) = (OwnRecord.Likeness(cell: 0, age: 1), OwnRecord.Likeness(cell: 0, age: 2))
    for index in 0..<400 {
      record.add(young, endedBad: index < 80, account: 0, logOdds: logit(0.2))
      guard index < 160 else { continue }
      record.add(old, isFirst: false, endedBad: index < 80, account: 0, logOdds: logit(0.2))
    }
    record.settle(strength: 10, alike: true)
    #expect(abs(record.shift(young)) < 1e-12)
    #expect(abs(record.shift(old) - (log(90.0 / 42) - log(90.0 / 138))) < 1e-12)
    record.settle(strength: 10)
    #expect(abs(record.shift(old)) < 1e-12)
  }
}
