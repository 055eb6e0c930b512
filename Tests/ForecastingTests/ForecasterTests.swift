import AccountHealth
import Probability
import Simulation
import TestSupport
import Testing

@testable import Forecasting

@Suite struct ForecasterTests {
  private func forecast(_ account: Account, asOf: Day, paths: Int = 2000, threads: Int = 1) throws
    -> AccountForecast
  {
    try Forecaster(ForecastRequest(paths: paths, seed: 7, threads: threads))
      .forecast(account, rules: TestAccounts.rules, asOf: asOf)
  }

  /// Everything a forecast says, as text.
  private func bytes(_ forecast: AccountForecast) -> String {
    forecast.metrics.map { metric in
      "\(metric.metric) \(metric.current) \(metric.days) \(metric.firstPassage) \(metric.medianRecovery ?? -1)"
    }.joined(separator: "\n")
  }

  @Test("Nothing recorded after as-of changes a byte", arguments: Array(0..<100))
  func noLeak(number: Int) throws {
    var generator = Philox4x32(seed: UInt64(number))
    let account = try TestAccounts.account(TestAccounts.seller(perDay: 3), seed: 3)
    let asOf = TestAccounts.day(90 + Int(generator.next() % 200))
    let other = account.scrambled(after: asOf, using: &generator)
    let before = try forecast(account, asOf: asOf, paths: 128)
    let after = try forecast(other, asOf: asOf, paths: 128)
    #expect(bytes(before) == bytes(after))
  }

  @Test("The spread lies around the chance, is the wider the fewer the orders, and is left out off target")
  func spread() throws {
    let asOf = TestAccounts.day(250)
    func made(_ perDay: Double) throws -> AccountForecast {
      try forecast(try TestAccounts.account(TestAccounts.seller(perDay: perDay), seed: 3), asOf: asOf)
    }
    let (few, many) = (try made(1), try made(30))
    for metric in few.metrics + many.metrics {
      guard !metric.state.isOffTarget else {
        #expect(metric.spread == nil)
        continue
      }
      let (lowest, highest) = try #require(metric.spread)
      let chance = try #require(metric.breachProbability(within: 30))
      // All of them are simulated.
      let errors = 4 * (chance.standardError + lowest.standardError + highest.standardError)
      #expect(lowest.value <= chance.value + errors && chance.value <= highest.value + errors)
    }
    func width(_ forecast: AccountForecast) -> Double {
      forecast.metrics.reduce(0) { sum, metric in
        sum + (metric.spread.map { $0.highest.value - $0.lowest.value } ?? 0)
      }
    }
    #expect(width(few) > 0.2 && width(few) > width(many))
  }

  @Test("A tenth keeps the components with the lowest or highest chance today, and a tenth of the weight")
  func tenths() throws {
    var rate = MetricModel(TestAccounts.rules[0])
    rate.components = [(0.5, -3.0), (0.06, -5), (0.3, -4), (0.14, -1)].map { weight, logit in
      var component = MetricModel.Component(weight: weight)
      (component.baselineLogit, component.initialDeviation) = (logit, 0.25)
      return component
    }
    let model = SimulationModel(
      horizonDays: 5, channel: .seller, orders: OrderProcess(distribution: .fixed), metrics: [rate])
    let lowest = try #require(model.inTenth(0, of: rate.name, within: 5)?.metrics[0].components)
    #expect(lowest.map(\.baselineLogit) == [-5, -4] && lowest[0].weight == 0.06)
    #expect(abs(lowest[1].weight - 0.04) < 1e-12)
    let highest = try #require(model.inTenth(9, of: rate.name, within: 5)?.metrics[0].components)
    #expect(highest.map(\.baselineLogit) == [-1] && abs(highest[0].weight - 0.1) < 1e-12)
    #expect(model.inTenth(9, of: "another", within: 5) == nil)
    // All tenths together are the whole, each component as often as its weight.
    let all = (0..<10).flatMap { model.inTenth($0, of: rate.name, within: 5)?.metrics[0].components ?? [] }
    for one in rate.components ?? [] {
      let parts = all.filter { $0.baselineLogit == one.baselineLogit }.reduce(0) { $0 + $1.weight }
      #expect(abs(parts - one.weight) < 1e-12)
    }
    let middle = try #require(model.inTenth(4, of: rate.name, within: 5)?.metrics[0].components)
    #expect(middle.map(\.baselineLogit) == [-3])
  }

