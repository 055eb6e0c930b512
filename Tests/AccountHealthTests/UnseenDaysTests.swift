import AccountHealth
import Testing

@Suite("Days of a window that no file covers")
struct UnseenDaysTests {
  private static let asOf = Day(iso: "2026-10-31")!
  private static let late = MetricRule(metric: .lateShipment30, youngest: 1, oldest: 30, limit: Ratio(4, 100))

  /// Orders by their age on the evening, so many of each; the delivery is promised for the fifth day.
  private static func account(_ perDay: [(age: Int, orders: Int)]) -> Account {
    var orders: [Order] = []
    for (age, count) in perDay {
      for number in 0..<count {
        var order = Order(id: "\(age)-\(number)", purchased: asOf - age)
        order.shipBy = order.purchased + 2
        order.shipped = order.purchased + 1
        order.deliverBy = order.purchased + 5
        order.delivered = order.purchased + 4
        orders.append(order)
      }
    }
    orders.sort { ($0.purchased, $0.id) < ($1.purchased, $1.id) }
    return Account(name: "", marketplace: "amazon.com", orders: orders, fields: [.shipBy, .shipped])
  }

  private static func even(_ days: Int, _ perDay: Int = 5) -> [(age: Int, orders: Int)] {
    (0..<days).map { ($0, perDay) }
  }

  private static func unseen(
    _ perDay: [(age: Int, orders: Int)], _ rule: MetricRule = late, began: Day? = nil
  ) -> UnseenDays? {
    account(perDay).unseenDays(rule, on: asOf, began: began)
  }

  @Test("Orders that begin at full pace inside the window lack those of the days before, at the same pace")
  func cut() throws {
    let unseen = try #require(Self.unseen(Self.even(20)))
    // Ages 30 to 20 are missing, 19 to 1 are there.
    #expect(unseen.first == Self.asOf - 30 && unseen.seen == Self.asOf - 19 && unseen.days == 11)
    #expect(unseen.orders == 55)
    let count = unseen.added(to: WindowCount(orders: 95, bad: 2))
    #expect(
      count.best == WindowCount(orders: 150, bad: 2) && count.worst == WindowCount(orders: 150, bad: 57))
    #expect(Self.late.state(of: count) == .undecided)
    #expect(Self.late.state(of: unseen.added(to: WindowCount(orders: 95, bad: 20))) == .breached)
    // An export of thirty days misses one or two by its clock.
    #expect(Self.unseen(Self.even(29)) == nil && Self.unseen(Self.even(28)) != nil)
    // Strays and the last orders of the days before are no beginning.
    #expect(Self.unseen(Self.even(20) + [(200, 1), (22, 1), (21, 1)])?.seen == Self.asOf - 19)
  }

  @Test("Of days whose orders were removed each one counts, at any pace")
  func forgotten() {
    // A window of 30 days from age 30 on, of which the oldest one or none was removed.
    func unseen(_ perDay: [(age: Int, orders: Int)], before age: Int) -> UnseenDays? {
      var account = Self.account(perDay)
      account.forgottenBefore = Self.asOf - age
      return account.unseenDays(Self.late, on: Self.asOf, began: nil)
    }
    #expect(unseen(Self.even(30), before: 29)?.days == 1 && unseen(Self.even(31), before: 30) == nil)
    #expect(Self.unseen(Self.even(30)) == nil)
    // Few orders, which begin like a new business.
    let few = (0..<10).map { (2 * $0, 1) }
    #expect(unseen(few, before: 20)?.seen == Self.asOf - 20)
    // A day without orders after the cut, and one at the beginning of a window that is whole.
    #expect(unseen(Self.even(29), before: 29)?.days == 2 && unseen(Self.even(30), before: 40) == nil)
  }

  @Test("A business that grows, or that sells little, is new; so is one of which the seller says so")
  func new() {
    let growing = (0..<24).map { ($0, max(1, 24 - $0)) }
    #expect(Self.unseen(growing) == nil)
    #expect(Self.unseen(Self.even(20, 0) + (0..<10).map { (2 * $0, 1) }) == nil)
    #expect(Self.unseen(Self.even(20), began: Self.asOf - 19) == nil)
    #expect(Self.unseen(Self.even(20), began: Self.asOf - 25)?.days == 6)
  }

  @Test("A rate that goes by the promised day sees orders from the first promise on")
  func promised() {
    let rule = MetricRule(metric: .onTimeDelivery, youngest: 8, oldest: 21, limit: Ratio(10, 100))
    // Orders of ages 22 to 0 are promised for ages 17 on.
    #expect(Self.unseen(Self.even(23), rule)?.days == 4)
    #expect(Self.unseen(Self.even(25), rule) == nil)
  }
}
