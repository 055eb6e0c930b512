import AccountHealth
import Forecasting
import Probability

@testable import Decisions

/// A seller made for the tests: a few orders a day, of which some are handed over late, some of these
/// delivered late, and some have defects.
enum SmallAccount {
  static let asOf = Day(number: 20_780)

  struct Rates {
    var daily = 8.0
    var lateShipment = 0.04
    /// The share of the last ten days, if that is another.
    var recentLateShipment: Double?
    var lateDelivery = 0.08
    var defect = 0.01
    var cancellation = 0.015
  }

  static func make(_ rates: Rates = Rates(), days: Int = 150, seed: UInt64 = 1) -> Account {
    var generator = Philox4x32(seed: seed, path: 0)
    func chance(_ p: Double) -> Bool { unitInterval(generator.next()) < p }
    var orders: [Order] = []
    for back in stride(from: days, through: 0, by: -1) {
      let day = asOf - back
      for number in 0..<Poisson.draw(mean: rates.daily, using: &generator) {
        var order = Order(id: "\(back)-\(number)", purchased: day)
        (order.shipBy, order.deliverBy) = (day + 2, day + 6)
        if chance(rates.cancellation) {
          (order.cancelled, order.cancelledBy) = (day + 1, .seller)
        } else {
          let late = chance(back < 10 ? rates.recentLateShipment ?? rates.lateShipment : rates.lateShipment)
          order.shipped = day + (late ? 3 + Int(3 * unitInterval(generator.next())) : 1)
          order.tracking = .valid
          order.delivered = day + (chance(rates.lateDelivery) ? 8 : 4)
          if chance(rates.defect) { (order.defect, order.defectRecorded) = (.aToZClaim, day + 9) }
        }
        (order.amount, order.sku) = (20, "SKU-\(number % 3)")
        if let known = order.asKnown(on: asOf) { orders.append(known) }
      }
    }
    return Account(
      name: "small", marketplace: "amazon.com", orders: orders,
      fields: [
        .channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .cancelled, .cancelledBy, .defect,
      ])
  }

  static func task(_ account: Account, metrics: [Metric]? = nil) -> Forecaster.Subject {
    let rules = RuleSet.builtIn.rules(for: account.marketplace)
    return Forecaster.Subject(
      account: account,
      rules: rules.filter { metrics?.contains($0.metric) ?? ($0.metric != .orderDefectAmazon) },
      asOf: asOf)
  }
}
