import AccountHealth
import Probability
import Simulation
import Testing

@testable import Forecasting

/// Which order counts on which day, and as what, on orders made by hand.
@Suite struct OutcomeTests {
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

  @Test("Late shipment lives on the ship-by day, delivery on the promised day, a defect a median delay later")
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

  @Test("A day counts driven orders, good and bad, among its orders")
  func driven() {
    var day = RateFilter.Day()
    for (isBad, isDriven) in [(true, true), (false, true), (true, false), (false, false), (true, true)] {
      day.add(Outcome(day: Self.asOf, isBad: isBad, isDriven: isDriven))
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

  @Test("Orders whose defects have had no time to be recorded do not speak for a lower rate")
  func completion() throws {
    var old = (100..<200).map { order($0) }
    for index in stride(from: 0, to: 100, by: 10) {
      old[index].defect = .negativeFeedback
      old[index].defectRecorded = old[index].purchased + 14
    }
    let young = (0..<200).map { order($0 % 12) }
    let rule = try rule(.orderDefect)
    func mean(_ orders: [Order]) -> Double {
      let points = fit(orders).orderDefect(rule, delivery: true).components ?? []
      return points.reduce(0) {
        $0 + $1.weight * logistic(($1.baselineLogit ?? 0) + ($1.initialDeviation ?? 0))
      }
    }
    // Promised today at the earliest four days ago: most delays are still to come. Read as complete, 200 good orders
    // would halve the rate.
    #expect(mean(old + young) > 0.75 * mean(old))
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
