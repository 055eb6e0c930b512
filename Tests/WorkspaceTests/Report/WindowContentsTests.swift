import AccountHealth
import Testing

@testable import Workspace

@Suite("The orders of a window")
struct WindowContentsTests {
  @Test("Units are counted in the window, and orders in the list", arguments: [3, 40])
  func units(number: Int) {
    let asOf = Day(number: 20_780)
    let orders = (0..<number).map { index -> Order in
      var order = Order(id: "\(index)", purchased: asOf - 20)
      (order.units, order.shipped) = (4, asOf - 19)
      (order.deliverBy, order.delivered) = (asOf - 12, asOf - (index == 0 ? 11 : 12))
      return order
    }
    let rule = MetricRule(
      metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(1, 10), counted: .units)
    let window = WindowContents(orders, rule: rule, asOf: asOf)
    #expect(window.count == WindowCount(orders: 4 * number, bad: 4))
    #expect(window.rows.count == min(number, 30) && window.rows[0].isBad)
    #expect(window.unlisted == max(0, number - 30))
  }
}
