import AccountHealth
import Probability
import Testing

@testable import Forecasting

struct BacktestTests {
  private let first = TestAccounts.day(100)

  private func request(
    from: Int = 100, to: Int = 140, step: Int = 20, horizons: [Int] = [7, 30], threads: Int = 1,
    leastAccountOrders: Int = 100, leastWindowOrders: Int = 5
  ) -> BacktestRequest {
    BacktestRequest(
      range: DayRange(TestAccounts.day(from), TestAccounts.day(to)), step: step, horizons: horizons,
      paths: 300, seed: 7, threads: threads, leastAccountOrders: leastAccountOrders,
      leastWindowOrders: leastWindowOrders)
  }

  private func account(_ seed: UInt64 = 3, perDay: Double = 3) throws -> Account {
    try TestAccounts.account(TestAccounts.seller(perDay: perDay, days: 200), seed: seed)
  }

  private func run(
    _ accounts: [Account], _ request: BacktestRequest, lastKnown: Day = TestAccounts.day(200)
  ) throws -> (rows: [BacktestRow], tally: Backtest.Tally) {
    var rows: [BacktestRow] = []
    let subjects = accounts.map { Backtest.Subject(account: $0, rules: TestAccounts.rules) }
    let tally = try Backtest(request).run(subjects, lastKnown: lastKnown) { rows += $0.rows }
    return (rows, tally)
  }

  /// Everything a row says.
  private func bytes(_ rows: [BacktestRow]) -> [String] {
    rows.map { row in
      let said = BacktestMethod.allCases.map { "\(String(describing: row.said[$0]))" }
      return
        "\(row.account) \(row.metric) \(row.origin) \(row.horizon) \(row.isOffTarget) \(row.rate ?? -1) "
        + "\(String(describing: row.law)) \(said)"
    }
  }

  @Test("Chances and quantiles are those of the forecast of that day, all metrics fitted or not")
  func sameAsForecast() throws {
    let account = try account()
    let rows = try run([account], request()).rows
    for origin in [first, first + 20, first + 40] {
      let forecast = try Forecaster(ForecastRequest(horizon: 30, paths: 300, seed: 7, threads: 1))
        .forecast(account, rules: TestAccounts.rules, asOf: origin)
      let own = rows.filter { $0.origin == origin }
      #expect(!own.isEmpty)
      for row in own {
        let metric = try #require(forecast.metrics.first { $0.metric == row.metric })
        let day = metric.days[row.horizon - 1]
        let hits = Int((day.breachedBy.value * 300).rounded())
        #expect(row.breachProbability == Scoring.chance(hits: hits, paths: 300))
        #expect(row.law?.q05 == day.quantiles?[0] && row.law?.q50 == day.quantiles?[2])
        #expect(row.law?.q95 == day.quantiles?[4])
      }
    }
  }

