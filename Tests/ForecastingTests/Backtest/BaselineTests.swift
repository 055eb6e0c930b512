import AccountHealth
import Glibc
import Simulation
import Testing

@testable import Forecasting

struct BaselineTests {
  private let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 3, limit: Ratio(4, 100))

  @Test("80 % of the limit in exact integers: 3.2 % is at it")
  func rule80() {
    #expect(OriginForecast.isAt80(WindowCount(orders: 125, bad: 4), of: rule))
    #expect(!OriginForecast.isAt80(WindowCount(orders: 126, bad: 4), of: rule))
    let delivery = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10))
    #expect(OriginForecast.isAt80(WindowCount(orders: 25, bad: 2), of: delivery))
    #expect(!OriginForecast.isAt80(WindowCount(orders: 26, bad: 2), of: delivery))
  }

  @Test("A rate that rose by 0.1 points a day reaches 4 % ten days on")
  func rising() {
    let counts = (0..<14).map { WindowCount(orders: 1000, bad: 17 + $0) }
    let burn = LinearBurn(counts, rule: rule)
    #expect(abs(burn.rate(on: 5) - 0.035) < 1e-12)
    #expect(!burn.crosses(within: 9) && burn.crosses(within: 11))
  }

  @Test("A falling or level rate never crosses, and never falls below 0")
  func falling() {
    let falling = LinearBurn((0..<14).map { WindowCount(orders: 1000, bad: 30 - 2 * $0) }, rule: rule)
    #expect(!falling.crosses(within: 60) && falling.rate(on: 60) == 0)
    let level = LinearBurn([WindowCount](repeating: .init(orders: 50, bad: 1), count: 14), rule: rule)
    #expect(!level.crosses(within: 60) && abs(level.rate(on: 60) - 0.02) < 1e-12)
    // Days without orders have no rate; a single day has no slope.
    let single = LinearBurn([.init(orders: 0, bad: 0), .init(orders: 50, bad: 1)], rule: rule)
    #expect(single.rate(on: 30) == 0.02)
  }

  /// Ten orders on as many days up to day 100; that of day 99 is late, those of day 100 and 101 are not.
  private var account: Account {
    let orders = (92...101).map { number -> Order in
      var order = Order(id: "\(number)", purchased: Day(number: number))
      order.shipBy = order.purchased + 1
      order.shipped = order.purchased + (number == 98 ? 2 : 1)
      order.deliverBy = order.purchased + 5
      order.delivered = order.purchased + 4
      return order
    }
    return Account(name: "a", marketplace: "amazon.com", orders: orders, fields: [])
  }

  @Test("Constant rate: the window as it counts now, the pace of 28 days, 20 orders at the limit")
  func constantRate() throws {
    let asOf = Day(number: 100)
    let model = ConstantRate(account, channel: .seller, asOf: asOf, horizon: 4)
      .model([rule], channel: .seller)
    // Days 92…100 are known: nine orders, one of them late since day 100.
    #expect(model.orders?.mean == .constant(9.0 / 28))
    #expect(model.orders?.promiseLags == [0, 0, 0, 0, 0, 1])
    let metric = model.metrics[0]
    let share = (1 + 20 * 0.04) / 29
    #expect(abs(try #require(metric.baselineLogit) - log(share / (1 - share))) < 1e-12)
    // Ages 0…3: on day 1 days 98…100 are left.
    #expect(metric.settledOrders == [3, 2, 1, 0] && metric.settledBad == [1, 0, 0, 0])
    #expect(metric.pending == [])
  }

  @Test("Constant rate: known orders too young for the window are open")
  func young() throws {
    let delivery = MetricRule(metric: .onTimeDelivery, youngest: 2, oldest: 3, limit: Ratio(1, 10))
    let metric = ConstantRate(account, channel: .seller, asOf: Day(number: 100), horizon: 4)
      .model([delivery], channel: .seller).metrics[0]
    // Promised for 97…105; those of 97 and 98 are in the window, that of 97 for the last evening.
    #expect(metric.pending?.map(\.member) == [-1, 0, 1, 2] && metric.pending?.map(\.orders) == [1, 1, 1, 1])
    // Evening t holds the promises of t − 3 and t − 2.
    #expect(metric.settledOrders == [2, 2, 2, 2])
    #expect(metric.settledBad == [0, 0, 0, 0])
  }

  @Test("Constant rate: an account that stopped selling stays as it is")
  func stopped() throws {
    let model = ConstantRate(account, channel: .seller, asOf: Day(number: 140), horizon: 30)
      .model([rule], channel: .seller)
    #expect(model.orders?.counts == .constant(0))
    let summary = try Simulator(model).run(paths: 10, seed: 1, threads: 1).metrics[0]
    #expect(summary.empty == [Int](repeating: 10, count: 30))
  }
}