  @Test("What is low today and on its way back to a high level is no low tenth of the days ahead")
  func tenthsAhead() throws {
    var rate = MetricModel(TestAccounts.rules[0])
    // Today −4, soon −1; and −3 on all days.
    rate.components = [(-1.0, -3.0), (-3, 0)].map { level, deviation in
      var component = MetricModel.Component(weight: 0.5)
      (component.baselineLogit, component.initialDeviation, component.ar1Coefficient) = (
        level, deviation, 0.5
      )
      return component
    }
    let model = SimulationModel(
      horizonDays: 30, channel: .seller, orders: OrderProcess(distribution: .fixed), metrics: [rate])
    let lowest = try #require(model.inTenth(0, of: rate.name, within: 30)?.metrics[0].components)
    #expect(lowest.map(\.baselineLogit) == [-3])
  }

  @Test("The spread of counts alone contains their chance", arguments: [1, 4])
  func spreadOfCounts(seed: UInt64) throws {
    let rule = TestAccounts.rules[0]
    let account = Account(name: "counts", marketplace: "amazon.com", orders: [], fields: [])
    var subject = Forecaster.Subject(account: account, rules: [rule], asOf: TestAccounts.day(250))
    subject.reported = [rule.metric: ReportedRate(WindowCount(orders: 812, bad: 19), hasOrders: false)]
    let request = ForecastRequest(horizon: 30, paths: 512, seed: seed, threads: 1)
    let metric = try #require(try Forecaster(request).forecast(subject).metrics.first)
    let (lowest, highest) = try #require(metric.spread)
    let chance = try #require(metric.breachProbability(within: 30))
    #expect(lowest.value <= chance.value && chance.value <= highest.value)
  }

  @Test("Off target the spread is that of the chance to be back, and contains it", arguments: [60, 960])
  func spreadOfReturn(orders: Int) throws {
    let rule = TestAccounts.rules[0]
    let account = Account(name: "counts", marketplace: "amazon.com", orders: [], fields: [])
    var subject = Forecaster.Subject(account: account, rules: [rule], asOf: TestAccounts.day(250))
    let count = WindowCount(orders: orders, bad: orders / 20)
    subject.reported = [rule.metric: ReportedRate(count, hasOrders: false)]
    let request = ForecastRequest(horizon: 40, paths: 512, seed: 3, threads: 1)
    let metric = try #require(try Forecaster(request).forecast(subject).metrics.first)
    #expect(metric.state == .breached && metric.spread == nil)
    let back = try #require(metric.wayBack)
    let (lowest, highest) = try #require(back.spread)
    let chance = try #require(back.probability(within: 30))
    #expect(lowest.value <= chance.value && chance.value <= highest.value)
    // A rate of 5 % against a limit of 4 %: a month of the lowest tenth brings it back, one of the highest
    // not.
    #expect(highest.value - lowest.value > 0.2, "\(lowest.value) to \(highest.value)")
  }

  @Test("The spread of a count holds which orders it may stand for, even where the rate itself is known")
  func spreadOfAges() throws {
    let rule = TestAccounts.rules[0]
    let account = Account(name: "counts", marketplace: "amazon.com", orders: [], fields: [])
    var subject = Forecaster.Subject(account: account, rules: [rule], asOf: TestAccounts.day(250))
    subject.reported = [rule.metric: ReportedRate(WindowCount(orders: 812, bad: 30), hasOrders: false)]
    var priors = Priors.standard
    priors.lateShipment.sd = 0.001
    priors.lateShipment.mean = -3.45
    priors.lateShipment.drifts = [.init(weight: 1, ar1: 0.9, sd: 0.001)]
    let request = ForecastRequest(horizon: 30, paths: 2_048, seed: 2, threads: 1)
    let metric = try #require(try Forecaster(request, priors: priors).forecast(subject).metrics.first)
    let (lowest, highest) = try #require(metric.spread)
    #expect(highest.value - lowest.value > 0.2, "\(lowest.value) to \(highest.value)")
  }

  @Test("Any number of threads gives the same bytes, one account or several")
  func threads() throws {
    let accounts = try (1...5).map { try TestAccounts.account(TestAccounts.seller(perDay: 3), seed: $0) }
    let asOf = TestAccounts.day(250)
    let one = try bytes(forecast(accounts[0], asOf: asOf, threads: 1))
    #expect(try bytes(forecast(accounts[0], asOf: asOf, threads: 2)) == one)
    #expect(try bytes(forecast(accounts[0], asOf: asOf, threads: 7)) == one)
    let tasks = accounts.map {
      Forecaster.Subject(account: $0, rules: TestAccounts.rules, asOf: asOf)
    }
    for threads in [1, 2, 7] {
      var all: [String] = []
      try Forecaster(ForecastRequest(paths: 2000, seed: 7, threads: threads)).forecast(tasks) {
        all.append(bytes($0))
      }
      #expect(all.count == 5)
      #expect(all[0] == one)
    }
  }

