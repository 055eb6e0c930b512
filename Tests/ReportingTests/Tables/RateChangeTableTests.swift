import AccountHealth
import Testing

@testable import Reporting

struct RateChangeTableTests {
  private func order(_ id: String, _ day: Int, late: Bool) -> Order {
    var order = Order(id: id, purchased: Day(number: day))
    order.shipBy = order.purchased + 1
    order.shipped = order.purchased + (late ? 3 : 1)
    order.deliverBy = order.purchased + 4
    order.delivered = order.purchased + (late ? 6 : 3)
    return order
  }

  private func change(_ metric: Metric = .lateShipment30) -> RateChange {
    var orders = (0..<24).map { order("g\($0)", 20_095, late: false) }
    orders += [order("=old", 20_075, late: true), order("b,1", 20_102, late: true)]
    orders += (0..<6).map { order("n\($0)", 20_103, late: false) }
    return RateChange(
      orders: orders,
      rule: MetricRule(metric: metric, youngest: 0, oldest: 29, limit: Ratio(10, 100)),
      from: Day(number: 20_100), to: Day(number: 20_110))
  }

  @Test("A table that adds up, what the points are, and the day each bad order leaves")
  func table() {
    let text = RateChangeTable(change(), account: "acme", marketplace: "amazon.com").text()
    #expect(
      text == """
        acme (amazon.com), as of 22 Jan 2025

        Late shipment rate, 30 days: 4.0 % (1 of 25 orders late) on 12 Jan 2025, 3.2 % (1 of 31 orders late) on 22 Jan 2025.

        what changed                              bad  orders  points
        late orders that came in                   +1      +1   +4.00
        already in, became bad or reported since    0       0    0.00
        late orders that left by age               −1      −1   −4.00
        no longer counted as bad                    0       0    0.00
        other orders: change of volume              0      +6   −0.77
        together                                    0      +6   −0.77

        points: per cent of orders. Bad orders weigh what they did in a window of 25 orders; the change of volume is what 31 instead make of it.

        1 late order in the window now, by the day each leaves it:

        order  day         leaves      since 2025-01-12
        b,1    2025-01-14  2025-02-13  came in
        """, "\(text)")
  }

  @Test("A late delivery takes points from a good share")
  func goodShare() throws {
    let text = RateChangeTable(change(.onTimeDelivery), account: "", marketplace: "amazon.com").text()
    #expect(text.contains("late deliveries that came in               +1      +1   −4.00\n"), "\(text)")
    let json = try RateChangeFile.json(change(.onTimeDelivery), account: "acme")
    #expect(
      json.contains("{\"bad\":1,\"change\":\"entered_bad\",\"count\":1,\"orders\":1,\"rate_change\":-0.04}"))
    #expect(json.contains("\"leaves\":\"2025-02-17\""), "\(json)")
  }

  @Test("CSV: every order of either window, ids escaped")
  func csv() {
    let lines = RateChangeFile.csv(change(), account: "+acme").split(separator: "\n")
    #expect(lines.count == 32)
    #expect(
      lines.first
        == "'+acme,late_shipment_rate_30d,2025-01-12,2025-01-22,'=old,2024-12-18,left_bad,0,2025-01-17,0")
    #expect(
      lines.contains(
        "'+acme,late_shipment_rate_30d,2025-01-12,2025-01-22,\"b,1\",2025-01-14,entered_bad,1,2025-02-13,0"))
  }
}
