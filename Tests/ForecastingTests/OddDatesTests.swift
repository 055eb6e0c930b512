import AccountHealth
import Probability
import Testing

@testable import Forecasting

/// One wrong date must not end a forecast: every span between two days becomes a size or an index somewhere.
struct OddDatesTests {
  /// A day of an order that may be wrong; `all` is every one of them at once.
  enum Field: CaseIterable {
    case purchased, shipBy, shipped, deliverBy, delivered, cancelled, defectRecorded, all
  }

  private static let asOf = Day(number: 20_700)
  private static let years = (first: Day(number: 7_305), count: 40_177)

  /// Day 0 is 30 days before `asOf`; one in ten orders is late, one in twenty cancelled, one in twenty has a
  /// defect.
  private static func good(_ index: Int) -> Order {
    var order = Order(
      id: "\(index)", purchased: asOf - 30 + index * 31 / 40, channel: index % 8 == 0 ? .amazon : .seller)
    order.shipBy = order.purchased + 2
    order.deliverBy = order.purchased + 6
    order.tracking = .valid
    if index % 20 == 7 {
      (order.cancelled, order.cancelledBy) = (order.purchased + 1, .seller)
      return order
    }
    order.shipped = order.purchased + (index % 10 == 3 ? 3 : 1)
    order.delivered = order.purchased + (index % 10 == 3 ? 8 : 4)
    if index % 20 == 9 { (order.defect, order.defectRecorded) = (.aToZClaim, order.purchased + 12) }
    return order
  }

  private static func odd(_ index: Int, _ field: Field, _ generator: inout Philox4x32) -> Order {
    var order = good(index)
    func day() -> Day { years.first + Int(generator.next() % UInt64(years.count)) }
    if field == .purchased || field == .all { order.purchased = day() }
    if field == .shipBy || field == .all { order.shipBy = day() }
    if field == .shipped || field == .all { order.shipped = day() }
    if field == .deliverBy || field == .all { order.deliverBy = day() }
    if field == .delivered || field == .all { order.delivered = day() }
    if field == .cancelled || field == .all {
      (order.cancelled, order.cancelledBy) = (day(), generator.next() % 2 == 0 ? .seller : .buyer)
      if generator.next() % 2 == 0 { order.shipped = nil }
    }
    if field == .defectRecorded || field == .all {
      (order.defect, order.defectRecorded) = (.negativeFeedback, day())
    }
    return order
  }

  private static func account(_ orders: [Order]) -> Account {
    Account(
      name: "odd", marketplace: "amazon.com", orders: orders.sorted { $0.purchased < $1.purchased },
      fields: [
        .channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .cancelled, .cancelledBy, .defect,
      ])
  }

  private func check(_ account: Account, asOf: Day, _ note: String) throws {
    let rules = TestAccounts.rules
    let forecast = try Forecaster(ForecastRequest(horizon: 20, paths: 64, seed: 1, threads: 1))
      .forecast(account, rules: rules, asOf: asOf)
    #expect(!forecast.metrics.isEmpty, "\(note)")
    for metric in forecast.metrics {
      #expect(metric.days.allSatisfy { (0...1).contains($0.offTarget.value) }, "\(note), \(metric.metric)")
    }
    let nowcast = AccountNowcast(account, rules: rules, asOf: asOf)
    for (metric, now) in nowcast.metrics {
      #expect((0...1 + 1e-9).contains(now.chanceOffTarget), "\(note), \(metric)")
    }
  }

  @Test(
    "Two hundred odd days of each field among good orders, and one on the only order",
    arguments: Field.allCases)
  func sweep(field: Field) throws {
    var generator = Philox4x32(seed: 1999, purpose: UInt32(Field.allCases.firstIndex(of: field) ?? 0))
    for round in 0..<10 {
      let wrong = (0..<20).map { Self.odd(2 * $0 + 1, field, &generator) }
      let account = Self.account((0..<40).map { $0 % 2 == 1 ? wrong[$0 / 2] : Self.good($0) })
      try check(account, asOf: Self.asOf, "\(field), round \(round)")
      // As of the evening that the last odd day itself would choose.
      if round < 2, let last = account.lastActivity { try check(account, asOf: last, "\(field) on \(last)") }
    }
    for number in 0..<10 {
      let only = Self.odd(number, field, &generator)
      for asOf in [Self.asOf, only.purchased] {
        try check(Self.account([only]), asOf: asOf, "\(field), only")
      }
    }
  }

  @Test("A promise of 2099 on the only order, and a cancellation of 1990 among good ones")
  func reported() throws {
    var promised = Self.good(1)
    promised.shipped = nil
    promised.delivered = nil
    promised.deliverBy = Day(year: 2099, month: 12, day: 31)
    try check(Self.account([promised]), asOf: promised.purchased, "promise")

    var cancelled = Self.good(4)
    (cancelled.shipped, cancelled.delivered) = (nil, nil)
    (cancelled.cancelled, cancelled.cancelledBy) = (Day(year: 1990, month: 1, day: 1), .seller)
    try check(
      Self.account((0..<40).map { $0 == 4 ? cancelled : Self.good($0) }), asOf: Self.asOf, "cancellation")
  }

  @Test("A backtest over odd days has the rows it has without them")
  func backtest() throws {
    var generator = Philox4x32(seed: 2001)
    let wrong = (0..<20).map { Self.odd(2 * $0 + 1, .all, &generator) }
    let account = Self.account((0..<40).map { $0 % 2 == 1 ? wrong[$0 / 2] : Self.good($0) })
    var request = BacktestRequest(
      range: DayRange(Self.asOf - 10, Self.asOf), horizons: [5], paths: 64, seed: 1, threads: 1)
    request.leastAccountOrders = 1
    request.leastWindowOrders = 1
    var rows = 0
    let tally = try Backtest(request).run(
      [.init(account: account, rules: TestAccounts.rules)], lastKnown: Self.asOf
    ) { rows += $0.rows.count }
    #expect(tally.rows == rows && rows > 0)
  }
}