  @Test("Until new orders can enter, on-time delivery is what the known orders make of it")
  func knownOnly() throws {
    // Every order is delivered, so nothing is pending; the youngest promise of a new order lies 5 days ahead,
    // and it enters the window 8 days after that.
    var account = try TestAccounts.account(TestAccounts.seller(), seed: 9)
    let asOf = TestAccounts.day(260)
    account.orders = account.orders.filter { $0.purchased <= asOf }.map { order in
      var order = order
      order.shipped = min(order.shipped ?? asOf, asOf)
      order.delivered = min(order.delivered ?? asOf, asOf)
      (order.cancelled, order.cancelledBy) = (nil, nil)
      return order
    }
    let rule = try #require(TestAccounts.rules.first { $0.metric == .onTimeDelivery })
    let result = try Forecaster(ForecastRequest(paths: 200, seed: 1, threads: 1))
      .forecast(account, rules: [rule], asOf: asOf)
    let truth = RateHistory(orders: account.orders, rule: rule, days: DayRange(asOf + 1, asOf + 12))
    for day in 1...12 {
      let exact = try #require(rule.displayedRate(of: truth[asOf + day]))
      let forecast = result.metrics[0].days[day - 1]
      let quantiles = try #require(forecast.quantiles)
      #expect(quantiles[0] <= exact && exact <= quantiles[4] && quantiles[4] - quantiles[0] < 2.0 / 4096)
      #expect(forecast.offTarget.value == (rule.state(of: truth[asOf + day]).isOffTarget ? 1 : 0))
    }
  }

  @Test("The chances add up: breached by is never below off target on the day, and never falls")
  func invariants() throws {
    let account = try TestAccounts.account(TestAccounts.seller(late: 0.03), seed: 4)
    for metric in try forecast(account, asOf: TestAccounts.day(280)).metrics {
      var last = 0.0
      for day in metric.days {
        #expect(day.breachedBy.value >= last && day.breachedBy.value >= day.offTarget.value)
        last = day.breachedBy.value
        if let quantiles = day.quantiles {
          #expect(zip(quantiles, quantiles.dropFirst()).allSatisfy { $0 <= $1 })
        }
      }
      #expect(metric.days.count == 90)
    }
  }

  @Test("A worse past forecasts a worse future")
  func ordering() throws {
    let chances = try [0.003, 0.015, 0.1].map { late in
      let account = try TestAccounts.account(TestAccounts.seller(late: late), seed: 21)
      let metric = try #require(forecast(account, asOf: TestAccounts.day(290)).metrics.first)
      #expect(metric.metric == .lateShipment30)
      return metric.days[29].breachedBy.value
    }
    #expect(chances[0] < chances[1] && chances[1] < chances[2] && chances[2] > 0.9, "\(chances)")
  }

  @Test("A channel that never sold is not expected to begin")
  func emptyChannel() throws {
    var account = try TestAccounts.account(TestAccounts.seller(), seed: 2)
    account.orders.removeAll { $0.channel == .amazon }
    let metric = try #require(
      forecast(account, asOf: TestAccounts.day(290)).metrics.first { $0.metric == .orderDefectAmazon })
    #expect(
      metric.state == .none && metric.days[89].breachedBy.value == 0 && metric.days[89].quantiles == nil)
    #expect(metric.method == .exact && metric.days[89].breachedBy.standardError == 0)
  }

  @Test("Without an order for 400 days the answer is exact; while it sells it is simulated")
  func stoppedAccount() throws {
    let account = try TestAccounts.account(TestAccounts.seller(), seed: 2)
    let last = try #require(account.orders.map(\.purchased).max())
    let stopped = try forecast(account, asOf: last + 400, paths: 64)
    #expect(stopped.metrics.allSatisfy { $0.method == .exact && $0.days[89].breachedBy.value == 0 })
    let selling = try forecast(account, asOf: last - 5, paths: 64).metrics
    #expect(selling.filter { $0.metric != .orderDefectAmazon }.allSatisfy { $0.method == .simulation })
  }

  @Test("An account without any order is forecast as nothing, without a fault")
  func noOrders() throws {
    let account = Account(name: "new", marketplace: "amazon.com", orders: [], fields: [])
    let forecast = try forecast(account, asOf: TestAccounts.day(10), paths: 64)
    #expect(forecast.metrics.allSatisfy { $0.days[89].breachedBy.value == 0 })
  }
}
