import AccountHealth
import Foundation
import Probability
import Simulation
import Testing

@testable import Forecasting

struct NowcastTests {
  private static let rule = MetricRule(metric: .orderDefect, youngest: 15, oldest: 74, limit: Ratio(1, 100))

  private static func component(_ weight: Double, _ level: Double, ar1: Double = 0, sd: Double = 0)
    -> MetricModel.Component
  {
    var component = MetricModel.Component(weight: weight)
    (component.baselineLogit, component.ar1Coefficient, component.innovationSD) = (level, ar1, sd)
    return component
  }

  private static func cohort(_ orders: Int, age: Int, offset: Double, due: Int = 1) -> MetricModel.Pending {
    .init(
      orders: orders, member: -age, due: due, offset: offset, slope: 1,
      recorded: [.init(day: 1, weight: 1)])
  }

  private static func model(
    _ components: [MetricModel.Component], _ pending: [MetricModel.Pending]
  ) -> MetricModel {
    var model = MetricModel(rule)
    (model.components, model.pending) = (components, pending)
    return model
  }

  private static func choose(_ n: Int, _ k: Int) -> Double {
    (0..<k).reduce(1) { $0 * Double(n - $1) / Double($1 + 1) }
  }

  @Test("Two levels and two cohorts: the mixture of sums of binomial counts, by enumeration")
  func enumerated() {
    let model = Self.model(
      [Self.component(3, -2), Self.component(1, 0)],
      [Self.cohort(3, age: 20, offset: 0.3), Self.cohort(5, age: 40, offset: -1)])
    let law = OpenOrdersLaw(model, in: Self.rule).masses
    #expect(law.count == 9)
    for more in 0...8 {
      var truth = 0.0
      for (weight, level) in [(0.75, -2.0), (0.25, 0.0)] {
        let (p, q) = (logistic(0.3 + level), logistic(-1 + level))
        for first in max(0, more - 5)...min(3, more) {
          let second = more - first
          truth +=
            weight * Self.choose(3, first) * pow(p, Double(first)) * pow(1 - p, Double(3 - first))
            * Self.choose(5, second) * pow(q, Double(second)) * pow(1 - q, Double(5 - second))
        }
      }
      #expect(abs(law[more] - truth) < 1e-12, "\(more)")
    }
  }

