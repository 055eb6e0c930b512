import AccountHealth
import Probability
import Simulation
import Testing

@testable import Forecasting

/// Which order counts on which day, and as what, on orders made by hand.
@Suite struct MetricFitTests {
  private static let asOf = Day(number: 20_500)
  private static let horizon = 30

  /// Bought `age` days ago, to be shipped within 2 days and delivered within 8.
  private func order(_ age: Int, shipped: Int? = 1, delivered: Int? = 5) -> Order {
    let purchased = Self.asOf - age
    var order = Order(id: "\(age)", purchased: purchased)
    (order.shipBy, order.deliverBy) = (purchased + 2, purchased + 8)
    (order.shipped, order.delivered) = (shipped.map { purchased + $0 }, delivered.map { purchased + $0 })
    order.tracking = .valid
    return order
  }

  private func account(_ orders: [Order]) -> Account {
    Account(
      name: "a", marketplace: "amazon.com", orders: orders.sorted { $0.purchased < $1.purchased },
      fields: [.shipBy, .shipped, .deliverBy, .delivered, .defect])
  }

  private func fit(_ orders: [Order]) -> MetricFit {
    MetricFit(
      snapshot: Snapshot(account(orders), channel: .seller, asOf: Self.asOf, horizon: Self.horizon),
      priors: .standard)
  }

  private func rule(_ metric: Metric) throws -> MetricRule {
    try #require(TestAccounts.rules.first { $0.metric == metric })
  }

  @Test(
    "Late shipment counts on the ship-by day, delivery on the promised day, a defect a median delay later")
  func days() {
    var defective = order(100)
    (defective.defect, defective.defectRecorded) = (.aToZClaim, defective.purchased + 10)
    let fit = fit([defective, order(90, shipped: 4), order(80, delivered: 12)])
    #expect(fit.lateOutcomes.map(\.day) == [Self.asOf - 98, Self.asOf - 88, Self.asOf - 78])
    #expect(fit.lateOutcomes.map(\.isBad) == [false, true, false])
    #expect(fit.deliveryOutcomes.map(\.day) == [Self.asOf - 92, Self.asOf - 82, Self.asOf - 72])
    #expect(fit.deliveryOutcomes.map(\.isBad) == [false, false, true])
    #expect(fit.deliveryOutcomes.map(\.isDriven) == [false, true, false])
    #expect(fit.defectOutcomes(6).map(\.day) == [Self.asOf - 86, Self.asOf - 76, Self.asOf - 66])
    #expect(fit.defectOutcomes(6).map(\.isBad) == [true, false, false])
    #expect(fit.defectOutcomes(6).map(\.isDriven) == [false, false, true])
  }

  @Test("A cancellation while unshipped and on time says nothing about dispatch")
  func cancelled() {
    var gone = order(100, shipped: nil, delivered: nil)
    (gone.cancelled, gone.cancelledBy) = (gone.purchased + 1, .buyer)
    #expect(fit([gone, order(90)]).lateOutcomes.map(\.day) == [Self.asOf - 88])
  }

