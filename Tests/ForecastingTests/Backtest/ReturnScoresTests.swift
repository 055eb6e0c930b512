import AccountHealth
import Testing

@testable import Forecasting
@testable import Simulation

/// The way back of rates that are off target on a past day.
struct ReturnScoresTests {
  private static let last = TestAccounts.day(200)

  /// Ten orders a day. Those of days 60…69 shipped late; from then on all are good.
  private static let account: Account = {
    let orders = (0..<2000).map { number -> Order in
      let day = TestAccounts.day(number / 10)
      var order = Order(id: "\(number)", purchased: day, channel: .seller)
      order.shipBy = day + 2
      order.shipped = day + ((60..<70).contains(number / 10) ? 4 : 1)
      return order
    }
    return Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped])
  }()

  private static func returns(from: Int, to: Int, horizons: [Int]) throws -> [ReturnRow] {
    let request = BacktestRequest(
      range: DayRange(TestAccounts.day(from), TestAccounts.day(to)), step: 5, horizons: horizons, paths: 400,
      seed: 3, threads: 2)
    let rule = try #require(TestAccounts.rules.first { $0.metric == .lateShipment30 })
    var rows: [ReturnRow] = []
    _ = try Backtest(request).run([.init(account: account, rules: [rule])], lastKnown: last) {
      rows += $0.returns
    }
    return rows
  }

  @Test("A row says when the rate was back, and how many evenings it was off, as its evenings show")
  func observed() throws {
    let rule = try #require(TestAccounts.rules.first { $0.metric == .lateShipment30 })
    let rows = try Self.returns(from: 70, to: 90, horizons: [7, 30])
    #expect(rows.count == 10)
    let evenings = RateHistory(
      orders: Self.account.orders, rule: rule, days: DayRange(TestAccounts.day(70), Self.last))
    for row in rows {
      let off = (1...row.horizon).filter { rule.state(of: evenings[row.origin + $0]).isOffTarget }
      #expect(row.observedDaysOff == off.count)
      // Bad orders leave one day after another, so it comes back once and stays.
      #expect(row.returned == (off.count == row.horizon ? nil : off.count + 1))
      #expect(row.daysOff > 0 && row.daysOff <= Double(row.horizon))
    }
    #expect(rows.contains { $0.returned == nil } && rows.contains { $0.returned != nil })
  }

  @Test("A chance and the days of a row are those of the forecast of that day")
  func sameAsForecast() throws {
    let rule = try #require(TestAccounts.rules.first { $0.metric == .lateShipment30 })
    let row = try #require(try Self.returns(from: 80, to: 80, horizons: [30]).first)
    let forecast = try Forecaster(ForecastRequest(horizon: 30, paths: 400, seed: 3, threads: 1))
      .forecast(Self.account, rules: [rule], asOf: TestAccounts.day(80))
    let back = try #require(forecast.metrics[0].wayBack)
    #expect(row.chance == back.probability(within: 30)?.value)
    #expect(row.half.map { row.origin + $0.days } == back.q50)
    #expect(row.most.map { row.origin + $0.days } == back.q90)
    #expect(abs(row.daysOff - (forecast.metrics[0].daysOff(within: 30)?.value ?? -1)) < 1e-9)
  }

  @Test("Scores compare means with shares, over the rows that have the day")
  func scores() throws {
    func row(
      _ account: String, _ chance: Double, half: ReturnRow.By?, daysOff: Double, returned: Int?, _ off: Int
    )
      -> ReturnRow
    {
      ReturnRow(
        account: account, metric: .cancellation, origin: Self.last, horizon: 10, chance: chance, half: half,
        most: nil, daysOff: daysOff, returned: returned, observedDaysOff: off)
    }
    var scores = ReturnScores()
    #expect(scores.isEmpty && scores.scores.isEmpty)
    scores.add(row("a", 0.75, half: .init(days: 4, chance: 0.5), daysOff: 4, returned: 4, 3))
    scores.add(row("a", 0.25, half: nil, daysOff: 8, returned: nil, 10))
    scores.add(row("b", 0.5, half: .init(days: 9, chance: 0.75), daysOff: 6, returned: 10, 9))
    let score = try #require(scores.scores.first)
    #expect(scores.scores.count == 1 && score.back.rows == 3 && score.back.forecast == 0.5)
    #expect(score.back.observed == 2.0 / 3)
    #expect(abs(score.brier - (0.0625 + 0.0625 + 0.25) / 3) < 1e-12)
    #expect(abs(score.baseBrier - 2.0 / 9) < 1e-12)
    let half = try #require(score.half)
    #expect(half.rows == 2 && half.forecast == 0.625 && half.observed == 0.5)
    #expect(score.most == nil)
    #expect(score.daysOff.forecast == 6 && abs(score.daysOff.observed - 22.0 / 3) < 1e-12)
    // Sums of deviations by account: a 1 − 2 + 2 · 4/3, b −3 + 4/3.
    let (a, b) = (-1 + 8.0 / 3, -3 + 4.0 / 3)
    #expect(abs((score.daysOff.standardError ?? 0) - (a * a + b * b).squareRoot() / 3) < 1e-12)
  }
}
