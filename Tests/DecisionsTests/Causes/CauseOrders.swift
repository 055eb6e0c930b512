import AccountHealth
import Decisions
import Probability

/// Made-up orders, each late with a chance of its own.
struct CauseOrders {
  var perDay = 12
  var days = 90
  var seed: UInt64
  static let first = Day(iso: "2026-08-03") ?? Day(number: 0)
  static let skus = ["A", "B", "C", "D", "E", "F", "G", "H"]

  /// Orders of a number that goes with the day, of eight SKUs and three categories, due the day after
  /// purchase.
  ///
  /// - Parameter chance: That an order is late, by its day of purchase and its SKU.
  func orders(_ chance: (Day, String) -> Double) -> [Order] {
    var draws = Philox4x32(seed: seed)
    func uniform() -> Double { unitInterval(draws.next()) }
    var orders: [Order] = []
    for day in 0..<days {
      let placed = Self.first + day
      // Fewer at the weekend, and now and then many.
      let usual = placed.weekday > 4 ? perDay / 2 : perDay
      let number = Int(Double(usual) * (0.6 + 0.8 * uniform() + (uniform() < 0.06 ? 1.5 : 0)))
      for _ in 0..<number {
        let sku = Self.skus[min(7, Int(8 * uniform() * uniform()))]
        var order = Order(id: "o-\(orders.count)", purchased: placed)
        order.sku = sku
        order.category = "ABC".contains(sku) ? "one" : "DE".contains(sku) ? "two" : "three"
        order.units = uniform() < 0.2 ? 2 : 1
        let due = placed + (uniform() < 0.3 ? 2 : 1)
        order.shipBy = due
        order.shipped = due + (uniform() < chance(placed, sku) ? 1 : 0)
        orders.append(order)
      }
    }
    return orders
  }

  var asOf: Day { Self.first + days + 3 }

  static let rule = MetricRule(metric: .lateShipment30, youngest: 0, oldest: 29, limit: Ratio(4, 100))

  func study(_ chance: (Day, String) -> Double) -> CauseStudy {
    CauseStudy(orders(chance), rule: Self.rule, asOf: asOf)
  }
}