  @Test(
    "What happened is each evening's state by what was known that evening, and rows are those of the rules")
  func selection() throws {
    let account = try account()
    let request = request(leastWindowOrders: 25)
    let rows = try run([account], request).rows
    // The slow way: orders as known on a day, counted on that day.
    func count(_ rule: MetricRule, _ day: Day) -> WindowCount {
      rule.count(of: account.orders.compactMap { $0.asKnown(on: day) }, on: day)
    }
    var expected: [String] = []
    var states: Set<WindowCount.State> = []
    for origin in [first, first + 20, first + 40] {
      for rule in TestAccounts.rules {
        let now = count(rule, origin)
        states.insert(rule.state(of: now))
        guard [.met, .none].contains(rule.state(of: now)), now.orders >= 25 else { continue }
        for horizon in [7, 30] {
          let happened = (1...horizon).contains { rule.state(of: count(rule, origin + $0)).isOffTarget }
          let rate = rule.displayedRate(of: count(rule, origin + horizon)) ?? -1
          expected.append("\(rule.metric) \(origin) \(horizon) \(happened) \(rate)")
        }
      }
    }
    #expect(
      rows.map { "\($0.metric) \($0.origin) \($0.horizon) \($0.isOffTarget) \($0.rate ?? -1)" } == expected)
    #expect(states.contains(.met) && states.contains(.breached) && expected.count > 10)
  }

  @Test("A window below the rule's minimum has rows, an empty one has none")
  func minimum() throws {
    let rule = MetricRule(
      metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10), minimumOrders: 20)
    #expect(request().selects(WindowCount(orders: 19, bad: 19), rule))
    #expect(request().selects(WindowCount(orders: 5, bad: 0), rule))
    #expect(!request().selects(WindowCount(orders: 4, bad: 0), rule))
    #expect(!request().selects(WindowCount(orders: 20, bad: 2), rule))
    #expect(!request(leastWindowOrders: 1).selects(WindowCount(orders: 0, bad: 0), rule))
  }

  @Test("Orders of an account are counted over the whole file")
  func smallAccounts() throws {
    let accounts = [try account(1, perDay: 1), try account(2, perDay: 3)]
    let small = accounts[0].orders.count
    #expect(small < accounts[1].orders.count)
    let both = try run(accounts, request(leastAccountOrders: small))
    #expect(both.tally.accounts == 2)
    let one = try run(accounts, request(leastAccountOrders: small + 1))
    #expect(one.tally.accounts == 1 && one.rows.count < both.rows.count && !one.rows.isEmpty)
    #expect(one.tally.rows == one.rows.count)
  }

  @Test("A horizon that ends after the last known day has no row and is counted")
  func unchecked() throws {
    let account = try account()
    let all = try run([account], request())
    #expect(all.tally.unchecked == 0 && all.tally.refits == 3)
    // From the last origin, day 140, only seven days ahead can be checked; one day less and not those.
    let last = TestAccounts.day(140)
    let some = try run([account], request(), lastKnown: last + 7)
    #expect(bytes(some.rows) == bytes(all.rows.filter { $0.origin + $0.horizon <= last + 7 }))
    #expect(some.tally.rows + some.tally.unchecked == all.tally.rows)
    let fewer = try run([account], request(), lastKnown: last + 6)
    #expect(fewer.tally.refits == 2 && !fewer.rows.contains { $0.origin == last })
  }

  @Test("Any number of threads gives the same rows in the same order")
  func threads() throws {
    let accounts = try (1...5).map { try account($0) }
    let one = try bytes(run(accounts, request(threads: 1)).rows)
    #expect(one.count > 50)
    #expect(try bytes(run(accounts, request(threads: 2)).rows) == one)
    #expect(try bytes(run(accounts, request(threads: 7)).rows) == one)
  }

  @Test("Nothing recorded after the origin changes what any method says", arguments: 0..<20)
  func noLeak(number: Int) throws {
    var generator = Philox4x32(seed: 1000 + UInt64(number))
    let day = 40 + Int(generator.next() % 120)
    let account = try account(UInt64(number))
    let other = account.scrambled(after: TestAccounts.day(day), using: &generator)
    func said(_ account: Account) throws -> [String] {
      let request = BacktestRequest(
        range: DayRange(TestAccounts.day(day), TestAccounts.day(day)), horizons: [10], paths: 64, seed: 1,
        threads: 1, leastAccountOrders: 1)
      return try run([account], request).rows.map { row in
        let chances = BacktestMethod.allCases.map { "\(row.said[$0]?.chance ?? -1)" }
        return
          "\(row.metric) \(chances) \(row.law?.q05 ?? -1) \(row.law?.q50 ?? -1) \(row.law?.q95 ?? -1)"
      }
    }
    let before = try said(account)
    #expect(!before.isEmpty)
    #expect(try said(other) == before)
  }

  @Test("P(R < observed) and P(R ≤ observed) of a good share count from the good end")
  func goodShare() throws {
    let rows = try run([account()], request(horizons: [1])).rows
    let delivery = rows.filter { $0.metric == .onTimeDelivery }
    #expect(!delivery.isEmpty)
    for row in rows {
      let law = try #require(row.law)
      let (below, atMost) = (try #require(law.below), try #require(law.atMost))
      #expect(0 <= below && below <= atMost && atMost <= 1 && law.q05 <= law.q50 && law.q50 <= law.q95)
      let rate = try #require(row.rate)
      // A rate below the lower end has little of the distribution below it, one above the upper end much.
      if rate < law.q05 { #expect(atMost <= 0.05 + 1e-9) }
      if rate > law.q95 { #expect(below >= 0.95 - 1e-9) }
      if rate > law.q05 { #expect(atMost > 0.05) }
    }
  }
}