  @Test("Only the orders of today's window count; without any the rate is complete")
  func window() {
    let model = Self.model(
      [Self.component(1, 0)], [Self.cohort(4, age: 14, offset: 0), Self.cohort(4, age: 75, offset: 0)])
    #expect(OpenOrdersLaw(model, in: Self.rule).masses == [1])
    let edges = Self.model(
      [Self.component(1, 0)], [Self.cohort(1, age: 15, offset: 0), Self.cohort(1, age: 74, offset: 0)])
    #expect(
      zip(OpenOrdersLaw(edges, in: Self.rule).masses, [0.25, 0.5, 0.25]).allSatisfy { abs($0 - $1) < 1e-12 })
  }

  /// One order, so the distribution is its mean chance: the logistic of a normal, integrated finely. Five
  /// points are within 1e-4 of it.
  @Test("The drift until an order is due is averaged over", arguments: [1, 10])
  func drift(due: Int) {
    let model = Self.model(
      [Self.component(1, -1, ar1: 0.9, sd: 0.5)], [Self.cohort(1, age: 20, offset: 0, due: due)])
    let variance = 0.25 * (1 - pow(0.9, Double(2 * due))) / (1 - 0.81)
    var (mass, mean) = (0.0, 0.0)
    for step in -800...800 {
      let z = Double(step) / 100
      mass += exp(-z * z / 2)
      mean += exp(-z * z / 2) * logistic(-1 + z * variance.squareRoot())
    }
    #expect(abs(OpenOrdersLaw(model, in: Self.rule).masses[1] - mean / mass) < 1e-4)
  }

  @Test("Many cohorts and points keep mean and spread, and a chance of 1 its count")
  func many() {
    let cohorts = (0..<200).map { Self.cohort(10, age: 15 + $0 % 60, offset: -3 + Double($0) / 100) }
    let components = (0..<300).map { Self.component(1, -2 + Double($0) / 200) }
    let law = OpenOrdersLaw(Self.model(components, cohorts), in: Self.rule).masses
    let mean = law.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
    let square = law.enumerated().reduce(0) { $0 + Double($1.offset * $1.offset) * $1.element }
    var (first, second) = (0.0, 0.0)
    for component in components {
      let chances = cohorts.map { logistic($0.offset + (component.baselineLogit ?? 0)) }
      let sum = 10 * chances.reduce(0, +)
      first += sum / 300
      second += (sum * sum + 10 * chances.reduce(0) { $0 + $1 * (1 - $1) }) / 300
    }
    #expect(abs(law.reduce(0, +) - 1) < 1e-9)
    // The points left out are one in 10,000; cells keep every cohort's mean and a little less of the spread.
    #expect(abs(mean / first - 1) < 1e-4, "\(mean) against \(first)")
    #expect(abs((square - mean * mean) / (second - first * first) - 1) < 1e-3)
    let sure = Self.model([Self.component(1, 0)], [Self.cohort(7, age: 20, offset: 800)])
    #expect(OpenOrdersLaw(sure, in: Self.rule).masses.last == 1)
  }

  /// Chances from 1e-4 to 0.9 and every drift: cells of 0.05 against no cells at all.
  @Test("Points that share a convolution stay within 0.001 of each by itself", arguments: [2, 40, 250])
  func cells(orders: Int) {
    let cohorts = (0..<40).map {
      Self.cohort(orders, age: 15 + $0, offset: -4 + Double($0) / 8, due: 1 + $0 % 9)
    }
    let components = (0..<60).map {
      Self.component(
        exp(-pow(Double($0) / 15 - 2, 2)), -5 + Double($0) / 20, ar1: 0.9, sd: 0.05 * Double($0 % 3))
    }
    let model = Self.model(components, cohorts)
    let law = OpenOrdersLaw(model, in: Self.rule).masses
    let each = OpenOrdersLaw(model, in: Self.rule, cellWidth: 1e-9, leftOut: 0).masses
    var (gap, worst) = (0.0, 0.0)
    for index in 0..<max(law.count, each.count) {
      gap += (index < law.count ? law[index] : 0) - (index < each.count ? each[index] : 0)
      worst = max(worst, abs(gap))
    }
    #expect(worst < 1e-3, "\(worst)")
  }

  @Test("An order that is certainly bad tomorrow weighs its units where units are counted")
  func units() throws {
    let asOf = TestAccounts.day(100)
    var order = Order(id: "a", purchased: asOf - 6)
    (order.shipBy, order.shipped, order.deliverBy, order.units) = (asOf - 4, asOf - 5, asOf, 3)
    let rule = MetricRule(
      metric: .onTimeDelivery, youngest: 0, oldest: 13, limit: Ratio(1, 10), counted: .units)
    let account = Account(
      name: "a", marketplace: "amazon.com", orders: [order],
      fields: [.shipBy, .shipped, .deliverBy, .delivered])
    let nowcast = try #require(AccountNowcast(account, rules: [rule], asOf: asOf)[.onTimeDelivery])
    #expect(nowcast.visible == WindowCount(orders: 3, bad: 0))
    #expect(nowcast.further == [0, 0, 0, 1])
  }

  /// An order past its ship-by is late tomorrow, whatever happens; one shipped on time, or long ago, is
  /// settled.
  @Test(
    "An order unshipped at the end of its ship-by day is certainly late; if all is settled the rate is complete"
  )
  func certain() throws {
    let asOf = TestAccounts.day(100)
    func order(_ id: String, bought: Int, shipBy: Int, shipped: Int?) -> Order {
      var order = Order(id: id, purchased: asOf - bought)
      order.shipBy = asOf - shipBy
      order.shipped = shipped.map { asOf - $0 }
      return order
    }
    let settled = [
      order("a", bought: 29, shipBy: 27, shipped: 28), order("b", bought: 9, shipBy: 7, shipped: 6),
      order("c", bought: 5, shipBy: 3, shipped: nil),
    ]
    let rules = TestAccounts.rules.filter { $0.metric == .lateShipment30 || $0.metric == .lateShipment10 }
    func nowcast(_ orders: [Order]) -> AccountNowcast {
      let account = Account(
        name: "a", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped])
      return AccountNowcast(account, rules: rules, asOf: asOf)
    }
    let before = try #require(nowcast(settled)[.lateShipment30])
    #expect(before.isComplete && before.visible == WindowCount(orders: 3, bad: 2))
    #expect([0.05, 0.5, 0.95].allSatisfy { before.completedRate($0) == 2.0 / 3 })
    // One bought 29 days ago leaves the window tomorrow, and is late nevertheless.
    let due = [
      order("d", bought: 29, shipBy: 0, shipped: nil), order("e", bought: 2, shipBy: 0, shipped: nil),
      order("f", bought: 2, shipBy: 0, shipped: 0),
    ]
    let after = try #require(
      nowcast((settled + due).sorted { $0.purchased < $1.purchased })[.lateShipment30])
    #expect(after.visible == WindowCount(orders: 6, bad: 2) && !after.isComplete)
    #expect([0.05, 0.5, 0.95].allSatisfy { after.completed($0) == WindowCount(orders: 6, bad: 4) })
    let late10 = try #require(
      nowcast((settled + due).sorted { $0.purchased < $1.purchased })[.lateShipment10])
    #expect(late10.completed(0.5) == WindowCount(orders: 4, bad: 3))
    #expect(nowcast([])[.lateShipment30]?.completedRate(0.5) == nil)
  }

  @Test("No event at all: the completed rate is 0 or more, and its upper end above 0 while orders are open")
  func noEvents() throws {
    let asOf = TestAccounts.day(200)
    let rule = try #require(TestAccounts.rules.first { $0.metric == .orderDefect })
    let orders = (0..<300).map { number in
      var order = Order(id: "\(number)", purchased: asOf - 74 + number / 4)
      order.deliverBy = order.purchased + 6
      order.shipped = order.purchased + 1 <= asOf ? order.purchased + 1 : nil
      order.delivered = order.purchased + 5 <= asOf ? order.purchased + 5 : nil
      return order
    }
    let account = Account(
      name: "a", marketplace: "amazon.com", orders: orders,
      fields: [.shipBy, .shipped, .deliverBy, .delivered, .defect])
    let nowcast = try #require(AccountNowcast(account, rules: [rule], asOf: asOf)[.orderDefect])
    #expect(nowcast.visible == WindowCount(orders: 240, bad: 0))
    #expect(nowcast.completed(0.05).bad == 0 && (1...4).contains(nowcast.completed(0.99).bad), "\(nowcast)")
    #expect(nowcast.chanceOffTarget > 0 && nowcast.chanceOffTarget < 0.2)
  }

  @Test("Quantiles and the chance to be off target, good shares upside down")
  func quantiles() {
    let visible = WindowCount(orders: 200, bad: 1)
    let nowcast = Nowcast(rule: Self.rule, visible: visible, further: [0.5, 0.3, 0.15, 0.05])
    #expect([0.05, 0.5, 0.51, 0.95, 0.96].map { nowcast.completed($0).bad } == [1, 1, 2, 3, 4])
    // Two of 200 are at the limit of 1 %.
    #expect(abs(nowcast.chanceOffTarget - 0.5) < 1e-12)
    let delivery = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10))
    let good = Nowcast(rule: delivery, visible: visible, further: [0.5, 0.3, 0.15, 0.05])
    #expect(good.completedRate(0.05) == 197.0 / 200 && good.completedRate(0.95) == 199.0 / 200)
  }

  /// 40 made-up sellers of the same habits: the orders in the window end bad as often as expected.
  @Test("What is still to come comes, on average", arguments: [Metric.orderDefect, .lateShipment30])
  func average(metric: Metric) throws {
    var (happened, expected, variance) = (0.0, 0.0, 0.0)
    for seed in 0..<40 {
      let account = try TestAccounts.account(
        TestAccounts.seller(perDay: 15, late: 0.05, defect: 0.02), seed: UInt64(seed))
      let asOf = TestAccounts.day(200)
      let rule = try #require(TestAccounts.rules.first { $0.metric == metric })
      let nowcast = try #require(AccountNowcast(account, rules: TestAccounts.rules, asOf: asOf)[metric])
      happened += Double(Completed.count(account, rule, asOf: asOf, by: asOf + 90).bad - nowcast.visible.bad)
      let mean = nowcast.further.enumerated().reduce(0) { $0 + Double($1.offset) * $1.element }
      expected += mean
      variance += nowcast.further.enumerated().reduce(0) {
        $0 + pow(Double($1.offset) - mean, 2) * $1.element
      }
    }
    // The tables were learnt from other sellers than these: a fifth is theirs.
    #expect(abs(happened - expected) < 4 * variance.squareRoot() + 0.2 * expected, "\(happened), \(expected)")
    #expect(happened > 20)
  }
}

/// What became of a window.
enum Completed {
  /// As known on the evening of `later`, of the window that `asOf` has.
  static func count(_ account: Account, _ rule: MetricRule, asOf: Day, by later: Day) -> WindowCount {
    var moved = rule
    moved.youngest += later - asOf
    moved.oldest += later - asOf
    return RateHistory(orders: account.orders, rule: moved, days: DayRange(later, later))[later]
  }
}