  @Test("The first day to come has the weekday of tomorrow")
  func weekday() throws {
    let model = try #require(
      ChannelFit.model(
        of: account((20..<60).map { order($0) }), channel: .seller, rules: [rule(.lateShipment30)],
        asOf: Self.asOf, horizon: 7))
    let design = try #require(model.orders?.design)
    #expect(design.map { $0.firstIndex(of: 1) } == (1...7).map { (Self.asOf + $0).weekday })
  }

  @Test("Open orders of many have the chance of the days that decide them, not of today")
  func decidedInThePast() throws {
    // 60 orders a day; for nine days of defects, four weeks ago, one order in ten is bad instead of 1 in 200.
    let median = fit([order(30)]).defectDelays.median
    var orders: [Order] = []
    for age in 0..<150 {
      let decided = age - 8 - median
      let isBurst = (24...32).contains(decided)
      for number in 0..<60 {
        var order = order(age)
        order.id += "-\(number)"
        let isBad = isBurst ? number % 10 == 0 : number == 0 && age % 3 == 0
        // Half of them are recorded on the median day, the others not by now.
        let recorded = order.purchased + 8 + median
        if isBad, recorded <= Self.asOf, age > 60 || number % 20 == 0 {
          (order.defect, order.defectRecorded) = (.aToZClaim, recorded)
        }
        orders.append(order)
      }
    }
    let fit = fit(orders)
    let model = try fit.orderDefect(rule(.orderDefect), delivery: false)
    let today = try #require(model.components).reduce((0.0, 0.0)) { sum, part in
      (sum.0 + part.weight * (part.baselineLogit ?? 0), sum.1 + part.weight)
    }
    func chance(decided days: Int) throws -> Double {
      let cohort = try #require(model.pending?.first { $0.member == -(days + 8 + median) })
      return logistic(cohort.offset + cohort.slope * today.0 / today.1)
    }
    // Both are as old to a day or two; the burst had twenty times the odds.
    #expect(try chance(decided: 28) > 3 * chance(decided: 18))
    #expect(try chance(decided: 28) > 3 * chance(decided: 40))
  }

  @Test("The bad ends of open orders are all seen on some day")
  func recorded() throws {
    let fit = fit((0..<60).map { order($0) } + [order(3, shipped: nil, delivered: nil)])
    let pending =
      try fit.orderDefect(rule(.orderDefect), delivery: true).pending ?? []
      + (fit.onTimeDelivery(rule(.onTimeDelivery), late: nil).pending ?? [])
    #expect(pending.count > 20)
    for cohort in pending { #expect(abs(cohort.recorded.reduce(0) { $0 + $1.weight } - 1) < 1e-9) }
  }

  @Test("A day counts driven orders, good and bad, among its orders")
  func driven() {
    var day = RateFilter.Day()
    for (isBad, isDriven) in [(true, true), (false, true), (true, false), (false, false), (true, true)] {
      day.add(OrderOutcome(day: Self.asOf, isBad: isBad, isDriven: isDriven))
    }
    #expect([day.orders, day.bad, day.drivenOrders, day.drivenBad] == [5, 3, 3, 2])
  }

  @Test("An order that never shipped is not in the on-time window; one that may still ship is")
  func neverShipped() throws {
    let rule = try rule(.onTimeDelivery)
    let delivered = (20..<60).map { order($0) }
    let open = order(6, shipped: nil, delivered: nil)
    // Promised 11 days ago, ship-by 17 days ago.
    let abandoned = order(19, shipped: nil, delivered: nil)
    func window(_ orders: [Order]) -> [Int] {
      fit(orders).onTimeDelivery(rule, late: nil).settledOrders ?? []
    }
    #expect(window(delivered + [abandoned]) == window(delivered))
    let both = window(delivered + [open])
    // Promised in 2 days, so that it enters with the window's youngest age.
    let entry = 2 + rule.youngest
    #expect(both[entry - 1] == window(delivered)[entry - 1] + 1)
    #expect(both[entry - 2] == window(delivered)[entry - 2])
  }

  @Test("An open parcel is late from the day after its promise; an open shipment from the day after ship-by")
  func openOrders() throws {
    let past = (20..<60).map { order($0) }
    let fit = fit(past + [order(1, shipped: nil, delivered: nil)])
    let delivery = try #require(fit.onTimeDelivery(rule(.onTimeDelivery), late: nil).pending)
    #expect(delivery.map(\.member) == [7] && delivery.map(\.due) == [7])
    #expect(delivery.flatMap(\.recorded).map(\.day) == [8])
    let shipment = try #require(fit.lateShipment([rule(.lateShipment30)]).first?.pending)
    #expect(shipment.map(\.member) == [-1] && shipment.map(\.due) == [1])
    #expect(shipment.flatMap(\.recorded).map(\.day) == [2])
  }

  @Test(
    "Half the defects of orders that have had half their time speak for the same rate, not for half of it")
  func completion() throws {
    // One in ten gets a defect: of 200 old orders all are on record, of 200 due these days about half.
    var old = (0..<200).map { order(100 + $0 / 2) }
    let delays = [0, 2, 4, 7, 11, 16, 2, 4, 7, 24]
    for index in 0..<20 {
      old[10 * index].defect = .negativeFeedback
      old[10 * index].defectRecorded = old[10 * index].purchased + 8 + delays[index % 10]
    }
    var young = (0..<200).map { order(12 + $0 % 3) }
    for index in 0..<10 {
      young[20 * index].defect = .negativeFeedback
      young[20 * index].defectRecorded = Self.asOf - 1
    }
    let fit = fit(old + young)
    #expect((3...5).contains(fit.defectDelays.median))
    let points = try fit.orderDefect(rule(.orderDefect), delivery: true).components ?? []
    let mean = points.reduce(0) {
      $0 + $1.weight * logistic(($1.baselineLogit ?? 0) + ($1.initialDeviation ?? 0))
    }
    #expect(mean > 0.075 && mean < 0.12, "\(mean)")
  }

  @Test("A path starts from a point of the posterior, not from its mean")
  func components() throws {
    let days = (0..<60).map { RateFilter.Day(orders: 5, bad: $0 % 20 == 0 ? 1 : 0) }
    let posterior = RateFilter(prior: Priors.standard.lateShipment).posterior(of: days)
    let components = posterior.components
    #expect(components.count == posterior.points.count && components.count > 50)
    let mean = components.reduce(0) { $0 + $1.weight * ($1.baselineLogit ?? 0) }
    let variance = components.reduce(0) { sum, component in
      let gap = (component.baselineLogit ?? 0) - mean
      return sum + component.weight * gap * gap
    }
    #expect(abs(mean - posterior.points.reduce(0) { $0 + $1.weight * $1.level }) < 1e-9)
    #expect(variance.squareRoot() > 0.3)
  }
}
