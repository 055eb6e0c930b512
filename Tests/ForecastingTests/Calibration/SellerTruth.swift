import AccountHealth
import Glibc
import Probability

@testable import Forecasting

/// A made-up seller drawn from the priors: volume, late shipment, late delivery driven by it, defects driven
/// by that.
///
/// An order is shipped on time, on any day to ship-by alike, or one or two days late; delivered on any day
/// from the day after shipment to the promised one, or one to seven days late. Nothing is cancelled.
struct SellerTruth {
  static let first = Day(number: 20_000)
  /// From the first order to the evening of the forecast.
  static let known = 200
  static let horizon = 60

  let account: Account
  static var asOf: Day { first + (known - 1) }

  /// - Parameter volume: Orders of a usual day; `nil` for a few, drawn for each seller.
  init(priors: Priors, name: String, volume: Double? = nil, using generator: inout Philox4x32) {
    let volume = VolumeTruth(
      priors: priors, centre: volume.map { log($0) } ?? 0.5 + 0.7 * generator.normal(), days: Self.known,
      horizon: Self.horizon, using: &generator)
    let days = Self.known + Self.horizon + 60
    let late = Self.logOdds(priors.lateShipment, days, &generator)
    let delivery = Self.logOdds(priors.onTimeDelivery, days, &generator)
    let defect = Self.logOdds(priors.orderDefect, days, &generator)
    let delays = LagLaw(prior: priors.defectDelays, observed: [])
    let median = delays.median
    var orders: [Order] = []
    for (day, count) in (volume.counts + volume.ahead).enumerated() {
      for number in 0..<count {
        var order = Order(id: "\(day)-\(number)", purchased: Self.first + day)
        let shipBy = day + 1 + generator.index([1, 2, 1])
        let promised = shipBy + 4 + generator.index([1, 2, 1])
        let isLate = generator.happens(late[shipBy])
        let shipped = isLate ? shipBy + 1 + generator.index([3, 1]) : day + generator.below(shipBy - day + 1)
        let comesLate = generator.happens(
          delivery[promised] + (isLate ? priors.onTimeDelivery.drivenShift : 0))
        let delivered =
          comesLate
          ? promised + 1 + generator.index([4, 2, 1, 1, 1, 1, 1])
          : shipped + 1 + generator.below(promised - shipped)
        (order.shipBy, order.shipped) = (Self.first + shipBy, Self.first + shipped)
        (order.deliverBy, order.delivered) = (Self.first + promised, Self.first + delivered)
        order.tracking = .valid
        if generator.happens(
          defect[max(day, promised + median)] + (comesLate ? priors.orderDefect.drivenShift : 0))
        {
          order.defect = .negativeFeedback
          let delay = delays.entries[generator.index(delays.entries.map(\.weight))].lag
          order.defectRecorded = Self.first + max(day, promised + delay)
        }
        orders.append(order)
      }
    }
    account = Account(
      name: name, marketplace: "amazon.com", orders: orders,
      fields: [.channel, .shipBy, .shipped, .deliverBy, .delivered, .tracking, .defect])
  }

  private static func logOdds(_ prior: Priors.Rate, _ days: Int, _ generator: inout Philox4x32) -> [Double] {
    let drift = prior.drifts[generator.index(prior.drifts.map(\.weight))]
    let first = generator.level(prior)
    var level = first
    var x = drift.sd * generator.normal()
    return (0..<days).map { day in
      // The days ahead keep the level, as the forecast has it.
      if day < known, generator.happens(chance: drift.dailyChange) {
        level = first + RateFilter.changeSD * generator.normal()
      }
      x = drift.ar1 * x + drift.innovationSD * generator.normal()
      return level + x
    }
  }
}

extension Philox4x32 {
  /// Whether something of these log-odds happens.
  mutating func happens(_ logOdds: Double) -> Bool { unitInterval(next()) < logistic(logOdds) }

  /// 0..<`count`, each alike.
  mutating func below(_ count: Int) -> Int { Int(unitInterval(next()) * Double(count)) }
}
