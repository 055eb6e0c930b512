import AccountHealth
import Testing

@Suite("Parts of an account that may be accounts of their own")
struct AccountPartTests {
  private static let asOf = Day(iso: "2026-10-31")!
  private static let rule = MetricRule(metric: .lateShipment30, youngest: 1, oldest: 30, limit: Ratio(4, 100))

  /// An account of files with these counts of orders and late orders, all of one window.
  private static func status(_ files: [(orders: Int, late: Int)]) -> MetricStatus {
    var orders: [Order] = []
    var parts: [AccountPart] = []
    for (file, count) in files.enumerated() {
      var ids: Set<String> = []
      for number in 0..<count.orders {
        var order = Order(id: "\(file)-\(number)", purchased: asOf - 10)
        order.shipBy = order.purchased + 2
        order.shipped = order.purchased + (number < count.late ? 3 : 1)
        orders.append(order)
        ids.insert(order.id)
      }
      parts.append(AccountPart(files: ["\(file).csv"], orders: ids))
    }
    var account = Account(
      name: "", marketplace: "amazon.com",
      orders: orders.sorted { ($0.purchased, $0.id) < ($1.purchased, $1.id) },
      fields: [.shipBy, .shipped])
    account.parts = parts
    return AccountStatus(account, rules: [rule], asOf: asOf).metrics[0]
  }

  @Test("A rate that is met in the sum and breached in a part is a range with all three in it")
  func differ() {
    let status = Self.status([(600, 8), (181, 14)])
    #expect(status.state == .undecided)
    #expect(
      status.parts.map(\.count) == [WindowCount(orders: 600, bad: 8), WindowCount(orders: 181, bad: 14)])
    #expect(status.count.best == WindowCount(orders: 600, bad: 8))
    #expect(status.count.worst == WindowCount(orders: 181, bad: 14))
    #expect(status.trend.last?.count == status.count)
    // The larger of them may be the worse one.
    let turned = Self.status([(600, 48), (100, 1)])
    let rates = turned.rule.displayedRates(of: turned.count)
    #expect(turned.state == .undecided && (rates?.low ?? 1) <= 0.01 && (rates?.high ?? 0) >= 0.08)
  }

  @Test("Parts and sum that agree keep the sum, with the room of the part that has the least")
  func agree() {
    let status = Self.status([(600, 8), (181, 2)])
    #expect(status.state == .met && status.count == WindowCount(orders: 781, bad: 10))
    #expect(status.headroom == 5)
    #expect(Self.status([(600, 60), (181, 18)]).state == .breached)
  }

  @Test("One part with orders in the window is no sum")
  func alone() {
    let status = Self.status([(600, 8), (0, 0)])
    #expect(status.state == .met && status.parts.isEmpty && status.headroom == 15)
  }
}
